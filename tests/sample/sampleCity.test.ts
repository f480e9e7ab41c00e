import { describe, expect, it } from 'vitest';
import type { TopicFacts } from '../../src/intake/reference.ts';
import { parseCalendar } from '../../src/model/calendar.ts';
import { formatDay, monthOfDay, parseDay, weekdayOfDay } from '../../src/model/day.ts';
import { type RequestColumn, requestColumnNames } from '../../src/model/schema.ts';
import { basisOf } from '../../src/model/segment/basis.ts';
import { encodeRefs } from '../../src/model/segment/refs.ts';
import { encodeSegment } from '../../src/model/segment/segment.ts';
import { dayKind } from '../../src/sample/rhythm.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { makeSampleCity, type SampleCity } from '../support/sampleCity.ts';

const asOf = Date.parse('2026-03-10T15:00:00+04:00') / 1000;
const twoYears = makeSampleCity({ rows: 20_000, seed: 7, asOf });
/** 20,000 requests in four months: dense enough to see what was planted last winter. */
const fourMonths = makeSampleCity({ rows: 20_000, seed: 7, asOf, months: 4 });

interface Rows {
  readonly length: number;
  value(column: RequestColumn, row: number): number | null;
}

function* rowsOf({ table }: { table: Rows }): Generator<(column: RequestColumn) => number | null> {
  for (let row = 0; row < table.length; row++) yield (column) => table.value(column, row);
}

function count(
  city: SampleCity,
  condition: (value: (column: RequestColumn) => number | null) => boolean,
): number {
  let found = 0;
  for (const value of rowsOf(city)) if (condition(value)) found++;
  return found;
}

/** References of the first few rows that a condition does not hold for. */
function faults(
  city: SampleCity,
  holds: (value: (column: RequestColumn) => number | null) => boolean,
): string[] {
  const found: string[] = [];
  let row = 0;
  for (const value of rowsOf(city)) {
    if (!holds(value) && found.length < 5) found.push(city.table.refs[row]!);
    row++;
  }
  return found;
}

function codeOf(words: readonly { readonly id: string }[], id: string): number {
  const code = words.findIndex((word) => word.id === id);
  expect(code, id).toBeGreaterThanOrEqual(0);
  return code;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function bytesOf({ table, words, ...facts }: SampleCity): Buffer {
  const order = Uint32Array.from({ length: table.length }, (_, i) => i);
  const done = words.stage.map((stage) => stage.done);
  const basis = basisOf({ ...facts, cut: facts.asOf });
  const { head, details, rows, rids } = encodeSegment(table, order, basis, done);
  return Buffer.concat([
    head,
    details,
    encodeRefs(
      rids,
      Array.from(rows, (row) => table.refs[row]!),
    ),
  ]);
}

describe('one seed', () => {
  const options = { rows: 3000, seed: 3, asOf, months: 3 };
  const first = makeSampleCity(options);

  it('makes the same bytes, truth and goals again', () => {
    const second = makeSampleCity(options);
    expect(bytesOf(second).equals(bytesOf(first))).toBe(true);
    expect(second.truth).toEqual(first.truth);
    expect(second.goals).toEqual(first.goals);
  });

  it('differs from another one in most rows', () => {
    const other = makeSampleCity({ ...options, seed: 4 });
    const same = count(other, () => true);
    let equal = 0;
    for (let row = 0; row < same; row++) {
      if (other.table.value('topic', row) === first.table.value('topic', row)) equal++;
    }
    expect(equal).toBeLessThan(same / 10);
  });
});

describe.each([
  ['two years', twoYears],
  ['four months', fourMonths],
])('every request of %s', (_, city) => {
  it('is there exactly once', () => {
    expect(city.table.length).toBe(20_000);
    expect(new Set(city.table.refs).size).toBe(20_000);
    expect(city.table.refs[0]).toMatch(/^SR-20\d\d-\d{7}$/);
  });

  it('comes in order of time, within the history', () => {
    const opened = city.table.column('opened');
    expect(opened.every((at, row) => row === 0 || at >= opened[row - 1]!)).toBe(true);
    const first = city.table.value('day', 0)!;
    expect(first).toBeGreaterThanOrEqual(parseDay(city === twoYears ? '2024-03-11' : '2025-11-11')!);
    expect(opened.at(-1)!).toBeLessThanOrEqual(asOf);
    expect(opened.at(-1)!).toBeGreaterThan(asOf - 86_400);
  });

  it('has no step after asOf', () => {
    const steps = ['opened', 'responded', 'firstResolved', 'resolved', 'updated'] as const;
    expect(faults(city, (value) => steps.every((column) => (value(column) ?? 0) <= asOf))).toEqual([]);
  });

  it('takes its steps in order', () => {
    const inOrder = (...instants: (number | null)[]) => {
      const known = instants.filter((at) => at !== null);
      return known.every((at, i) => i === 0 || at >= known[i - 1]!);
    };
    expect(
      faults(city, (value) => {
        const [opened, responded, firstResolved, resolved] = (
          ['opened', 'responded', 'firstResolved', 'resolved'] as const
        ).map(value) as [number, number | null, number | null, number | null];
        return (
          inOrder(opened, responded, firstResolved, resolved, value('updated')) &&
          (firstResolved === null || responded !== null) &&
          (resolved === null || firstResolved !== null) &&
          opened < value('dueResponse')! &&
          inOrder(value('dueResponse'), value('dueResolution')) &&
          (value('responseWork') === null) === (responded === null) &&
          (value('resolutionWork') === null) === (resolved === null) &&
          value('version')! > 0
        );
      }),
    ).toEqual([]);
  });

  it('stands in the stage that its steps say', () => {
    expect(
      faults(city, (value) => {
        const { id, done } = city.words.stage[value('stage')!]!;
        const comesBack = value('reopened') === 1;
        return (
          done === (value('resolved') !== null) &&
          (id === 'reopened') === (comesBack && !done) &&
          (id !== 'received' || value('responded') === null) &&
          (id !== 'in-progress' || value('responded') !== null) &&
          (done || comesBack || value('firstResolved') === null) &&
          (done || value('satisfaction') === null) &&
          (!comesBack || value('firstResolved') !== null)
        );
      }),
    ).toEqual([]);
  });

  it('has codes that the dictionaries know', () => {
    const { words, zones } = city;
    const sizes = Object.entries({
      zone: zones.zones.length,
      place: zones.places.length,
      category: words.category.length,
      channel: words.channel.length,
      account: words.account.length,
      topic: words.topic.length,
      entity: words.entity.length,
      stage: words.stage.length,
      priority: words.priority.length,
      language: words.language.length,
      customerKind: words.customerKind.length,
      satisfaction: 6,
      attachments: 11,
      reopened: 2,
      firstContact: 2,
      repeat30d: 2,
      duplicate: 2,
      handover48h: 2,
    }) as [RequestColumn, number][];
    const optional = new Set<RequestColumn>(['zone', 'place', 'account', 'satisfaction', 'firstContact']);
    expect(
      faults(city, (value) =>
        sizes.every(([column, size]) => {
          const code = value(column);
          return code === null ? optional.has(column) : code < size;
        }),
      ),
    ).toEqual([]);
    expect(faults(city, (value) => value('satisfaction') !== 0)).toEqual([]);
  });

  // Guards: that the column shows what it is for: photos come with reports from the street, hardly ever with a call.
  it('comes with files as its channel and category do', () => {
    const { channel, category } = city.words;
    const shareOf = (channelId: string, categoryId: string) => {
      const [at, about] = [codeOf(channel, channelId), codeOf(category, categoryId)];
      const among = (value: (column: RequestColumn) => number | null) =>
        value('channel') === at && value('category') === about;
      return count(city, (value) => among(value) && value('attachments')! > 0) / count(city, among);
    };
    expect(shareOf('call-centre', 'report')).toBeLessThan(0.06);
    expect(shareOf('call-centre', 'inquiry')).toBeLessThan(0.01);
    expect(shareOf('mobile-app', 'report')).toBeGreaterThan(0.55);
    expect(shareOf('my-city', 'report')).toBeGreaterThan(0.8);
    expect(shareOf('whatsapp', 'report')).toBeGreaterThan(0.4);
    expect(shareOf('whatsapp', 'inquiry')).toBeLessThan(0.1);
  });

  it('is at a place of its own zone, and its point near by', () => {
    const { zones, places } = city.zones;
    const kmBetween = (lon: number, lat: number, to: readonly [number, number]) =>
      Math.hypot((lon - to[0]) * 111.32 * Math.cos((to[1] * Math.PI) / 180), (lat - to[1]) * 111.32);
    let points = 0;
    expect(
      faults(city, (value) => {
        const zone = value('zone') === null ? null : zones[value('zone')!]!;
        const place = value('place') === null ? null : places[value('place')!]!;
        if (place && place.zone !== zone?.id) return false;
        const [lon, lat] = [value('pointLon'), value('pointLat')];
        if (lon === null || lat === null) return lon === lat;
        points++;
        const km = kmBetween(lon * city.pointStep, lat * city.pointStep, (place ?? zone)!.label!);
        // Rounding to the grid moves a point by up to 80 m.
        return km < 0.08 + (place ? 0.6 : Math.sqrt(zone!.areaKm2! / Math.PI));
      }),
    ).toEqual([]);
    expect(points / city.table.length).toBeGreaterThan(0.6);
    expect(points / city.table.length).toBeLessThan(0.75);
  });
});

// Guards: that a channel of another city is neither drawn nor listed in this one, and known to imports all the same.
// Guards: that the second level is there to be looked at, belongs to the first, and is at times not told.
it('tells accounts of social media and My City', () => {
  const { channel, account } = twoYears.words;
  const [social, mine] = [codeOf(channel, 'social-media'), codeOf(channel, 'my-city')];
  expect(
    faults(twoYears, (value) => {
      const code = value('account');
      return code === null || account[code]!.channel === channel[value('channel')!]!.id;
    }),
  ).toEqual([]);
  const all = count(twoYears, (value) => value('channel') === social);
  const of = (id: string) => count(twoYears, (value) => value('account') === codeOf(account, id)) / all;
  expect(of('instagram')).toBeGreaterThan(0.3);
  expect(of('linkedin')).toBeGreaterThan(0.005);
  const untold = count(twoYears, (value) => value('channel') === social && value('account') === null);
  expect(untold / all).toBeGreaterThan(0.03);
  expect(untold / all).toBeLessThan(0.1);
  expect(count(twoYears, (value) => value('channel') === mine && value('account') === null)).toBe(0);
});

it('has My City and not City Guard', () => {
  const ids = (words: readonly { id: string }[]) => words.map(({ id }) => id);
  expect(ids(referenceData().words.channel)).toContain('city-guard');
  expect(ids(twoYears.words.channel)).toEqual(
    ids(referenceData().words.channel).filter((id) => id !== 'city-guard'),
  );
  const mine = codeOf(twoYears.words.channel, 'my-city');
  expect(count(twoYears, (value) => value('channel') === mine)).toBeGreaterThan(80);
});

describe.each([
  ['my-city', (topic: TopicFacts) => topic.myCity],
  ['virtual-appointment', (topic: TopicFacts) => topic.virtualAppointment],
])('the channel %s', (id, isOpen) => {
  it('has requests about its own topics only', () => {
    const channel = codeOf(twoYears.words.channel, id);
    const { topics } = referenceData();
    const suggestion = codeOf(twoYears.words.category, 'suggestion');
    let seen = 0;
    for (const value of rowsOf(twoYears)) {
      // Suggestions are about anything where the channel has no topic for them.
      if (value('channel') !== channel || value('category') === suggestion) continue;
      seen++;
      expect(isOpen(topics[value('topic')!]!), topics[value('topic')!]!.id).toBe(true);
    }
    expect(seen).toBeGreaterThan(80);
  });
});

describe('the rhythm', () => {
  const { words } = twoYears;

  it('rests on days off', () => {
    const days = new Map<number, number>();
    for (const value of rowsOf(twoYears)) {
      const weekday = weekdayOfDay(value('day')!);
      days.set(weekday, (days.get(weekday) ?? 0) + 1);
    }
    const weekend = (days.get(6)! + days.get(7)!) / 2;
    const week = (days.get(2)! + days.get(3)! + days.get(4)!) / 3;
    expect(weekend / week).toBeGreaterThan(0.4);
    expect(weekend / week).toBeLessThan(0.65);
    expect(days.get(5)! / week).toBeLessThan(0.95);
    expect(days.get(5)!).toBeGreaterThan(weekend);
  });

  it('lets service centres receive only while the offices work', () => {
    const centre = codeOf(words.channel, 'service-centre');
    const calendar = parseCalendar(twoYears.calendar);
    let seen = 0;
    for (const value of rowsOf(twoYears)) {
      if (value('channel') !== centre) continue;
      seen++;
      const day = value('day')!;
      const second = value('opened')! + 4 * 3600 - day * 86_400;
      const { hours } = dayKind(calendar, 7, day);
      expect(
        hours.some(({ from, to }) => from <= second && second < to),
        `${formatDay(day)} at ${second} s`,
      ).toBe(true);
    }
    expect(seen).toBeGreaterThan(100);
  });

  it('has calls by day and WhatsApp in the evening', () => {
    const share = (channel: string, from: number, to: number) => {
      const code = codeOf(words.channel, channel);
      const all = count(twoYears, (value) => value('channel') === code);
      return (
        count(
          twoYears,
          (value) => value('channel') === code && value('hour')! >= from && value('hour')! < to,
        ) / all
      );
    };
    expect(share('call-centre', 8, 14)).toBeGreaterThan(0.45);
    expect(share('whatsapp', 18, 23)).toBeGreaterThan(0.27);
    expect(share('call-centre', 18, 23)).toBeLessThan(0.15);
  });

  it('moves from calls to WhatsApp and the app', () => {
    const half = (asOf - 365 * 86_400) as number;
    const share = (channel: string, late: boolean) => {
      const code = codeOf(words.channel, channel);
      const among = (value: (column: RequestColumn) => number | null) => value('opened')! > half === late;
      return count(twoYears, (value) => among(value) && value('channel') === code) / count(twoYears, among);
    };
    expect(share('call-centre', true)).toBeLessThan(share('call-centre', false) - 0.02);
    expect(share('whatsapp', true)).toBeGreaterThan(share('whatsapp', false) + 0.02);
    expect(share('mobile-app', true)).toBeGreaterThan(share('mobile-app', false));
  });

  it('knows the summer and Eid', () => {
    const inMonths = (topic: string, months: readonly number[]) => {
      const code = codeOf(words.topic, topic);
      return count(
        twoYears,
        (value) => value('topic') === code && months.includes(monthOfDay(value('day')!) % 12),
      );
    };
    expect(inMonths('cockroaches-ants', [5, 6, 7, 8])).toBeGreaterThan(
      1.5 * inMonths('cockroaches-ants', [11, 0, 1, 2]),
    );
    expect(inMonths('park-event-booking', [10, 11, 0, 1])).toBeGreaterThan(
      1.5 * inMonths('park-event-booking', [5, 6, 7, 8]),
    );
    // Eid Al Adha: 16 June 2024, 6 June 2025.
    expect(inMonths('slaughterhouse', [4, 5])).toBeGreaterThan(2 * inMonths('slaughterhouse', [8, 9]));
  });
});

describe('the figures', () => {
  const { words } = twoYears;
  const done = new Set(words.stage.flatMap((stage, code) => (stage.done ? [code] : [])));
  const isDone = (value: (column: RequestColumn) => number | null) => done.has(value('stage')!);

  /** How often one condition holds among the rows for which another does. */
  const shareOf = (
    among: (value: (column: RequestColumn) => number | null) => boolean,
    holds: (value: (column: RequestColumn) => number | null) => boolean,
  ) => count(twoYears, (value) => among(value) && holds(value)) / count(twoYears, among);

  it('of the contact centre are those published for 2013: 77.5 % information, 77.9 % of it solved at first contact', () => {
    const calls = codeOf(words.channel, 'call-centre');
    const inquiry = codeOf(words.category, 'inquiry');
    const information = shareOf(
      (value) => value('channel') === calls,
      (value) => value('category') === inquiry,
    );
    const atOnce = shareOf(
      (value) => value('channel') === calls && value('firstContact') !== null,
      (value) => value('firstContact') === 1,
    );
    // 7,000 calls, 5,400 inquiries: four standard errors.
    expect(Math.abs(information - 0.775)).toBeLessThan(0.02);
    expect(Math.abs(atOnce - 0.779)).toBeLessThan(0.0225);
  });

  it("of half a year of cases are a municipality's at its end: 17,368 of 21,275 completed", () => {
    const from = Date.parse('2025-07-01T00:00:00+04:00') / 1000;
    const end = Date.parse('2026-01-01T00:00:00+04:00') / 1000;
    const cases = new Set(
      ['report', 'observation', 'complaint', 'service-request'].map((id) => codeOf(words.category, id)),
    );
    const completed = shareOf(
      (value) => cases.has(value('category')!) && value('opened')! >= from && value('opened')! < end,
      (value) => isDone(value) && value('resolved')! < end,
    );
    expect(Math.abs(completed - 17_368 / 21_275)).toBeLessThan(0.03);
  });

  it('of satisfaction are 85 % of the full marks', () => {
    let ratings = 0;
    let sum = 0;
    for (const value of rowsOf(twoYears)) {
      ratings += value('satisfaction') === null ? 0 : 1;
      sum += value('satisfaction') ?? 0;
    }
    expect(ratings / twoYears.table.length).toBeGreaterThan(0.09);
    expect(Math.abs(sum / ratings / 5 - 0.85)).toBeLessThan(0.02);
  });

  it('of what is older and of due times are believable', () => {
    const completion = shareOf((value) => value('opened')! < asOf - 90 * 86_400, isDone);
    expect(completion).toBeGreaterThan(0.94);
    expect(completion).toBeLessThan(0.985);
    const onTime = shareOf(
      (value) => isDone(value) || value('dueResolution')! < asOf,
      (value) => isDone(value) && value('resolved')! <= value('dueResolution')!,
    );
    expect(onTime).toBeGreaterThan(0.8);
    expect(onTime).toBeLessThan(0.87);
  });

  it('give every place and nearly every zone its share, and some requests none', () => {
    const seen = (column: RequestColumn) => new Set([...rowsOf(twoYears)].map((value) => value(column)));
    expect(seen('place').size).toBe(twoYears.zones.places.length + 1);
    expect(seen('zone').size).toBeGreaterThan(200);
    const none = count(twoYears, (value) => value('zone') === null) / twoYears.table.length;
    expect(none).toBeGreaterThan(0.006);
    expect(none).toBeLessThan(0.014);
    const outside = codeOf(twoYears.zones.zones, 'outside');
    expect(count(twoYears, (value) => value('zone') === outside)).toBeGreaterThan(30);
  });

  it('set the limit of the open stock a tenth above its usual height', () => {
    const usual: number[] = [];
    for (let week = 0; week < 13; week++) {
      const at = asOf - (week + 0.6) * 7 * 86_400;
      usual.push(
        count(twoYears, (value) => value('opened')! <= at && !(isDone(value) && value('resolved')! <= at)),
      );
    }
    const limit = twoYears.goals.open!;
    expect(limit / median(usual)).toBeGreaterThan(1.04);
    expect(limit / median(usual)).toBeLessThan(1.2);
    expect(Number(limit.toPrecision(2))).toBe(limit);
  });
});

describe('a call promised on WhatsApp', () => {
  it('comes within 48 hours, about the same', () => {
    const { channel } = fourMonths.words;
    const calls = codeOf(channel, 'call-centre');
    const whatsapp = codeOf(channel, 'whatsapp');
    const rows = [...rowsOf(fourMonths)];
    const handedOver = rows.flatMap((value, row) => (value('handover48h') === 1 ? [row] : []));
    expect(handedOver.every((row) => rows[row]!('channel') === whatsapp)).toBe(true);
    const called = handedOver.filter((row) => {
      const value = rows[row]!;
      return rows
        .slice(row + 1)
        .some(
          (later) =>
            later('channel') === calls &&
            later('topic') === value('topic') &&
            later('zone') === value('zone') &&
            later('opened')! - value('opened')! <= 48 * 3600,
        );
    });
    expect(handedOver.length).toBeGreaterThan(300);
    // In a small city a quiet night can leave a promise without a call that would keep it.
    expect(called.length / handedOver.length).toBeGreaterThan(0.99);
  });
});

describe('options out of range', () => {
  it.each([
    [{ rows: 0 }, /rows 0, expected a whole number from 1/],
    [{ rows: 1.5 }, /rows 1.5/],
    [{ seed: -1 }, /seed -1/],
    [{ asOf: 5 }, /as-of 5/],
    [{ months: 0 }, /months 0/],
  ])('%j are refused with what was expected', (option, message) => {
    expect(() => makeSampleCity({ rows: 10, seed: 1, asOf, ...option })).toThrow(message);
  });

  it('a city of one request, and one as of just after midnight, can be made', () => {
    const one = makeSampleCity({ rows: 1, seed: 1, asOf, months: 1 });
    expect(one.table.length).toBe(1);
    const midnight = Date.parse('2026-03-10T00:00:03+04:00') / 1000;
    const night = makeSampleCity({ rows: 2000, seed: 1, asOf: midnight, months: 1 });
    expect(Math.max(...night.table.column('opened'))).toBeLessThanOrEqual(midnight);
    expect(requestColumnNames.every((name) => night.table.column(name).length === 2000)).toBe(true);
  });
});
