/**
 * Makes a snapshot of a city's export: a CSV file of its requests. What it does is told in docs/import.md.
 *
 *   npm run snapshot -- --csv FILE [--mapping FILE.json] [--zones FILE] --out DIR
 */
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { topology } from 'topojson-server';
import { type CsvFile, inspectCsv, readCsv } from '../src/intake/csvFile.ts';
import { readInstant } from '../src/intake/dates.ts';
import { type Imported, Intake, type ZonesFile } from '../src/intake/intake.ts';
import { checkMapping, type Mapping, parseMapping } from '../src/intake/mapping.ts';
import { countsOf, csvLine, reportText } from '../src/intake/report.ts';
import { suggest } from '../src/intake/suggestion.ts';
import { zoneFinder } from '../src/intake/zoneFinder.ts';
import { readZonesFile } from '../src/intake/zonesFile.ts';
import { timeZone } from '../src/model/timeZone.ts';
import { referenceData } from './referenceData.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Makes a snapshot of a city's export, a CSV file of its requests.

  npm run snapshot -- --csv FILE [--mapping FILE.json] [--zones FILE] --out DIR
  npm run snapshot -- --csv FILE --suggest

  --csv FILE      the export: CSV with a header; any usual delimiter and encoding
  --mapping FILE  which column is what (docs/import.md); left out, it is suggested from the file
  --suggest       prints the suggested mapping as JSON and writes nothing
  --zones FILE    the city's zones, as JSON (zones: id, en, ar), GeoJSON or TopoJSON; left out: Dubai's, or the
                  values of a column
  --out DIR       folder of the snapshot; reports go beside it, to DIR.report
  --title TEXT    what the data is called, the file's name unless told
  --as-of ISO     the instant that the data is of; its latest instant unless told

A row is rejected only if the date on which the request was opened cannot be read. Progress goes to standard error.
The last line of standard output is one JSON object: read, rows, rejected, superseded, unplaced and where things are.
`;

const options = {
  csv: { type: 'string' },
  mapping: { type: 'string' },
  suggest: { type: 'boolean', default: false },
  zones: { type: 'string' },
  out: { type: 'string' },
  title: { type: 'string' },
  'as-of': { type: 'string' },
} as const;

const noCounts = { read: 0, rows: 0, rejected: 0, superseded: 0, unplaced: 0 };

await runCommand(help, options, async (options) => {
  if (!options.csv) throw new UsageError('--csv FILE is missing: which file should be read?');
  if (options.suggest && options.mapping) {
    throw new UsageError('--suggest proposes a mapping: leave --mapping out, or leave --suggest out.');
  }
  if (!options.suggest && !options.out) {
    throw new UsageError('--out DIR is missing: where should the snapshot go? (--suggest needs none.)');
  }
  const reference = referenceData();
  const path = options.csv;
  const mapped = options.mapping === undefined ? null : readMapping(options.mapping);
  const own =
    options.zones === undefined ? null : readZonesFile(readText(options.zones), options.zones, reference);
  const zonesFile: ZonesFile | null = own && {
    name: own.name,
    zones: own.zones,
    ofReference: own.ofReference,
    geometry: own.shapes === null ? null : topology({ zones: own.shapes }, 1e6),
  };

  await using file = await openCsv(path);
  const progress = progressOf(file.size);
  const layout = await inspectCsv(
    file,
    { encoding: mapped?.encoding, delimiter: mapped?.delimiter },
    (bytes) => progress('looking at', bytes, 0),
  );
  if (layout.header.length === 0) {
    if (!options.suggest) process.stdout.write(`${JSON.stringify(noCounts)}\n`);
    throw new Error(`${path}: the file is empty; expected a header line and one line for each request`);
  }

  if (options.suggest) {
    const suggestion = suggest(path, layout, reference, zonesFile && zoneFinder(zonesFile.zones, null));
    process.stdout.write(`${JSON.stringify(suggestion, null, 2)}\n`);
    return;
  }
  const mapping = mapped ?? suggested();
  const out = resolve(options.out!);
  const reportFolder = `${out}.report`;
  const title = options.title ?? basename(path).replace(/\.[^.]+$/, '');
  const now = Math.floor(Date.now() / 1000);
  const notes = mapped
    ? []
    : ['No mapping was given: it was suggested from the file.', ...(mapping.notes ?? [])];
  const asOf = options['as-of'] === undefined ? null : readAsOf(options['as-of'], mapping.timeZone ?? 'UTC');

  let rejects: number | null = null;
  let pending = csvLine(['line', 'column', 'value', 'reason']);
  const flush = () => {
    if (rejects !== null && pending !== '') writeSync(rejects, pending);
    pending = '';
  };
  const intake = new Intake({
    file: path,
    layout,
    mapping,
    reference,
    zonesFile,
    title: mapping.title && options.title === undefined ? mapping.title : { en: title, ar: title },
    now,
    asOf,
    notes,
    onRejected: (line, column, value, reason) => {
      pending += csvLine([line, column, value, reason]);
      if (pending.length > 65_536) flush();
    },
  });
  mkdirSync(reportFolder, { recursive: true });
  rejects = openSync(`${reportFolder}/rejected.csv`, 'w');
  let imported: Imported;
  try {
    const totals = await readCsv(
      file,
      layout,
      (values, line) => intake.add(values, line),
      (bytes) => progress('read', bytes, intake.rowsRead),
    );
    flush();
    imported = intake.finish(totals);
  } finally {
    closeSync(rejects);
  }

  const { report } = imported;
  writeFileSync(`${reportFolder}/report.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${reportFolder}/report.md`, reportText(report));
  const unplaced = imported.unplaced.map(({ value, count }) => csvLine([value, count]));
  writeFileSync(`${reportFolder}/unplaced.csv`, csvLine(['value', 'count']) + unplaced.join(''));
  const say = (text: string) => process.stderr.write(`${text}\n`);
  for (const note of report.notes) say(`- ${note}`);

  const counts = countsOf(report);
  if (report.read > 0 && report.rows === 0) {
    process.stdout.write(`${JSON.stringify({ ...counts, report: reportFolder })}\n`);
    throw new Error(
      `${path}: none of the ${report.read} rows has a date in the column of "opened" that could be read; nothing was written to ${out}, see ${reportFolder}/rejected.csv and correct the mapping`,
    );
  }
  if (report.read === 0) say(`${path}: there is a header and no row: the snapshot is empty.`);
  // It brings an engine with it, which nothing before needs.
  const { writeSnapshot } = await import('../src/server/snapshotWriter.ts');
  await writeSnapshot(out, imported, (what, part) =>
    progress(`writing: ${what}`, part * file.size, report.rows),
  );
  say(
    `${report.rows} of ${report.read} rows are in ${out}; ${report.rejected} rejected, ${report.superseded} superseded, ${report.unplaced} without a zone; see ${reportFolder}/report.md`,
  );
  process.stdout.write(`${JSON.stringify({ ...counts, out, report: reportFolder })}\n`);

  function suggested(): Mapping {
    const suggestion = suggest(path, layout, reference, zonesFile && zoneFinder(zonesFile.zones, null));
    process.stderr.write(
      `No --mapping: using the suggested one.\n${JSON.stringify(suggestion.columns, null, 2)}\n`,
    );
    if (suggestion.columns.opened === undefined) {
      process.stdout.write(`${JSON.stringify(noCounts)}\n`);
      throw new Error(
        `${path}: no column looks like the date on which a request was opened among ${layout.header.map((name) => JSON.stringify(name)).join(', ')}; say which with --mapping (start from --suggest)`,
      );
    }
    return checkMapping(suggestion, 'suggestion');
  }
});

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

function readMapping(path: string): Mapping {
  return parseMapping(readText(path), path);
}

function readAsOf(text: string, zone: string): number {
  const at = readInstant(text, 'ymd', timeZone(zone));
  if (Number.isFinite(at)) return at;
  throw new UsageError(`--as-of: got ${JSON.stringify(text)}, expected an instant such as 2026-11-01T08:00Z`);
}

async function openCsv(path: string): Promise<CsvFile & AsyncDisposable> {
  let handle: FileHandle;
  try {
    if (statSync(path).isDirectory()) throw new Error('it is a folder');
    handle = await open(path);
  } catch (cause) {
    throw cannotRead(path, cause);
  }
  const { size } = await handle.stat();
  return {
    name: path,
    size,
    async read(from, to) {
      const buffer = new Uint8Array(to - from);
      let got = 0;
      while (got < buffer.length) {
        const { bytesRead } = await handle.read(buffer, got, buffer.length - got, from + got);
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return got === buffer.length ? buffer : buffer.subarray(0, got);
    },
    async [Symbol.asyncDispose]() {
      await handle.close();
    },
  };
}

function cannotRead(path: string, cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException;
  const why =
    code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'reading it is not allowed' : message;
  return new Error(`${path}: could not be read: ${why}`, { cause });
}

/** Says on standard error how far the work is, after the first second and then every second. */
function progressOf(size: number): (what: string, bytes: number, rows: number) => void {
  let last = performance.now();
  const n = (value: number) => Math.round(value).toLocaleString('en-US');
  return (what, bytes, rows) => {
    const now = performance.now();
    if (now - last < 1000) return;
    last = now;
    const percent = size === 0 ? 100 : Math.min(100, (bytes / size) * 100);
    process.stderr.write(
      `${what} ${n(bytes / 1e6)} of ${n(size / 1e6)} MB, ${percent.toFixed(0)} %${rows > 0 ? `, ${n(rows)} rows` : ''}\n`,
    );
  };
}
