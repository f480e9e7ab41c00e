import type { KnownSystem } from './knownSystem.ts';

/** Boston's open data, whole or some of its columns, by the spelling that only it has: `subject` is the department in words, `reason` and `type` are two levels of topics. */
export const boston311: KnownSystem = {
  name: 'Boston 311',
  signs: ['case_enquiry_id', 'open_dt', 'subject'],
  columns: { entity: 'subject', service: 'reason', topic: 'type' },
  nothing: ['department', 'queue', 'case_title', 'on_time'],
};
