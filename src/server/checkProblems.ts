import { existsSync } from 'node:fs';
import { adminCatalogue } from '../i18n/adminCatalogue.ts';
import type { Reference } from '../intake/reference.ts';
import { outcomeOf } from '../model/problem.ts';
import type { Words } from '../model/words.ts';
import type { SourceConfig } from './config.ts';
import { readNewest } from './intake/sources/postgres/newest.ts';
import { SourceError } from './intake/sources/source.ts';
import { sourceIntake } from './intake/sources/sourceMapping.ts';
import { DatabaseSync } from './intake/store/sqlite.ts';

/** Rows that are tried of a table. */
const mostTried = 1000;

/** A kind of problem in words, as of a check: never a value, never a reference. */
function sentenceOf(field: string, problem: string, count: number): string {
  const words: Readonly<Record<string, string>> = adminCatalogue.en;
  const outcome = words[`problems.outcome.${outcomeOf(field, problem)}`];
  const todo = words[`todo.${problem}`];
  return `${field}: ${words[`problem.${problem}`] ?? problem}: ${count} ${outcome}${todo ? `. ${todo}` : ''}`;
}

/** What would become of the newest rows of a source under its mapping; nothing where they cannot be asked for. */
export async function newestRows(
  config: SourceConfig,
  { reference, words }: { readonly reference: Reference; readonly words: Words },
): Promise<string[]> {
  if (config.kind !== 'postgres') return [];
  const counts = new Map<string, { field: string; problem: string; count: number }>();
  const intake = sourceIntake(config.mapping, {
    ...{ source: config.id, reference, words, exactRefs: true },
    onProblem(field, problem) {
      const kind = counts.get(`${field} ${problem}`) ?? { field, problem, count: 0 };
      kind.count++;
      counts.set(`${field} ${problem}`, kind);
    },
  });
  try {
    const rows = await readNewest(config.options, intake, mostTried);
    return [
      `${rows} of the newest rows were tried${counts.size === 0 ? ': all can be read' : ':'}`,
      ...[...counts.values()].map(({ field, problem, count }) => `  ${sentenceOf(field, problem, count)}`),
    ];
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    return [`the newest rows could not be tried: ${cause.message}`];
  }
}

/** The problems that the store of a data folder knows, also while a server has it open; nothing where there is none. */
export function knownProblems(data: string): string[] {
  const file = `${data}/store.sqlite`;
  if (!existsSync(file)) return [];
  const time = (at: number) => new Date(at * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    try {
      const { n } = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'problems'").get() as {
        n: number;
      };
      // Of an older version.
      if (n === 0) return [];
      const found = db.prepare('SELECT * FROM problems ORDER BY source, last_at DESC').all() as {
        readonly source: string;
        readonly field: string;
        readonly problem: string;
        readonly count: number;
        readonly first_at: number;
        readonly last_at: number;
      }[];
      if (found.length === 0) return ['Problems that the store knows: none'];
      return [
        'Problems that the store knows (/admin shows which rows):',
        ...found.map(
          ({ source, field, problem, count, first_at, last_at }) =>
            `  ${source}: ${sentenceOf(field, problem, count)} (${time(first_at)} to ${time(last_at)})`,
        ),
      ];
    } finally {
      db.close();
    }
  } catch (cause) {
    return [`Problems that the store knows: ${file} could not be read (${(cause as Error).message})`];
  }
}
