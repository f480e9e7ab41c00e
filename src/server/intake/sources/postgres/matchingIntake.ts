import { timeZoneFor } from '../../../../intake/reading/recordReader.ts';
import type { RecordIntakeOptions } from '../recordIntake.ts';
import { type SourceMapping, sourceIntake } from '../sourceMapping.ts';
import type { MatchingIntake } from './matching.ts';

/**
 * What a table needs to be asked what it has.
 * @param months IANA name: of the months
 */
export function matchingIntake(
  source: SourceMapping,
  options: Omit<RecordIntakeOptions, 'mapping' | 'personal'>,
  months: string,
): MatchingIntake {
  const { mapping, constants } = source;
  const fields = ['stage', 'opened', 'responded', 'resolved', 'updated'] as const;
  const columns = fields.flatMap((field) => {
    const column = mapping.columns[field];
    return typeof column === 'string' && !(column in constants) ? [[field, column]] : [];
  });
  const { onProblem: _told, ...quiet } = options;
  return {
    intake: sourceIntake(source, quiet),
    columns: Object.fromEntries(columns),
    clocks: timeZoneFor(mapping, options.reference, null).name,
    months,
  };
}
