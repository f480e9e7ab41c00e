import { inspectFile, readRecords } from '../formats/tableFile.ts';
import { own } from '../privacy.ts';
import type { SourceFile } from '../sourceFile.ts';
import type { DateOrder } from '../text/dateText.ts';
import { ratingColumns } from './ratingColumns.ts';
import { type RatingProblem, RatingsError } from './ratingProblem.ts';
import { type RatingEntry, type RatingRow, RatingTable } from './ratingTable.ts';
import type { RatingWords } from './ratingWords.ts';

/** What a table of ratings holds, and what is to be said of it. */
export interface RatingsRead {
  readonly file: string;
  /** Each day, service and channel once. */
  readonly entries: readonly RatingEntry[];
  readonly rows: number;
  readonly problems: readonly RatingProblem[];
}

/**
 * Reads a table of ratings: a row for each day, service and channel with a count for each face, or a row for each face.
 * Counts rule: a per cent or a total that contradicts them is told and not kept.
 * @param region which number of 3/4/2026 is the day, where no date of the file tells
 * @throws FileError for a file that is no table, RatingsError for one of which nothing can be taken
 */
export async function readRatings(
  file: SourceFile,
  words: RatingWords,
  region: DateOrder = 'dmy',
): Promise<RatingsRead> {
  const layout = await inspectFile(file);
  const columns = ratingColumns(layout.header);
  if (!('day' in columns))
    throw new RatingsError(file.name, { code: 'columns', missing: columns, header: layout.header });
  const rows: RatingRow[] = [];
  await readRecords(file, layout, (values, line) => {
    const kept = values.map((value) => own(value.trim()));
    if (kept.some((value) => value !== '')) rows.push({ values: kept, line });
  });
  const table = new RatingTable(columns, layout.header, words);
  table.settleOrder(rows, region);
  for (const row of rows) table.add(row);
  const { entries, problems } = table.end();
  if (entries.length === 0)
    throw new RatingsError(file.name, { code: 'nothing', rows: rows.length, problems });
  return { file: file.name, entries, rows: rows.length, problems };
}
