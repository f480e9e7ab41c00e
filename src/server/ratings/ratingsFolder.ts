import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { joinRatings, type Replaced } from '../../intake/ratings/joinRatings.ts';
import { type RatingProblem, RatingsError, ratingText } from '../../intake/ratings/ratingProblem.ts';
import { RatingWords } from '../../intake/ratings/ratingWords.ts';
import { type RatingsRead, readRatings } from '../../intake/ratings/readRatings.ts';
import type { Reference } from '../../intake/reference.ts';
import type { SourceFile } from '../../intake/sourceFile.ts';
import type { RatingsFileState } from '../../model/adminState.ts';
import { type Manifest, parseFile } from '../../model/manifest.ts';
import type { Ratings } from '../../model/ratings.ts';
import type { Said } from '../../model/said.ts';
import { type Words, wordsSchema } from '../../model/words.ts';
import { refusalOf } from '../intake/sources/csvFolderReason.ts';
import { readChecked } from '../snapshotReader.ts';
import { tablesIn } from './tables.ts';
import { UnreadTable } from './unreadTable.ts';

/** What became of a file: its ratings, or why it has none, in English and Arabic. */
export type RatingsFile =
  | { readonly file: string; readonly read: RatingsRead }
  | {
      readonly file: string;
      readonly read: null;
      readonly why: Said;
      readonly problems: readonly RatingProblem[];
    };

/** Reads a table of ratings from a disk; one that cannot be read is told, and stops no other. */
export async function readTable(
  path: string,
  words: RatingWords,
  region: 'dmy' | 'mdy',
): Promise<RatingsFile> {
  try {
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new UnreadTable(path, cause, 'file');
    });
    const file: SourceFile = {
      ...{ name: path, size: bytes.length },
      read: async (from, to) => bytes.subarray(from, to),
    };
    return { file: path, read: await readRatings(file, words, region) };
  } catch (error) {
    const own = error instanceof RatingsError ? error : null;
    return {
      ...{ file: path, read: null, why: whyOf(path, error) },
      problems: own?.problems ?? [],
    };
  }
}

/** What is wrong with a table or a folder of such, as a sentence that names it. */
export function whyOf(path: string, error: unknown): Said {
  const isOwn = error instanceof RatingsError || error instanceof UnreadTable;
  const arabic = isOwn ? error.arabic : refusalOf(error)?.arabic;
  const message = error instanceof Error ? error.message : String(error);
  return { en: message, ar: arabic ? `\u2066${path}\u2069: ${arabic}` : message };
}

/** The words by which services and channels are found, and how a date that may be read in two ways is read. */
export function wordsFor(words: Words, reference: Reference): { words: RatingWords; region: 'dmy' | 'mdy' } {
  const { timeZone } = reference.calendar as { timeZone?: string };
  return {
    words: new RatingWords(words, reference.synonyms),
    region: timeZone?.startsWith('America/') ? 'mdy' : 'dmy',
  };
}

/** The city whose services and channels the tables name. */
export interface RatedCity {
  readonly data: string;
  /** Null: nothing is published yet. */
  readonly manifest: Manifest | null;
  readonly reference: Reference;
}

/** Reads all tables of a folder with the words of the city that is shown. @throws SnapshotError */
export async function readFolder(
  folder: string,
  { data, manifest, reference }: RatedCity,
): Promise<RatingsFile[]> {
  const names = await tablesIn(folder);
  if (names.length === 0) return [];
  const file = manifest?.files.words;
  const known = file
    ? parseFile(file.name, wordsSchema, new TextDecoder().decode(await readChecked(`${data}/rows`, file)))
    : reference.words;
  const { words, region } = wordsFor(known, reference);
  return Promise.all(names.map((name) => readTable(join(folder, name), words, region)));
}

/** All ratings of some tables, as they are served; null where there are none. */
export function joined(
  files: readonly RatingsFile[],
  sample: boolean,
): { readonly ratings: Ratings | null; readonly replaced: readonly Replaced[] } {
  const read = files.flatMap((file) => (file.read ? [file.read] : []));
  if (read.length === 0) return { ratings: null, replaced: [] };
  const { ratings, replaced } = joinRatings(read, sample);
  const mark = createHash('sha256').update(JSON.stringify(ratings)).digest('hex').slice(0, 16);
  return { ratings: { ...ratings, mark }, replaced };
}

/** A sentence without the path that it begins with, which stands beside it. */
export function withoutPath(path: string, { en, ar }: Said): Said {
  const bare = (text: string) => (text.startsWith(`${path}: `) ? text.slice(path.length + 2) : text);
  return { en: bare(en), ar: bare(ar) };
}

/** What an administrator is to know of a table that was read at `readAt`, epoch seconds. */
export function stateOf({ file, ...rest }: RatingsFile, readAt: number): RatingsFileState {
  const { read } = rest;
  const problems = read ? read.problems : rest.problems;
  const last = problems.at(-1);
  const days = read ? read.entries.map(({ day }) => day) : [];
  return {
    name: basename(file),
    taken: read && {
      rows: read.rows,
      from: days.reduce((a, b) => Math.min(a, b)),
      to: days.reduce((a, b) => Math.max(a, b)),
    },
    readAt,
    problems: problems.length,
    last: rest.read
      ? last
        ? { en: ratingText(last, 'en'), ar: ratingText(last, 'ar') }
        : null
      : withoutPath(file, rest.why),
  };
}

/** Problems of a table that a log says; the check says all. */
const mostSaid = 5;

/** What a log says of a table. */
export function sentencesOf({ file, ...rest }: RatingsFile): string[] {
  const problems = rest.read ? rest.read.problems : rest.problems;
  const shown = problems.slice(0, mostSaid).map((problem) => `${file}: ${ratingText(problem, 'en')}`);
  const more = problems.length - shown.length;
  return [
    rest.read
      ? `${file}: ${rest.read.rows} rows of ratings were taken`
      : `${rest.why.en}; the ratings of other tables are shown without it`,
    ...shown,
    ...(more > 0 ? [`${file}: ${more} more such; npm run ratings -- --check ${file} says all`] : []),
  ];
}
