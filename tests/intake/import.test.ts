import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MappingFile } from '../../src/intake/mapping.ts';
import { reportText } from '../../src/intake/report/report.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { arabicDigits, csv, importFile, oneByte, utf16 } from '../support/exports.ts';

const simple: MappingFile = {
  columns: {
    ref: 'ref',
    opened: 'opened',
    resolved: 'closed',
    zone: 'area',
    topic: 'topic',
    stage: 'status',
  },
  timeZone: 'UTC',
  zones: 'fromValues',
};
const header = ['ref', 'opened', 'closed', 'area', 'topic', 'status'];

describe('the file', () => {
  it('reads a byte order mark, CRLF and quoted line breaks, and tells lines by where a row starts', async () => {
    const text = `\ufeff${csv([
      ['ref', 'opened', 'note', 'area'],
      ['1', '2026-01-01', 'one\r\ntwo\r\nthree', 'North'],
      ['2', 'soon', 'x', 'North'],
      ['3', '2026-01-03', 'a "quoted"\nword', 'South'],
      ['4', 'later', '', 'South'],
    ])}`;
    const done = await importFile(text, {
      mapping: { columns: { ref: 'ref', opened: 'opened', zone: 'area' }, zones: 'fromValues' },
    });
    expect(done.layout).toMatchObject({ header: ['ref', 'opened', 'note', 'area'], delimiter: ',' });
    expect(done.report).toMatchObject({ read: 4, rows: 2, rejected: 2, superseded: 0, unplaced: 0 });
    expect(done.rejects.map(({ line, column, value }) => [line, column, value])).toEqual([
      [5, 'opened', 'soon'],
      [8, 'opened', 'later'],
    ]);
  });

  it.each([
    ['UTF-8', (text: string) => text, 'utf-8'],
    ['UTF-16 LE with a mark', (text: string) => utf16(text, 'le'), 'utf-16le'],
    ['UTF-16 BE with a mark', (text: string) => utf16(text, 'be'), 'utf-16be'],
    ['UTF-16 LE without a mark', (text: string) => utf16(text, 'le', false), 'utf-16le'],
    ['Windows-1256', (text: string) => oneByte(text, 'windows-1256'), 'windows-1256'],
  ])('reads Arabic in %s', async (_, write, label) => {
    const rows = Array.from({ length: 30 }, (_, i) => [
      `${i}`,
      '2026/03/01 02:30 م',
      'نايف',
      'حفرة في الطريق',
    ]);
    const done = await importFile(
      write(csv([['رقم الطلب', 'تاريخ الطلب', 'المنطقة', 'الموضوع'], ...rows], ';')),
    );
    expect(done.layout).toMatchObject({ encoding: { label }, delimiter: ';' });
    expect(done.report).toMatchObject({ read: 30, rows: 30, unplaced: 0 });
    expect(done.id('zone', 0)).toBe('C118');
    expect(done.time('opened', 0)).toBe('2026-03-01T10:30:00Z');
  });

  it('reads French in Windows-1252', async () => {
    const text = csv([
      ['Date de création', 'Quartier', 'Motif'],
      ['01/02/2026', 'Montréal-Nord', 'Éclairage défectueux'],
    ]);
    const done = await importFile(oneByte(text, 'windows-1252'));
    expect(done.report.encoding).toContain('windows-1252');
    expect(done.words.topic.map((topic) => topic.en)).toEqual(['Éclairage défectueux']);
  });

  it('keeps UTF-8 where a few bytes of it are broken', async () => {
    const bytes = new TextEncoder().encode(
      csv([['opened', 'area'], ...Array.from({ length: 40 }, () => ['2026-01-01', 'البرشاء الأولى'])]),
    );
    bytes[bytes.length - 3] = 0xff;
    const done = await importFile(bytes);
    expect(done.layout.encoding.label).toBe('utf-8');
    expect(done.report.notes.join()).toContain('are no text in utf-8');
  });

  it.each([';', '\t', '|', ','])(
    'finds the delimiter %j, whatever stands in the values',
    async (delimiter) => {
      const text = csv(
        [
          ['opened', 'area', 'topic'],
          ...Array.from({ length: 20 }, (_, i) => ['2026-01-01', 'a, b; c', `x|${i % 3}`]),
        ],
        delimiter,
      );
      expect((await importFile(text)).layout.delimiter).toBe(delimiter);
    },
  );

  it('reads past titles above the header, and what Excel writes before it', async () => {
    const table = csv([
      ['opened', 'area'],
      ['2026-01-01', 'North'],
      ['2026-01-02', 'South'],
    ]);
    const titled = await importFile(`Requests of 2026\r\n\r\n${table}`);
    expect(titled.report).toMatchObject({ read: 2, rows: 2, headerLine: 3 });
    const marked = await importFile(`sep=;\r\n${table.replaceAll(',', ';')}`);
    expect(marked.report).toMatchObject({ read: 2, rows: 2, delimiter: ';' });
  });

  it('reads rows that are too short or too long, NUL bytes, blank lines and a huge field', async () => {
    const huge = 'word '.repeat(400_000);
    const text = `opened,area,text\n2026-01-01,North\n\n2026-01-02,So\0uth,x,y,z\n2026-01-03,West,"${huge}"\n,,\n2026-01-04`;
    const done = await importFile(text, {
      mapping: { columns: { opened: 'opened', zone: 'area' }, zones: 'fromValues' },
    });
    expect(done.report).toMatchObject({ read: 5, rows: 4, rejected: 1, unplaced: 1 });
    expect(done.zones.zones.map((zone) => zone.en)).toEqual(['North', 'South', 'West']);
    expect(done.report.notes.join()).toMatch(/2 rows have fewer columns.*1 rows have more.*1 NUL/);
  });

  it('has an empty header for an empty file and no rows for a header alone', async () => {
    expect((await importFile('opened,area\n')).report).toMatchObject({ read: 0, rows: 0, rejected: 0 });
    await expect(importFile('')).rejects.toThrow(/opened/);
  });

  it('keeps columns of the same name apart', async () => {
    const done = await importFile('opened,name,name\n2026-01-01,a,b\n', {
      mapping: { columns: { opened: 'opened', topic: 'name (2)' }, zones: 'fromValues' },
    });
    expect(done.words.topic.map((topic) => topic.id)).toEqual(['b']);
  });
});

describe('rows', () => {
  it('reads dates of the Hijri calendar, and says how many', async () => {
    const text = csv([
      header,
      ['1', '12/09/1447 هـ', '15 رمضان 1447', 'North', 'x', 'closed'],
      ['2', '2026-03-02', '2026-03-03', 'North', 'x', 'closed'],
      ['3', '1447/09/14', '', 'North', 'x', 'open'],
    ]);
    const done = await importFile(text, { mapping: simple });
    expect(done.report).toMatchObject({ read: 3, rows: 3, rejected: 0 });
    expect(done.report.notes).toEqual(
      expect.arrayContaining([
        expect.stringContaining('opened: 2 dates are of the Hijri calendar'),
        expect.stringContaining('resolved: 1 dates are of the Hijri calendar'),
      ]),
    );
  });

  it('rejects a row only for its opened date', async () => {
    const text = csv([
      header,
      ['1', '2026-01-01', 'not a date', 'North', 'x', 'closed'],
      ['2', '', '2026-01-02', 'North', 'x', 'closed'],
      ['3', '1347/09/12', '2026-01-02', 'North', 'x', 'closed'],
      ['4', '2026-01-05', '2026-01-02', 'North', 'x', 'open'],
      ['5', 'N/A', '', '', '', ''],
      ['6', '2026-01-06', '9999-12-31', 'North', 'x', 'mystery'],
    ]);
    const done = await importFile(text, { mapping: simple });
    expect(done.report).toMatchObject({ read: 6, rows: 3, rejected: 3, superseded: 0 });
    expect(done.rejects.map(({ line, reason }) => [line, reason.split(' · ')[0]])).toEqual([
      [3, 'empty'],
      [4, 'outside 1970–2106; a Hijri date?'],
      [6, 'empty'],
    ]);
    expect(done.report.badValues.resolved).toMatchObject({
      count: 3,
      examples: [
        { line: 2, value: 'not a date' },
        { line: 5, reason: expect.stringContaining('before it was opened') },
        { line: 7, reason: expect.stringContaining('outside') },
      ],
    });
    expect(done.report.unknownWords.stage).toEqual([{ value: 'mystery', count: 1 }]);
  });

  it('lets the newer of two rows with one reference win', async () => {
    const mapping: MappingFile = { ...simple, columns: { ...simple.columns, updated: 'updated' } };
    const text = csv([
      [...header, 'updated'],
      ['A', '2026-01-01', '', 'North', 'first', 'open', '2026-01-05'],
      ['B', '2026-01-01', '', 'Nowhere', 'first', 'open', ''],
      ['A', '2026-01-01', '', 'North', 'second', 'open', '2026-01-09'],
      ['A', '2026-01-01', '', 'North', 'third', 'open', '2026-01-07'],
      ['B', '2026-01-01', '', '', 'same day, later row', 'open', ''],
      ['', '2026-01-01', '', 'North', 'no reference', 'open', ''],
      ['', '2026-01-01', '', 'North', 'no reference', 'open', ''],
      ['C', 'never', '', 'North', 'rejected', 'open', ''],
    ]);
    const done = await importFile(text, { mapping });
    expect(done.report).toMatchObject({ read: 8, rows: 4, rejected: 1, superseded: 3, unplaced: 1 });
    expect(done.table.refs).toEqual(['A', 'B', '#7', '#8']);
    expect([0, 1].map((row) => done.id('topic', row))).toEqual(['second', 'same-day-later-row']);
    // What only a superseded row said is not in the snapshot.
    expect(done.zones.zones.map((zone) => zone.id)).toEqual(['north']);
    expect(done.words.topic.map((topic) => topic.id)).toEqual([
      'no-reference',
      'same-day-later-row',
      'second',
    ]);
    expect(done.unplaced).toEqual([{ value: '', count: 1 }]);
  });

  it('concludes the stage from the dates where there is no column for it', async () => {
    const text = csv([
      ['opened', 'answered', 'closed'],
      ['2026-01-01', '2026-01-02', '2026-01-03'],
      ['2026-01-01', '2026-01-02', ''],
      ['2026-01-01', '', ''],
      ['2026-01-05', '', '2026-01-03'],
    ]);
    const done = await importFile(text, {
      mapping: {
        columns: { opened: 'opened', responded: 'answered', resolved: 'closed' },
        zones: 'fromValues',
      },
    });
    expect([0, 1, 2, 3].map((row) => done.id('stage', row))).toEqual([
      'resolved',
      'in-progress',
      'received',
      'resolved',
    ]);
    expect([0, 1, 2, 3].map((row) => done.time('resolved', row))).toEqual([
      '2026-01-03T00:00:00Z',
      null,
      null,
      null,
    ]);
    expect(done.report.notes.join()).toContain('There is no column for the stage');
  });

  it('takes a row without a known stage for resolved if it has a resolution, and keeps a done stage without one', async () => {
    const text = csv([
      header,
      ['1', '2026-01-01', '2026-01-03', '', '', 'mystery'],
      ['2', '2026-01-01', '2026-01-03', '', '', ''],
      ['3', '2026-01-01', '', '', '', 'closed'],
      ['4', '2026-01-01', '2026-01-03', '', '', 're-opened'],
    ]);
    const done = await importFile(text, { mapping: simple });
    expect([0, 1, 2, 3].map((row) => done.id('stage', row))).toEqual([
      'resolved',
      'resolved',
      'closed',
      'reopened',
    ]);
    expect([0, 1, 2, 3].map((row) => done.time('resolved', row)?.slice(0, 10))).toEqual([
      '2026-01-03',
      '2026-01-03',
      undefined,
      undefined,
    ]);
    expect(done.time('firstResolved', 3)).toBe('2026-01-03T00:00:00Z');
  });

  it('reads ratings, yes and no, numbers with commas and other digits', async () => {
    const text = csv([
      ['opened', 'rating', 'again', 'first', 'lon', 'lat'],
      ['2026-01-01', '5', 'yes', 'نعم', '55,2708', '25,2048'],
      ['2026-01-01', arabicDigits('4'), '0', 'no', arabicDigits('55.3'), arabicDigits('25.2')],
      ['2026-01-01', '4/5', '2', 'perhaps', '0', '0'],
      ['2026-01-01', '4.5', '', '', '400', '25'],
      ['2026-01-01', '11', '', '', '55.1', ''],
    ]);
    const done = await importFile(text, {
      mapping: {
        columns: {
          opened: 'opened',
          satisfaction: 'rating',
          reopened: 'again',
          firstContact: 'first',
          longitude: 'lon',
          latitude: 'lat',
        },
        pointStep: 0.01,
      },
    });
    const column = (name: 'satisfaction' | 'reopened' | 'firstContact' | 'pointLon') =>
      [0, 1, 2, 3, 4].map((row) => done.table.value(name, row));
    expect(column('satisfaction')).toEqual([5, 4, 4, null, null]);
    expect(column('reopened')).toEqual([1, 0, 1, null, null]);
    expect(column('firstContact')).toEqual([1, 0, null, null, null]);
    expect(column('pointLon')).toEqual([5527, 5530, null, null, null]);
    expect(done.report.badValues).toMatchObject({
      satisfaction: { count: 2 },
      firstContact: { count: 1 },
      longitude: { count: 2 },
      latitude: { count: 1 },
    });
  });

  it('reads how many attachments there are, of many at most 254, and counts what is no number of them', async () => {
    const counts = [
      '3',
      '0',
      '',
      arabicDigits('12'),
      '2.0',
      '254',
      '255',
      '90000',
      '-1',
      '1.5',
      'two',
      'a.jpg',
    ];
    const done = await importFile(
      csv([['opened', 'files'], ...counts.map((count) => ['2026-01-01', count])]),
      {
        mapping: { columns: { opened: 'opened', attachments: 'files' } },
      },
    );
    expect(counts.map((_, row) => done.table.value('attachments', row))).toEqual([
      ...[3, 0, null, 12, 2, 254, 254, 254, null, null, null, null],
    ]);
    expect(done.report.badValues).toEqual({
      attachments: { count: 4, examples: expect.arrayContaining([expect.objectContaining({ value: '-1' })]) },
    });
  });

  it('reads dates and times from two columns', async () => {
    const text = csv([
      ['day', 'time'],
      ['01/02/2026', '2:30 PM'],
      ['01/02/2026', ''],
      ['01/02/2026 00:00:00', '0915'],
    ]);
    const done = await importFile(text, {
      mapping: {
        columns: { opened: { date: 'day', time: 'time' } },
        dates: { order: 'dmy' },
        timeZone: 'Asia/Dubai',
      },
    });
    expect([0, 1, 2].map((row) => done.time('opened', row))).toEqual([
      '2026-02-01T10:30:00Z',
      '2026-01-31T20:00:00Z',
      '2026-02-01T05:15:00Z',
    ]);
  });

  it('does not take a date far in the future for a resolution', async () => {
    const text = 'opened,closed\n2026-01-01,9999-12-31\n2026-01-01,1900-01-01\n';
    const done = await importFile(text, {
      mapping: { columns: { opened: 'opened', resolved: 'closed' }, zones: 'fromValues' },
    });
    expect([done.id('stage', 0), done.id('stage', 1)]).toEqual(['received', 'received']);
  });

  it('finds the order of dates itself where the mapping tells none, and says so', async () => {
    const text = 'opened,closed\n3/4/2026,14.4.2026\n3/26/2026,5.4.2026\n';
    const done = await importFile(text, {
      mapping: { columns: { opened: 'opened', resolved: 'closed' }, zones: 'fromValues' },
    });
    expect([done.time('opened', 0), done.time('resolved', 1)]).toEqual([
      '2026-03-04T00:00:00Z',
      '2026-04-05T00:00:00Z',
    ]);
    expect(done.report.notes.join()).toContain(
      'opened: the mapping tells no order of dates; the month comes first',
    );
  });

  it('says how many dates do not fit the order that the mapping tells', async () => {
    const done = await importFile('opened\n3/26/2026\n3/4/2026\n', {
      mapping: { columns: { opened: 'opened' }, dates: { order: 'dmy' }, zones: 'fromValues' },
    });
    expect(done.time('opened', 0)).toBe('2026-03-26T00:00:00Z');
    expect(done.report.notes.join()).toContain('opened: 1 dates do not fit the order dmy');
  });

  it('is as of the latest instant that is not in the future', async () => {
    const text = csv([
      header,
      ['1', '2026-01-01', '2026-01-03 12:00', '', '', 'closed'],
      ['2', '2099-01-01', '', '', '', 'open'],
    ]);
    const done = await importFile(text, { mapping: simple });
    expect(new Date(done.asOf * 1000).toISOString()).toBe('2026-01-03T12:00:00.000Z');
    expect(done.report.later).toBe(1);
  });

  it('always reads as many rows as it keeps, rejects and supersedes', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '2026-01-01',
        '31/12/2025',
        '13/13/2025',
        '',
        'N/A',
        'A',
        'B',
        'closed',
        'ب',
        '"',
        '#',
        '0',
        '٣',
      ),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 30 }),
        async (rows) => {
          const done = await importFile(csv([header, ...rows]), { mapping: { ...simple, delimiter: ',' } });
          const { read, rows: kept, rejected, superseded, unplaced } = done.report;
          // A row of one empty value would be a blank line; these have six.
          expect(read).toBe(rows.length);
          expect(kept + rejected + superseded).toBe(read);
          expect(done.table.length).toBe(kept);
          expect(done.rejects).toHaveLength(rejected);
          const without = Array.from({ length: kept }, (_, row) => done.id('zone', row)).filter(
            (id) => id === null,
          );
          expect(unplaced).toBe(without.length);
          expect(done.unplaced.reduce((sum, { count }) => sum + count, 0)).toBe(unplaced);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('words', () => {
  // Guards: that a value which names an account gives the account and its channel, one that names the channel no account
  // at all, and that a mapping may send a source's own word to either.
  it('reads the account or line that a channel tells', async () => {
    const told = [
      ...['Instagram', 'Twitter', 'إنستغرام', 'Social Media', '800900', 'Phone', 'My City – WhatsApp'],
      ...['IG page', 'DM', 'Threads', ''],
    ];
    const text = csv([['opened', 'via'], ...told.map((via) => ['2026-01-01', via])]);
    const done = await importFile(text, {
      mapping: {
        columns: { opened: 'opened', channel: 'via' },
        words: { channel: { 'IG page': 'instagram', DM: 'social-media' } },
      },
    });
    const ids = (column: 'channel' | 'account') => told.map((_, row) => done.id(column, row));
    expect(ids('channel')).toEqual([
      ...['social-media', 'social-media', 'social-media', 'social-media', 'call-centre', 'call-centre'],
      ...['my-city', 'social-media', 'social-media', 'threads', null],
    ]);
    expect(ids('account')).toEqual([
      ...['instagram', 'x', 'instagram', null, '800900', null, 'my-city-whatsapp'],
      ...['instagram', null, null, null],
    ]);
    // Only accounts that have requests are the city's.
    expect(done.words.account.map(({ id, channel }) => `${channel} ${id}`)).toEqual([
      ...['social-media x', 'social-media instagram', 'call-centre 800900', 'my-city my-city-whatsapp'],
    ]);
    expect(done.report.unknownWords).toEqual({});
  });

  // Guards: that My City is one channel however it is written, that the app it lives in is not taken for it, and that
  // another city's channel keeps its name in both languages.
  it('knows My City, and City Guard though it is of another city', async () => {
    const told = [
      'My City',
      'Madinati',
      'مدينتي',
      'My City – Dubai Now',
      'مدينتي - دبي الآن',
      'Dubai Now',
      'حراس المدينة',
    ];
    const text = csv([['opened', 'via'], ...told.map((via) => ['2026-01-01', via])]);
    const done = await importFile(text, { mapping: { columns: { opened: 'opened', channel: 'via' } } });
    expect(told.map((_, row) => done.id('channel', row))).toEqual([
      ...['my-city', 'my-city', 'my-city', 'my-city', 'my-city'],
      ...['dubai-now', 'city-guard'],
    ]);
    expect(done.words.channel.find(({ id }) => id === 'city-guard')).toMatchObject({ en: 'City Guard' });
  });

  it('matches ids, names and spellings, and makes entries of what is new', async () => {
    const text = csv([
      ['opened', 'kind', 'via', 'status', 'level'],
      ['2026-01-01', 'COMPLAINTS', 'Whats App', 'قيد المعالجه', 'P1'],
      ['2026-01-01', 'شكوى', 'واتساب', 'In-Progress', 'urgent'],
      ['2026-01-01', 'Petition', 'Fax', 'Nirvana', 'Sky-high'],
      ['2026-01-01', 'petition', 'FAX', '', ''],
      ['2026-01-01', 'petition', 'Telegram', '', ''],
    ]);
    const done = await importFile(text, {
      mapping: {
        columns: { opened: 'opened', category: 'kind', channel: 'via', stage: 'status', priority: 'level' },
        words: { channel: { TELEGRAM: 'social-media' } },
      },
    });
    const ids = (column: 'category' | 'channel' | 'stage' | 'priority') =>
      [0, 1, 2, 3, 4].map((row) => done.id(column, row));
    expect(ids('category')).toEqual(['complaint', 'complaint', 'petition', 'petition', 'petition']);
    expect(ids('channel')).toEqual(['whatsapp', 'whatsapp', 'fax', 'fax', 'social-media']);
    expect(ids('stage')).toEqual(['in-progress', 'in-progress', null, null, null]);
    expect(ids('priority')).toEqual(['urgent', 'urgent', null, null, null]);
    expect(done.words.category.at(-1)).toEqual({ id: 'petition', en: 'petition', ar: 'petition' });
    expect(done.report.newWords).toMatchObject({
      category: [{ id: 'petition', count: 3 }],
      channel: [{ id: 'fax', count: 2 }],
    });
    expect(done.report.unknownWords).toEqual({
      stage: [{ value: 'Nirvana', count: 1 }],
      priority: [{ value: 'Sky-high', count: 1 }],
    });
  });

  it('takes both names where the source has two languages', async () => {
    const text = csv([
      ['opened', 'topic_en', 'topic_ar', 'zone_en', 'zone_ar'],
      ['2026-01-01', 'Potholes', 'حفر الطرق', 'Unheard of', 'نايف'],
      ['2026-01-01', '', 'حفر الطرق', '', 'نايف'],
    ]);
    const done = await importFile(text);
    expect(done.report.mapping.columns).toMatchObject({
      topic: { en: 'topic_en', ar: 'topic_ar' },
      zone: { en: 'zone_en', ar: 'zone_ar' },
    });
    expect(done.words.topic).toEqual([{ id: 'potholes', en: 'Potholes', ar: 'حفر الطرق', service: null }]);
    expect(done.report.newWords.topic).toEqual([
      { id: 'potholes', en: 'Potholes', ar: 'حفر الطرق', count: 2 },
    ]);
    expect(done.id('topic', 1)).toBe('potholes');
    expect(done.id('zone', 0)).toBe('C118');
  });

  it('keeps one topic under two services apart, and names them apart', async () => {
    const text = csv([
      ['opened', 'service', 'topic'],
      ['2026-01-01', 'Roads', 'Other'],
      ['2026-01-01', 'Parks', 'Other'],
      ['2026-01-01', 'Parks', 'Benches'],
      ['2026-01-01', '', 'Benches'],
      ['2026-01-01', 'Roads', ''],
    ]);
    const done = await importFile(text, {
      mapping: { columns: { opened: 'opened', service: 'service', topic: 'topic' }, zones: 'fromValues' },
    });
    expect(done.words.topic).toEqual([
      { id: 'benches', en: 'Benches', ar: 'Benches', service: 'parks' },
      { id: 'parks-other', en: 'Other (Parks)', ar: 'Other (Parks)', service: 'parks' },
      { id: 'roads-other', en: 'Other (Roads)', ar: 'Other (Roads)', service: 'roads' },
      { id: 'roads', en: 'Roads', ar: 'Roads', service: 'roads' },
    ]);
    expect(done.words.service.map((service) => service.id)).toEqual(['parks', 'roads']);
    expect([0, 1, 2, 3, 4].map((row) => done.id('topic', row))).toEqual([
      'roads-other',
      'parks-other',
      'benches',
      'benches',
      'roads',
    ]);
  });

  it('brings only those of the reference that are used, and none of its services to another city', async () => {
    const reference = referenceData();
    const topic = reference.words.topic[5]!;
    const rows = [
      ['opened', 'zone', 'topic'],
      ['2026-01-01', 'C118', topic.ar],
      ['2026-01-01', 'C118', topic.en.toUpperCase()],
    ];
    const here = await importFile(csv(rows), {
      mapping: { columns: { opened: 'opened', zone: 'zone', topic: 'topic' } },
    });
    expect(here.words.topic).toEqual([topic]);
    expect(here.words.service.map((service) => service.id)).toEqual([topic.service]);
    expect(here.targets).not.toBeNull();
    const there = await importFile(csv(rows), {
      mapping: { columns: { opened: 'opened', zone: 'zone', topic: 'topic' }, zones: 'fromValues' },
    });
    expect(there.words.service).toEqual([]);
    expect(there).toMatchObject({ targets: null, calendar: null, goals: {}, geometry: null });
  });

  it('does not depend on the order of rows', async () => {
    const rows = [
      ['2026-01-01', 'ward 14', 'b'],
      ['2026-01-01', 'WARD 14', 'a'],
      ['2026-01-01', 'Ward 2', 'c'],
      ['2026-01-01', 'Ward 14', 'a'],
      ['2026-01-01', 'Ward 14', 'a'],
    ];
    const mapping: MappingFile = {
      columns: { opened: 'opened', zone: 'ward', topic: 'topic' },
      zones: 'fromValues',
    };
    const one = await importFile(csv([['opened', 'ward', 'topic'], ...rows]), { mapping });
    const other = await importFile(csv([['opened', 'ward', 'topic'], ...rows.toReversed()]), { mapping });
    expect(one.zones.zones.map((zone) => zone.en)).toEqual(['Ward 2', 'Ward 14']);
    expect(other.zones).toEqual(one.zones);
    expect(other.words).toEqual(one.words);
  });

  it('stops at the cap of a dictionary and says so', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ['2026-01-01', `Channel ${i}`]);
    const done = await importFile(csv([['opened', 'via'], ...rows]), {
      mapping: { columns: { opened: 'opened', channel: 'via' } },
    });
    expect(done.words.channel).toHaveLength(32);
    const kept = 32 - referenceData().words.channel.length;
    expect(done.report.filled.channel).toBe(kept);
    expect(done.report.notes.join()).toContain(`${60 - kept} rows with further words became missing`);
  });

  it('never makes a word of an e-mail address, a telephone number or a text, nor shows one', async () => {
    const secret = ['sara@example.com', '+971 50 123 4567', '0501234567', `Long story: ${'x'.repeat(200)}`];
    const text = csv([
      ['ref', 'opened', 'topic', 'area'],
      ...secret.map((value) => [value, '2026-01-01', value, value]),
    ]);
    const done = await importFile(text, {
      mapping: {
        columns: { ref: 'ref', opened: 'opened', topic: 'topic', zone: 'area', stage: 'topic' },
        zones: 'fromValues',
      },
    });
    expect(done.words.topic).toEqual([]);
    expect(done.zones.zones).toEqual([]);
    const written = JSON.stringify([done.report, done.unplaced, reportText(done.report)]);
    for (const value of secret) expect(written).not.toContain(value);
    expect(done.table.refs[0]).toBe('#2');
  });
});

describe('zones', () => {
  it('finds them by code, name, spelling, place and point', async () => {
    const text = csv([
      ['opened', 'zone', 'lon', 'lat'],
      ['2026-01-01', arabicDigits('373'), '', ''],
      ['2026-01-01', 'c373', '', ''],
      ['2026-01-01', 'AL BARSHA 1', '', ''],
      ['2026-01-01', 'البرشاء الاولي', '', ''],
      ['2026-01-01', '373 - Al Barsha First', '', ''],
      ['2026-01-01', 'DMCC Metro Station', '', ''],
      ['2026-01-01', 'Atlantis', '55.2', '25.1'],
      ['2026-01-01', '', '2.35', '48.85'],
      ['2026-01-01', 'Atlantis', '', ''],
    ]);
    const done = await importFile(text, {
      mapping: { columns: { opened: 'opened', zone: 'zone', longitude: 'lon', latitude: 'lat' } },
    });
    const zones = Array.from({ length: 9 }, (_, row) => done.id('zone', row));
    expect(zones.slice(0, 6)).toEqual(['C373', 'C373', 'C373', 'C373', 'C373', 'C393']);
    expect(done.id('place', 5)).toBe('PM-R37');
    expect(zones[6]).toMatch(/^C\d{3}$/);
    expect(zones.slice(7)).toEqual(['outside', null]);
    expect(done.report.zones).toMatchObject({
      approximate: true,
      by: { code: 3, name: 2, place: 1, point: 1, outside: 1 },
    });
    expect(done.approximateZones).toBe(true);
    expect(done.report.unknownWords.zone).toEqual([{ value: 'Atlantis', count: 2 }]);
    expect(done.unplaced).toEqual([{ value: 'Atlantis', count: 1 }]);
  });

  it('counts all that it cannot place, however many values there are', async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => ['2026-01-01', `Nowhere ${i.toString(36)}`]);
    const done = await importFile(csv([['opened', 'zone'], ...rows]), {
      mapping: { columns: { opened: 'opened', zone: 'zone' } },
    });
    expect(done.report.unplaced).toBe(12_000);
    const last = await importFile(
      csv([['opened', 'zone'], ...rows.map(() => ['2026-01-01', 'C118']), ['2026-01-01', 'X']]),
      {
        mapping: { columns: { opened: 'opened', zone: 'zone' } },
      },
    );
    expect(last.unplaced).toEqual([{ value: 'X', count: 1 }]);
    expect(last.report.unplaced).toBe(1);
    expect(done.unplaced).toHaveLength(12_000);
    expect(done.report.notes.join()).toContain('Most requests have no zone of Dubai');
  });

  it('is not approximate where no zone was found by a point', async () => {
    const done = await importFile('opened,zone\n2026-01-01,C118\n', {
      mapping: { columns: { opened: 'opened', zone: 'zone' } },
    });
    expect(done.approximateZones).toBe(false);
  });

  it('lets a mapping translate zones, and says when it names none', async () => {
    const columns = { opened: 'opened', zone: 'zone' };
    const text = 'opened,zone\n2026-01-01,Deira\n2026-01-01,Elsewhere\n';
    const done = await importFile(text, {
      mapping: { columns, words: { zone: { deira: 'Al Rigga', elsewhere: null } } },
    });
    expect(done.id('zone', 0)).toBe('C119');
    expect(done.report).toMatchObject({ unplaced: 1 });
    await expect(
      importFile(text, { mapping: { columns, words: { zone: { deira: 'Al Riga X' } } } }),
    ).rejects.toThrow(/words\.zone: "deira": got "Al Riga X", expected the id, code or name of a zone/);
  });

  it('fills due times on the working calendar for its own zones, and keeps those that a source gives', async () => {
    const text = csv([
      ['opened', 'zone', 'kind', 'due'],
      ['2026-02-02 10:00', 'C118', 'inquiry', ''],
      ['2026-02-02 10:00', 'C118', 'inquiry', '2026-02-02 11:00'],
    ]);
    const columns = { opened: 'opened', zone: 'zone', category: 'kind', dueResponse: 'due' };
    const done = await importFile(text, { mapping: { columns, timeZone: 'Asia/Dubai' } });
    expect(done.time('dueResponse', 0)).toBe('2026-02-02T08:00:00Z');
    expect(done.time('dueResponse', 1)).toBe('2026-02-02T07:00:00Z');
    expect(done.time('dueResolution', 1)).toBe('2026-02-04T06:00:00Z');
    const none = await importFile(text, { mapping: { columns, timeZone: 'Asia/Dubai', targets: 'none' } });
    expect(none.time('dueResponse', 0)).toBeNull();
  });
});
