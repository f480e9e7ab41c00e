import { differing, type Match } from '../../../model/match.ts';

/** What came of a match, for whoever runs the server. */
export function matchWords(match: Match): string {
  const { outcome, requests, parts, read, mended, why, differences } = match;
  switch (outcome) {
    case 'equal':
      return `the same ${requests.toLocaleString('en')} requests in ${parts} parts (${read} read row by row)`;
    case 'differed':
      return `${differing(match).toLocaleString('en')} of ${requests.toLocaleString('en')} requests differed, ${mended ? 'mended' : 'left as they are'}: ${differences
        .map(
          ({ part, missing, other, extra }) =>
            `${part} ${missing} missing, ${other} otherwise, ${extra} too many`,
        )
        .join('; ')}`;
    case 'failed':
    case 'unasked':
      return why ?? outcome;
  }
}
