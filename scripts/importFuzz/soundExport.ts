import type { Reference } from '../../src/intake/reference.ts';
import { isOfCity } from '../../src/model/zones.ts';
import type { Random } from '../../src/sample/random.ts';
import { clock, day, month } from './dateWriters.ts';

/** A request as an export without faults tells it. */
export interface Row {
  ref: string;
  opened: Date;
  /** Null: not resolved. */
  resolved: Date | null;
  zone: string;
  stage: string;
  channel: string;
  topic: string;
  lat: number;
  lon: number;
  rating: string;
}

/** An export of many rows that is right in each of them, before it is written. */
export interface Sound {
  readonly rows: Row[];
  readonly write: (at: Date) => string;
  /** How many months its openings lie in. */
  readonly months: number;
  /** Some tell no topic. */
  readonly header: Record<Exclude<keyof Row, 'topic'>, string> & { topic?: string };
}

/** A table as it is written. */
export type Table = readonly (readonly string[])[];

export const written = {
  dmy: (d: Date) => `${day(d)}/${month(d)}/${d.getUTCFullYear()} ${clock(d)}`,
  iso: (d: Date) => `${d.toISOString().slice(0, 10)} ${clock(d)}:00`,
  dots: (d: Date) => `${day(d)}.${month(d)}.${d.getUTCFullYear()} ${clock(d)}`,
  mdy: (d: Date) => `${month(d)}/${day(d)}/${d.getUTCFullYear()} ${clock(d)}`,
};

const english = {
  ...{ ref: 'Request No', opened: 'Created Date', resolved: 'Closed Date', zone: 'Community' },
  ...{ stage: 'Status', channel: 'Channel', topic: 'Topic', lat: 'Latitude', lon: 'Longitude' },
  rating: 'Satisfaction',
};
const arabic: typeof english = {
  ...{ ref: 'رقم الطلب', opened: 'تاريخ الإنشاء', resolved: 'تاريخ الإغلاق', zone: 'المنطقة' },
  ...{ stage: 'الحالة', channel: 'القناة', topic: 'الموضوع', lat: 'خط العرض', lon: 'خط الطول' },
  rating: 'التقييم',
};
export const channels = ['Website', 'WhatsApp', 'Call centre', 'E-mail'];
const topics = ['Waste', 'Street lights', 'Potholes', 'Trees', 'Pests', 'Noise', 'Drainage'];

/** Makes an export that has no fault. @param least how many rows it has at least */
export function soundExport(random: Random, reference: Reference, least: number): Sound {
  const pick = <T>(values: readonly T[]) => values[random.below(values.length)]!;
  const months = 1 + random.below(9);
  const from = random.below(12 - months + 1);
  const zones = reference.zones.zones.filter((zone) => isOfCity(zone) && zone.label);
  const some = Array.from({ length: 8 + random.below(30) }, () => pick(zones));
  const inArabic = random.chance(0.3);
  const near = () => (random.float() - 0.5) / 500;
  const rows = Array.from({ length: least + random.below(random.chance(0.3) ? 40 : 500) }, (_, i): Row => {
    const opened = new Date(
      Date.UTC(2025, from + random.below(months), 1 + random.below(28), 6, random.below(960)),
    );
    const open = random.chance(0.3);
    const zone = pick(some);
    return {
      ref: `SR-${10_000 + i}`,
      opened,
      resolved: open ? null : new Date(opened.getTime() + (10 + random.below(14_000)) * 60_000),
      zone: inArabic ? zone.ar : zone.en,
      stage: open ? pick(['New', 'In progress']) : pick(['Resolved', 'Closed']),
      channel: pick(channels),
      topic: pick(topics),
      lat: zone.label![1] + near(),
      lon: zone.label![0] + near(),
      rating: open || random.chance(0.8) ? '' : String(1 + random.below(5)),
    };
  });
  const { topic, ...untold } = inArabic ? arabic : english;
  const header = random.chance(0.2) ? untold : { ...untold, topic };
  return { rows, months, header, write: pick(Object.values(written)) };
}

/** The table of an export, its columns in any order. */
export function tableOf({ rows, header, write }: Sound, random: Random): Table {
  const columns = (Object.keys(header) as (keyof Row)[])
    .map((name) => ({ name, at: random.float() }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
  const cell = (value: Row[keyof Row]) =>
    value instanceof Date ? write(value) : typeof value === 'number' ? value.toFixed(5) : (value ?? '');
  return [
    [...columns.map((name) => header[name] ?? ''), ...besides.map(({ name }) => name)],
    ...rows.map((row) => [
      ...columns.map((name) => cell(row[name])),
      ...besides.map(({ value }) => value(row)),
    ]),
  ];
}

/** What a system writes beside what is asked for: full, and nothing that anybody misses. */
const besides: readonly { readonly name: string; readonly value: (row: Row) => string }[] = [
  { name: 'Origin System', value: () => 'CRM' },
  { name: 'Is Duplicate', value: ({ ref }) => (ref.endsWith('7') ? 'Yes' : 'No') },
  { name: 'Flow', value: ({ channel }) => flows[channels.indexOf(channel)]! },
  { name: 'Row Version', value: ({ opened }) => String(100 + opened.getUTCHours()) },
];
const flows = ['self-service', 'self-service', 'by an agent', 'in writing'];
