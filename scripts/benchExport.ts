/**
 * Measures how long the page takes to save the list of all requests as files.
 *
 *   npm run bench:export -- [--data DIR] [--format F] [--language en|ar] [--rounds N] [--out DIR]
 */
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileFormats } from '../src/export/formats.ts';
import { preparePage } from '../src/server/page.ts';
import { pageFolder } from '../tests/support/served.ts';
import { exportsText, measureExports } from './bench/exportFile.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `Measures in a real Chromium how long the built page takes to save the list of all requests of a snapshot as files, from
the press to the saved file, and how much memory its tab takes for it.

  npm run bench:export -- [--data DIR] [--format F] [--language en|ar] [--rounds N] [--out DIR] [--json]

  --data DIR       the snapshot (default: .data/sample)
  --format F       xlsx, csv or arrow; may be named several times (default: all)
  --language LANG  of the page and so of the files (default: en)
  --rounds N       how often each (default 3)
  --out DIR        keeps the last file of each format, to be read by another program
  --json           all figures, in place of lines`;

await runCommand(
  help,
  {
    data: { type: 'string', default: '.data/sample' },
    format: { type: 'string', multiple: true, default: [] },
    language: { type: 'string', default: 'en' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  async ({ data, format, language, rounds, out, json }) => {
    const unknown = format.find((name) => !fileFormats.some((known) => known === name));
    if (unknown) throw new UsageError(`--format ${unknown}: expected ${fileFormats.join(', ')}`);
    if (language !== 'en' && language !== 'ar')
      throw new UsageError(`--language ${language}: expected en or ar`);
    const count = Number(rounds);
    if (!(Number.isInteger(count) && count > 0))
      throw new UsageError(`--rounds ${rounds}: expected a whole number above 0`);
    await preparePage(fileURLToPath(new URL('..', import.meta.url)), pageFolder, (text) =>
      process.stderr.write(`${text} …\n`),
    );
    const before = loadavg()[0]!;
    const made = await measureExports({
      data: resolve(data),
      formats: format.length > 0 ? fileFormats.filter((known) => format.includes(known)) : fileFormats,
      language,
      rounds: count,
      out: out ? resolve(out) : null,
    });
    const load = `${cpus().length} cores, load ${before.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`;
    console.log(json ? JSON.stringify({ load, made }) : `${exportsText(made)}\n${load}`);
  },
);
