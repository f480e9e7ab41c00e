import { describe, expect, test } from 'vitest';
import {
  type Draft,
  draftOf,
  faultsOf,
  hasNumericDates,
  isSameDraft,
  mappingOf,
  openQuestions,
  orderOf,
  type Role,
  roleGroups,
  withOrder,
  withRole,
} from '../../src/app/import/draft.ts';
import {
  rememberedMapping,
  rememberMapping,
  type Storage,
  writingOf,
} from '../../src/app/import/rememberedMappings.ts';
import {
  checkMapping,
  fields,
  instantFields,
  type MappingFile,
  wordFields,
} from '../../src/intake/mapping.ts';

const header = ['No', 'Date', 'Time', 'Closed', 'Ward', 'الحي', 'Via'];
const title = { en: 'Requests', ar: 'الطلبات' };
const mapping: MappingFile = {
  columns: {
    ref: 'No',
    opened: { date: 'Date', time: 'Time' },
    resolved: 'Closed',
    zone: { en: 'Ward', ar: 'الحي' },
    channel: 'Via',
  },
  dates: { order: 'mdy', resolved: 'ymd' },
  timeZone: 'America/Toronto',
  zones: 'fromValues',
  words: { channel: { 'CC PHONE': 'call-centre', TEST: null } },
  missing: ['TBD'],
  title,
};
const draft = draftOf(mapping, header, { en: 'x', ar: 'x' });

function memory(): NonNullable<Storage> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

// Guards: the page edits the mapping that the command line reads, and loses nothing of it on the way.
describe('a draft', () => {
  test('is a mapping by columns, and becomes the same mapping again', () => {
    expect(draft.roles).toEqual(['ref', 'opened', 'opened:time', 'resolved', 'zone', 'zone:ar', 'channel']);
    expect(mappingOf(draft, header)).toEqual(mapping);
    expect(checkMapping(mappingOf(draft, header), 'draft').columns.opened).toEqual({
      date: 'Date',
      time: 'Time',
    });
  });

  test('offers every field of the allow-list once, with times for dates and Arabic for words', () => {
    const offered: readonly Role[] = Object.values(roleGroups).flat();
    expect(new Set(offered).size).toBe(offered.length);
    expect(offered.filter((role) => !role.includes(':')).sort()).toEqual([...fields].sort());
    expect(offered).toHaveLength(fields.length + instantFields.length + wordFields.length);
  });

  test('follows a correction of one column and leaves the others', () => {
    const changed = withRole(withRole(draft, 5, 'unused'), 6, 'category');
    expect(mappingOf(changed, header)).toEqual({
      ...mapping,
      columns: { ...mapping.columns, zone: 'Ward', channel: undefined, category: 'Via' },
    });
  });

  test('keeps an order of dates by column, and takes that of the file for the others', () => {
    expect([orderOf(draft, 'opened'), orderOf(draft, 'resolved')]).toEqual(['mdy', 'ymd']);
    const changed = withOrder(draft, 'opened', 'dmy');
    expect(mappingOf(changed, header).dates).toEqual({ order: 'mdy', opened: 'dmy', resolved: 'ymd' });
    // A column that is no date any more has no order.
    expect(mappingOf(withRole(changed, 3, 'unused'), header).dates).toEqual({ order: 'mdy', opened: 'dmy' });
  });

  test('has a name in both languages where one is given', () => {
    const named = (en: string, ar: string) => mappingOf({ ...draft, title: { en, ar } }, header).title;
    expect([named('A', ''), named(' ', 'ب'), named('', '')]).toEqual([
      { en: 'A', ar: 'A' },
      { en: 'ب', ar: 'ب' },
      undefined,
    ]);
  });

  test('is the same whatever the order of its keys', () => {
    const { words, ...rest } = draft.rest;
    expect(isSameDraft({ ...draft, rest: { ...rest, ...(words ? { words } : {}) } }, draft, header)).toBe(
      true,
    );
    expect(isSameDraft(withRole(draft, 6, 'unused'), draft, header)).toBe(false);
  });

  test('of a mapping that names another column says which', () => {
    expect(() => draftOf({ ...mapping, columns: { opened: 'Datum' } }, header, title)).toThrow(/"Datum"/);
  });
});

// Guards: what cannot be imported is told at the column where it is wrong.
describe('faults', () => {
  const faults = (change: (draft: Draft) => Draft, zonesFile = false) => faultsOf(change(draft), zonesFile);

  test('none in a complete draft', () => {
    expect(faults((same) => same)).toEqual([]);
  });

  test.each<[string, (draft: Draft) => Draft, readonly unknown[]]>([
    [
      'no date of opening, and its time alone',
      (d) => withRole(d, 1, 'unused'),
      [{ kind: 'noOpened' }, { kind: 'alone', column: 2, role: 'opened:time', needs: 'opened' }],
    ],
    ['two of one', (d) => withRole(d, 6, 'zone'), [{ kind: 'twice', column: 6, first: 4, role: 'zone' }]],
    [
      'a longitude without a latitude',
      (d) => withRole(d, 6, 'longitude'),
      [{ kind: 'alone', column: 6, role: 'longitude', needs: 'latitude' }],
    ],
    ['a zones file that is not there', (d) => ({ ...d, zones: 'file' }), [{ kind: 'noZonesFile' }]],
  ])('%s', (_, change, expected) => {
    expect(faults(change)).toEqual(expected);
  });

  test('a zones file that is there', () => {
    expect(faults((d) => ({ ...d, zones: 'file' }), true)).toEqual([]);
  });
});

// Guards: a question stays open only while its column is what it was asked about.
test('a question about a column that is no date any more is not asked', () => {
  const question = {
    kind: 'dateOrder',
    field: 'opened',
    column: 'Date',
    example: '3/4/2026',
    readings: [
      { order: 'dmy', iso: '2026-04-03' },
      { order: 'mdy', iso: '2026-03-04' },
    ],
    proposed: 'dmy',
  } as const;
  expect(openQuestions([question], draft, header)).toEqual([question]);
  expect(openQuestions([question], withRole(draft, 1, 'resolved'), header)).toEqual([]);
});

test('only dates in numbers have an order to be asked', () => {
  expect(hasNumericDates(['', '3/4/2026 10:00'])).toBe(true);
  expect(hasNumericDates(['٣/٤/٢٠٢٦'])).toBe(true);
  expect(hasNumericDates(['2026-04-03', '3 April 2026', '45000'])).toBe(false);
});

// Guards: the next export of the same system needs no correcting, and one file's own facts do not spread to another.
describe('remembered mappings', () => {
  test('come back for the same columns only, without title and writing', () => {
    const storage = memory();
    rememberMapping(storage, header, {
      ...mapping,
      encoding: 'windows-1256',
      delimiter: ';',
      sheet: 'A',
      notes: ['a'],
    });
    const { title: _, ...kept } = mapping;
    expect(rememberedMapping(storage, header)).toEqual(kept);
    expect(
      rememberedMapping(
        storage,
        header.map((name) => name.toUpperCase()),
      ),
    ).toEqual(kept);
    expect(rememberedMapping(storage, [...header, 'Other'])).toBeNull();
  });

  test('are twenty at most, the newest', () => {
    const storage = memory();
    for (let i = 0; i < 25; i++)
      rememberMapping(storage, [`Date ${i}`], { columns: { opened: `Date ${i}` } });
    expect(rememberedMapping(storage, ['Date 4'])).toBeNull();
    expect(rememberedMapping(storage, ['Date 5'])?.columns.opened).toBe('Date 5');
    expect(rememberedMapping(storage, ['Date 24'])?.columns.opened).toBe('Date 24');
  });

  test('that are spoilt, or of a browser that keeps nothing, are none', () => {
    const storage = memory();
    storage.setItem('services-360-mappings', '{"a":');
    expect(rememberedMapping(storage, header)).toBeNull();
    rememberMapping(storage, header, mapping);
    storage.setItem(
      'services-360-mappings',
      storage.getItem('services-360-mappings')!.replace('"mdy"', '"xyz"'),
    );
    expect(rememberedMapping(storage, header)).toBeNull();
    const full: Storage = {
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    for (const storage of [full, null]) {
      expect(() => rememberMapping(storage, header, mapping)).not.toThrow();
      expect(rememberedMapping(storage, header)).toBeNull();
    }
    expect(writingOf({ ...mapping, delimiter: ';', sheet: 'A' })).toEqual({ delimiter: ';', sheet: 'A' });
  });
});
