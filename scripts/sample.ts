/**
 * Makes the sample city: a snapshot of invented requests on Dubai's zones.
 *
 *   npm run sample -- --rows N --seed S --out DIR [--as-of ISO]
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLayer } from '../src/intake/layer/layerFile.ts';
import { layerText } from '../src/intake/layer/layerReport.ts';
import { fitLayer, unusable } from '../src/intake/layer/zonesFile.ts';
import { referenceData } from '../src/server/referenceData.ts';
import { SnapshotWriter } from '../src/server/snapshotWriter.ts';
import { sampleRatings } from './sampleCity/ratings.ts';
import { type SampleOptions, sampleBasis, sampleMonths, usualAsOf } from './sampleCity/sampleCity.ts';
import { type Truth, truthText } from './sampleCity/truth.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `Makes the sample city: invented requests on Dubai's zones, as a snapshot.

  npm run sample -- --out DIR [--rows N] [--seed S] [--as-of ISO] [--months M] [--no-events] [--zones FILE]
  npm run sample -- --truth [--json] [--out DIR] [--rows N] [--seed S] [--as-of ISO]

  --out DIR     folder of the snapshot; what was planted is written to DIR.report/truth.json,
                ratings of the Happiness Meter to DIR/ratings/sample.csv
  --rows N      requests, 1000000 unless told
  --seed S      whole number; the same rows, seed and as-of make the same files; 1 unless told
  --as-of ISO   the instant that the city is of, such as 2026-11-01T08:00Z; the start of this hour unless told
  --months M    length of the history, 24 unless told
  --no-events   plants nothing: a placebo
  --sequence N  number of the snapshot, 1 unless told: of two in one place the later one has the higher
  --zones FILE  a layer of Dubai's zones in place of the schematic one (docs/maps.md); --code NAME and --source TEXT as
                for npm run snapshot
  --truth       prints what is planted and what an analysis should find, in words: of the snapshot in DIR, else of the
                city that the options make, without writing it; with --json as truth.json has it

Progress goes to standard error. The last line of standard output is one JSON object.`;

const options = {
  out: { type: 'string' },
  rows: { type: 'string', default: '1000000' },
  seed: { type: 'string', default: '1' },
  'as-of': { type: 'string' },
  months: { type: 'string', default: '24' },
  'no-events': { type: 'boolean', default: false },
  sequence: { type: 'string', default: '1' },
  zones: { type: 'string' },
  code: { type: 'string' },
  source: { type: 'string' },
  truth: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

// A process of its own ends with the one that started it.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();

await runCommand(help, options, async (options) => {
  if (options.out && options.truth) {
    const text = await readTruth(options.out);
    console.log(options.json ? text.trimEnd() : truthText(parseTruth(options.out, text)));
    return;
  }
  if (!options.out && !options.truth)
    throw new UsageError('--out DIR is missing: where should the snapshot go?');

  const asOf = options['as-of'] === undefined ? usualAsOf() : parseInstant(options['as-of']);
  const started = performance.now();
  const wanted = parseCount('--rows', options.rows);
  const seed = parseCount('--seed', options.seed);
  const city: SampleOptions = {
    rows: wanted,
    seed,
    asOf,
    months: parseCount('--months', options.months),
    events: !options['no-events'],
    geometry: options.zones === undefined ? undefined : await layerOf(options.zones, options),
  };
  const months = sampleMonths(city);
  const writer = options.out
    ? new SnapshotWriter(options.out, sampleBasis(city), parseCount('--sequence', options.sequence))
    : null;
  const progress = progressOf(wanted);
  let rows = 0;
  let month = months.next();
  for (; !month.done; month = months.next()) {
    await writer?.add(month.value);
    rows += month.value.length;
    progress(rows);
  }
  const facts = month.value;
  const about = { rows, seed, asOf: new Date(asOf * 1000).toISOString() };
  const truth = JSON.stringify({ ...about, ...facts.truth }, null, 2);
  if (!writer || !options.out) {
    console.log(options.json ? truth : truthText(facts.truth));
    return;
  }
  process.stderr.write(
    `${rows.toLocaleString('en')} requests after ${secondsSince(started)} s; the overview …\n`,
  );
  const manifest = await writer.finish(facts);
  await writeTruth(options.out, `${truth}\n`);
  await mkdir(join(options.out, 'ratings'), { recursive: true });
  await writeFile(join(options.out, 'ratings', 'sample.csv'), sampleRatings(city));
  process.stderr.write(`written to ${options.out} after ${secondsSince(started)} s\n`);
  const { segments, details } = manifest.files;
  console.log(
    JSON.stringify({
      ...about,
      out: options.out,
      kind: manifest.kind,
      days: manifest.days,
      segments: segments.length,
      bytes: [...segments, ...details].reduce((sum, { bytes }) => sum + bytes, 0),
      planted: facts.truth.events.length,
    }),
  );
});

/** The shapes of a layer of Dubai's zones. */
async function layerOf(
  file: string,
  options: { readonly code?: string | undefined; readonly source?: string | undefined },
): Promise<object> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new Error(`${file}: could not be read (${cause.message})`, { cause });
  });
  const { zones, geometry } = referenceData();
  const { report, topology } = await fitLayer(await readLayer(bytes, file), zones, geometry, options);
  if (!topology) throw unusable(report);
  process.stderr.write(`${layerText(report)}\n`);
  return topology.drawn;
}

async function readTruth(out: string): Promise<string> {
  const file = truthFile(out);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file}: could not be read; make the city first, with --out ${out}.`, { cause });
  }
}

/** A file of an earlier version lacks what is read here. */
function parseTruth(out: string, text: string): Truth {
  const truth = JSON.parse(text) as Partial<Truth>;
  const { events, leftOut, rain } = truth;
  if (events?.every(({ effect }) => effect !== undefined) && leftOut && rain)
    return { events, leftOut, rain };
  throw new Error(`${truthFile(out)}: was not made by this version; make the city again, with --out ${out}.`);
}

async function writeTruth(out: string, text: string): Promise<void> {
  const file = truthFile(out);
  await mkdir(`${bare(out)}.report`, { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

function truthFile(out: string): string {
  return join(`${bare(out)}.report`, 'truth.json');
}

function bare(folder: string): string {
  return folder.replace(/(?<=.)\/+$/, '');
}

/** Says on standard error how far the work is, one line for every tenth of it. */
function progressOf(wanted: number): (rows: number) => void {
  let said = 0;
  return (rows) => {
    // Whoever started this as a process of its own is told.
    process.send?.({ part: rows / wanted });
    const tenth = Math.floor((10 * rows) / wanted);
    if (tenth === said) return;
    said = tenth;
    process.stderr.write(`requests: ${tenth * 10} %\n`);
  };
}

function parseCount(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`${option} ${text}: expected a whole number.`);
}

function parseInstant(text: string): number {
  const at = Date.parse(text);
  // Without an offset the text would mean another instant on another machine.
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(at))
    return Math.floor(at / 1000);
  throw new Error(
    `--as-of ${text}: expected a date and time with its offset, such as 2026-11-01T12:00+04:00.`,
  );
}

function secondsSince(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1);
}
