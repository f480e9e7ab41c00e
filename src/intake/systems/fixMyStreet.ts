import type { KnownSystem } from './knownSystem.ts';

/** FixMyStreet: a group of categories is no department, and a device no channel. */
export const fixMyStreet: KnownSystem = {
  name: 'FixMyStreet',
  signs: ['Report ID', 'Staff User', 'Group', 'Category'],
  columns: { service: 'Group', topic: 'Category' },
  nothing: ['Device Type', 'Site Used', 'Reported As'],
};
