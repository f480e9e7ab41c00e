import { fileFormats } from '../src/export/formats.ts';
import { languages } from '../src/i18n/language.ts';
import { makeText } from '../src/i18n/text.ts';
import { dimensions } from '../src/model/dimension.ts';
import { versionOf } from '../src/model/manifest.ts';
import { measureIds } from '../src/model/measures.ts';
import { openSnapshot } from '../src/server/openSnapshot.ts';
import { readManifest } from '../src/server/snapshotReader.ts';
import { answerFile, listFile, sqlFile } from './ask/files.ts';
import { choiceOf, namesOf, oneOf } from './ask/options.ts';
import { checkOutput, writeOutput } from './ask/output.ts';
import { referencesOf } from './ask/references.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Asks a snapshot a question, with the engine and the SQL that the page uses, and prints only the answer; to standard
error it says of which version that is, as the page does when the pointer rests on how fresh it is.

  npm run ask -- --data DIR [--by D,…] [--measures M,…] [--choice TEXT] [--where D=ID,…]… [--format F] [--out FILE]
  npm run ask -- --data DIR --list [--measures M] [--choice TEXT] [--where D=ID,…]… [--format F] [--out FILE]
  npm run ask -- --data DIR --sql "SELECT …" [--format F] [--out FILE]

  --data DIR      a folder made by "npm run snapshot" or "npm run sample"
  --by            dimensions, comma-separated; none: one row
                  ${dimensions.join(', ')}
  --measures      measures, comma-separated (default: received; with --choice that of the choice)
                  ${measureIds.join(', ')}
  --choice        what is chosen as a link of the page has it, the text after "?", or the whole link; what it leaves
                  out is as usual in the page: the last 28 days
  --where         a choice, may be repeated: category=complaint,report   zone=none   opened=2026-01-01..2026-03-31
                  (local days, both ends included); beside --choice it adds to it
  --list          the requests behind the measure, the latest first, as the page's list of them
  --format        json (default): an array of flat objects, dimension fields hold ids (null: none), measure fields
                  raw numbers (shares 0 to 1, times in hours; null: no data)
                  xlsx, csv, arrow: the files of the page, with names, codes and what the numbers are of
  --language      of names and titles in xlsx, csv and arrow: en (default) or ar
  --out FILE      writes there in place of standard output
  --sql           SQL of your own over the table requests and the dictionaries dim_zone, dim_category, …
                  (code, id, en, ar); of the other settings only --format, --language and --out apply
`;

const options = {
  data: { type: 'string' },
  by: { type: 'string' },
  measures: { type: 'string' },
  choice: { type: 'string' },
  where: { type: 'string', multiple: true },
  list: { type: 'boolean' },
  format: { type: 'string', default: 'json' },
  language: { type: 'string', default: 'en' },
  out: { type: 'string' },
  sql: { type: 'string' },
} as const;

await runCommand(help, options, async (values) => {
  if (!values.data) throw new UsageError('--data is missing: expected the folder of a snapshot');
  const format = oneOf(values.format, '--format', ['json', ...fileFormats] as const);
  const text = makeText(oneOf(values.language, '--language', languages));
  checkOutput(format, values.out, process.stdout.isTTY);
  const { sql, list, choice: link, where = [] } = values;
  if (sql !== undefined && (values.by || values.measures || link !== undefined || values.where || list))
    throw new UsageError('--sql: expected without --by, --measures, --choice, --where and --list');
  const by = namesOf(values.by, '--by', dimensions);
  const named = namesOf(values.measures, '--measures', measureIds);
  if (list && by.length > 0) throw new UsageError('--list: expected without --by, a list has all columns');
  if (list && named.length > 1)
    throw new UsageError(
      `--list --measures ${named.join(',')}: expected one measure, whose requests are listed`,
    );
  const { folder, manifest: found } = await readManifest(values.data);
  const snapshot = await openSnapshot(folder, found, referencesOf(folder, found));
  const { city, manifest, engine } = snapshot;
  process.stderr.write(
    `Version ${versionOf(manifest)}: as of ${new Date(manifest.asOf * 1000).toISOString()}\n`,
  );
  const as = { snapshot, text, format };
  const fileMade = async () => {
    if (sql !== undefined) return sqlFile(as, sql);
    const choice = choiceOf(city, manifest, link, where);
    const [measure = choice.list?.measure ?? choice.measure] = named;
    if (!list) return answerFile(as, choice.filter, by, named.length > 0 ? named : [measure]);
    return listFile(as, measure, named.length > 0 ? choice.filter : (choice.list?.filter ?? choice.filter));
  };
  try {
    await writeOutput(values.out, await fileMade());
  } finally {
    await engine.dispose();
  }
});
