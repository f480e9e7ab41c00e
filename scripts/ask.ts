import { dimensions } from '../src/model/dimension.ts';
import { versionOf } from '../src/model/manifest.ts';
import { measureIds } from '../src/model/measures.ts';
import { type Asked, fileOfQuestion } from '../src/server/answers/files.ts';
import { openSnapshot } from '../src/server/openSnapshot.ts';
import { readManifest } from '../src/server/snapshotReader.ts';
import { inOptions, questionOf } from './ask/options.ts';
import { checkOutput, writeOutput } from './ask/output.ts';
import { referencesOf } from './ask/references.ts';
import { askServer } from './ask/server.ts';
import { sqlFile } from './ask/sqlFile.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Asks a snapshot, or a server that runs, a question, with the engine that the page uses, and prints only the answer; to
standard error it says of which version that is, as the page does when the pointer rests on how fresh it is.

  npm run ask -- --data DIR [--by D,…] [--measures M,…] [--choice TEXT] [--where D=ID,…]… [--format F] [--out FILE]
  npm run ask -- --data DIR --list [--measures M] [--choice TEXT] [--where D=ID,…]… [--format F] [--out FILE]
  npm run ask -- --data DIR --sql "SELECT …" [--format F] [--out FILE]
  npm run ask -- --server ADDRESS …    the same but for --sql, of its data as they are now

  --data DIR      a folder made by "npm run snapshot" or "npm run sample"
  --server ADDRESS
                  of the page, as http://localhost:8360; what is asked it may be asked by any program, too
                  (docs/operations.md, "Questions")
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
  server: { type: 'string' },
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
  const { data, server, sql, out, ...asked } = values;
  if ((data === undefined) === (server === undefined))
    throw new UsageError(
      '--data, --server: expected one of them, the folder of a snapshot or the address of a server',
    );
  const question = questionOf(asked);
  checkOutput(question.format, out, process.stdout.isTTY);
  const { by, measures, choice, where, list } = asked;
  if (sql !== undefined && (by || measures || choice !== undefined || where || list || server))
    throw new UsageError(
      '--sql: expected without --by, --measures, --choice, --where and --list, and with --data',
    );
  if (server !== undefined) {
    const { version, asOf, bytes } = await askServer(server, question);
    sayVersion(version, asOf);
    await writeOutput(out, bytes);
    return;
  }
  const { folder, manifest: found } = await readManifest(data!);
  const snapshot = await openSnapshot(folder, found, referencesOf(folder, found));
  const { city, manifest, engine } = snapshot;
  sayVersion(versionOf(manifest), new Date(manifest.asOf * 1000).toISOString());
  const here: Asked = { city, engine, manifest, manifestOf: () => manifest };
  try {
    await writeOutput(
      out,
      sql === undefined
        ? (await inOptions(() => fileOfQuestion(here, question))).bytes
        : await sqlFile(snapshot, question, sql),
    );
  } finally {
    await engine.dispose();
  }
});

function sayVersion(version: string, asOf: string): void {
  process.stderr.write(`Version ${version}: as of ${asOf}\n`);
}
