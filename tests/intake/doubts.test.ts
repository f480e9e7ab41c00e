import { describe, expect, it } from 'vitest';
import type { MappingFile } from '../../src/intake/mapping.ts';
import { csv, importFile, suggestionFor } from '../support/exports.ts';

const two = (n: number) => String(n).padStart(2, '0');
const day = (i: number) => `2024-03-${two((i % 28) + 1)}`;
const zones = ['Mirdif', 'Al Barsha First'];
const table = (header: readonly string[], row: (i: number) => readonly (string | number)[], count = 24) =>
  csv([[...header], ...Array.from({ length: count }, (_, i) => [...row(i)])]);

// Guards: the kinds of export of which a column, or the whole file, is not what its name or its values say alone.
describe('what is doubtful is not the default, and is said', () => {
  it('takes the zones of a city whose wards are numbered as zones of Dubai for its own', async () => {
    const wards = (lat: number, lon: number) =>
      table(['Complaint ID', 'Created On', 'Ward No', 'Latitude', 'Longitude'], (i) => [
        ...[700_100 + i, `${day(i)} 08:00:00`, 111 + (i % 12)],
        ...[(lat + i / 10_000).toFixed(4), (lon + i / 10_000).toFixed(4)],
      ]);
    const other = await suggestionFor(wards(12.97, 77.59));
    expect(other).toMatchObject({ zones: 'fromValues', timeZone: 'Asia/Kolkata' });
    expect(other.columns.zone).toBe('Ward No');
    expect(other.notes.join()).toContain('called as zones of Dubai, but the file is of another place');
    // The neighbour emirate is another city, though it is nearer than some zones of Dubai.
    expect((await suggestionFor(wards(25.345, 55.42))).zones).toBe('fromValues');
    // Deira, and Hatta far from the city.
    for (const [lat, lon] of [
      [25.27, 55.31],
      [24.8, 56.12],
    ] as const)
      expect((await suggestionFor(wards(lat, lon))).zones).toBe('dubai');
  });

  it('opens a request at the earlier of two columns that are called alike, wherever they stand', async () => {
    const at = (i: number, hour: number) => `${day(i)}T${two(hour)}:00:00Z`;
    const pair = (first: string, second: string) =>
      table(['id', first, second, 'zone'], (i) => [...[`N${i}`, at(i, 13), at(i, 8), zones[i % 2]!]]);
    expect((await suggestionFor(pair('status.created', 'createdAt'))).columns.opened).toBe('createdAt');
    expect((await suggestionFor(pair('Submitted', 'Received'))).columns.opened).toBe('Received');
  });

  it('does not take a date for the resolution that lies before the opening', async () => {
    const text = table(['id', 'created', 'completed form', 'closed'], (i) => [
      ...[`N${i}`, `${day(i)} 10:00`, `${day(i)} 09:00`, i % 2 === 0 ? `${day(i)} 15:00` : ''],
    ]);
    expect((await suggestionFor(text)).columns).toMatchObject({ opened: 'created', resolved: 'closed' });
  });

  it('takes the resolution of a second column where the first lacks it, and says so', async () => {
    const text = table(['id', 'created', 'fixed', 'closed'], (i) => [
      ...[
        `N${i}`,
        `${day(i)} 10:00`,
        i % 3 === 0 ? `${day(i)} 15:00` : '',
        i % 3 === 1 ? `${day(i)} 16:00` : '',
      ],
    ]);
    const suggested = await suggestionFor(text);
    expect(suggested.columns.resolved).toEqual({ first: ['fixed', 'closed'] });
    expect(suggested.notes.join()).toContain(
      'resolved: "fixed", and where it has none "closed", which has a date in 8 of such rows',
    );
    const both = table(['id', 'created', 'fixed', 'closed'], (i) => [
      ...[
        `N${i}`,
        `${day(i)} 10:00`,
        i % 3 === 0 ? `${day(i)} 15:00` : '',
        i % 3 === 0 ? `${day(i)} 16:00` : '',
      ],
    ]);
    expect((await suggestionFor(both)).columns.resolved).toBe('fixed');
  });

  it('takes no second column of zones for a place', async () => {
    const pairs = [
      ['373', 'Al Barsha First'],
      ['251', 'Mirdif'],
    ];
    const text = table(['Ref', 'Created', 'Community ID', 'Community EN'], (i) => [
      ...[`R${i}`, `${day(i)} 08:00`, ...pairs[i % 2]!],
    ]);
    expect((await suggestionFor(text)).columns.place).toBeUndefined();
    const places = table(['Ref', 'Created', 'Community', 'Location'], (i) => [
      ...[`R${i}`, `${day(i)} 08:00`, pairs[i % 2]![1]!, ['Wild Wadi Water Park', 'Boxpark'][i % 2]!],
    ]);
    expect((await suggestionFor(places)).columns.place).toBe('Location');
  });

  it('does not identify requests by references that a spreadsheet rounded', async () => {
    const rounded = table(['Case ID', 'Created', 'Zone'], (i) => [
      ...[`2.0261${1 + (i % 6)}E+11`, `${day(i)} 08:00`, zones[i % 2]!],
    ]);
    const found = await suggestionFor(rounded);
    expect(found.columns.ref).toBeUndefined();
    expect(found.notes.join()).toContain(
      'rounded by a spreadsheet (such as 2.02611E+11: 6 different ones for 24 rows)',
    );
    const cut = table(['Case ID', 'Created', 'Zone'], (i) => [
      ...[`202611${String(i % 9).padStart(9, '4')}000`, `${day(i)} 08:00`, zones[i % 2]!],
    ]);
    expect((await suggestionFor(cut)).columns.ref).toBeUndefined();
    const whole = table(['Case ID', 'Created', 'Zone'], (i) => [
      ...[`202611${String(i).padStart(9, '4')}`, `${day(i)} 08:00`, zones[i % 2]!],
    ]);
    expect((await suggestionFor(whole)).columns.ref).toBe('Case ID');
  });

  it('does not take a table of counts for requests', async () => {
    const counts = table(['Community', 'Month', 'Complaints', 'Suggestions'], (i) => [
      ...[zones[i % 2]!, `2024-${two(Math.floor(i / 2) + 1)}-01`, 100 + i, 20 + i],
    ]);
    const found = await suggestionFor(counts);
    expect(found.columns.opened).toBeUndefined();
    expect(found.notes[0]).toContain('look like counts (Complaints, Suggestions)');
    const arabic = table(['المجتمع', 'الشهر', 'عدد الشكاوى'], (i) => [
      ...[['مردف', 'البرشاء الأولى'][i % 2]!, `2024-${two(Math.floor(i / 2) + 1)}-01`, 100 + i],
    ]);
    expect((await suggestionFor(arabic)).columns.opened).toBeUndefined();
    for (const [header, row] of [
      // One row for each day of the city, for each community with a column for each month, for each service and day.
      [['Day', 'Total requests'], (i: number) => [day(i), 200 + i]],
      [['Community', 'Jan-26', 'Feb-26', 'Mar-26'], (i: number) => [`Ward ${i}`, i, 2 * i, 3 * i]],
      [['Service', 'Date', 'Happy', 'Neutral', 'Unhappy'], (i: number) => [zones[i % 2]!, day(i), i, 2, 3]],
    ] as const) {
      const { columns, notes } = await suggestionFor(table([...header], row));
      expect([columns.opened, notes.join()]).toEqual([
        undefined,
        expect.stringContaining('look like counts'),
      ]);
    }
    const requests = table(['Community', 'Day', 'Reports before'], (i) => [...[zones[i % 2]!, day(i), i]]);
    expect((await suggestionFor(requests)).columns.opened).toBe('Day');
  });

  it('opens no request on the one day on which the file was made', async () => {
    const text = table(['Ref', 'Report Date', 'Date', 'Zone'], (i) => [
      i,
      '2024-04-30',
      day(i),
      zones[i % 2]!,
    ]);
    const found = await suggestionFor(text);
    expect(found.columns.opened).toBe('Date');
    expect(found.notes.join()).toContain('"Report Date" has one date in all rows');
    // All of one day, as where it is exported daily: no other column is called like an opening.
    const daily = table(['Ref', 'Created', 'Closed', 'Zone'], (i) => [
      i,
      '2024-03-01',
      day(i),
      zones[i % 2]!,
    ]);
    expect((await suggestionFor(daily)).columns).toMatchObject({ opened: 'Created', resolved: 'Closed' });
  });

  it('says why a column that is called like the opening is none', async () => {
    // As a spreadsheet shows instants with parts of a second, and such a number that it rounded.
    for (const example of ['00:12.0', '1.77235E+12']) {
      const found = await suggestionFor(
        table(['Ref', 'Created', 'Zone'], (i) => [i, example, zones[i % 2]!]),
      );
      expect(found.columns.opened).toBeUndefined();
      expect(found.notes.join()).toContain(
        `"Created" is called like it, but its values (such as ${example})`,
      );
    }
  });

  it('takes neither yes and no nor texts that are all different for what a request is about', async () => {
    const text = table(['Key', 'Created', 'Issue type subtask', 'Subject', 'Topic'], (i) => [
      ...[`K${i}`, `${day(i)} 08:00`, 'false', `The lamp near house ${i} is out`, ['Lamp', 'Hole'][i % 2]!],
    ]);
    const { columns } = await suggestionFor(text);
    expect([columns.topic, columns.service]).toEqual(['Topic', undefined]);
    const without = await suggestionFor(text.replace(/,(Topic|Lamp|Hole)(?=\r)/g, ''));
    expect([without.columns.topic, without.columns.service]).toEqual([undefined, undefined]);
  });

  it('takes areas that are all different for areas', async () => {
    const text = table(['Ref', 'Created', 'Ward'], (i) => [i, `${day(i)} 08:00`, `Ward ${i + 1}`]);
    expect((await suggestionFor(text)).columns.zone).toBe('Ward');
  });

  it('says that Makani numbers were rounded', async () => {
    const text = table(['Ref', 'Created', 'Makani'], (i) => [i, day(i), `3.00${two(i)}E+09`]);
    const found = await suggestionFor(text);
    expect(found.columns).not.toHaveProperty('makani');
    expect(found.notes.join()).toContain('only 0 % of the values of "Makani" are Makani numbers');
  });

  it('keeps letters apart from e-mail where a column has both', async () => {
    const channels = (words: readonly string[]) =>
      table(['Case', 'Created', 'Zone', 'Channel'], (i) => [
        ...[`M${i}`, `${day(i)} 08:00`, zones[i % 2]!, words[i % words.length]!],
      ]);
    const both = await importFile(channels(['Mail', 'Email', 'Phone', 'Mail']));
    const counts = (file: typeof both) => {
      const codes = [...file.table.column('channel')];
      return Object.fromEntries(
        file.words.channel
          .map(({ id }, code) => [id, codes.filter((one) => one === code).length] as const)
          .filter(([, count]) => count > 0),
      );
    };
    expect(counts(both)).toEqual({ mail: 12, email: 6, 'call-centre': 6 });
    expect((await suggestionFor(channels(['Mail', 'Email']))).notes.join()).toContain(
      'stands beside "Email"',
    );
    expect(counts(await importFile(channels(['Mail', 'Phone'])))).toEqual({ email: 12, 'call-centre': 12 });
  });

  it('takes neither ticks for a channel nor votes for satisfaction', async () => {
    const text = table(['Ref', 'Created', 'Follow up needed', 'rating', 'closed'], (i) => [
      ...[`X${i}`, `${day(i)} 08:00`, i % 3 === 0 ? '' : 'x', 1 + (i % 5), i % 2 ? `${day(i)} 18:00` : ''],
    ]);
    const found = await suggestionFor(text);
    expect(found.columns.channel).toBeUndefined();
    expect(found.columns.satisfaction).toBeUndefined();
    expect(found.notes.join()).toContain('as votes have');
    const answers = table(['Ref', 'Created', 'rating'], (i) => [
      ...[`X${i}`, `${day(i)} 08:00`, i % 3 === 0 ? 1 + (i % 5) : ''],
    ]);
    expect((await suggestionFor(answers)).columns.satisfaction).toBe('rating');
  });
});

// Guards: what systems write in place of a value, and beside a word.
describe('words and signs of systems', () => {
  it("reads MySQL's \\N and a spreadsheet's errors as missing", async () => {
    const text = table(['id', 'created_at', 'closed_at', 'district'], (i) => [
      ...[i, `${day(i)} 08:00:00`, i % 2 ? `${day(i)} 18:00:00` : '\\N'],
      i % 3 === 2 ? ['\\N', '#REF!'][(i / 3) & 1]! : ['North', 'South'][i % 3]!,
    ]);
    const file = await importFile(text);
    expect(file.report.filled).toMatchObject({ resolved: 12, zone: 16 });
    expect(file.zones.zones.map(({ en }) => en).toSorted()).toEqual(['North', 'South']);
  });

  it('reads dates of noughts as missing', async () => {
    for (const none of [
      '0000-00-00 00:00:00',
      '0000-00-00',
      '00/00/0000',
      '00000000',
      '0000-00-00T00:00:00Z',
    ]) {
      const text = table(['id', 'created', 'closed', 'zone'], (i) => [
        ...[`C${i}`, `${day(i)} 08:00:00`, i % 3 ? none : `${day(i)} 18:00:00`, zones[i % 2]!],
      ]);
      const { report } = await importFile(text);
      expect(report.mapping.columns).toMatchObject({ opened: 'created', resolved: 'closed' });
      expect([report.filled.resolved, report.badValues]).toEqual([8, {}]);
    }
    const refs = table(['ref', 'created'], (i) => [`0000${i}`, day(i)]);
    expect((await importFile(refs)).table.refs[7]).toBe('00007');
  });

  it("joins SAP's days and times of day, which have no marks, and takes no numbers for times", async () => {
    const plain = (i: number) => day(i).replaceAll('-', '');
    const text = table(['TICKET_ID', 'CREATED_ON', 'CREATED_AT', 'CLOSED_ON', 'CLOSED_AT'], (i) => [
      ...[`8${i}`, plain(i), '080512', i % 2 ? plain(i) : '00000000', i % 2 ? '171500' : '000000'],
    ]);
    const done = await importFile(text, {
      mapping: { ...(await suggestionFor(text)), timeZone: 'UTC' } as MappingFile,
    });
    expect(done.time('opened', 0)).toBe('2024-03-01T08:05:12Z');
    expect([done.time('resolved', 0), done.time('resolved', 1)]).toEqual([null, '2024-03-02T17:15:00Z']);
    const numbered = table(['CREATED_ON', 'TICKET'], (i) => [plain(i), 100_100 + i]);
    expect((await suggestionFor(numbered)).columns).toMatchObject({ opened: 'CREATED_ON', ref: 'TICKET' });
  });

  it('leaves invisible marks around references out', async () => {
    const text = table(['Ref', 'Created', 'Updated'], (i) => [
      ...[i < 12 ? `\u200e${i}\u200e` : i - 12, day(i % 12), day(i)],
    ]);
    const { report, table: requests } = await importFile(text);
    expect([report.rows, report.superseded, requests.refs[3]]).toEqual([12, 12, '3']);
  });

  it('knows a word with a code beside it', async () => {
    const words = ['1 - Critical', '2 - High', 'P3: Moderate', 'Low (4)'];
    const text = table(['Ticket', 'Opened', 'Zone', 'Priority'], (i) => [
      ...[`P${i}`, `${day(i)} 08:00`, zones[i % 2]!, words[i % 4]!],
    ]);
    const { table: requests, words: dictionaries } = await importFile(text);
    const codes = [...requests.column('priority')];
    expect(dictionaries.priority.map((_, code) => codes.filter((one) => one === code).length)).toEqual([
      6, 6, 6, 6,
    ]);
  });

  it('knows the states of other systems, done and not', async () => {
    const states = {
      'Fixed - Council': true,
      'No further action': true,
      'Unable to fix': true,
      Investigating: false,
      'Closed Complete': true,
      'Awaiting Caller': false,
      'Problem Solved': true,
      afgehandeld: true,
      FINALIZADA: true,
      'AGUARDANDO ATENDIMENTO': false,
      'EM ANÁLISE': false,
      erledigt: true,
      'حل شدہ': true,
    };
    const names = Object.keys(states);
    const text = table(
      ['id', 'created_at', 'Status'],
      (i) => [`S${i}`, `${day(i)} 08:00`, names[i % names.length]!],
      names.length * 2,
    );
    const file = await importFile(text);
    expect(file.report.unknownWords.stage).toBeUndefined();
    const stages = [...file.table.column('stage')].slice(0, names.length);
    expect(stages.map((code) => file.words.stage[code]!.done)).toEqual(Object.values(states));
  });

  it('takes British codes of wards for areas, not for telephone numbers', async () => {
    const text = table(['Report ID', 'Created', 'Ward code'], (i) => [
      ...[`W${i}`, `${day(i)} 08:00`, `E0590010${1 + (i % 3)}`],
    ]);
    const file = await importFile(text);
    expect(file.zones.zones.map(({ en }) => en)).toEqual(['E05900101', 'E05900102', 'E05900103']);
  });
});
