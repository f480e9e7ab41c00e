import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMapping } from '../../src/intake/mapping.ts';
import { outcomeOf, wordToMap } from '../../src/model/problem.ts';
import { ProblemBook } from '../../src/server/intake/sources/problemBook.ts';
import { recordIntake, type SourceRecord } from '../../src/server/intake/sources/recordIntake.ts';
import { runSource } from '../../src/server/intake/sources/runner.ts';
import {
  type Batch,
  type Source,
  SourceError,
  type SourceRequest,
} from '../../src/server/intake/sources/source.ts';
import { openStore, type Store } from '../../src/server/intake/store/store.ts';
import { ProblemLog } from '../../src/server/live/problemLog.ts';
import { referenceData } from '../../src/server/referenceData.ts';

const reference = referenceData();
const now = Date.UTC(2026, 10, 28) / 1000;
let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-problems-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function open(): Store {
  return openStore(join(folder, 'store.sqlite'), {
    timeZone: 'Asia/Dubai',
    zones: reference.zones,
    words: () => reference.words,
  });
}

const mapping = checkMapping(
  {
    columns: {
      ref: 'number',
      opened: 'opened_at',
      resolved: 'resolved_at',
      updated: 'updated_at',
      dueResolution: 'due_at',
      stage: 'status',
      category: 'category',
      zone: 'area',
    },
    dates: { order: 'ymd' },
  },
  'mapping',
);

function intakeFor(book: ProblemBook) {
  return recordIntake({
    source: 'crm',
    mapping,
    personal: {},
    reference,
    exactRefs: true,
    onProblem: (field, problem, about) => book.report('crm', field, problem, about),
  });
}

const row = (number: string, more: SourceRecord = {}): SourceRecord => ({
  number,
  opened_at: '2026-11-01 08:00',
  status: 'received',
  ...more,
});

/** Lets a source of batches of records run until all are taken. */
async function run(
  book: ProblemBook,
  batches: readonly (readonly [SourceRecord, number][])[],
  whole = false,
) {
  const intake = intakeFor(book);
  const abort = new AbortController();
  let told = false;
  function* tell(): Generator<Batch> {
    if (told) return;
    told = true;
    for (const [i, records] of batches.entries()) {
      const requests = records.flatMap(([record, order]) => intake.read(record, order) ?? []);
      const position = i === batches.length - 1 ? String(i) : null;
      yield { requests, position, committedAt: null };
    }
  }
  const source: Source = {
    id: 'crm',
    whole,
    async *initial() {
      yield* tell();
    },
    async *changes(_, signal): AsyncGenerator<Batch> {
      yield* tell();
      abort.abort();
      await new Promise<void>((done) => {
        if (signal.aborted) done();
        signal.addEventListener('abort', () => done());
      });
    },
  };
  const options = { store, clock: { now: () => now }, problems: book, firstWait: 1, longestWait: 5 };
  await runSource(source, { ...options, onTaken() {}, onState() {} }, abort.signal);
  book.close();
}

const kinds = () =>
  Object.fromEntries(store.problems.all().map(({ field, problem, count }) => [`${field} ${problem}`, count]));

describe('what is wrong with a row', () => {
  it('is counted by source, field and kind, with the references and the words that the mapping lacks', async () => {
    // Guards: that nothing vanishes in silence: refused rows, dates that stand for none, doubtful ones, new words, keys
    // with white space, events of the future.
    await run(new ProblemBook(store.problems), [
      [
        [row('C-1'), 1],
        [row('C-2', { opened_at: '0001-01-01' }), 1],
        [row('C-3', { opened_at: 'infinity' }), 1],
        [row('C-4', { opened_at: 'soon' }), 1],
        [row('C-5', { resolved_at: '1900-01-01 00:00:00' }), 1],
        [row('C-6', { resolved_at: '9999-12-31' }), 1],
        [row('C-7', { resolved_at: '2026-10-01' }), 1],
        [row('C-8', { due_at: '2026-10-01' }), 1],
        [row('C-9', { status: 'Escalated to the mayor' }), 1],
        [row('C-10', { status: 'Escalated to the mayor' }), 1],
        [row('C-11', { status: 'call Fatima 050 123 4567' }), 1],
        [row('C-12', { area: 'Villa of Fatima' }), 1],
        [row('C-13 '), 1],
        [row(''), 1],
        [row('x@example.ae'), 1],
        [row('C-14', { updated_at: '2100-01-01' }), 1],
        [row('C-15', { updated_at: '2026-11-28 09:30' }), 1],
        [row('C-16', { due_at: '2099-12-31' }), 1],
      ],
    ]);
    expect(kinds()).toEqual({
      'opened sentinel': 2,
      'opened notDate': 1,
      'resolved sentinel': 2,
      'resolved beforeOpened': 1,
      'dueResolution dueBeforeOpened': 1,
      'stage unknownWord': 2,
      'stage personalWord': 1,
      'zone unknownZone': 1,
      'ref spacedKey': 1,
      'ref empty': 1,
      'ref notReference': 1,
      'updated farFuture': 1,
      'updated future': 1,
      'dueResolution unlikelyDate': 1,
    });
    const [words] = store.problems.all().filter(({ problem }) => problem === 'unknownWord');
    expect(words).toMatchObject({
      words: [{ word: 'Escalated to the mayor', count: 2 }],
      refs: ['C-10', 'C-9'],
    });
    expect(JSON.stringify(store.problems.all())).not.toMatch(/Fatima|0501234567|x@example/);
    expect(store.problems.held(3600).map(({ ref, until }) => [ref, until > now])).toEqual([
      ['C-15', true],
      ['C-14', true],
    ]);
  });

  it('is kept across restarts, marked as seen and taken back, and fades', async () => {
    // Guards: a page for administrators that forgets nothing at a restart, and does not fill up for ever.
    await run(new ProblemBook(store.problems), [[[row('C-2', { opened_at: '1900-01-01' }), 1]]]);
    store.close();
    store = open();
    const [before] = store.problems.all();
    expect(before).toMatchObject({ count: 1, refs: ['C-2'], seen: null });
    expect(store.problems.see('crm', 'opened', 'sentinel', now)).toBe(true);
    store.problems.add([{ ...before!, refs: ['C-3'], words: new Map() }], [], before!.last + 10);
    expect(store.problems.all()[0]).toMatchObject({
      count: 2,
      first: before!.first,
      last: before!.last + 10,
      refs: ['C-3', 'C-2'],
      seen: { at: now, count: 1 },
    });
    store.problems.see('crm', 'opened', 'sentinel', null);
    expect(store.problems.all()[0]!.seen).toBe(null);
    expect(store.problems.see('crm', 'opened', 'nothing', now)).toBe(false);
    expect(store.problems.fade(before!.last)).toBe(0);
    expect(store.problems.fade(before!.last + 11)).toBe(1);
    expect(store.problems.all()).toEqual([]);
  });

  it('is bounded: beyond so many kinds all are "other"', () => {
    // Guards: a source with a thousand columns of rubbish cannot fill the store.
    for (let i = 0; i < 300; i++)
      store.problems.add(
        [{ source: 'crm', field: `f${i}`, problem: 'notDate', count: 2, refs: [], words: new Map() }],
        [],
        now,
      );
    const all = store.problems.all();
    expect(all.length).toBe(201);
    expect(all.find(({ problem }) => problem === 'other')).toMatchObject({ field: 'requests', count: 200 });
  });

  it('that is read again is not counted again', async () => {
    // Guards: polling reads the last two minutes again and again: a row in them is one row.
    const book = new ProblemBook(store.problems);
    const intake = intakeFor(book);
    for (let i = 0; i < 20; i++) intake.read(row('C-2', { opened_at: '1900-01-01' }), 7);
    intake.read(row('C-2', { opened_at: '1900-01-01' }), 8);
    book.write();
    expect(kinds()).toEqual({ 'opened sentinel': 2 });
    book.close();
  });
});

describe('a request that was taken and cannot be read any more', () => {
  const bad: SourceRecord = { opened_at: '1900-01-01' };

  it('stays as it was, is marked, and is not marked once it can be read again', async () => {
    // Guards: a state that its source has gone on from is not shown as if it were so.
    await run(new ProblemBook(store.problems), [
      [
        [row('C-1'), 1],
        [row('C-2'), 1],
        // Within one batch: first readable, then not.
        [row('C-3'), 1],
        [row('C-3', bad), 2],
      ],
      [
        [row('C-1', bad), 2],
        // Never was taken: there is nothing to mark.
        [row('C-9', bad), 2],
        // An older telling says nothing of the state now.
        [row('C-2', bad), 0],
      ],
    ]);
    const marked = () =>
      store.problems.unreadable().list.map(({ ref, field, problem }) => [ref, field, problem]);
    expect(marked().sort()).toEqual([
      ['C-1', 'opened', 'sentinel'],
      ['C-3', 'opened', 'sentinel'],
    ]);
    expect(store.counts().requests).toBe(3);
    store.close();
    store = open();
    expect(store.problems.unreadable().count).toBe(2);
    // What pages are told of them is named by rid, and bounded.
    expect(store.problems.oldStates(100)).toEqual({ count: 2, rids: expect.arrayContaining([0, 2]) });
    expect(store.problems.oldStates(1)).toEqual({ count: 2, rids: [expect.any(Number)] });
    await run(new ProblemBook(store.problems), [[[row('C-1', { status: 'assigned' }), 3]]]);
    expect(marked().map(([ref]) => ref)).toEqual(['C-3']);
  });

  it('is not taken for gone when all is read anew', async () => {
    // Guards: a source that is read anew must not lose the requests that it has and that cannot be read.
    await run(
      new ProblemBook(store.problems),
      [
        [
          [row('C-1'), 5],
          [row('C-2'), 5],
          [row('C-3'), 5],
        ],
      ],
      true,
    );
    const again = new ProblemBook(store.problems);
    const intake = intakeFor(again);
    const abort = new AbortController();
    let lost = false;
    const source: Source = {
      id: 'crm',
      whole: true,
      async *initial() {
        const requests = [row('C-1', bad), row('C-2')].flatMap((record) => intake.read(record, 1) ?? []);
        yield { requests, position: 'anew', committedAt: null };
      },
      // biome-ignore lint/correctness/useYield: it fails before it can.
      async *changes(): AsyncGenerator<Batch> {
        if (lost) abort.abort();
        lost = true;
        throw new SourceError('lostPosition', 'crm: the slot is gone');
      },
    };
    const options = { store, clock: { now: () => now }, problems: again, firstWait: 1, longestWait: 1 };
    await runSource(source, { ...options, onTaken() {}, onState() {} }, abort.signal);
    again.close();
    expect([...store.told('crm')].map(({ ref }) => ref).sort()).toEqual(['C-1', 'C-2']);
    expect(store.problems.unreadable().list.map(({ ref }) => ref)).toEqual(['C-1']);
    // Orders began again from lower ones: the next that can be read counts.
    await run(new ProblemBook(store.problems), [[[row('C-1'), 2]]]);
    expect(store.problems.unreadable().count).toBe(0);
  });
});

describe('keys that differ by white space alone', () => {
  it('are requests of their own', async () => {
    // Guards: one request for four rows, which went when one of them was deleted.
    const book = new ProblemBook(store.problems);
    const intake = intakeFor(book);
    const keys = ['A-1', 'A-1 ', ' A-1', 'A-1\n', 'A-1\u00a0'];
    const requests = keys.map((key) => intake.read(row(key), 1)) as SourceRequest[];
    store.take('crm', { requests, position: null, committedAt: null }, now);
    store.take('crm', { requests: [intake.gone('A-1 ', 2)], position: null, committedAt: null }, now);
    book.close();
    const left = [...store.told('crm')].map(({ ref }) => ref);
    expect(new Set(left)).toEqual(new Set(keys.filter((key) => key !== 'A-1 ')));
    expect(kinds()).toEqual({ 'ref spacedKey': 4 });
  });
});

it('the log has a line of each kind a minute, and loses none', () => {
  // Guards: a log that a wrong mapping fills with a line for each row, or that is silent.
  const lines: [string, number][] = [];
  let at = 0;
  const log = new ProblemLog(
    ({ field, count }) => lines.push([field, count]),
    () => at,
  );
  for (let i = 0; i < 50; i++) log.add('crm', 'opened', 'sentinel', 2);
  log.add('crm', 'stage', 'unknownWord', 1);
  expect(lines).toEqual([
    ['opened', 2],
    ['stage', 1],
  ]);
  at = 59_999;
  log.sayDue();
  expect(lines.length).toBe(2);
  at = 60_000;
  log.sayDue();
  log.sayDue();
  expect(lines[2]).toEqual(['opened', 98]);
  expect(lines.length).toBe(3);
});

it('only words of dictionaries are shown, and nothing that could be a person', () => {
  // Guards: the privacy of what an administrator sees of values.
  expect(wordToMap('stage', ' Escalated\u200f ')).toBe('Escalated');
  expect(wordToMap('channel', 'قناة جديدة 2')).toBe('قناة جديدة 2');
  for (const value of ['0501234567', '050-1', 'a@b', 'http://x', 'x'.repeat(41), '٠٥٠', 'a b c d e f g', ''])
    expect(wordToMap('stage', value)).toBe(null);
  for (const field of ['zone', 'place', 'ref', 'opened']) expect(wordToMap(field, 'Naif')).toBe(null);
});

it('what becomes of a value with a problem is told by its field', () => {
  expect(outcomeOf('opened', 'sentinel')).toBe('left');
  expect(outcomeOf('resolved', 'sentinel')).toBe('missing');
  expect(outcomeOf('ref', 'spacedKey')).toBe('kept');
  expect(outcomeOf('updated', 'farFuture')).toBe('held');
});
