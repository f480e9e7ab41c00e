import { resolve } from 'node:path';
import { backUp } from '../src/server/backup/backup.ts';
import { configFiles } from '../src/server/backup/configFiles.ts';
import { sampleFolder } from '../src/server/sampleData.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Makes a backup of the store and of the configuration, while the server runs or is stopped. It is a folder named by the
instant, complete when it has its name; every page of the copy is read again before.

  npm run backup -- --to DIR [--keep N] [--config FILE] [--data DIR]

  --to DIR        where backups are kept. They hold personal data: keep them as the store is kept
  --keep N        deletes all but the N newest backups there, when the new one is whole
  --config FILE   the configuration that the server is started with (default: CONFIG)
  --data DIR      the folder of the data (default: DATA_DIR, what the configuration says, or the sample city's)
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
  const { CONFIG, DATA_DIR } = process.env;
  const path = values.config ?? CONFIG;
  const config = path ? await configFiles(path) : null;
  await backUp({
    data: resolve(values.data ?? DATA_DIR ?? config?.data ?? sampleFolder),
    files: config?.files ?? new Map(),
    to: resolve(values.to),
    keep,
    say: (text) => process.stdout.write(`${text}\n`),
  });
});
