import { resolve } from 'node:path';
import { configFiles } from '../src/server/backup/configFiles.ts';
import { restore } from '../src/server/backup/restore.ts';
import { sampleFolder } from '../src/server/sample/sampleData.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Puts a backup of "npm run backup" back, every byte of it checked first. The server must be stopped. Broken off at any
moment it leaves the old store or the new one with all that goes with it.

  npm run restore -- --from DIR [--data DIR] [--config DIR] [--reference DIR] [--ratings DIR] [--replace]

  --from DIR      a backup, or the folder of backups, of which the newest is taken
  --data DIR      the folder of the data (default: DATA_DIR, what CONFIG says, or the sample city's)
  --config DIR    puts the configuration and its mappings there, too
  --reference DIR puts the reference files there (default: REFERENCE_DIR; without either they are put nowhere)
  --ratings DIR   puts the tables of ratings there (default: RATINGS_DIR, or "ratings" in the folder of the data)
  --replace       gives up the store that is there, and those of the files; other files are left
`;

const options = {
  from: { type: 'string' },
  data: { type: 'string' },
  config: { type: 'string' },
  reference: { type: 'string' },
  ratings: { type: 'string' },
  replace: { type: 'boolean' },
} as const;

await runCommand(help, options, async ({ from, data: named, replace = false, ...places }) => {
  if (!from) throw new UsageError('--from is missing: expected a backup or a folder of backups');
  const { CONFIG, DATA_DIR, REFERENCE_DIR, RATINGS_DIR } = process.env;
  // Of an empty machine the configuration is not there yet: it is asked only where nothing else tells the folder.
  const told = named ?? DATA_DIR ?? (CONFIG ? (await configFiles(CONFIG)).data : sampleFolder);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const place = (told: string | undefined) => (told ? resolve(told) : null);
  await restore({
    from,
    data: resolve(told),
    config: place(places.config),
    reference: place(places.reference ?? REFERENCE_DIR),
    ratings: place(places.ratings ?? RATINGS_DIR),
    replace,
    say,
  });
});
