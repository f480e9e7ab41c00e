import { describe, expect, it } from 'vitest';
import { previewText } from '../../scripts/previewText.ts';
import { answeredOrders, stillOpen } from '../../scripts/questions.ts';
import { importFile, inspect, ordersOf, preview, withheld } from '../../src/intake/importFile.ts';
import { checkMapping, type MappingFile } from '../../src/intake/mapping.ts';
import { reportText } from '../../src/intake/report/report.ts';
import { csv, fileOf, setupOf } from '../support/exports.ts';

// Guards: what the page and the command see of a file before it is brought in: its columns without personal values,
// which dates are open, and what the first rows become.

const setup = (text: string, name?: string) => setupOf(fileOf(text, name));
const options = { title: { en: 'x', ar: 'x' }, asOf: null, notes: [], onRejected: () => {} };

describe('inspect', () => {
  it('shows samples of each column, and none that looks personal', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [
      i,
      `2026-01-${String((i % 28) + 1).padStart(2, '0')}`,
      i % 2 ? 'North' : '',
      `Person ${i}`,
      `05012345${i + 10}`,
      `p${i}@example.com`,
      i === 0 ? 'call 0501234567' : `Lamp ${i % 7}`,
      `A story. ${'x'.repeat(130)}`,
    ]);
    const text = csv([
      ['Request ID', 'Created', 'Ward', 'Customer Name', 'Mobile', 'E-mail', 'Remark', 'Story'],
      ...rows,
    ]);
    const { columns } = await inspect(setup(text));
    expect(columns.map(({ name, filled, personal }) => [name, filled, personal])).toEqual([
      ['Request ID', 1, false],
      ['Created', 1, false],
      ['Ward', 0.5, false],
      ['Customer Name', 1, true],
      ['Mobile', 1, true],
      ['E-mail', 1, true],
      ['Remark', 1, false],
      ['Story', 1, false],
    ]);
    expect(columns.map(({ samples }) => samples)).toEqual([
      ['0', '1', '2', '3', '4'],
      ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'],
      ['North'],
      [withheld],
      [withheld],
      [withheld],
      [withheld, 'Lamp 1', 'Lamp 2', 'Lamp 3', 'Lamp 4'],
      [withheld],
    ]);
  });

  it('says so where the first row is no header, and does not repeat it', async () => {
    const given = setup('2026-01-01,North,sara@example.com\n2026-01-02,South,omar@example.com\n');
    const { reasons, mapping } = await inspect(given);
    expect(reasons.map(({ code }) => code)).toContain('headerIsData');
    expect(mapping.notes.join()).not.toContain('sara');
    const { layout } = await inspect(given);
    const { report } = await importFile(given, layout, checkMapping(mapping, 'm'), options);
    expect(JSON.stringify(report) + reportText(report)).not.toContain('sara');
  });

  it('tells how far it is, up to the end', async () => {
    const seen: number[] = [];
    const big = setup(
      csv([['opened', 'area'], ...Array.from({ length: 60_000 }, () => ['2026-01-01', 'North'])]),
    );
    await inspect(big, ({ stage, bytes, totalBytes }) => {
      expect([stage, totalBytes]).toEqual(['inspecting', big.file.size]);
      seen.push(bytes);
    });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe(big.file.size);
  });
});

/** Rows of which only the last decides which number is the day. */
function lateDecision(last: string): string {
  const rows = Array.from({ length: 30_000 }, (_, i) => [
    `${(i % 11) + 1}/${((i >> 4) % 11) + 1}/2026`,
    'North',
    'x'.repeat(100),
  ]);
  return csv([['opened', 'area', 'text'], ...rows, [last, 'North', '']]);
}

describe('the order of day and month', () => {
  it.each([
    ['13/2/2026', 'dmy', '2026-01-02'],
    ['2/13/2026', 'mdy', '2026-02-01'],
  ])('is decided by any row of the file: %s', async (last, order) => {
    const found = await inspect(setup(lateDecision(last), 'chicago.csv'));
    expect(found.mapping.dates).toEqual({ order });
    expect(found.questions).toEqual([]);
    // Also under a mapping that tells none.
    const mapping = checkMapping({ columns: { opened: 'opened' }, zones: 'fromValues' }, 'm');
    const done = await importFile(setup(lateDecision(last)), found.layout, mapping, options);
    expect(done.report.noted.find(({ code }) => code === 'orderGuessed')?.values).toMatchObject({
      order,
      why: 'over12',
    });
    expect(done.report.noted.map(({ code }) => code)).not.toContain('otherOrder');
  });

  it('is asked where no row decides, with both readings; the likely answer is proposed, and said', async () => {
    const text = 'Created,Closed,Area\n3/4/2026 10:00,5/4/2026,North\n5/6/2026,2026-07-01,North\n';
    const found = await inspect(setup(text, 'chicago.csv'));
    expect(found.questions).toEqual([
      {
        kind: 'dateOrder',
        field: 'opened',
        column: 'Created',
        example: '3/4/2026 10:00',
        readings: [
          { order: 'dmy', iso: '2026-04-03' },
          { order: 'mdy', iso: '2026-03-04' },
        ],
        proposed: 'mdy',
      },
      expect.objectContaining({ field: 'resolved', column: 'Closed', example: '5/4/2026', proposed: 'mdy' }),
    ]);
    expect(found.mapping.notes.join()).toContain('"dates": { "opened": "mdy" }');
    const mapping = checkMapping(
      { columns: { opened: 'Created', resolved: 'Closed' }, timeZone: 'UTC', zones: 'fromValues' },
      'm',
    );
    const told = await ordersOf(setup(text), found.layout, mapping);
    expect(told).toMatchObject({ orders: { opened: 'dmy', resolved: 'dmy' } });
    expect(told.questions).toHaveLength(2);
    const { report } = await importFile(setup(text), found.layout, mapping, options);
    expect(report.notes.join()).toContain('3/4/2026 10:00 can be 2026-04-03 (dmy) or 2026-03-04 (mdy)');
  });

  it('is asked with three readings where the year has two digits', async () => {
    const { questions } = await inspect(setup('opened\n03-04-05\n'));
    expect(questions[0]).toMatchObject({
      readings: [
        { order: 'dmy', iso: '2005-04-03' },
        { order: 'mdy', iso: '2005-03-04' },
        { order: 'ymd', iso: '2003-04-05' },
      ],
    });
  });

  it('follows another column of the file that decides', async () => {
    const found = await inspect(setup('Created,Closed\n3/4/2026,14/4/2026\n'));
    expect(found.mapping.dates).toEqual({ order: 'dmy' });
    expect(found.questions).toEqual([]);
  });

  it('is answered on a terminal, and said loudly where nobody is there', async () => {
    const { questions } = await inspect(setup('Created,Closed\n3/4/2026,5/6/2026\n'));
    const asked: string[] = [];
    const answers = ['x', '2', ''];
    const ask = async (text: string) => {
      asked.push(text);
      return answers.shift()!;
    };
    expect(await answeredOrders(questions, ask, () => {})).toEqual({ opened: 'mdy', resolved: 'dmy' });
    expect(asked[0]).toContain('Which day is 3/4/2026?\n  1  2026-04-03  (dmy)\n  2  2026-03-04  (mdy)');
    const { reasons } = await inspect(setup('Created,Closed\n3/4/2026,5/6/2026\n'));
    const left = stillOpen(reasons, { opened: 'mdy', resolved: 'dmy' }).map(({ code }) => code);
    expect(left).not.toContain('orderOpen');
    expect(stillOpen(reasons, {})).toEqual(reasons);
    const said: string[] = [];
    expect(await answeredOrders(questions, null, (text) => said.push(text))).toEqual({});
    expect(said[0]).toContain('If that is wrong, write in the mapping:\n!!   "dates": { "opened": "mdy" }');
  });
});

describe('preview', () => {
  const text = csv([
    ['ref', 'opened', 'closed', 'area', 'via', 'kind', 'about', 'lon', 'lat', 'stars', 'again', 'phone'],
    [
      'A',
      '3/14/2026 9:05',
      '3/15/2026',
      'Naif',
      'واتساب',
      'Petition',
      'Lamp',
      '55.3',
      '25.2',
      '5',
      'yes',
      '0501234567',
    ],
    ['B', 'soon', '3/15/2026', 'Naif', 'Fax', '', '', '', '', '', '', '0501234568'],
    [
      'sara@example.com',
      '3/16/2026',
      '3/1/2026',
      'Atlantis',
      'WhatsApp',
      '',
      '',
      '999',
      '1',
      '9',
      'maybe',
      '0501234569',
    ],
    ['D', '3/17/2026', '', '', '', '', '', '', '', '', '', ''],
  ]);
  const columns: MappingFile['columns'] = {
    ref: 'ref',
    opened: 'opened',
    resolved: 'closed',
    zone: 'area',
    channel: 'via',
    category: 'kind',
    topic: 'about',
    longitude: 'lon',
    latitude: 'lat',
    satisfaction: 'stars',
    reopened: 'again',
    entity: 'phone',
  };

  it('shows what each value becomes and what is wrong with it, and writes nothing', async () => {
    const given = setup(text);
    const { layout } = await inspect(given);
    const mapping = checkMapping(
      { columns, words: { category: { Petition: { en: 'A petition', ar: 'عريضة' } } } },
      'm',
    );
    const shown = await preview(given, layout, mapping, 3);
    expect(shown.fields).toEqual([
      'ref',
      'opened',
      'resolved',
      'zone',
      'longitude',
      'latitude',
      'category',
      'channel',
      'topic',
      'entity',
      'satisfaction',
      'reopened',
    ]);
    expect(shown.rows.map(({ line, rejected }) => [line, rejected])).toEqual([
      [2, null],
      [3, 'notDate'],
      [4, null],
    ]);
    const [first, second, third] = shown.rows.map(({ values }) => values);
    const same = (value: string) => ({ en: value, ar: value });
    expect(first).toMatchObject({
      ref: { source: 'A', result: same('A'), problem: null },
      opened: { source: '3/14/2026 9:05', result: same('2026-03-14 09:05') },
      resolved: { result: same('2026-03-15 00:00') },
      zone: { source: 'Naif', result: { en: expect.stringContaining('Naif'), ar: 'نايف' } },
      channel: { source: 'واتساب', result: { en: 'WhatsApp', ar: 'واتساب' } },
      category: { source: 'Petition', result: { en: 'A petition', ar: 'عريضة' } },
      topic: { result: same('Lamp') },
      longitude: { result: same('55.3') },
      reopened: { result: { en: 'yes', ar: 'نعم' } },
      // A mapping may name a personal column: its values are still withheld and do not become words.
      entity: { source: '(withheld: looks like a telephone number)', result: null, problem: 'personalWord' },
    });
    expect(second).toMatchObject({
      opened: { source: 'soon', result: null, problem: 'notDate' },
      zone: { result: null, problem: null },
    });
    expect(third).toMatchObject({
      ref: { source: '(withheld: an e-mail address)', result: null },
      resolved: { result: null, problem: 'beforeOpened' },
      zone: { source: 'Atlantis', result: null, problem: 'unknownZone' },
      longitude: { problem: 'notLongitude' },
      satisfaction: { problem: 'notRating' },
      reopened: { problem: 'notYesNo' },
    });
    const table = previewText(shown, layout);
    expect(table).toContain('line 3  REJECTED: not a date · ليس تاريخًا');
    expect(table).toMatch(/channel +واتساب +→ {2}WhatsApp · واتساب/);
    expect(table).toMatch(/zone +Atlantis +→ {2}!! not a known zone/);
    expect(table).not.toMatch(/sara|050123/);
  });

  it('shows all rows of a short file', async () => {
    const given = setup(text);
    const { layout } = await inspect(given);
    expect((await preview(given, layout, checkMapping({ columns }, 'm'))).rows).toHaveLength(4);
  });
});
