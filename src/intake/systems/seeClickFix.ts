import type { KnownSystem } from './knownSystem.ts';

/** SeeClickFix's service: `rating` counts votes, the summary is mostly the title of the type. */
export const seeClickFix: KnownSystem = {
  name: 'SeeClickFix',
  signs: ['html_url', 'rating', 'acknowledged_at', 'request_type.title'],
  columns: { topic: 'request_type.title', entity: 'request_type.organization' },
  nothing: ['rating', 'summary', 'reporter.role'],
};
