import type { KnownSystem } from './knownSystem.ts';

/** Oracle Siebel: areas are no places but two levels of what a request is about. */
export const siebel: KnownSystem = {
  name: 'Oracle Siebel',
  signs: ['SR #', 'Area', 'Sub-Area', 'Sub-Status'],
  columns: { service: 'Area', topic: 'Sub-Area' },
  nothing: ['Sub-Status'],
};
