import { describe, expect, test } from 'vitest';
import { type Failure, failureOf, JobError } from '../../src/app/import/failure.ts';
import { ImportClient, type WorkerLike } from '../../src/app/import/importClient.ts';
import { importText, isolated, noteWords } from '../../src/app/import/importText.ts';
import type { FromWorker, Opened, Progress, ToWorker } from '../../src/app/import/protocol.ts';
import { referenceFiles } from '../../src/app/import/referenceFiles.ts';
import { serveWork } from '../../src/app/import/workshop.ts';
import { heldFiles } from '../../src/feed/files.ts';
import { openFeed } from '../../src/feed/snapshotFeed.ts';
import { checkMapping } from '../../src/intake/mapping.ts';
import { parseReference } from '../../src/intake/reference.ts';
import { decodeRefs } from '../../src/model/segment/refs.ts';
import { referenceData } from '../../src/server/referenceData.ts';

/** A worker without a thread: messages are copied, as between threads. */
function inThisThread(): WorkerLike {
  type Listener = (event: { data: never }) => void;
  const inside: Listener[] = [];
  const outside: Listener[] = [];
  let ended = false;
  const send = (listeners: Listener[], data: unknown) =>
    setTimeout(() => {
      if (!ended) for (const listener of listeners) listener({ data: data as never });
    });
  serveWork(
    {
      postMessage: (message, transfer) => send(outside, copy(message, transfer)),
      addEventListener: (_, listener) => void inside.push(listener as unknown as Listener),
    },
    async () => parseReference(referenceFiles),
  );
  return {
    postMessage: (message) => send(inside, copy(message)),
    addEventListener: ((type: string, listener: Listener) => {
      if (type === 'message') outside.push(listener);
    }) as unknown as WorkerLike['addEventListener'],
    terminate: () => {
      ended = true;
    },
  };
}

/** Node does not clone a File; the browser does. */
function copy<T extends ToWorker | FromWorker>(message: T, transfer: Transferable[] = []): T {
  if (message.kind === 'open') return message;
  if (message.kind === 'done' && 'rejected' in (message.answer as object)) {
    const { rejected, unplaced, ...rest } = message.answer as unknown as Record<string, unknown>;
    const cloned = structuredClone(rest, { transfer: transfer as never });
    return { ...message, answer: { ...cloned, rejected, unplaced } };
  }
  return structuredClone(message, { transfer: transfer as never });
}

const opened = (text: string | Uint8Array, name = 'requests.csv'): Opened => ({
  file: new File([text as BlobPart], name),
  layout: null,
  zonesFile: null,
  served: null,
});
const rows = [
  'No,Opened,Zone,Channel',
  'A1,2026-03-01 08:00,Mirdif,WhatsApp',
  'A2,2026-03-02 09:30,C251,Kiosk',
  'A2,2026-03-03 09:30,C251,WhatsApp',
  'A3,soon,Mirdif,WhatsApp',
  'A4,2026-04-02 10:00,Nowhere,WhatsApp',
];
const table = rows.join('\n');
const mapping = checkMapping(
  { columns: { ref: 'No', opened: 'Opened', zone: 'Zone', channel: 'Channel' }, timeZone: 'Asia/Dubai' },
  'test',
);
const title = { en: 'Test', ar: 'تجربة' };

async function failureFrom(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof JobError) return error.failure;
  throw error ?? new Error('got an answer, expected a failure');
}

// Guards: the worker's answers are those of the import, as a snapshot that the page can open.
describe('the work', () => {
  test('the page is built with the reference that the command line reads', () => {
    expect(parseReference(referenceFiles)).toEqual(referenceData());
  });

  test('a file is looked at, tried and made into a snapshot', async () => {
    const client = new ImportClient(inThisThread);
    client.open(opened(table));
    const { layout, columns, mapping: proposed } = await client.ask('inspect', { sheet: undefined });
    expect(layout.header).toEqual(['No', 'Opened', 'Zone', 'Channel']);
    expect(columns.map(({ name }) => name)).toEqual(layout.header);
    expect(proposed.columns).toMatchObject({ opened: 'Opened', zone: 'Zone', channel: 'Channel' });

    const preview = await client.ask('preview', { mapping, rows: 4 });
    expect(preview.rows).toHaveLength(4);
    expect(preview.rows[0]!.values.zone?.result?.en).toBe('Mirdif');
    expect(preview.rows[3]!.rejected).toBe('notDate');

    const told: Progress[] = [];
    const made = await client.ask('import', { mapping, title, notes: [] }, (progress) => told.push(progress));
    const { read, rejected, superseded, unplaced } = made.report;
    expect({ read, rows: made.report.rows, rejected, superseded, unplaced }).toEqual({
      read: 5,
      rows: 3,
      rejected: 1,
      superseded: 1,
      unplaced: 1,
    });
    expect(told.length).toBeGreaterThan(0);
    expect(await made.rejected.text()).toContain('5,Opened,soon');
    expect(made.unplacedValues).toEqual([{ value: 'Nowhere', count: 1 }]);

    const opening = await openFeed(heldFiles(made.manifest, made.files));
    expect(opening.manifest).toMatchObject({ kind: 'import', title, rows: 3, audience: 'rows' });
    expect(opening.manifest.files.segments.map((segment) => segment.rows)).toEqual([2, 1]);
    // Reading a file of it takes nothing away from the next reader.
    const [refs] = opening.manifest.files.refs;
    for (let i = 0; i < 2; i++) {
      const bytes = await opening.files.bytes(refs!);
      expect([...decodeRefs(bytes, 2).values()]).toEqual(['A1', 'A2']);
      structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });
    }
  });

  test('zones of the reader, and a layer that the served data bring', async () => {
    const client = new ImportClient(inThisThread);
    const zonesFile = new File(['{"zones":[{"en":"Nowhere"},{"en":"Mirdif"}]}'], 'zones.json');
    client.open({ ...opened(table), zonesFile });
    await client.ask('inspect', { sheet: undefined });
    expect(await client.ask('zones', null)).toEqual({ name: 'zones.json', zones: 2, shapes: false });
    const own = await client.ask('import', { mapping: { ...mapping, zones: 'file' }, title, notes: [] });
    expect(own.report.unplaced).toBe(1);
    expect(own.report.zones).toMatchObject({ from: 'file', count: 2 });

    const { zones, geometry } = referenceData();
    const served = {
      name: 'Dubai',
      zones,
      geometry: { ...geometry!, source: { en: 'Official', ar: 'رسمي' } },
    };
    const points = 'Opened,Lon,Lat\n2026-03-01,55.42,25.22';
    const byPoints = checkMapping(
      { columns: { opened: 'Opened', longitude: 'Lon', latitude: 'Lat' }, timeZone: 'Asia/Dubai' },
      'test',
    );
    const approximate = [];
    for (const layer of [null, served, { ...served, geometry: geometry! }]) {
      client.open({ ...opened(points), served: layer });
      await client.ask('inspect', { sheet: undefined });
      const { report } = await client.ask('import', { mapping: byPoints, title, notes: [] });
      expect(report.unplaced).toBe(0);
      approximate.push(report.zones.approximate);
    }
    expect(approximate).toEqual([true, false, true]);
  });

  test('what is no table of requests is told by its kind', async () => {
    const client = new ImportClient(inThisThread);
    const inspect = async (content: string | Uint8Array, name?: string) => {
      client.open(opened(content, name));
      return failureFrom(client.ask('inspect', { sheet: undefined }));
    };
    expect(await inspect('')).toEqual({ kind: 'empty', bytes: 0 });
    expect(await inspect('  \n \n')).toEqual({ kind: 'empty', bytes: 5 });
    expect(await inspect('No,Opened\n')).toEqual({ kind: 'headerOnly', columns: 2 });
    expect(await inspect('%PDF-1.7\n%âãÏÓ\n', 'a.pdf')).toMatchObject({
      kind: 'file',
      problem: { code: 'otherFormat', format: 'pdf' },
    });
    const photo = new Uint8Array([
      0xff,
      0xd8,
      0xff,
      0xe0,
      0,
      16,
      74,
      70,
      73,
      70,
      0,
      1,
      ...new Uint8Array(400).fill(7),
    ]);
    expect(await inspect(photo, 'a.jpg')).toMatchObject({ kind: 'file', problem: { format: 'binary' } });
    client.open(opened(table));
    await client.ask('inspect', { sheet: undefined });
    const wrong = checkMapping({ columns: { opened: 'Channel' } }, 'test');
    expect(await failureFrom(client.ask('import', { mapping: wrong, title, notes: [] }))).toMatchObject({
      kind: 'allRejected',
      rows: 5,
    });
  });

  test('errors of the machine are told apart from faults of the page', () => {
    expect(failureOf(new RangeError('Array buffer allocation failed'), 9)).toEqual({
      kind: 'memory',
      bytes: 9,
    });
    expect(failureOf(new RangeError('Invalid array length'), 9)).toEqual({ kind: 'memory', bytes: 9 });
    expect(failureOf(new DOMException('x', 'NotReadableError'), 9)).toEqual({ kind: 'unreadable' });
    // As Chrome, Firefox and Safari say it of a part of the page, and of a library's own file.
    for (const message of [
      'Failed to fetch dynamically imported module: http://city.example/assets/late-xlsx-1.js',
      'error loading dynamically imported module: http://city.example/assets/late-xlsx-1.js',
      'Importing a module script failed.',
      'Failed to fetch',
      'NetworkError when attempting to fetch resource.',
      'Load failed',
    ])
      expect(failureOf(new TypeError(message), 9), message).toEqual({ kind: 'partMissing' });
    expect(failureOf(new TypeError('x is undefined'), 9)).toEqual({
      kind: 'fault',
      detail: 'TypeError: x is undefined',
    });
  });
});

// Guards: stopping stops, and what a stopped worker might still say reaches nobody.
describe('the client', () => {
  function fakes() {
    const started: {
      sent: ToWorker[];
      ended: boolean;
      say: (message: FromWorker) => void;
      fail: (message?: string) => void;
    }[] = [];
    const client = new ImportClient(() => {
      let listener: (event: { data: FromWorker }) => void = () => {};
      let onError: (event: { message?: string }) => void = () => {};
      const fake = {
        sent: [] as ToWorker[],
        ended: false,
        say: (data: FromWorker) => listener({ data }),
        fail: (message?: string) => onError(message === undefined ? {} : { message }),
      };
      started.push(fake);
      return {
        postMessage: (message) => fake.sent.push(message),
        addEventListener: ((type: string, on: never) => {
          if (type === 'message') listener = on;
          else onError = on;
        }) as WorkerLike['addEventListener'],
        terminate: () => {
          fake.ended = true;
        },
      };
    });
    return { client, started };
  }

  test('a stopped job is an AbortError, its worker is ended, and the next one is told of the file first', async () => {
    const { client, started } = fakes();
    const file = opened(table);
    client.open(file);
    expect(started).toHaveLength(0);
    const job = client.ask('inspect', { sheet: undefined });
    client.stop();
    await expect(job).rejects.toMatchObject({ name: 'AbortError' });
    expect(started[0]!.ended).toBe(true);

    const known = { ...file, layout: { header: ['a'] } as unknown as Opened['layout'] };
    client.open(known);
    const next = client.ask('preview', { mapping, rows: 1 });
    expect(started[1]!.sent.map(({ kind }) => kind)).toEqual(['open', 'preview']);
    expect(started[1]!.sent[0]).toEqual({ kind: 'open', opened: known });
    started[0]!.say({ kind: 'done', id: 2, answer: { fields: [], rows: [], questions: [] } });
    started[1]!.say({ kind: 'done', id: 2, answer: { fields: ['opened'], rows: [], questions: [] } });
    expect((await next).fields).toEqual(['opened']);
  });

  test('a worker that ends without a word has run out of memory; one that says why has a fault', async () => {
    const { client, started } = fakes();
    client.open(opened(table));
    const job = client.ask('import', { mapping, title, notes: [] });
    started[0]!.fail();
    expect(await failureFrom(job)).toEqual({ kind: 'memory', bytes: new Blob([table]).size });
    const other = client.ask('import', { mapping, title, notes: [] });
    started[1]!.fail('SyntaxError');
    expect(await failureFrom(other)).toEqual({ kind: 'fault', detail: 'SyntaxError' });
  });
});

// Guards: what is said of a file is said in the language of the page.
describe('words', () => {
  test('a note names fields, orders and columns in the language of the page', () => {
    const say = (language: 'en' | 'ar', note: Parameters<typeof noteWords>[1], words = {}) =>
      noteWords(importText(language, 'latn'), note, { words });
    const region = { code: 'datesOrder', values: { order: 'mdy', why: 'region' } } as const;
    expect(say('en', region)).toMatch(/^Dates: the month comes first \(no value decides/);
    expect(say('ar', region)).toMatch(/^التواريخ: الشهر أولًا/);
    expect(say('ar', { code: 'zonesOfDubai', values: { column: 'Ward' } })).toContain(
      `«${isolated('Ward')}»`,
    );
    expect(
      say(
        'ar',
        { code: 'stageWords', values: { words: '"Shut" is taken for closed' } },
        { stage: { Shut: 'closed' } },
      ),
    ).toContain(`«${isolated('Shut')}» تُعدّ «مغلق»`);
    expect(say('en', { code: 'personalWords', values: { field: 'topic', count: 2 } })).toMatch(
      /^Topic: 2 values/,
    );
  });
});
