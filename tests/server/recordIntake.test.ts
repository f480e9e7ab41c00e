import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { checkMapping, type MappingFile } from '../../src/intake/mapping.ts';
import { wordsOf } from '../../src/intake/reading/finalWords.ts';
import type { Reference } from '../../src/intake/reference.ts';
import { type RequestRow, requestColumnNames } from '../../src/model/schema.ts';
import type { Words } from '../../src/model/words.ts';
import {
  type PersonalColumns,
  type RecordIntake,
  recordIntake,
  type SourceRecord,
} from '../../src/server/intake/sources/recordIntake.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { csv, importFile } from '../support/exports.ts';
import { plainRows } from '../support/storedRequests.ts';

const reference = referenceData();

function intakeOf(
  file: MappingFile,
  more: { personal?: PersonalColumns; words?: Words; reference?: Reference; columns?: string[] } = {},
): RecordIntake {
  const { personal = {}, reference: known = reference, ...rest } = more;
  return recordIntake({
    source: 'crm',
    mapping: checkMapping(file, 'mapping'),
    personal,
    reference: known,
    ...rest,
  });
}

const small: MappingFile = { columns: { ref: 'id', opened: 'opened' } };

/** What a row means, whatever its codes are. */
function meaning(
  row: Readonly<Record<string, number | string | null>>,
  words: Words,
  zones: Reference['zones'],
): Record<string, unknown> {
  const lists: Record<string, readonly { readonly id: string }[]> = {
    ...words,
    zone: zones.zones,
    place: zones.places,
  };
  const names = requestColumnNames.filter((name) => !['rid', 'version', 'day', 'hour'].includes(name));
  return Object.fromEntries(
    names.map((name) => {
      const value = row[name] as number | null;
      return [name, value === null ? null : (lists[name]?.[value]?.id ?? Math.trunc(value))];
    }),
  );
}

/** Imports the records as a file, and one by one, and gives what both made of them, by reference. */
async function bothWays(
  records: readonly SourceRecord[],
  mapping: MappingFile,
  ready: (imported: { words: Words; zones: Reference['zones'] }) => { words?: Words; reference?: Reference },
) {
  const header = Object.keys(records[0]!);
  const rows = records.map((record) => header.map((name) => record[name] ?? ''));
  const imported = await importFile(csv([header, ...rows]), { mapping });
  const byImport = new Map<unknown, unknown>();
  for (const row of plainRows(imported.table).values())
    byImport.set(row.ref, meaning(row, imported.words, imported.zones));
  const more = ready(imported);
  const intake = intakeOf(mapping, more);
  const byRecord = new Map<unknown, unknown>();
  for (const [order, record] of records.entries()) {
    const { ref, row } = intake.read(record, order) ?? {};
    if (row) byRecord.set(ref, meaning({ ...row }, intake.dictionaries, (more.reference ?? reference).zones));
  }
  return { byImport, byRecord, intake };
}

// Guards: a source's requests are what an import of the same records makes of them.
describe('a record', () => {
  it('becomes the request that an import makes of it', async () => {
    const records = Array.from({ length: 300 }, (_, i): SourceRecord => {
      const date = `${1 + (i % 28)}/${1 + (i % 12)}/2025`;
      return {
        id: `R-${i}`,
        opened: i === 7 ? 'soon' : `${date} 08:${10 + (i % 50)}`,
        closed: i % 3 === 0 ? `${1 + ((i + 2) % 28)}/12/2025 16:00` : null,
        status: ['New', 'Resolved', 'مغلق', 'Reopened', 'odd', ''][i % 6]!,
        area: ['C373', 'نايف', 'Al Barsha First', '', 'Nowhere'][i % 5]!,
        lon: i % 4 === 0 ? '55.2796' : '',
        lat: i % 4 === 0 ? '25.2048' : '',
        kind: ['complaint', 'شكوى', 'inquiry', 'Praise from the people'][i % 4]!,
        topic: [reference.words.topic[i % 9]!.en, 'SWC', 'Camels', ''][i % 4]!,
        channel: ['web', 'CC PHONE', 'Kiosk', 'TEST'][i % 4]!,
        rating: ['5', '٤', 'good', ''][i % 4]!,
        again: ['yes', 'no', '2', ''][i % 4]!,
      };
    });
    const mapping: MappingFile = {
      columns: {
        ref: 'id',
        opened: 'opened',
        resolved: 'closed',
        stage: 'status',
        zone: 'area',
        longitude: 'lon',
        latitude: 'lat',
        category: 'kind',
        topic: 'topic',
        channel: 'channel',
        satisfaction: 'rating',
        reopened: 'again',
      },
      dates: { order: 'dmy' },
      words: {
        category: { 'Praise from the people': { id: 'praise', en: 'Praise', ar: 'ثناء' } },
        channel: { 'CC PHONE': 'call-centre', Kiosk: { en: 'Kiosk', ar: 'كشك' }, TEST: null },
        topic: { SWC: { en: 'Solid waste', ar: 'النفايات' }, Camels: null },
      },
    };
    const { byImport, byRecord, intake } = await bothWays(records, mapping, () => ({}));
    expect(byImport.size).toBe(299);
    expect(byRecord).toEqual(byImport);
    expect(Object.fromEntries(intake.problems)).toMatchObject({
      'opened: notDate': 1,
      'satisfaction: notRating': 75,
      'zone: unknownZone': 60,
    });
  });

  const ottawa = '../shared/samples/ottawa_311_2014-03.csv';
  it.skipIf(!existsSync(ottawa))(
    `of ${ottawa} too, with the words and zones of its import (skipped where the sample is not there)`,
    async () => {
      const records = (parse(readFileSync(ottawa), { columns: true, bom: true }) as SourceRecord[]).map(
        (record, i) => ({ ...record, id: `R-${i}` }),
      );
      const mapping: MappingFile = {
        columns: {
          ref: 'id',
          opened: 'creation_date',
          zone: 'ward',
          service: 'call_type',
          topic: 'call_description',
          entity: 'maintenance_yard',
          channel: 'priority_name',
        },
        dates: { order: 'mdy' },
        timeZone: 'America/Toronto',
        zones: 'fromValues',
      };
      const { byImport, byRecord, intake } = await bothWays(records, mapping, ({ words, zones }) => ({
        words,
        reference: { ...reference, zones },
      }));
      expect(byImport.size).toBe(records.length);
      expect(byRecord).toEqual(byImport);
      expect([...intake.problems]).toEqual([]);
    },
  );

  it('of a service alone has the topic of that name, by whatever word it is told', async () => {
    const [first] = reference.words.service;
    const records = [first!.en, first!.ar, 'RDS', 'Falconry'].map((service, i) => ({
      id: `${i}`,
      opened: '2026-01-01',
      service,
    }));
    const intake = intakeOf({
      columns: { ref: 'id', opened: 'opened', service: 'service' },
      words: { service: { RDS: first!.id, Falconry: { en: 'Falconry', ar: 'الصقارة' } } },
    });
    const topics = records.map((record) => intake.read(record, 1)!.row!.topic);
    const topic = (code: number | null | undefined) => intake.dictionaries.topic[code ?? -1];
    expect(topics.map((code) => topic(code)?.service)).toEqual([first!.id, first!.id, first!.id, 'falconry']);
    expect(topic(topics[3])).toMatchObject({ en: 'Falconry', ar: 'الصقارة' });
  });

  it.each([
    ['2026-03-01 10:15:30.123456+04', '2026-03-01T06:15:30Z'],
    ['2026-03-01 06:15:30+00', '2026-03-01T06:15:30Z'],
    ['2026-03-01 10:15:30', '2026-03-01T06:15:30Z'],
    ['2026-03-01T06:15:30Z', '2026-03-01T06:15:30Z'],
  ])('is opened at %s as PostgreSQL and web services write it', (opened, iso) => {
    const { row } = intakeOf(small).read({ id: '1', opened }, 1)!;
    expect(Math.trunc(row!.opened)).toBe(Date.parse(iso) / 1000);
  });

  it('is refused without a reference or an opening, and counted without a value', () => {
    const seen: string[] = [];
    const intake = recordIntake({
      source: 'crm',
      mapping: checkMapping({ columns: { ...small.columns, resolved: 'closed', topic: 'topic' } }, 'mapping'),
      personal: {},
      reference,
      onProblem: (field, problem) => seen.push(`${field} ${problem}`),
    });
    const opened = '2026-01-01';
    expect(intake.read({ id: '', opened }, 1)).toBeNull();
    expect(intake.read({ opened }, 1)).toBeNull();
    expect(intake.read({ id: 'amal@example.ae', opened }, 1)).toBeNull();
    expect(intake.read({ id: '1', opened: null }, 1)).toBeNull();
    // Nobody says whether this is 3 April or 4 March.
    expect(intake.read({ id: '2', opened: '03/04/2026' }, 1)).toBeNull();
    expect(intake.read({ id: '3', opened: '13/04/2026', closed: '05/06/2026' }, 1)!.row).toMatchObject({
      opened: Date.parse('2026-04-12T20:00:00Z') / 1000,
      resolved: null,
    });
    expect(intake.read({ id: '4', opened, topic: 'call Amal 0501234567' }, 1)!.row!.topic).toBeNull();
    expect(Object.fromEntries(intake.problems)).toEqual({
      'ref: empty': 2,
      'ref: notReference': 1,
      'opened: empty': 1,
      'opened: twoReadings': 1,
      'resolved: twoReadings': 1,
      'topic: personalWord': 1,
    });
    expect(seen.join()).not.toMatch(/Amal|050|04\/2026/);
  });

  it('that is no more has the reference that it had', () => {
    const intake = intakeOf(small);
    expect(intake.read({ id: ' 17 ', opened: '2026-01-01' }, 3)).toMatchObject({ ref: '17', order: 3 });
    expect(intake.gone(' 17 ', 4)).toEqual({ ref: '17', order: 4, row: null, personal: null });
  });
});

// Guards: who asked comes beside the row and never in it.
describe('personal columns', () => {
  const personal = { customer: 'account', name: 'name', phone: 'tel', email: 'mail', text: 'words' };
  const record = {
    id: '1',
    opened: '2026-01-01',
    name: 'Amal',
    tel: '050 123 4567',
    mail: 'a@b.ae',
    words: 'A hole',
  };

  it('are told apart from the row', () => {
    const { row, personal: told } = intakeOf(small, { personal }).read({ ...record, account: 'C-9' }, 1)!;
    expect(told).toEqual({
      customer: 'C-9',
      name: 'Amal',
      phone: '050 123 4567',
      email: 'a@b.ae',
      text: 'A hole',
      address: null,
    });
    expect(Object.keys(row!).sort()).toEqual(
      ['ref', ...requestColumnNames.filter((name) => !['rid', 'day', 'hour'].includes(name))].sort(),
    );
  });

  it('know the customer by phone or mail where there is no account', () => {
    const customer = (change: SourceRecord) =>
      intakeOf(small, { personal }).read({ ...record, ...change }, 1)!.personal?.customer;
    expect(customer({ account: 'N/A' })).toBe('050 123 4567');
    expect(customer({ tel: '-' })).toBe('a@b.ae');
    expect(customer({ tel: '', mail: null })).toBeNull();
    expect(intakeOf(small).read(record, 1)!.personal).toBeNull();
    expect(intakeOf(small, { personal }).read({ id: '1', opened: '2026-01-01' }, 1)!.personal).toBeNull();
  });
});

// Guards: no column leaves a source that is not needed, and one that is not there is said at start.
describe('columns', () => {
  const mapping: MappingFile = {
    columns: {
      ref: 'ID',
      opened: { date: 'Day', time: 'Time' },
      topic: { en: 'Topic', ar: 'الموضوع' },
      service: 'Topic',
    },
  };

  it('are those that mapping and personal block name, each once', () => {
    expect(intakeOf(mapping, { personal: { text: 'Words', customer: 'ID' } }).columns).toEqual([
      'ID',
      'Day',
      'Time',
      'Topic',
      'الموضوع',
      'Words',
    ]);
  });

  it('are all of those of which a field is the first that is not missing', () => {
    const columns = { ref: 'ID', opened: 'Day', resolved: { first: ['Fixed', 'Closed'] } };
    const intake = intakeOf({ columns }, { columns: ['id', 'closed', 'secret', 'fixed', 'day'] });
    expect([...intake.columns].sort()).toEqual(['closed', 'day', 'fixed', 'id']);
    const resolved = (fixed: string | null, closed: string) =>
      intake.read({ id: '5', day: '2026-01-01', fixed, closed }, 1)!.row!.resolved;
    expect(resolved(null, '2026-01-03')).toBe(Date.UTC(2026, 0, 2, 20) / 1000);
    expect(resolved('2026-01-02', '2026-01-03')).toBe(Date.UTC(2026, 0, 1, 20) / 1000);
    // A date with two readings is not taken of the second either.
    expect(resolved(null, '03/04/2026')).toBeNull();
    expect(intake.problems).toEqual(new Map([['resolved: twoReadings', 1]]));
  });

  it('have the names of the source where these are known', () => {
    const columns = ['secret', 'words', 'day', 'id', 'TOPIC', 'time', 'الموضوع'];
    const intake = intakeOf(mapping, { personal: { text: 'Words' }, columns });
    expect([...intake.columns].sort()).toEqual(columns.slice(1).sort());
    const read = intake.read({ id: '5', day: '2026-01-01', time: '10:00', words: 'Hello' }, 1)!;
    expect(read).toMatchObject({ ref: '5', personal: { text: 'Hello' } });
  });

  it('that are not there, or a mapping without a reference, are refused in words', () => {
    expect(() => intakeOf(mapping, { columns: ['id', 'day', 'topic'] })).toThrow(
      /mapping: columns.opened.time: crm has no column "Time"/,
    );
    expect(() => intakeOf(small, { personal: { name: 'nam' }, columns: ['id', 'opened', 'name'] })).toThrow(
      /personal.name: crm has no column "nam"; did you mean "name"\?/,
    );
    expect(() => intakeOf({ columns: { opened: 'opened' } })).toThrow(
      /columns.ref: got nothing, expected the column/,
    );
  });
});

// Guards: a code means the same word for as long as the store lives.
describe('final words', () => {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const naming = (channel: string, topic: string) =>
    checkMapping(
      {
        ...small,
        words: { channel: { x: { en: channel, ar: channel } }, topic: { y: { en: topic, ar: topic } } },
      },
      'mapping',
    );
  const first = naming('Kiosk', 'Camels');
  const second = naming('Aeroplane', 'Camels');

  it('are those of the reference, then those that mappings name, once each', () => {
    const words = wordsOf(reference, [first, second]);
    expect(ids(words.channel)).toEqual([...ids(reference.words.channel), 'kiosk', 'aeroplane']);
    expect(ids(words.topic)).toEqual([...ids(reference.words.topic), 'camels']);
    expect(words.stage).toEqual(reference.words.stage);
    expect(wordsOf(reference, [first, second])).toEqual(words);
  });

  it('keep their codes when sources come and go, and when the reference grows', () => {
    const before = wordsOf(reference, [first]);
    expect(ids(wordsOf(reference, [second, first], before).channel)).toEqual([
      ...ids(before.channel),
      'aeroplane',
    ]);
    expect(ids(wordsOf(reference, [], before).channel)).toEqual(ids(before.channel));
    const drone = { id: 'drone', en: 'Drone', ar: 'مسيرة' };
    const grown = {
      ...reference,
      words: { ...reference.words, channel: [drone, ...reference.words.channel] },
    };
    expect(ids(wordsOf(grown, [first], before).channel)).toEqual([...ids(before.channel), 'drone']);
  });

  it('are shared by sources, and take nothing in from records', () => {
    const words = wordsOf(reference, [first, second]);
    const columns = { ...small.columns, channel: 'channel', category: 'kind', zone: 'area' };
    const intake = intakeOf({ columns }, { words });
    const row = (record: SourceRecord) =>
      intake.read({ id: '1', opened: '2026-01-01', ...record }, 1)!.row as RequestRow;
    expect(row({ channel: 'KIOSK' }).channel).toBe(reference.words.channel.length);
    for (let i = 0; i < 3; i++)
      expect(row({ channel: 'Pigeon', kind: `New kind ${i}` })).toMatchObject({
        channel: null,
        category: null,
      });
    expect(Object.fromEntries(intake.problems)).toEqual({
      'channel: unknownWord': 3,
      'category: unknownWord': 3,
    });
    expect(intake.dictionaries).toBe(words);
  });

  it('of another city have none of this one’s services', () => {
    const words = wordsOf(reference, [checkMapping({ ...small, zones: 'fromValues' }, 'mapping')]);
    expect([words.service, words.topic, words.entity]).toEqual([[], [], []]);
    expect(words.channel).toEqual(reference.words.channel);
  });

  it('are refused where a dictionary cannot hold them', () => {
    const category = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`${i}`, { en: `Kind ${i}`, ar: `نوع ${i}` }]),
    );
    expect(() => wordsOf(reference, [checkMapping({ ...small, words: { category } }, 'mapping')])).toThrow(
      /words.category: got \d+ words .* expected at most 32/,
    );
  });
});

// Guards: that a reorganisation changes where the requests of its day and later ones go, and no earlier request.
describe('an entry that ended', () => {
  const words = {
    ...reference.words,
    entity: [
      ...reference.words.entity.map((word, code) =>
        code === 0 ? { ...word, until: '2026-11-29', successor: 'city-cleanliness' } : word,
      ),
      { id: 'city-cleanliness', en: 'City Cleanliness', ar: 'نظافة المدينة', from: '2026-11-30' },
    ],
  };
  const mapping: MappingFile = {
    columns: { ref: 'id', opened: 'opened', entity: 'unit' },
    timeZone: 'Asia/Dubai',
  };
  const [old] = reference.words.entity;
  const entityOf = (opened: string, unit: string) => {
    const intake = intakeOf(mapping, { words });
    const { row } = intake.read({ id: '1', opened, unit }, 1)!;
    return intake.dictionaries.entity[row!.entity!]!.id;
  };

  it.each([
    ['2026-11-29T23:59:00', old!.en, old!.id],
    ['2026-11-30T00:01:00', old!.en, 'city-cleanliness'],
    ['2026-11-30T00:01:00', old!.ar, 'city-cleanliness'],
    ['2026-12-05T10:00:00', 'City Cleanliness', 'city-cleanliness'],
    // A system that renamed it for all its requests tells the new name of the old ones too.
    ['2025-03-01T10:00:00', 'نظافة المدينة', old!.id],
  ])('opened %s, told %s: %s', (opened, unit, id) => expect(entityOf(opened, unit)).toBe(id));
});
