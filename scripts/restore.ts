import { resolve } from 'node:path';
import { configFiles } from '../src/server/backup/configFiles.ts';
import { restore } from '../src/server/backup/restore.ts';
import { sampleFolder } from '../src/server/sampleData.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Puts a backup of "npm run backup" back, every byte of it checked first. The server must be stopped. Broken off at any
moment it leaves the old store or the new one.

  npm run restore -- --from DIR [--data DIR] [--config DIR] [--replace]

  --from DIR      a backup, or the folder of backups, of which the newest is taken
  --data DIR      the folder of the data (default: DATA_DIR, what CONFIG says, or the sample city's)
  --config DIR    puts the configuration and its mappings there, too
  --replace       gives up the store, and the configuration in --config, that are there
`;

const options = {
  from: { type: 'string' },
  data: { type: 'string' },
  config: { type: 'string' },
  replace: { type: 'boolean' },
} as const;

await runCommand(help, options, async ({ from, data: named, config, replace = false }) => {
  if (!from) throw new UsageError('--from is missing: expected a backup or a folder of backups');
  const { CONFIG, DATA_DIR } = process.env;
  // Of an empty machine the configuration is not there yet: it is asked only where nothing else tells the folder.
  const told = named ?? DATA_DIR ?? (CONFIG ? (await configFiles(CONFIG)).data : sampleFolder);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  await restore({
    from,
    data: resolve(told),
    config: config === undefined ? null : resolve(config),
    replace,
    say,
  });
});
