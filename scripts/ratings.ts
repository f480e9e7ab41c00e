import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type RatingProblem, ratingText } from '../src/intake/ratings/ratingProblem.ts';
import { formatDay } from '../src/model/day.ts';
import { countRatings, daysRated, happyShare } from '../src/model/ratings.ts';
import { joined, readTable, whyOf, wordsFor } from '../src/server/ratings/ratingsFolder.ts';
import { tablesIn } from '../src/server/ratings/tables.ts';
import { UnreadTable } from '../src/server/ratings/unreadTable.ts';
import { referenceData } from '../src/server/referenceData.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Looks at tables of ratings of the Happiness Meter as the server does before it takes them, and says what of them is left
out, contradicts itself or is not known. Changes nothing; ends with 1 where a table cannot be taken.

  npm run ratings -- --check FILE|FOLDER [--language ar]

  --check PLACE    a table, or a folder of tables such as RATINGS_DIR; docs/sources.md says what it holds
  --language ar    in Arabic; en unless told

Services and channels are found by the words of data/, or of the folder that REFERENCE_DIR names.
`;

const options = { check: { type: 'string' }, language: { type: 'string', default: 'en' } } as const;

/** Sentences of a kind that are said of a file; the rest is counted. */
const mostSaid = 20;

const say = (text: string) => process.stdout.write(`${text}\n`);

await runCommand(help, options, async ({ check, language }) => {
  if (check === undefined)
    throw new UsageError('expected --check and a table or a folder: there is nothing else that it does');
  if (language !== 'en' && language !== 'ar')
    throw new UsageError(`--language ${language}: expected en or ar`);
  const place = resolve(check);
  const paths = await tablesAt(place).catch((error: unknown) => {
    throw new Error(whyOf(place, error)[language], { cause: error });
  });
  const reference = referenceData();
  const { words, region } = wordsFor(reference.words, reference);
  const files = await Promise.all(paths.map((path) => readTable(path, words, region)));
  const n = (value: number) => value.toLocaleString('en-US');
  for (const { file, ...rest } of files) {
    if (!rest.read) {
      for (const text of sentences(rest.problems, language)) say(`${file}: ${text}`);
      say(rest.why[language]);
      process.exitCode = 1;
      continue;
    }
    const { read } = rest;
    for (const text of sentences(read.problems, language)) say(`${file}: ${text}`);
    const { ratings } = joined([{ file, read }], false);
    const days = daysRated(ratings!)!;
    const { all } = countRatings(ratings!, { period: days, services: [], channels: [] });
    const share = happyShare(all);
    const total = all.happy + all.neutral + all.unhappy;
    const percent = share.kind === 'value' ? `${(share.value * 100).toFixed(1)} %` : '–';
    const [from, to] = [formatDay(days.from), formatDay(days.to)];
    say(
      language === 'en'
        ? `${file}: can be taken: ${n(read.rows)} rows, ${from} to ${to}, ${n(total)} ratings with an answer: ${n(all.happy)} happy (${percent}), ${n(all.neutral)} neutral, ${n(all.unhappy)} unhappy; ${n(all.untold)} without`
        : `${file}: يمكن أخذه: ${n(read.rows)} من الصفوف، من ${from} إلى ${to}، و${n(total)} من التقييمات: سعيد ${n(all.happy)} (${percent})، محايد ${n(all.neutral)}، غير سعيد ${n(all.unhappy)}؛ وبلا إجابة ${n(all.untold)}`,
    );
  }
  const { replaced } = joined(files, false);
  for (const { file, entries } of replaced)
    say(
      language === 'en'
        ? `${file}: ${n(entries)} of its days, services and channels are told by an earlier file too: the later file counts`
        : `${file}: ${n(entries)} مما فيه (يوم وخدمة وقناة) مذكور في ملف سابق أيضًا: يُعتمد الملف الأحدث`,
    );
  if (files.length === 0) say(language === 'en' ? `${place}: no tables` : `${place}: لا جداول`);
});

/** The tables of a place: itself, or those in it. @throws UnreadTable */
async function tablesAt(place: string): Promise<string[]> {
  const found = await stat(place).catch((cause: unknown) => {
    throw new UnreadTable(place, cause, 'file');
  });
  return found.isDirectory() ? (await tablesIn(place)).map((name) => join(place, name)) : [place];
}

/** The first sentences of each kind, and how many more there are. */
function sentences(problems: readonly RatingProblem[], language: 'en' | 'ar'): string[] {
  const codes = [...new Set(problems.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const list = problems.filter((problem) => problem.code === code);
    const more = list.length - mostSaid;
    return [
      ...list.slice(0, mostSaid).map((problem) => ratingText(problem, language)),
      ...(more > 0 ? [language === 'en' ? `and ${more} more such` : `و${more} مثلها`] : []),
    ];
  });
}
