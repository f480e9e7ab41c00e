import { describe, expect, test } from 'vitest';
import {
  answeredProposal,
  answersOf,
  askedAnew,
  openQuestions,
  withAnswer,
} from '../../src/app/import/answers.ts';
import {
  type Draft,
  draftOf,
  faultsOf,
  hasNumericDates,
  isSameDraft,
  mappingOf,
  orderOf,
  withOrder,
  withRole,
  withUnit,
} from '../../src/app/import/draft.ts';
import {
  rememberedMapping,
  rememberMapping,
  type Storage,
  writingOf,
} from '../../src/app/import/rememberedMappings.ts';
import { type Role, roleGroups } from '../../src/app/import/roles.ts';
import { fields, instantFields, joinedFields, spanFields, wordFields } from '../../src/intake/fields.ts';
import type { Inspection } from '../../src/intake/importFile.ts';
import { checkMapping, type MappingFile } from '../../src/intake/mapping.ts';

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

  test('offers every field of the allow-list once, with times for dates, Arabic for words, and second columns', () => {
    const offered: readonly Role[] = Object.values(roleGroups).flat();
    expect(new Set(offered).size).toBe(offered.length);
    expect(offered.filter((role) => !role.includes(':')).sort()).toEqual([...fields].sort());
    const beside = (kind: string) => offered.filter((role) => role.endsWith(kind)).length;
    expect([beside(':after'), beside(':time'), beside(':ar'), beside(':then')]).toEqual([
      spanFields.length,
      instantFields.length,
      wordFields.length,
      joinedFields.length,
    ]);
  });

  test('follows a correction of one column and leaves the others', () => {
    const changed = withRole(withRole(draft, 5, 'unused'), 6, 'category');
    expect(mappingOf(changed, header)).toEqual({
      ...mapping,
      columns: { ...mapping.columns, zone: 'Ward', channel: undefined, category: 'Via' },
    });
  });

  test('keeps the order in which the columns of a field are tried, and adds the last to it', () => {
    const columns = { ...mapping.columns, channel: { first: ['Via', 'Closed', 'No'] } };
    const { ref: _, resolved: __, ...rest } = columns;
    const several = draftOf({ ...mapping, columns: rest }, header, title);
    expect(several.roles).toEqual([
      ...['channel:then', 'opened', 'opened:time', 'channel:then', 'zone', 'zone:ar', 'channel'],
    ]);
    expect(mappingOf(several, header).columns.channel).toEqual({ first: ['Via', 'Closed', 'No'] });
    expect(faultsOf(several, false)).toEqual([]);
    const fewer = withRole(several, 3, 'unused');
    expect(mappingOf(fewer, header).columns.channel).toEqual({ first: ['Via', 'No'] });
    expect(mappingOf(withRole(fewer, 3, 'channel:then'), header).columns.channel).toEqual({
      first: ['Via', 'No', 'Closed'],
    });
    expect(faultsOf(withRole(several, 0, 'zone:then'), false)).toEqual([
      { kind: 'clash', column: 0, role: 'zone:then', other: 'zone:ar' },
    ]);
    expect(faultsOf(withRole(several, 6, 'unused'), false)).toMatchObject([
      { kind: 'alone', column: 0, needs: 'channel' },
      { kind: 'alone', column: 3, needs: 'channel' },
    ]);
  });

  test('keeps the durations and their units, beside no instant of the same field', () => {
    const columns = {
      opened: 'Date',
      responded: { after: 'Time' },
      resolved: { after: 'Closed', unit: 'hours' },
    } as const;
    const spans = draftOf({ ...mapping, columns }, header, title);
    expect(spans.roles.slice(1, 4)).toEqual(['opened', 'responded:after', 'resolved:after']);
    expect(mappingOf(spans, header).columns).toEqual(columns);
    expect(faultsOf(spans, false)).toEqual([]);
    expect(mappingOf(withUnit(spans, 'responded', 'days'), header).columns.responded).toEqual({
      after: 'Time',
      unit: 'days',
    });
    expect(mappingOf(withUnit(spans, 'resolved', null), header).columns.resolved).toEqual({
      after: 'Closed',
    });
    expect(faultsOf(withRole(spans, 0, 'resolved'), false)).toEqual([
      { kind: 'clash', column: 3, role: 'resolved:after', other: 'resolved' },
    ]);
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

// Guards: an answer moves the column and nothing else, and what a person did in the table is an answer too.
describe('a question about columns', () => {
  const candidate = { named: 'partly', fits: 0.5, filled: 9, distinct: 3, examples: [] } as const;
  const names = ['Ref', 'Opened', 'Via', 'Platform', 'Subject'];
  const words = { Shop: 'service-centre' };
  const ask = (proposed: string | null) =>
    ({
      kind: 'column',
      field: 'channel',
      candidates: [
        { ...candidate, column: 'Via', brings: { columns: { en: 'Via', ar: 'Platform' }, notes: [] } },
        { ...candidate, column: 'Subject', brings: { columns: 'Subject', words, notes: [] } },
      ],
      proposed,
    }) as const;
  const columns = { ref: 'Ref', opened: 'Opened' };
  const undecided = draftOf({ columns }, names, { en: 'x', ar: 'x' });
  const decided = draftOf({ columns: { ...columns, channel: { en: 'Via', ar: 'Platform' } } }, names, {
    en: 'x',
    ar: 'x',
  });

  test('is open until it is answered, whatever the answer is', () => {
    const open = (of: Draft) => openQuestions([ask(null)], of, names).length;
    expect(open(undecided)).toBe(1);
    expect(open(withAnswer(undecided, ask(null), 'Subject', names))).toBe(0);
    expect(open(withAnswer(undecided, ask(null), null, names))).toBe(0);
    // Where one was taken it is open all the same, whichever of its two languages the question names.
    expect(openQuestions([ask('Via')], decided, names)).toHaveLength(1);
  });

  test('is closed by a choice in the table, and open again when that is taken back', () => {
    const open = (of: Draft) => openQuestions([ask(null)], of, names).length;
    const other = withRole(undecided, 2, 'entity');
    expect(open(other)).toBe(0);
    expect(open(withRole(undecided, 4, 'channel'))).toBe(0);
    expect(open(withRole(other, 2, 'unused'))).toBe(1);
  });

  test('is answered by a column with what it brings, in place of all that was the field', () => {
    const answered = (of: Draft, column: string | null) => withAnswer(of, ask(null), column, names);
    const one = answered(decided, 'Subject');
    expect(one.roles).toEqual(['ref', 'opened', 'unused', 'unused', 'channel']);
    expect(one.rest.words).toEqual({ channel: words });
    const none = answered(one, null);
    expect(none.roles).toEqual(['ref', 'opened', 'unused', 'unused', 'unused']);
    expect(none.rest.words).toBeUndefined();
    expect(answered(undecided, 'Via').roles).toEqual(decided.roles);
  });

  test('about an instant leaves the order of its days to the values', () => {
    const about = { ...ask(null), field: 'resolved' } as const;
    expect(withAnswer({ ...undecided, order: 'dmy' }, about, 'Subject', names).order).toBeNull();
    expect(withAnswer({ ...undecided, order: 'dmy' }, ask(null), 'Subject', names).order).toBe('dmy');
  });

  test('that an earlier file answered is not asked, and is asked anew as it was proposed', () => {
    const before = withAnswer(undecided, ask(null), 'Subject', names);
    const used: Draft = { ...before, earlier: before.answered };
    expect(openQuestions([ask(null)], used, names)).toEqual([]);
    expect(answersOf([ask(null)], used, names)).toEqual({ channel: 'Subject' });
    const anew = askedAnew(used, [ask(null)], names);
    expect(openQuestions([ask(null)], anew, names)).toHaveLength(1);
    expect(isSameDraft(anew, undecided, names)).toBe(true);
    expect(anew.earlier).toEqual([]);
  });

  test('leaves what else is said of the file as it was: the answer is no correction', () => {
    const inspection = { questions: [ask(null)], layout: { header: names } } as unknown as Inspection;
    const answered = withAnswer(undecided, ask(null), 'Subject', names);
    const same = (of: Draft) => isSameDraft(of, answeredProposal(undecided, of, inspection), names);
    expect(same(answered)).toBe(true);
    expect(same(withRole(answered, 0, 'unused'))).toBe(false);
  });
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
    rememberMapping(
      storage,
      header,
      {
        ...mapping,
        encoding: 'windows-1256',
        delimiter: ';',
        sheet: 'A',
        notes: ['a'],
      },
      ['channel'],
    );
    const { title: _, ...kept } = mapping;
    expect(rememberedMapping(storage, header)).toEqual({ mapping: kept, answered: ['channel'] });
    expect(
      rememberedMapping(
        storage,
        header.map((name) => name.toUpperCase()),
      ),
    ).toEqual({ mapping: kept, answered: ['channel'] });
    expect(rememberedMapping(storage, [...header, 'Other'])).toBeNull();
  });

  test('are twenty at most, the newest', () => {
    const storage = memory();
    for (let i = 0; i < 25; i++)
      rememberMapping(storage, [`Date ${i}`], { columns: { opened: `Date ${i}` } }, []);
    expect(rememberedMapping(storage, ['Date 4'])).toBeNull();
    expect(rememberedMapping(storage, ['Date 5'])?.mapping.columns.opened).toBe('Date 5');
    expect(rememberedMapping(storage, ['Date 24'])?.mapping.columns.opened).toBe('Date 24');
  });

  test('that are spoilt, or of a browser that keeps nothing, are none', () => {
    const storage = memory();
    storage.setItem('services-360-mappings', '{"a":');
    expect(rememberedMapping(storage, header)).toBeNull();
    rememberMapping(storage, header, mapping, []);
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
      expect(() => rememberMapping(storage, header, mapping, [])).not.toThrow();
      expect(rememberedMapping(storage, header)).toBeNull();
    }
    expect(writingOf({ ...mapping, delimiter: ';', sheet: 'A' })).toEqual({ delimiter: ';', sheet: 'A' });
  });
});
