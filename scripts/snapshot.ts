/**
 * Makes a snapshot of a city's export: a file of its requests. What it does is told in docs/import.md.
 *
 *   npm run snapshot -- --file FILE [--mapping FILE.json] [--zones FILE] --out DIR
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { instantFields } from '../src/intake/fields.ts';
import {
  type ImportSetup,
  importFile,
  inspect,
  ordersOf,
  preview,
  type Suggestion,
} from '../src/intake/importFile.ts';
import type { Imported } from '../src/intake/intake.ts';
import { readZonesFile } from '../src/intake/layer/zonesFile.ts';
import { checkMapping, type Mapping, parseMapping } from '../src/intake/mapping.ts';
import { notesAfter, withAnswers } from '../src/intake/proposal/answer.ts';
import { isDoubt, type Note, note, noteText } from '../src/intake/report/note.ts';
import { countsOf, csvLine, reportText } from '../src/intake/report/report.ts';
import { readInstant } from '../src/intake/text/instants.ts';
import { timeZone } from '../src/model/timeZone.ts';
import { referenceData } from '../src/server/referenceData.ts';
import { openFile, readBytes } from './diskFile.ts';
import { previewText } from './previewText.ts';
import { answeredColumns, answeredOrders, askOnTerminal, stillOpen } from './questions.ts';
import { RejectedFile } from './rejectedFile.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Makes a snapshot of a city's export, a file of its requests.

  npm run snapshot -- --file FILE [--mapping FILE.json] [--zones FILE] --out DIR
  npm run snapshot -- --file FILE --suggest
  npm run snapshot -- --file FILE [--mapping FILE.json] --preview

  --file FILE     the export: CSV, an Excel workbook (.xlsx), JSON, JSON Lines, GeoJSON points, Open311 requests
                  (JSON or XML); also in gzip or zip; whatever it is called. --csv FILE means the same
  --mapping FILE  which column is what (docs/import.md); left out, it is suggested from the file
  --sheet NAME    the sheet of a workbook; left out, the mapping's, else the one most like a table of requests
  --suggest       prints the suggested mapping as JSON and writes nothing
  --preview       prints what the first 20 rows become and writes nothing; with --json as JSON
  --zones FILE    the city's zones: JSON (zones: id, en, ar), GeoJSON, TopoJSON, KML, KMZ or a zip with a Shapefile;
                  left out: Dubai's, or the values of a column (docs/maps.md)
  --code NAME     the attribute of that file with the zones' codes; found by its values unless told
  --source TEXT   where its boundaries come from, shown on the map: a text, or "English | Arabic"
  --out DIR       folder of the snapshot; reports go beside it, to DIR.report
  --title TEXT    what the data is called, the file's name unless told
  --as-of ISO     the instant that the data is of; its latest instant unless told

A row is rejected only if the date on which the request was opened cannot be read. Where it is not clear
which column is what, or no value decides which number of a date is the day, a terminal is asked; else the doubtful column
is left out and the city's usual order is taken, and said. Progress goes to standard
error. The last line of standard output is one JSON object: read, rows, rejected, superseded, unplaced and where things
are.
`;

const options = {
  file: { type: 'string' },
  csv: { type: 'string' },
  mapping: { type: 'string' },
  sheet: { type: 'string' },
  suggest: { type: 'boolean', default: false },
  preview: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  zones: { type: 'string' },
  code: { type: 'string' },
  source: { type: 'string' },
  out: { type: 'string' },
  title: { type: 'string' },
  'as-of': { type: 'string' },
} as const;

/** Notes on the order of day and month. */
const ofOrder: ReadonlySet<Note['code']> = new Set(['datesOrder', 'columnOrder', 'orderOpen']);
const noCounts = { read: 0, rows: 0, rejected: 0, superseded: 0, unplaced: 0 };
const say = (text: string) => process.stderr.write(`${text}\n`);

await runCommand(help, options, async (options) => {
  const path = options.file ?? options.csv;
  if (!path) throw new UsageError('--file FILE is missing: which file should be read?');
  if (options.suggest && options.mapping) {
    throw new UsageError('--suggest proposes a mapping: leave --mapping out, or leave --suggest out.');
  }
  if (options.json && !options.preview) throw new UsageError('--json belongs to --preview.');
  const writes = !options.suggest && !options.preview;
  if (writes && !options.out) {
    throw new UsageError(
      '--out DIR is missing: where should the snapshot go? (--suggest and --preview need none.)',
    );
  }
  const reference = referenceData();
  const mapped = options.mapping === undefined ? null : readMapping(options.mapping);
  const zonesFile =
    options.zones === undefined
      ? null
      : await readZonesFile(readBytes(options.zones), options.zones, reference, {
          code: options.code,
          source: options.source,
        });
  for (const note of zonesFile?.notes ?? []) say(`- ${note}`);

  await using file = await openFile(path);
  const progress = progressOf(file.size);
  const setup: ImportSetup = { file, reference, zonesFile, now: Math.floor(Date.now() / 1000) };
  const hints = {
    encoding: mapped?.encoding,
    delimiter: mapped?.delimiter,
    sheet: options.sheet ?? mapped?.sheet,
  };
  const found = await inspect(setup, ({ bytes }) => progress('looking at', bytes, 0), undefined, hints);
  const { layout } = found;
  if (layout.header.length === 0) {
    if (writes) process.stdout.write(`${JSON.stringify(noCounts)}\n`);
    throw new Error(`${path}: the file is empty; expected a header line and one line for each request`);
  }

  if (options.suggest) {
    const { mapping, notes } = await answered();
    process.stdout.write(`${JSON.stringify({ ...mapping, notes: notes.map(noteText) }, null, 2)}\n`);
    return;
  }
  const { mapping, notes } = mapped ? await settled(mapped) : await suggested();
  if (options.preview) {
    const shown = await preview(setup, layout, mapping);
    process.stdout.write(options.json ? `${JSON.stringify(shown, null, 2)}\n` : previewText(shown, layout));
    return;
  }
  const out = resolve(options.out!);
  const reportFolder = `${out}.report`;
  const title =
    options.title ??
    basename(path)
      .replace(/\.(gz|zip)$/i, '')
      .replace(/\.[^.]+$/, '');
  const asOf = options['as-of'] === undefined ? null : readAsOf(options['as-of'], mapping.timeZone ?? 'UTC');

  mkdirSync(reportFolder, { recursive: true });
  const rejects = new RejectedFile(`${reportFolder}/rejected.csv`);
  let imported: Imported;
  try {
    imported = await importFile(
      setup,
      layout,
      mapping,
      {
        title: mapping.title && options.title === undefined ? mapping.title : { en: title, ar: title },
        asOf,
        notes,
        onRejected: (...row) => rejects.add(...row),
      },
      ({ bytes, rows }) => progress('read', bytes, rows),
    );
  } catch (cause) {
    // What was read until then is a part only: it must not look like the whole.
    rejects.discard();
    throw cause;
  }
  rejects.keep();

  const { report } = imported;
  writeFileSync(`${reportFolder}/report.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${reportFolder}/report.md`, reportText(report));
  const unplaced = imported.unplaced.map(({ value, count }) => csvLine([value, count]));
  writeFileSync(`${reportFolder}/unplaced.csv`, csvLine(['value', 'count']) + unplaced.join(''));
  for (const noted of report.noted) say(`${isDoubt(noted) ? '!!' : '-'} ${noteText(noted)}`);

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

  /** The suggested mapping, and what there is to say of it. */
  async function suggested(): Promise<{ mapping: Mapping; notes: readonly Note[] }> {
    const { mapping, notes } = await answered();
    say(`No --mapping: using the suggested one.\n${JSON.stringify(mapping.columns, null, 2)}`);
    if (mapping.columns.opened === undefined) {
      for (const doubt of found.reasons.filter(isDoubt)) say(`!! ${noteText(doubt)}`);
      if (writes) process.stdout.write(`${JSON.stringify(noCounts)}\n`);
      const names = layout.header.map((name) => JSON.stringify(name)).join(', ');
      throw new Error(
        notes.some(({ code, values }) => code === 'columnOpen' && values.field === 'opened')
          ? `${path}: which column is the date on which a request was opened is not clear; say it with --mapping (start from --suggest)`
          : `${path}: no column looks like the date on which a request was opened among ${names}; say which with --mapping (start from --suggest)`,
      );
    }
    return { mapping: checkMapping(mapping, 'suggestion'), notes: [note('suggested'), ...notes] };
  }

  /** What is suggested, with the answers to what is asked about it. */
  async function answered(): Promise<{ mapping: Omit<Suggestion, 'notes'>; notes: readonly Note[] }> {
    const { notes: _notes, ...suggestion } = found.mapping;
    const said = await answeredColumns(found.questions, askOnTerminal(), say);
    const mapping = withAnswers(suggestion, found.questions, said);
    const reasons = notesAfter(found.reasons, found.questions, said);
    if (mapping.columns.opened !== undefined && instantFields.some((field) => field in said)) {
      // The order of day and month was found for other columns.
      const { dates, ...rest } = mapping;
      const settledAnew = await settled(checkMapping(rest, 'suggestion'));
      const others = reasons.filter(({ code }) => !ofOrder.has(code));
      return {
        mapping: { ...mapping, dates: settledAnew.mapping.dates },
        notes: [...others, ...settledAnew.notes],
      };
    }
    const orders = await answeredOrders(found.questions, askOnTerminal(), say);
    return {
      mapping: { ...mapping, dates: { ...mapping.dates, ...orders } },
      notes: stillOpen(reasons, orders),
    };
  }

  /** A mapping with the order of all dates, asked for where it is open; and what there is to say of it. */
  async function settled(mapping: Mapping): Promise<{ mapping: Mapping; notes: readonly Note[] }> {
    const told = await ordersOf(setup, layout, mapping, ({ bytes }) => progress('looking at', bytes, 0));
    const orders = await answeredOrders(told.questions, askOnTerminal(), say);
    return {
      mapping: { ...mapping, dates: { ...mapping.dates, ...told.orders, ...orders } },
      notes: stillOpen(told.notes, orders),
    };
  }
});

function readText(path: string): string {
  return new TextDecoder().decode(readBytes(path));
}

function readMapping(path: string): Mapping {
  return parseMapping(readText(path), path);
}

function readAsOf(text: string, zone: string): number {
  const at = readInstant(text, 'ymd', timeZone(zone));
  if (Number.isFinite(at)) return at;
  throw new UsageError(`--as-of: got ${JSON.stringify(text)}, expected an instant such as 2026-11-01T08:00Z`);
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
