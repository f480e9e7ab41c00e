import { renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectFile } from '../../src/intake/formats/tableFile.ts';
import type { SourceFile } from '../../src/intake/sourceFile.ts';
import { csvFolderSource, type FolderSurroundings } from '../../src/server/intake/sources/csvFolder.ts';
import type { CsvFolderOptions } from '../../src/server/intake/sources/csvFolderOptions.ts';
import { inPieces } from '../../src/server/intake/sources/csvFolderRows.ts';
import type { Batch, Position, SourceRequest } from '../../src/server/intake/sources/source.ts';
import { checkSourceMapping } from '../../src/server/intake/sources/sourceMapping.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { fileOf } from '../support/exports.ts';

const { words } = referenceData();

let folder: string;
let log: string[];
/** Done as soon as something is said. */
let onLog: () => void;
let time: FakeTime;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-folder-'));
  log = [];
  onLog = () => {};
  time = new FakeTime();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A clock that moves only when the source sleeps; before each sleep ends, the next step of the test is done. */
class FakeTime implements FolderSurroundings {
  seconds = 1_790_000_000;
  readonly clock = { now: () => this.seconds };
  steps: (() => void | Promise<void>)[] = [];
  readonly over = new AbortController();
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.seconds += ms / 1000;
    await this.steps.shift()?.();
    if (this.steps.length === 0) this.over.abort();
    signal.throwIfAborted();
  }
}

const columns = { ref: 'Ref', opened: 'Opened', stage: 'Status' };

interface Told {
  readonly batches: readonly Batch[];
  readonly requests: Map<string, SourceRequest>;
  readonly position: Position;
}

interface Run extends Partial<CsvFolderOptions> {
  readonly mapping?: object;
  /** Ends the run, as a crash would, after so many batches. */
  readonly crashAfter?: number;
}

/** Follows a folder for some polls; before each but the first a step may change something in it. */
async function run(
  from: Position | null,
  steps: (() => void | Promise<void>)[],
  { mapping = { columns }, crashAfter = Number.POSITIVE_INFINITY, ...options }: Run = {},
): Promise<Told> {
  time = Object.assign(new FakeTime(), {
    seconds: time.seconds + 1000,
    steps: [...steps, () => {}, () => {}],
  });
  const source = csvFolderSource(
    { id: 'exports', folder, everySeconds: 10, settleSeconds: 5, move: false, ...options },
    {
      mapping: checkSourceMapping(mapping, 'mapping.json'),
      reference: referenceData(),
      words,
      log: (text) => {
        log.push(text);
        onLog();
      },
    },
    time,
  );
  const batches: Batch[] = [];
  const requests = new Map<string, SourceRequest>();
  let position = from;
  if (position === null)
    for await (const batch of source.initial(time.over.signal)) position = batch.position;
  for await (const batch of source.changes(position!, time.over.signal)) {
    batches.push(batch);
    if (batches.length > crashAfter) break;
    for (const request of batch.requests) {
      const before = requests.get(request.ref);
      if (!before || request.order >= before.order) requests.set(request.ref, request);
    }
    position = batch.position ?? position;
    await batch.kept?.();
  }
  return { batches, requests, position: position! };
}

const csvOf = (rows: readonly string[]) => `Ref,Opened,Status\r\n${rows.map((row) => `${row}\r\n`).join('')}`;
const csv = (...rows: string[]) => csvOf(rows);
const put = (name: string, text: string | Uint8Array, into = folder) => writeFile(join(into, name), text);
const stages = ({ requests }: Told) =>
  Object.fromEntries([...requests].map(([ref, { row }]) => [ref, words.stage[row!.stage!]!.id]));

// Guards: every file is taken once, whole, in order of name, and a later one wins.
describe('files', () => {
  it('are taken in order of name, packed ones too, and the later file wins', async () => {
    await put('export-10.csv', csv('A,2026-01-01,closed', 'C,2026-01-03,open'));
    await put('export-2.csv.gz', gzipSync(csv('A,2026-01-01,open', 'B,2026-01-02,open')));
    await put('export-11.json', '[{"Ref":"D","Opened":"2026-01-04","Status":"open"}]');
    // A later name is the later file, whatever its clock says.
    await utimes(join(folder, 'export-10.csv'), 1000, 1000);
    const told = await run(null, [() => {}]);
    expect(told.batches.map(({ requests }) => requests.map(({ ref }) => ref))).toEqual([
      ['A', 'B'],
      ['A', 'C'],
      ['D'],
    ]);
    expect(stages(told)).toEqual({ A: 'closed', B: 'received', C: 'received', D: 'received' });
    expect(log).toEqual([
      'csvFolder source "exports": export-2.csv.gz: taken (requests: 2)',
      'csvFolder source "exports": export-10.csv: taken (requests: 2)',
      'csvFolder source "exports": export-11.json: taken (requests: 1)',
    ]);
    // Not again after a restart, nor when they are only touched.
    await utimes(join(folder, 'export-2.csv.gz'), 5000, 5000);
    const again = await run(told.position, [() => {}, () => {}]);
    expect(again.batches).toEqual([]);
  });

  it('wait until they stand still, or until NAME.done is there; those behind them wait too', async () => {
    await put('a.csv', csv('A,2026-01-01,open').slice(0, 25));
    await put('b.csv', csv('B,2026-01-01,open'));
    const seen: number[] = [];
    const grow = (text: string) => async () => {
      seen.push(log.length);
      await put('a.csv', text);
    };
    const whole = csv('A,2026-01-01,open', 'A2,2026-01-01,open');
    const told = await run(null, [grow(whole.slice(0, 30)), grow(whole.slice(0, 40)), grow(whole), () => {}]);
    expect(seen).toEqual([0, 0, 0]);
    expect([...told.requests.keys()]).toEqual(['A', 'A2', 'B']);

    await put('c.csv', csv('C,2026-01-01,open'));
    await put('c.csv.done', '');
    // Before the source has slept for the first time.
    const said: (string | undefined)[] = [];
    const next = await run(told.position, [() => void said.push(log.at(-1))]);
    expect(said[0]).toMatch(/c\.csv: taken \(requests: 1\)/);
    expect([...next.requests.keys()]).toEqual(['C']);
  });

  it('of many rows come in batches, of which the last carries the position; a crash reads them again', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `R${i},2026-01-01,open`);
    await put('big.csv', csvOf(rows));
    const cut = await run(null, [() => {}], { crashAfter: 3 });
    expect(cut.batches.slice(0, 3).map(({ position }) => position)).toEqual([null, null, null]);
    const told = await run(cut.position, [() => {}]);
    expect(told.requests.size).toBe(30_000);
    expect(told.batches.map(({ position }) => position !== null)).toEqual([
      ...Array.from({ length: told.batches.length - 1 }, () => false),
      true,
    ]);
    expect(Math.max(...told.batches.map(({ requests }) => requests.length))).toBeLessThanOrEqual(2000);
  });

  it('settle day and month over the whole column, and order by the time of the update where it is mapped', async () => {
    const mapping = { columns: { ...columns, updated: 'Updated' }, timeZone: 'UTC' };
    const rows = [
      'A,2026-01-02,closed,2026-01-09T00:00:00Z',
      'A,2026-01-02,open,2026-01-05T00:00:00Z',
      'B,2026-01-02,open,',
    ];
    await put('a.csv', `Ref,Opened,Status,Updated\r\n${rows.join('\r\n')}\r\n`);
    const told = await run(null, [() => {}], { mapping });
    expect(stages(told)).toEqual({ A: 'closed', B: 'received' });
    expect(told.requests.get('B')!.order).toBe(Date.UTC(2026, 0, 2));
    await put('b.csv', csv('D,01/02/2026,open', 'E,01/25/2026,open'));
    const dated = await run(told.position, [() => {}], { mapping: { columns, timeZone: 'UTC' } });
    expect(dated.requests.get('D')!.row!.opened * 1000).toBe(Date.UTC(2026, 0, 2));
  });

  it('carry the constants of the mapping, and columns with other capitals and spaces', async () => {
    await put('a.csv', 'REF,opened ,status\r\nA,2026-01-02,open\r\n');
    const told = await run(null, [() => {}], { mapping: { columns, constants: { channel: 'whatsapp' } } });
    expect(words.channel[told.requests.get('A')!.row!.channel!]!.id).toBe('whatsapp');
    expect(stages(told)).toEqual({ A: 'received' });
  });

  it('go into taken/ where that is wanted, under a free name', async () => {
    await put('a.csv', csv('A,2026-01-01,open'));
    const first = await run(null, [() => {}], { move: true });
    await put('a.csv', csv('A,2026-01-01,closed'));
    const told = await run(first.position, [() => {}], { move: true });
    expect(stages(told)).toEqual({ A: 'closed' });
    expect((await readdir(join(folder, 'taken'))).sort()).toEqual(['a-2.csv', 'a.csv']);
    expect(await readdir(folder)).toEqual(['taken']);
    // Only what still lies there is remembered.
    expect(JSON.parse((await run(told.position, [() => {}])).position).finished).toHaveLength(1);
  });
});

// Guards: nothing of a broken file is taken, whoever dropped it is told why, and later files go on.
describe('a file that cannot be taken', () => {
  it.each([
    [
      'cut.csv.gz',
      gzipSync(csv(...Array.from({ length: 9000 }, (_, i) => `R${i},2026-01-01,open`))).subarray(0, 9000),
      /gzip file ends too early/,
      /الملف مقطوع/,
    ],
    [
      'other.csv',
      'Number,Opened,Status\r\n1,2026-01-01,open\r\n',
      /other\.csv has no column "Ref".*it has "Number", "Opened", "Status"/,
      /لا تطابق/,
    ],
    [
      'broken.json',
      '[{"Ref":"A","Opened":"2026-01-01","Status":"open"},\n{"Ref":]',
      /breaks off in line 2/,
      /\(السطر 2\)/,
    ],
    [
      'page.csv',
      '<!doctype html><html><p>Please sign in</p></html>',
      /got a web page without a table, expected a table/,
      /صيغة الملف غير مدعومة/,
    ],
    ['empty.csv', '', /the file is empty; expected a header and rows/, /الملف فارغ/],
    [
      'dates.csv',
      csv('A,soon,open', 'B,later,open'),
      /none of its 2 rows has a reference and an opening date.*line 2/,
      /صف يُقرأ/,
    ],
  ])('%s', async (name, content, english, arabic) => {
    await put(name, content);
    await put('z.csv', csv('Z,2026-01-01,open'));
    const told = await run(null, [() => {}, () => {}]);
    expect([...told.requests.keys()]).toEqual(['Z']);
    expect(await readdir(folder)).toEqual(['refused', 'z.csv']);
    expect((await readdir(join(folder, 'refused'))).sort()).toEqual([name, `${name}.reason.txt`]);
    const reason = await readFile(join(folder, 'refused', `${name}.reason.txt`), 'utf8');
    expect(reason).toMatch(english);
    expect(reason).toMatch(arabic);
    expect(reason).toContain('Nothing of it was taken');
    expect(log[0]).toMatch(english);

    // Dropped again as it was, it is refused again.
    await put(name, content);
    await run(told.position, [() => {}]);
    expect(await readdir(folder)).toEqual(['refused', 'z.csv']);
    // Corrected under the same name it is taken.
    await put(name, csv('A,2026-01-01,open'));
    const again = await run(told.position, [() => {}]);
    expect([...again.requests.keys()]).toEqual(['A']);
  });

  it('is read to its end before anything of it is taken', async () => {
    const rows = Array.from({ length: 120_000 }, (_, i) => `R${i},2026-01-01,open`);
    // Further on than what is looked at to find out how the file is written.
    await put('a.csv', csvOf([...rows, ','.repeat(20_000)]));
    const told = await run(null, [() => {}], { mapping: { columns, dates: { order: 'ymd' } } });
    expect(log[0]).toMatch(/more than 16,384 columns by record 120,002/);
    expect(told.batches.map(({ requests }) => requests.length)).toEqual([0]);
  });

  it('stays where it is in a folder that cannot be written, and is tried again when it changed', async () => {
    // Even for root no folder can be made where a file lies.
    await put('refused', '');
    await put('broken.json', '[{"Ref":]');
    const told = await run(null, [() => {}]);
    expect(log[0]).toMatch(/broken\.json: .*the folder cannot be written, so it stays there/);
    expect((await run(told.position, [() => {}, () => {}])).batches).toEqual([]);
    await put('broken.json', '[{"Ref":"A","Opened":"2026-01-04","Status":"open"}]');
    expect(stages(await run(told.position, [() => {}]))).toEqual({ A: 'received' });
  });

  it('leaves out rows without a date or a reference, and says which', async () => {
    await put('a.csv', csv('A,2026-01-01,open', 'B,soon,open', ',2026-01-01,open'));
    const told = await run(null, [() => {}]);
    expect([...told.requests.keys()]).toEqual(['A']);
    expect(log[0]).toMatch(/a\.csv: 2 rows left out, because .* \(line 3, 4\)/);
  });

  it('says once that a file changed after it was taken, and takes it under another name', async () => {
    await put('a.csv', csv('A,2026-01-01,open'));
    const told = await run(null, [() => {}]);
    await put('a.csv', csv('A,2026-01-01,closed'));
    const changed = await run(told.position, [() => {}, () => {}, () => {}, () => {}]);
    expect(changed.batches).toEqual([]);
    expect(log.slice(1)).toEqual([
      expect.stringMatching(/a\.csv: it changed after it was taken.*under another name/),
    ]);
    const reason = await readFile(join(folder, 'refused', 'a.csv.reason.txt'), 'utf8');
    expect(reason).toMatch(/تغيّر الملف بعد أن أُخذ/);
    await rename(join(folder, 'a.csv'), join(folder, 'a2.csv'));
    expect(stages(await run(changed.position, [() => {}]))).toEqual({ A: 'closed' });
  });

  it('says that the folder is missing, and goes on from its position when it is there', async () => {
    await put('a.csv', csv('A,2026-01-01,open'));
    const told = await run(null, [() => {}]);
    await rename(folder, `${folder}-away`);
    await expect(run(told.position, [])).rejects.toMatchObject({
      fault: 'unreachable',
      message: expect.stringMatching(/there is no such folder; make it/),
    });
    await rename(`${folder}-away`, folder);
    expect((await run(told.position, [() => {}])).batches).toEqual([]);
  });

  it('says that a file could not be read, and takes it when it can', async () => {
    await put('a.csv', csv('A,2026-01-01,open'));
    await put('b.csv', csv('B,2026-01-01,open'));
    // Taken away while the file before it is read.
    onLog = () => renameSync(join(folder, 'b.csv'), join(folder, 'b.csv.part'));
    await expect(run(null, [() => {}])).rejects.toMatchObject({
      fault: 'unreachable',
      message: expect.stringMatching(/b\.csv: could not be read: ENOENT.*read anew from its start/),
    });
    onLog = () => {};
    await rename(join(folder, 'b.csv.part'), join(folder, 'b.csv'));
    expect(stages(await run(null, [() => {}]))).toEqual({ A: 'received', B: 'received' });
  });

  it('does not put aside what was dropped under the same name meanwhile', async () => {
    await put('a.csv', csv('A,2026-01-01,open'));
    onLog = () => {
      onLog = () => {};
      writeFileSync(join(folder, 'a.csv'), csv('A,2026-01-01,closed'));
    };
    const told = await run(null, [() => {}, () => {}, () => {}], { move: true });
    expect(stages(told)).toEqual({ A: 'closed' });
    expect(await readdir(join(folder, 'taken'))).toEqual(['a.csv']);
  });

  it('refuses a position that is not its own', async () => {
    await expect(run('{"watermark":1}', [])).rejects.toMatchObject({ fault: 'lostPosition' });
  });
});

// Guards: memory does not grow with the file, however slowly its requests are kept.
describe('inPieces', () => {
  const text = csvOf(Array.from({ length: 200_000 }, (_, i) => `R${i},2026-01-01,open`));
  const whole = fileOf(text);

  it('reads on only when a piece was taken, and ends with its reader', async () => {
    let read = 0;
    const counted: SourceFile = {
      ...whole,
      read: (from, to) => {
        read = Math.max(read, to);
        return whole.read(from, to);
      },
    };
    const layout = await inspectFile(counted);
    read = 0;
    let rows = 0;
    for await (const piece of inPieces(counted, layout, new AbortController().signal)) {
      rows += piece.length;
      await new Promise((done) => setTimeout(done, 5));
      expect(read).toBeLessThan(text.length / 2);
      if (rows > 10_000) break;
    }
    await new Promise((done) => setTimeout(done, 5));
    expect(read).toBeLessThan(text.length / 2);
  });

  it('misses no row', async () => {
    const layout = await inspectFile(whole);
    const lines: number[] = [];
    for await (const piece of inPieces(whole, layout, new AbortController().signal)) {
      lines.push(...piece.map(({ line }) => line));
    }
    expect(lines).toEqual(Array.from({ length: 200_000 }, (_, i) => i + 2));
  });
});
