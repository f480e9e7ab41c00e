import { join, resolve } from 'node:path';
import { backUp } from '../src/server/backup/backup.ts';
import { configFiles } from '../src/server/backup/configFiles.ts';
import { ratingFilesOf, referenceFilesOf } from '../src/server/backup/parts.ts';
import { sampleFolder } from '../src/server/sample/sampleData.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Makes a backup of the store, the configuration, the reference files of REFERENCE_DIR and the tables of ratings, while
the server runs or is stopped. It is a folder named by the instant, complete when it has its name; every page of the
copy is read again before.

  npm run backup -- --to DIR [--keep N] [--config FILE] [--data DIR]

  --to DIR        where backups are kept. They hold personal data: keep them as the store is kept
  --keep N        deletes all but the N newest backups there, when the new one is whole
  --config FILE   the configuration that the server is started with (default: CONFIG)
  --data DIR      the folder of the data (default: DATA_DIR, what the configuration says, or the sample city's)

REFERENCE_DIR and RATINGS_DIR as for the server; without RATINGS_DIR it is the folder "ratings" of the data.
`;

const options = {
  to: { type: 'string' },
  keep: { type: 'string' },
  config: { type: 'string' },
  data: { type: 'string' },
} as const;

await runCommand(help, options, async (values) => {
  if (!values.to) throw new UsageError('--to is missing: expected the folder in which backups are kept');
  const keep = values.keep === undefined ? null : Number(values.keep);
  if (keep !== null && !(Number.isInteger(keep) && keep > 0))
    throw new UsageError(`--keep ${values.keep}: expected a number of backups, 1 or more`);
  const { CONFIG, DATA_DIR, REFERENCE_DIR, RATINGS_DIR } = process.env;
  const path = values.config ?? CONFIG;
  const config = path ? await configFiles(path) : null;
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const data = resolve(values.data ?? DATA_DIR ?? config?.data ?? sampleFolder);
  const reference = await referenceFilesOf(REFERENCE_DIR ? resolve(REFERENCE_DIR) : null);
  const ratings = await ratingFilesOf(RATINGS_DIR ? resolve(RATINGS_DIR) : join(data, 'ratings'));
  const files = { ...(config && { config: config.files }), reference, ratings };
  await backUp({ data, files, to: resolve(values.to), keep, say });
  if (REFERENCE_DIR && reference.size === 0)
    say(`REFERENCE_DIR=${REFERENCE_DIR}: got no reference file in it, so the backup has none`);
  if (RATINGS_DIR && ratings.size === 0)
    say(`RATINGS_DIR=${RATINGS_DIR}: got no table in it, so the backup has no ratings`);
});
