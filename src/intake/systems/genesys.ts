import type { KnownSystem } from './knownSystem.ts';

/** Genesys: a queue is where calls wait, and no department. */
export const genesys: KnownSystem = {
  name: 'Genesys',
  signs: ['Interaction ID', 'Media Type', 'ANI', 'DNIS'],
  columns: { channel: 'Media Type' },
  nothing: ['Queue', 'ANI', 'DNIS'],
};
