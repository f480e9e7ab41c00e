import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { faultsOfText, isNewer } from '../../src/model/choiceForm.ts';
import { abilities, stands } from '../../src/model/record.ts';
import { recordKinds } from '../../src/model/records/kinds.ts';
import { formOfName, markOfName, savedView } from '../../src/model/records/savedView.ts';

// Guards: what page and server agree on about what people keep: who may do what, what a name is, which choices are kept.

describe('abilities', () => {
  test('are what a sentence says of a role, and nothing for nobody', () => {
    const rules = [{ role: 'thisComputer', may: ['read', 'end'] }] as const;
    expect(abilities({ rules }, { author: 'x', role: 'thisComputer' })).toEqual(['read', 'end']);
    expect(abilities({ rules: [] }, { author: 'x', role: 'thisComputer' })).toEqual([]);
    for (const kind of recordKinds) expect(abilities(kind, null)).toEqual([]);
    expect(abilities(savedView, { author: 'x', role: 'thisComputer' })).toEqual([
      ...['read', 'make', 'change', 'end'],
    ]);
  });

  test('kinds have names of their own, which an address can have', () => {
    const ids = recordKinds.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z-]+$/);
  });
});

test('a record stands from its first instant, and at its last no more', () => {
  const at = (from: number | null, to: number | null) =>
    [9, 10, 19, 20].map((now) => stands({ validity: { from, to } }, now));
  expect(at(null, null)).toEqual([true, true, true, true]);
  expect(at(10, 20)).toEqual([false, true, true, false]);
  expect(at(null, 20)).toEqual([true, true, true, false]);
  expect(at(10, null)).toEqual([false, true, true, true]);
});

describe('the name of a saved view', () => {
  const kept = (name: unknown) => v.safeParse(savedView.content, { name });
  test.each([
    ['  شكاوى \n ديرة ', 'شكاوى ديرة'],
    ['Cafe\u0301', 'Café'],
    ['می\u200cشود', 'می\u200cشود'],
    ['👩‍🔧'.repeat(20), '👩‍🔧'.repeat(20)],
  ])('%j is kept as %j', (name, form) => {
    expect(kept(name)).toMatchObject({ success: true, output: { name: form } });
  });

  test.each([
    '',
    ' \t ',
    '\u200f\u200e',
    'a'.repeat(81),
    'a\u0000b',
    'a\u202eb',
    'a\u2066b',
    '\ud800',
    3,
    null,
  ])('%j is none', (name) => expect(kept(name).success).toBe(false));

  test('two that look alike are one, and letters of Arabic are not taken for each other', () => {
    expect(markOfName(' LATE  Deira')).toBe(markOfName('late deira'));
    expect(markOfName('شكاوى ديرة')).not.toBe(markOfName('شكاوى ديره'));
    expect(formOfName('a'.repeat(80))).toHaveLength(80);
  });

  test('a saved view has nothing beside its name', () => {
    expect(v.safeParse(savedView.content, { name: 'a', owner: 'b' }).success).toBe(false);
  });
});

describe('the choice of a record', () => {
  test.each([
    '',
    'v=1',
    'v=1&zone=C999&category=gone',
    'category=complaint',
    'v=1&opened=2026-02-16..2026-03-17',
    'v=1&beside=zone:C1,city',
  ])('%j is understood, whatever the city', (text) => expect(faultsOfText(text)).toEqual([]));

  test.each([
    ['v=1&perspective=planning', [{ kind: 'name', value: 'perspective' }]],
    ['v=1&opened=yesterday', [{ kind: 'period', value: 'yesterday' }]],
    [
      'v=1&measure=luck&hour=25',
      [
        { kind: 'measure', value: 'luck' },
        { kind: 'word', dimension: 'hour', value: '25' },
      ],
    ],
    ['v=0', [{ kind: 'version', value: '0' }]],
    ['v=x', [{ kind: 'version', value: 'x' }]],
    ['v=1&beside=house:1', [{ kind: 'beside', value: 'house:1' }]],
  ])('of %j is told what is not understood', (text, faults) => {
    expect(
      faultsOfText(text).toSorted((a, b) => a.value.length - b.value.length || (a.kind < b.kind ? -1 : 1)),
    ).toEqual(
      (faults as { kind: string; value: string }[]).toSorted(
        (a, b) => a.value.length - b.value.length || (a.kind < b.kind ? -1 : 1),
      ),
    );
    expect(isNewer(text)).toBe(false);
  });

  test('of a newer page is not judged', () => {
    expect(isNewer('v=2&anything=at all')).toBe(true);
    expect(faultsOfText('v=2&anything=at all')).toEqual([]);
  });
});
