import type { KnownSystem } from './knownSystem.ts';

/** Los Angeles' open data: the owner of a request is a bureau. */
export const losAngeles311: KnownSystem = {
  name: 'Los Angeles 311',
  signs: ['SRNumber', 'RequestSource', 'Owner', 'APC', 'NCName'],
  columns: { entity: 'Owner' },
  nothing: ['CreatedByUserOrganization', 'MobileOS', 'AssignTo'],
};
