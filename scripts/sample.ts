/**
 * Makes the sample city: a snapshot of invented requests on Dubai's zones.
 *
 *   npm run sample -- --rows N --seed S --out DIR [--as-of ISO]
 */
import { readFile } from 'node:fs/promises';
import { readLayer } from '../src/intake/layer/layerFile.ts';
import { layerText } from '../src/intake/layer/layerReport.ts';
import { fitLayer, unusable } from '../src/intake/layer/zonesFile.ts';
import type { Reference } from '../src/intake/reference.ts';
import { type SampleOptions, usualAsOf } from '../src/sample/sampleCity.ts';
import { truthText } from '../src/sample/truth.ts';
import { referenceData } from '../src/server/referenceData.ts';
import { truthOf, writeSample } from '../src/server/sample/sampleSnapshot.ts';
import { type PlantedTruth, readTruth, truthJson } from '../src/server/sample/truthFile.ts';
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

await runCommand(help, options, async (options) => {
  const { out } = options;
  const print = (truth: PlantedTruth) =>
    console.log(options.json ? truthJson(truth).trimEnd() : truthText(truth));
  if (out && options.truth) {
    print(await readTruth(out));
    return;
  }
  if (!out && !options.truth) throw new UsageError('--out DIR is missing: where should the snapshot go?');

  const started = performance.now();
  const rows = parseCount('--rows', options.rows);
  const city: SampleOptions = {
    rows,
    seed: parseCount('--seed', options.seed),
    asOf: options['as-of'] === undefined ? usualAsOf() : parseInstant(options['as-of']),
    months: parseCount('--months', options.months),
    events: !options['no-events'],
    reference: await referenceWith(options),
  };
  const sequence = parseCount('--sequence', options.sequence);
  const onRows = progressOf(rows);
  if (!out) {
    print(await truthOf(city, onRows));
    return;
  }
  const { manifest, truth } = await writeSample(out, city, sequence, onRows, (made) =>
    process.stderr.write(
      `${made.toLocaleString('en')} requests after ${secondsSince(started)} s; the overview …\n`,
    ),
  );
  process.stderr.write(`written to ${out} after ${secondsSince(started)} s\n`);
  const { segments, details } = manifest.files;
  console.log(
    JSON.stringify({
      rows: truth.rows,
      seed: truth.seed,
      asOf: truth.asOf,
      out,
      kind: manifest.kind,
      days: manifest.days,
      segments: segments.length,
      bytes: [...segments, ...details].reduce((sum, { bytes }) => sum + bytes, 0),
      planted: truth.events.length,
    }),
  );
});

/** The reference files, with the shapes of a layer of Dubai's zones where one is told. */
async function referenceWith(options: {
  readonly zones?: string | undefined;
  readonly code?: string | undefined;
  readonly source?: string | undefined;
}): Promise<Reference> {
  const { zones: file } = options;
  const reference = referenceData();
  if (file === undefined) return reference;
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new Error(`${file}: could not be read (${cause.message})`, { cause });
  });
  const layer = await readLayer(bytes, file);
  const { report, topology } = await fitLayer(layer, reference.zones, reference.geometry, options);
  if (!topology) throw unusable(report);
  process.stderr.write(`${layerText(report)}\n`);
  return { ...reference, geometry: topology.drawn };
}

/** Says on standard error how far the work is, one line for every tenth of it. */
function progressOf(wanted: number): (rows: number) => void {
  let said = 0;
  return (rows) => {
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
