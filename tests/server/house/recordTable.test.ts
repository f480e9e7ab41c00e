import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordFault, RecordKind, RecordOf, Who } from '../../../src/model/record.ts';
import { savedView } from '../../../src/model/records/savedView.ts';
import { type House, openHouse } from '../../../src/server/house/house.ts';
import { RecordTable } from '../../../src/server/house/records/recordTable.ts';
import { RecordRefused } from '../../../src/server/house/records/refused.ts';

// Guards: what people keep. Nothing that was kept is overwritten unseen, each change leaves what was before it, what
// ended can stand again, and there is an end to how much is kept.

const me: Who = { author: 'this computer', role: 'thisComputer' };
const draft = (name: string, choice = 'v=1') => ({ choice, content: { name } });

let house: House;
let now: number;
let table: RecordTable;

beforeEach(() => {
  house = openHouse(':memory:');
  now = 1000;
  table = new RecordTable(house, () => now++);
});
afterEach(() => house.close());

/** Why something is refused. */
function fault(work: () => unknown): RecordFault {
  try {
    work();
  } catch (error) {
    if (error instanceof RecordRefused) return error.fault;
    throw error;
  }
  throw new Error('it was not refused');
}

const names = (records: readonly RecordOf[]) =>
  records.map(({ content }) => (content as { name: string }).name);

describe('against a plain list of what was done', () => {
  type Act =
    | { readonly what: 'make'; readonly name: number }
    | {
        readonly what: 'change' | 'end';
        readonly of: number;
        readonly name: number;
        readonly stale: boolean;
      };
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ what: fc.constant('make' as const), name: fc.integer({ min: 0, max: 5 }) }),
    fc.record({
      what: fc.constantFrom('change' as const, 'change' as const, 'end' as const),
      of: fc.integer({ min: 0, max: 5 }),
      name: fc.integer({ min: 0, max: 5 }),
      stale: fc.boolean(),
    }),
  );

  test('any acts leave the same records, versions and histories', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const own = openHouse(':memory:');
        const tried = new RecordTable(own, () => now++);
        /** Every version of every record, the newest last: name, or null where it ended. */
        const plain: { id: string; versions: (string | null)[] }[] = [];
        const standing = () => plain.filter(({ versions }) => versions.at(-1) !== null);
        const taken = (name: string, by: string | null) =>
          standing().some(({ id, versions }) => id !== by && versions.at(-1) === name);
        const heldName = (versions: (string | null)[]) => versions.findLast((name) => name !== null)!;
        try {
          for (const one of acts) {
            const name = `n${one.name}`;
            if (one.what === 'make') {
              if (taken(name, null))
                expect(fault(() => tried.make(savedView, draft(name), me)).kind).toBe('alike');
              else plain.push({ id: tried.make(savedView, draft(name), me).id, versions: [name] });
              continue;
            }
            const record = plain[one.of];
            if (!record) continue;
            const seen = record.versions.length - (one.stale ? 1 : 0);
            const done = () =>
              one.what === 'end'
                ? tried.end(savedView, record.id, seen, me)
                : tried.change(savedView, record.id, seen, draft(name), me);
            if (one.stale) {
              const refused = fault(done);
              expect(refused.kind === 'changed' && refused.record.version).toBe(record.versions.length);
            } else if (one.what === 'change' && taken(name, record.id))
              expect(fault(done).kind).toBe('alike');
            else {
              done();
              record.versions.push(one.what === 'end' ? null : name);
            }
          }
          expect(names(tried.list(savedView))).toEqual(standing().map(({ versions }) => versions.at(-1)));
          for (const { id, versions } of plain) {
            const history = tried.history(savedView, id).toReversed();
            expect(history.map(({ version }) => version)).toEqual(versions.map((_, i) => i + 1));
            expect(names(history)).toEqual(versions.map((_, i) => heldName(versions.slice(0, i + 1))));
            expect(history.map(({ validity }) => validity.to !== null)).toEqual(
              versions.map((one) => one === null),
            );
            expect(tried.get(savedView, id)).toEqual(history.at(-1));
          }
        } finally {
          own.close();
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('who, when and what of each version is kept; the record says when it was made', () => {
  const first = table.make(savedView, draft('  Late '), me);
  const second = table.change(savedView, first.id, 1, draft('Late', 'v=1&measure=open'), {
    ...me,
    author: 'another',
  });
  expect(second).toMatchObject({
    version: 2,
    madeAt: first.madeAt,
    author: 'another',
    content: { name: 'Late' },
  });
  expect(second.changedAt).toBeGreaterThan(first.changedAt);
  expect(table.history(savedView, first.id)).toEqual([second, first]);
});

test('what ended stands again with a change of it, unless another has its name by then', () => {
  const first = table.make(savedView, draft('Late'), me);
  const ended = table.end(savedView, first.id, 1, me);
  expect(table.list(savedView)).toEqual([]);
  const other = table.make(savedView, draft('late'), me);
  expect(fault(() => table.change(savedView, first.id, ended.version, draft('Late'), me))).toEqual({
    kind: 'alike',
    record: other,
  });
  table.end(savedView, other.id, 1, me);
  expect(table.change(savedView, first.id, ended.version, draft('Late'), me).validity.to).toBeNull();
  expect(names(table.list(savedView))).toEqual(['Late']);
});

test('what is no record is refused, says what was expected, and changes nothing', () => {
  const kept = table.make(savedView, draft('Late'), me);
  expect(fault(() => table.make(savedView, { choice: 'v=1' }, me))).toMatchObject({ kind: 'form' });
  expect(fault(() => table.make(savedView, 'v=1', me))).toMatchObject({ kind: 'form', at: '' });
  expect(fault(() => table.change(savedView, kept.id, 1, draft(' '), me))).toEqual({
    kind: 'form',
    at: 'content.name',
    expected: 'a name of at least one character',
  });
  expect(fault(() => table.change(savedView, kept.id, 1, draft('x', 'v=1&opened=soon'), me))).toEqual({
    kind: 'choice',
    unknown: [{ kind: 'period', value: 'soon' }],
  });
  expect(fault(() => table.make(savedView, draft('x', `v=1&zone=${'C'.repeat(16_000)}`), me))).toMatchObject({
    kind: 'choiceLength',
    most: 16_000,
  });
  expect(fault(() => table.get(savedView, 'nowhere'))).toEqual({ kind: 'unknown' });
  expect(fault(() => table.end(savedView, 'nowhere', 1, me))).toEqual({ kind: 'unknown' });
  expect(table.list(savedView)).toEqual([kept]);
});

test('a choice that a newer page wrote is kept as it is', () => {
  const text = 'v=7&lens=planning&when=last:28';
  const { id } = table.make(savedView, draft('Newer', text), me);
  expect(table.get(savedView, id).choice).toBe(text);
});

describe('a planted kind', () => {
  const note: RecordKind<{ words: string }> = {
    id: 'notes',
    content: v.strictObject({ words: v.string() }),
    rules: [],
    mark: null,
    ...{ mostStanding: 3, mostEnded: 2, mostVersions: 2 },
  };
  const words = (text: string) => ({ choice: 'v=1', content: { words: text } });

  test('needs no more than its policy, and is apart from the others', () => {
    const kept = table.make(note, words('rain'), me);
    table.make(note, words('rain'), me);
    expect(table.list(note)).toHaveLength(2);
    expect(table.list(savedView)).toEqual([]);
    expect(fault(() => table.get(savedView, kept.id))).toEqual({ kind: 'unknown' });
    expect(fault(() => table.make(note, draft('rain'), me)).kind).toBe('form');
  });

  test('has no more records than may stand, and frees room by ending one', () => {
    const [first] = ['a', 'b', 'c'].map((text) => table.make(note, words(text), me));
    expect(fault(() => table.make(note, words('d'), me))).toEqual({ kind: 'tooMany', most: 3 });
    const ended = table.end(note, first!.id, 1, me);
    table.make(note, words('d'), me);
    expect(fault(() => table.change(note, first!.id, ended.version, words('a'), me))).toEqual({
      kind: 'tooMany',
      most: 3,
    });
  });

  test('forgets what ended first, and the oldest versions, with nothing left of them', () => {
    const ids = ['a', 'b', 'c', 'd'].map((text) => {
      const { id } = table.make(note, words(text), me);
      table.end(note, id, 1, me);
      return id;
    });
    expect(ids.map((id) => fault(() => table.change(note, id, 9, words('x'), me)).kind)).toEqual([
      'unknown',
      'unknown',
      'changed',
      'changed',
    ]);
    const stays = table.make(note, words('1'), me);
    for (const n of [1, 2, 3]) table.change(note, stays.id, n, words(`${n + 1}`), me);
    expect(table.history(note, stays.id).map(({ version }) => version)).toEqual([4, 3]);
    const { n } = house.db.prepare('SELECT count(DISTINCT id) AS n FROM record_history').get() as {
      n: number;
    };
    expect(n).toBe(3);
  });
});
