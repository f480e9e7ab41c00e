import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/model/manifest.ts';
import { openSnapshot } from '../../src/server/openSnapshot.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { runAlone, runHere } from '../support/command.ts';
import { csv } from '../support/exports.ts';

const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function snapshotBy(run: typeof runHere, args: readonly string[]): Promise<Run> {
  const ended = await run('snapshot.ts', args);
  return { ...ended, out: String(ended.out) };
}

const snapshot = (...args: string[]) => snapshotBy(runHere, args);

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** How many requests the snapshot has of each word of a dimension, by the word's English name, in small letters. */
async function counts(
  out: string,
  dimension: 'zone' | 'service' | 'channel',
): Promise<Record<string, number>> {
  const { folder: data, manifest } = await readManifest(out);
  const { city, engine } = await openSnapshot(data, manifest);
  const {
    answers: [answer],
  } = await engine.answer([{ by: [dimension], measures: ['received'], filter: {} }]);
  await engine.dispose();
  return Object.fromEntries(
    answer!.keys[0]!.map((code, row) => [
      city.words[dimension][code]?.en.toLowerCase() ?? '',
      answer!.ints.received![row]!,
    ]),
  );
}

/** The same, counted from the rows of the file. */
function countRows(rows: readonly Record<string, string>[], column: string): Record<string, number> {
  const out: Record<string, number> = {};
  for (const row of rows) {
    const value = row[column]!.trim().toLowerCase();
    out[value] = (out[value] ?? 0) + 1;
  }
  return out;
}

const lastLine = (run: Run) => JSON.parse(run.out.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;
const ottawa = '../shared/samples/ottawa_311_2014-03.csv';

describe('npm run snapshot', () => {
  // Guards: the command as a program of its own: it writes, prints, fails and refuses, and ends.
  it('says the same in a process of its own as in this one', async () => {
    const path = file('alone.csv', 'opened,area\n2026-01-01,North\nsoon,South\n2026-01-02,South\n');
    const out = join(folder, 'alone');
    const mapping = file('alone.json', '{"columns": {"opened": "opened"}, "zones": "fromValues"}');
    const written = () => readFileSync(join(out, 'rows/manifest.json'), 'utf8');
    const args = ['--file', path, '--mapping', mapping, '--out', out];
    const alone = await snapshotBy(runAlone, args);
    expect(lastLine(alone)).toMatchObject({ read: 3, rows: 2, rejected: 1 });
    const manifest = written();
    rmSync(out, { recursive: true });
    const withoutProgress = (run: Run) => ({ ...run, err: run.err.replace(/^.* of .* MB, .*\n/gm, '') });
    expect(withoutProgress(await snapshot(...args))).toEqual(withoutProgress(alone));
    expect(written()).toBe(manifest);
    for (const args of [['--csv', folder, '--suggest'], []])
      expect(await snapshotBy(runAlone, args)).toEqual(await snapshot(...args));
  });

  it('says what makes a file hard to believe, also where it comes to nothing', async () => {
    const months = Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}-01`);
    const sums = csv([
      ['Community', 'Month', 'Complaints'],
      ...months.flatMap((month, i) => ['Mirdif', 'Al Karama'].map((zone) => [zone, month, 100 + i])),
    ]);
    const refused = await snapshot('--file', file('sums.csv', sums), '--out', join(folder, 'sums'));
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('!! The rows look like counts (Complaints)');
    const rounded = csv([
      ['Case ID', 'Created', 'Zone'],
      ...months.map((month, i) => [`2.0261${1 + (i % 3)}E+11`, `${month} 08:00`, 'Mirdif']),
    ]);
    const taken = await snapshot('--file', file('rounded.csv', rounded), '--out', join(folder, 'rounded'));
    expect(taken.code).toBe(0);
    expect(taken.err).toContain('!! ref: the numbers of "Case ID" were rounded');
    expect(taken.err).toContain('\n- No mapping was given');
  });

  it.skipIf(!existsSync(ottawa))(
    `brings ${ottawa} whole into a snapshot (skipped where the sample is not there)`,
    async () => {
      const out = join(folder, 'ottawa');
      const run = await snapshot('--csv', ottawa, '--out', out);
      expect(run.code).toBe(0);
      const rows = parse(readFileSync(ottawa), { columns: true, bom: true }) as Record<string, string>[];
      const wards = countRows(rows, 'ward');
      expect(lastLine(run)).toMatchObject({
        read: rows.length,
        rows: rows.length,
        rejected: 0,
        superseded: 0,
        unplaced: wards[''],
      });

      const manifest = parseManifest(readFileSync(join(out, 'rows/manifest.json'), 'utf8'));
      expect(manifest).toMatchObject({
        kind: 'import',
        rows: rows.length,
        timeZone: 'America/Toronto',
        approximateZones: false,
      });
      expect(await counts(out, 'zone')).toEqual(wards);
      expect(await counts(out, 'service')).toEqual(countRows(rows, 'call_type'));
      expect(await counts(out, 'channel')).toEqual({ 'call centre': rows.length });

      const report = JSON.parse(readFileSync(`${out}.report/report.json`, 'utf8'));
      expect(report.mapping).toMatchObject({
        columns: {
          opened: 'creation_date',
          zone: 'ward',
          service: 'call_type',
          topic: 'call_description',
          channel: 'priority_name',
        },
        dates: { order: 'mdy' },
        zones: 'fromValues',
      });
      expect(readFileSync(`${out}.report/unplaced.csv`, 'utf8')).toBe('value,count\r\n,192\r\n');
      // Reports lie beside what is served, never in it.
      expect(readdirSync(out)).toEqual(['rows']);
    },
  );

  it('prints only a mapping with --suggest, which can be given back', async () => {
    const path = file(
      'small.csv',
      csv([
        ['Created', 'Area', 'Phone'],
        ['13/02/2026 10:00', 'North', '0501234567'],
        ['14/02/2026', 'South', '0501234568'],
      ]),
    );
    const suggested = await snapshot('--csv', path, '--suggest');
    expect(suggested).toMatchObject({ code: 0 });
    expect(JSON.parse(suggested.out)).toMatchObject({
      columns: { opened: 'Created', zone: 'Area' },
      dates: { order: 'dmy' },
    });
    expect(existsSync(`${path}.report`)).toBe(false);
    const mapping = file('small.json', suggested.out);
    const out = join(folder, 'small/');
    const run = await snapshot(
      '--csv',
      path,
      '--mapping',
      mapping,
      '--out',
      out,
      '--title',
      'Small town',
      '--as-of',
      '2026-02-15',
    );
    expect(lastLine(run)).toMatchObject({ read: 2, rows: 2, rejected: 0, superseded: 0, unplaced: 0 });
    expect(parseManifest(readFileSync(join(out, 'rows/manifest.json'), 'utf8'))).toMatchObject({
      title: { en: 'Small town' },
      asOf: Date.UTC(2026, 1, 15) / 1000,
    });
    expect(existsSync(join(folder, 'small.report/report.md'))).toBe(true);
  });

  it('writes rejected rows with line, column, value and reason', async () => {
    const path = file(
      'bad.csv',
      csv([
        ['opened', 'note'],
        ['2026-01-01', 'a\nb'],
        ['=cmd()', ''],
        ['', ''],
      ]),
    );
    const out = join(folder, 'bad');
    const run = await snapshot(
      '--csv',
      path,
      '--out',
      out,
      '--mapping',
      file('bad.json', '{"columns": {"opened": "opened"}, "zones": "fromValues"}'),
    );
    expect(lastLine(run)).toMatchObject({ read: 3, rows: 1, rejected: 2 });
    expect(parse(readFileSync(`${out}.report/rejected.csv`, 'utf8'))).toEqual([
      ['line', 'column', 'value', 'reason'],
      ['4', 'opened', "'=cmd()", 'not a date · ليس تاريخًا'],
      ['5', 'opened', '', 'empty · فارغ'],
    ]);
  });

  it('places requests in the shapes of a GeoJSON file, exactly', async () => {
    const square = (id: string, x: number) => ({
      type: 'Feature',
      properties: { ward: id, name: `Ward ${id}` },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [x, 0],
            [x + 1, 0],
            [x + 1, 1],
            [x, 1],
            [x, 0],
          ],
        ],
      },
    });
    const zones = file(
      'wards.geojson',
      JSON.stringify({ type: 'FeatureCollection', features: [square('1', 10), square('2', 11)] }),
    );
    const path = file(
      'points.csv',
      csv([
        ['opened', 'lon', 'lat'],
        ['2026-01-01', 10.5, 0.5],
        ['2026-01-01', 11.5, 0.5],
        ['2026-01-01', 12.001, 0.5],
        ['2026-01-01', 30, 30],
      ]),
    );
    const out = join(folder, 'points');
    const run = await snapshot('--csv', path, '--zones', zones, '--out', out);
    expect(lastLine(run)).toMatchObject({ rows: 4, unplaced: 1 });
    const manifest = parseManifest(readFileSync(join(out, 'rows/manifest.json'), 'utf8'));
    expect(manifest.approximateZones).toBe(false);
    expect(manifest.files.geometry).not.toBeNull();
    const report = JSON.parse(readFileSync(`${out}.report/report.json`, 'utf8'));
    expect(report.zones).toMatchObject({ from: 'file', count: 2, by: { point: 2, near: 1 } });
  });

  it('brings in what is packed, whatever it is called, and says what it is', async () => {
    const requests = [
      {
        service_request_id: '1',
        requested_datetime: '2026-01-01T10:00:00Z',
        service_name: 'Pothole',
        status: 'open',
      },
      {
        service_request_id: '2',
        requested_datetime: '2026-01-02T10:00:00Z',
        service_name: 'Noise',
        status: 'closed',
      },
    ];
    const path = file('answer.csv', gzipSync(JSON.stringify({ service_requests: requests })));
    const out = join(folder, 'open311');
    const run = await snapshot('--file', path, '--out', out);
    expect(lastLine(run)).toMatchObject({ read: 2, rows: 2, rejected: 0 });
    expect(readFileSync(`${out}.report/report.md`, 'utf8')).toContain(
      'Open311 requests in JSON, packed in gzip',
    );
    expect(parseManifest(readFileSync(join(out, 'rows/manifest.json'), 'utf8')).rows).toBe(2);
  });

  it('writes nothing of a file that is cut, and leaves what was there', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [i % 2 ? '2026-01-01' : `never ${i}`, 'North']);
    const whole = gzipSync(csv([['opened', 'area'], ...rows]), { level: 1 });
    const out = join(folder, 'cut');
    const before = await snapshot(
      '--file',
      file(
        'whole.gz',
        gzipSync('opened,area\nsoon,x\n2026-01-01,North\n2026-01-02,North\n2026-01-03,North\n'),
      ),
      '--out',
      out,
    );
    expect(lastLine(before)).toMatchObject({ read: 4, rows: 3 });
    const manifest = readFileSync(join(out, 'rows/manifest.json'), 'utf8');
    const mapping = file('cut.json', '{"columns": {"opened": "opened"}, "zones": "fromValues"}');
    for (const bytes of [whole.subarray(0, whole.length - 900), whole.subarray(0, whole.length - 3)]) {
      const run = await snapshot('--file', file('cut.gz', bytes), '--mapping', mapping, '--out', out);
      expect(run).toMatchObject({
        code: 1,
        err: expect.stringMatching(/the gzip file (ends too early|is damaged)/),
      });
    }
    expect(readFileSync(join(out, 'rows/manifest.json'), 'utf8')).toBe(manifest);
    expect(readdirSync(`${out}.report`).sort()).toEqual([
      'rejected.csv',
      'report.json',
      'report.md',
      'unplaced.csv',
    ]);
    expect(readFileSync(`${out}.report/rejected.csv`, 'utf8')).toContain('soon');
  });

  it('shows with --preview what the first rows become, and writes nothing', async () => {
    const path = file(
      'look.csv',
      csv([
        ['Created', 'Area'],
        ['13/02/2026 10:00', 'North'],
        ['soon', 'South'],
        ['14/02/2026', 'South'],
        ['15/02/2026', 'South'],
      ]),
    );
    const run = await snapshot('--file', path, '--preview');
    expect(run).toMatchObject({ code: 0 });
    expect(run.out).toMatch(
      /line 2\n +opened +13\/02\/2026 10:00 +→ {2}2026-02-13 10:00\n +zone +North +→ {2}North/,
    );
    expect(run.out).toContain('line 3  REJECTED: not a date');
    const json = await snapshot('--csv', path, '--preview', '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      fields: ['opened', 'zone'],
      rows: [{ line: 2 }, { line: 3, rejected: 'notDate' }, { line: 4 }, { line: 5 }],
    });
  });

  it('says loudly where no row decides which number is the day, and how to settle it', async () => {
    const path = file(
      'open.csv',
      csv([
        ['Created', 'Area'],
        ['3/4/2026', 'North'],
      ]),
    );
    const out = join(folder, 'days');
    const run = await snapshot('--file', path, '--out', out);
    expect(run.err).toMatch(
      /!! opened: in "Created" no value decides .* 3\/4\/2026 can be 2026-04-03 \(dmy\) or 2026-03-04 \(mdy\)\. Taken: dmy/,
    );
    expect(run.err).toContain('"dates": { "opened": "mdy" }');
    expect(readFileSync(`${out}.report/report.md`, 'utf8')).toContain(
      'no value decides which number is the day',
    );
    const mapping = file(
      'days.json',
      '{"columns": {"opened": "Created"}, "zones": "fromValues", "dates": {"opened": "mdy"}}',
    );
    const settled = await snapshot('--file', path, '--mapping', mapping, '--out', out);
    expect(settled.err).not.toContain('!!');
    expect(JSON.parse(readFileSync(`${out}.report/report.json`, 'utf8')).opened.first).toBe('2026-03-04');
  });

  it.each<[string, () => string[], number, RegExp]>([
    ['no file is named', () => [], 2, /--file FILE is missing/],
    ['no folder is named', () => ['--csv', 'a.csv'], 2, /--out DIR is missing/],
    ['an option is unknown', () => ['--cvs', 'a.csv'], 2, /--cvs/],
    [
      'there is no such file',
      () => ['--csv', join(folder, 'none.csv'), '--suggest'],
      1,
      /none\.csv: could not be read: there is no such file/,
    ],
    ['the file is a folder', () => ['--csv', folder, '--suggest'], 1, /could not be read: it is a folder/],
    [
      'the mapping names a column that is not there',
      () => [
        '--csv',
        file('m.csv', 'Opened,Ward\n2026-01-01,x\n'),
        '--mapping',
        file('m.json', '{"columns": {"opened": "Opend"}}'),
        '--out',
        join(folder, 'm'),
      ],
      1,
      /m\.csv has no column "Opend"; did you mean "Opened"\?/,
    ],
    [
      'nothing looks like a date',
      () => ['--csv', file('n.csv', 'a,b\nx,y\n'), '--out', join(folder, 'n')],
      1,
      /no column looks like the date on which a request was opened among "a", "b"/,
    ],
    [
      'which date is the opening is not clear',
      () => {
        const rows = Array.from({ length: 9 }, (_, i) =>
          [`2026-01-0${i + 1} 1${i % 2 ? 1 : 5}:00`, `2026-01-0${i + 1} 13:00`].join(','),
        );
        return ['--csv', file('two.csv', `alpha,beta\n${rows.join('\n')}\n`), '--out', join(folder, 'two')];
      },
      1,
      /!! opened: alpha, beta may be it[\s\S]*which column is the date on which a request was opened is not clear/,
    ],
    [
      'no row can be kept',
      () => [
        '--csv',
        file('o.csv', 'opened\nsoon\n'),
        '--mapping',
        file('o.json', '{"columns": {"opened": "opened"}}'),
        '--out',
        join(folder, 'o'),
      ],
      1,
      /none of the 1 rows has a date/,
    ],
  ])('says so in a sentence where %s', async (_, args, code, message) => {
    const run = await snapshot(...args());
    expect(run.err).toMatch(message);
    expect(run.code).toBe(code);
    expect(run.err).not.toContain('    at ');
  });

  it('says that a file is empty, and that there is only a header', async () => {
    const empty = await snapshot('--csv', file('empty.csv', ''), '--out', join(folder, 'empty'));
    expect(empty).toMatchObject({ code: 1, err: expect.stringContaining('the file is empty') });
    expect(lastLine(empty)).toEqual({ read: 0, rows: 0, rejected: 0, superseded: 0, unplaced: 0 });
    const header = await snapshot(
      '--csv',
      file('header.csv', 'opened,ward\r\n'),
      '--out',
      join(folder, 'header'),
    );
    expect(header).toMatchObject({ code: 0, err: expect.stringContaining('there is a header and no row') });
    expect(lastLine(header)).toMatchObject({ read: 0, rows: 0, rejected: 0, superseded: 0, unplaced: 0 });
  });
});
