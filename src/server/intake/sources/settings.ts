import * as v from 'valibot';

/** What the settings of several kinds of sources have in common. */
export const sourceId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens, such as "platform-04"'),
);
export const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
/** At most a day. */
export const seconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(86_400));
