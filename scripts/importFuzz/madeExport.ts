import type { MappingFile } from '../../src/intake/mapping.ts';
import type { Reference } from '../../src/intake/reference.ts';
import { fold } from '../../src/model/fold.ts';
import type { Random } from '../../src/sample/random.ts';
import { dateWriters } from './dateWriters.ts';

/** A made export: its table, what an import of it must answer, and what must never come out of it. */
export interface MadeExport {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns whose values are dates as YYYY-MM-DD HH:MM:SS, which a workbook may hold as numbers. */
  readonly isoColumns: ReadonlySet<number>;
  readonly mapping: MappingFile;
  readonly truth: Truth;
  readonly secrets: Secrets;
}

/** What the generator knows of the snapshot: counts by id; '' stands for none. */
export interface Truth {
  readonly read: number;
  readonly rows: number;
  readonly rejected: number;
  readonly superseded: number;
  readonly zones: Readonly<Record<string, number>>;
  readonly channels: Readonly<Record<string, number>>;
  readonly stages: Readonly<Record<string, number>>;
  /** Sum of the instants of opening, epoch seconds. */
  readonly opened: number;
}

/** Personal values of the export. */
export interface Secrets {
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly texts: readonly string[];
}

type Known = readonly [text: string, id: string];

const names = ['Ahmed Alfuzzi', 'Sara Fuzzmann', 'محمد الفزاري', 'فاطمة الفزية', 'John Fuzzby'];
const places = ['North End', 'South End', 'Old Town', 'Ward 7', 'Harbour', 'حي النخيل', 'الحي الشرقي'];
const unknownChannels = ['Fax', 'Telegram', 'بريد الحمام'];
const topics = ['Potholes', 'Street lights', 'Noise', 'تراكم نفايات', 'إنارة الشوارع', 'Waste, bulky; other'];

/** Makes a random export with its known answers. */
export function makeExport(random: Random, reference: Reference): MadeExport {
  const pick = <T>(values: readonly T[]) => values[random.below(values.length)]!;
  const dubai = random.chance(0.4);
  const inArabic = random.chance(0.4);
  const dates = pick(dateWriters);
  const count = random.chance(0.05) ? random.below(300) : 1 + random.below(40);
  const zonesKnown: Known[] = dubai
    ? Array.from({ length: 6 }, () => {
        const zone = pick(reference.zones.zones.slice(0, 220));
        return [pick([zone.id, zone.en, zone.ar, zone.en.toUpperCase()]), zone.id] as const;
      })
    : places.map((place) => [place, fold(place)] as const);
  const words = (list: readonly { id: string; en: string; ar: string }[]): Known[] =>
    list.map((word) => [pick([word.id, word.en, word.ar, word.en.toUpperCase()]), word.id] as const);
  const channelsKnown = words(reference.words.channel);
  const stagesKnown = words(reference.words.stage);

  const has = {
    ref: random.chance(0.7),
    resolved: random.chance(0.5),
    stage: random.chance(0.7),
    points: random.chance(0.4),
    personal: random.chance(0.8),
  };
  const columns: { name: string; field: keyof MappingFile['columns'] | null; cell: () => string }[] = [];
  const secrets = {
    names: [] as string[],
    emails: [] as string[],
    phones: [] as string[],
    texts: [] as string[],
  };
  const keep = (list: string[], value: string) => {
    list.push(value);
    return value;
  };

  // The request that the cells of a row are made for.
  let at = new Date(0);
  let isBad = false;
  let ref = '';
  let zone: Known = ['', ''];
  let channel: Known = ['', ''];
  let stage: Known = ['', ''];
  let resolved = '';
  let serial = 0;
  const column = (field: keyof MappingFile['columns'] | null, en: string, ar: string, cell: () => string) =>
    columns.push({ name: inArabic ? ar : en, field, cell });
  if (has.ref) column('ref', 'Request ID', 'رقم الطلب', () => ref);
  column('opened', 'Created Date', 'تاريخ الإنشاء', () =>
    isBad ? pick(['', 'N/A', 'not a date', '1347/09/12', '99/99/2026']) : dates.write(at),
  );
  if (has.resolved) column('resolved', 'Closed Date', 'تاريخ الإغلاق', () => resolved);
  column('zone', 'Ward', 'المنطقة', () => zone[0]);
  column('channel', 'Channel', 'القناة', () => channel[0]);
  column('topic', 'Topic', 'الموضوع', () => pick(topics));
  if (has.stage) column('stage', 'Status', 'الحالة', () => stage[0]);
  if (has.points) {
    column('longitude', 'location.longitude', 'location.longitude', () => (55 + random.float()).toFixed(4));
    column('latitude', 'location.latitude', 'location.latitude', () => (25 + random.float() / 3).toFixed(4));
  }
  if (has.personal) {
    column(null, 'Customer Name', 'اسم المتعامل', () => keep(secrets.names, `${pick(names)} ${serial}`));
    column(null, 'Mobile No', 'رقم الهاتف', () =>
      keep(secrets.phones, `+97150${1_000_000 + random.below(8_999_999)}`),
    );
    column(null, 'Email', 'البريد الإلكتروني', () =>
      keep(secrets.emails, `fuzz${serial}.${random.below(1e6)}@example.com`),
    );
    column(null, 'Details', 'الوصف', () =>
      keep(
        secrets.texts,
        `Villa ${serial}: ${pick(names)} says\n"${'please come, '.repeat(10 + random.below(10))}"`,
      ),
    );
  }
  shuffle(columns, random);

  const mappedDates: MappingFile['dates'] = {};
  const table: string[][] = [];
  const kept = new Map<string, { opened: number; zone: string; channel: string; stage: string }>();
  let rejected = 0;
  let superseded = 0;
  let decided = false;
  for (serial = 0; serial < count; serial++) {
    at = new Date(Math.floor((1_704_067_200 + random.below(70_000_000)) / dates.step) * dates.step * 1000);
    isBad = random.chance(0.04);
    ref = has.ref ? `SR-${serial > 0 && random.chance(0.1) ? random.below(serial) : serial}` : '';
    zone = random.chance(0.05) ? ['', ''] : dubai && random.chance(0.1) ? ['Atlantis', ''] : pick(zonesKnown);
    channel = random.chance(0.05)
      ? ['', '']
      : random.chance(0.1)
        ? newWord(pick(unknownChannels))
        : pick(channelsKnown);
    stage = random.chance(0.05) ? ['', ''] : random.chance(0.05) ? ['Mystery', ''] : pick(stagesKnown);
    const closed = new Date(at.getTime() + (1 + random.below(20)) * 86_400_000);
    resolved = has.resolved && random.chance(0.6) ? dates.write(closed) : '';
    table.push(columns.map(({ cell }) => cell()));
    if (isBad) {
      rejected++;
      continue;
    }
    if (at.getUTCDate() > 12) decided = true;
    const opened = at.getTime() / 1000;
    const key = has.ref ? ref : `#${serial}`;
    const before = kept.get(key);
    if (before) superseded++;
    if (before && before.opened > opened) continue;
    kept.set(key, { opened, zone: zone[1], channel: channel[1], stage: stageOf() });
  }
  if (dates.order !== 'ymd' && (!decided || random.chance(0.5))) mappedDates.order = dates.order;

  function stageOf(): string {
    if (!has.stage) return has.resolved ? (resolved === '' ? 'received' : 'resolved') : '';
    return stage[1] !== '' ? stage[1] : resolved === '' ? '' : 'resolved';
  }

  const requests = [...kept.values()];
  const mapping = {
    columns: Object.fromEntries(
      columns.flatMap(({ field, name }) => (field === null ? [] : [[field, name]])),
    ) as MappingFile['columns'],
    dates: mappedDates,
    timeZone: 'UTC',
    zones: dubai ? 'dubai' : 'fromValues',
  } as const satisfies MappingFile;
  // In Dubai a point places what no word does; where is not known here.
  if (dubai && has.points) {
    delete (mapping.columns as Record<string, unknown>).longitude;
    delete (mapping.columns as Record<string, unknown>).latitude;
  }
  return {
    header: columns.map(({ name }) => name),
    rows: table,
    isoColumns: new Set(
      columns.flatMap(({ field }, i) =>
        dates.iso && (field === 'opened' || field === 'resolved') ? [i] : [],
      ),
    ),
    mapping,
    truth: {
      read: table.length,
      rows: requests.length,
      rejected,
      superseded,
      zones: counts(requests.map((request) => request.zone)),
      channels: counts(requests.map((request) => request.channel)),
      stages: counts(requests.map((request) => request.stage)),
      opened: requests.reduce((sum, { opened }) => sum + opened, 0),
    },
    secrets,
  };
}

/** Counts of the values, by value. */
export function counts(values: readonly string[]): Record<string, number> {
  const out: Record<string, number> = {};
  for (const value of values) out[value] = (out[value] ?? 0) + 1;
  return out;
}

function newWord(text: string): Known {
  return [text, fold(text)];
}

function shuffle<T>(values: T[], random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const other = random.below(i + 1);
    [values[i], values[other]] = [values[other]!, values[i]!];
  }
}
