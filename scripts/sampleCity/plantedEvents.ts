import type { Reference } from '../../src/intake/reference.ts';
import { type Day, dateOfDay, dayOfDate } from '../../src/model/day.ts';
import { type DayRange, formatRange } from '../../src/model/filter.ts';
import type { Zone } from '../../src/model/zones.ts';
import { channelUses } from './channels.ts';
import { Random } from './random.ts';
import type { DayKind } from './rhythm.ts';
import { seasonOf } from './seasons.ts';
import type { SubjectSource } from './subjectSource.ts';

/** What an event changes: how many requests come, how long they take, how many come back or go on to a call. */
export type EventKind = 'volume' | 'duration' | 'reopening' | 'handover';

/** Ids of what an event is about, as in a filter; nothing said: everything. */
export type EventScope = Readonly<
  Partial<Record<'zone' | 'topic' | 'entity' | 'channel', readonly string[]>>
>;

/** Something with a known answer, planted so that it can be looked for. */
export interface PlantedEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly en: string;
  readonly ar: string;
  /** What is multiplied by this: see `kind`. */
  readonly factor: number;
  readonly days: DayRange;
  /** Days until the factor is reached, in equal steps. */
  readonly rampDays: number;
  /** Of a `volume` event of fixed size: how many requests each of its days gets on top; the factor follows from it. */
  readonly addedPerDay?: number;
  readonly scope: EventScope;
}

/** One event as it is written beside the data. `where`: the clauses that choose its requests. */
export interface TruthEntry {
  readonly id: string;
  readonly kind: EventKind;
  readonly en: string;
  readonly ar: string;
  readonly factor: number;
  readonly rampDays: number;
  readonly where: Readonly<Record<string, string>>;
  /** Requests that it is about, as the city has them. */
  readonly rows: number;
  /** Of a `volume` event: how many of them it added, or (negative) took away. Of others: how many it applied to. */
  readonly planted: number;
}

/** An event with its scope as codes, that counts what it does. */
export class ActiveEvent {
  readonly event: PlantedEvent;
  rows = 0;
  planted = 0;
  readonly zones: ReadonlySet<number> | null;
  readonly topics: ReadonlySet<number> | null;
  private readonly entities: ReadonlySet<number> | null;
  private readonly channels: ReadonlySet<number> | null;

  constructor(event: PlantedEvent, reference: Reference) {
    this.event = event;
    const codes = (list: readonly { readonly id: string }[], ids: readonly string[] | undefined) =>
      ids ? new Set(ids.map((id) => list.findIndex((one) => one.id === id))) : null;
    this.zones = codes(reference.zones.zones, event.scope.zone);
    this.topics = codes(reference.words.topic, event.scope.topic);
    this.entities = codes(reference.words.entity, event.scope.entity);
    this.channels = codes(reference.words.channel, event.scope.channel);
  }

  isOn(day: Day): boolean {
    return this.event.days.from <= day && day <= this.event.days.to;
  }

  factorOn(day: Day): number {
    const { days, factor, rampDays } = this.event;
    return 1 + (factor - 1) * Math.min(1, (day - days.from + 1) / Math.max(1, rampDays));
  }

  isAbout(zone: number, topic: number, entity: number, channel: number): boolean {
    return (
      (this.zones?.has(zone) ?? true) &&
      (this.topics?.has(topic) ?? true) &&
      (this.entities?.has(entity) ?? true) &&
      (this.channels?.has(channel) ?? true)
    );
  }

  truth(): TruthEntry {
    const { id, kind, en, ar, factor, rampDays, days, scope } = this.event;
    const where: Record<string, string> = { opened: formatRange(days) };
    for (const [dimension, ids] of Object.entries(scope)) where[dimension] = ids.join(',');
    return { id, kind, en, ar, factor, rampDays, where, rows: this.rows, planted: this.planted };
  }
}

/** What the events of a city are chosen from. */
export interface Stage {
  readonly reference: Reference;
  readonly subjects: SubjectSource;
  /** All days of the data. */
  readonly days: DayRange;
  readonly rowsPerWeek: number;
  readonly kindOf: (day: Day) => DayKind;
  readonly seed: number;
}

/** A hot spot that is meant to be found has at least so many requests a week before it grows. */
const fewestPerWeek = 20;

/** The events of a city, chosen by its seed; one whose days lie outside the data is left out. */
export function planEvents(stage: Stage): PlantedEvent[] {
  // A stream for each event, so that the choice of one does not move the others.
  const random = (name: string) => new Random(stage.seed, `planted ${name}`);
  const spot = hotSpot(stage, random('hot spot'));
  const planned = [
    rainstorm(stage, random('storm')),
    spot,
    slowEntity(stage, random('slow entity')),
    campaign(stage, random('campaign')),
    quietZone(stage, random('quiet zone'), spot.scope.zone![0]!),
    handovers(stage),
    lighting(stage),
  ];
  return planned.filter((event) => event.days.from >= stage.days.from && event.days.to <= stage.days.to);
}

/** In degrees: the six flooded zones lie together. */
const widestStorm = 0.06;
/** Times as many reports of rainwater in the flooded zones as elsewhere in that rain. */
const stormFactor = 16;

/** The days on which the storm falls: two neighbouring ones in the middle of the last winter that is over. */
export function stormDays(lastDay: Day, seed: number): DayRange {
  const random = new Random(seed, 'storm');
  const { year } = dateOfDay(lastDay);
  const offset = random.below(36);
  let from = dayOfDate(year, 1, 8) + offset;
  if (from + 30 > lastDay) from = dayOfDate(year - 1, 1, 8) + offset;
  return { from, to: from + 1 };
}

function rainstorm(
  { reference, subjects, days, seed, kindOf, rowsPerWeek }: Stage,
  random: Random,
): PlantedEvent {
  const homes = reference.zones.zones.flatMap((zone, code) =>
    zone.label && (zone.residents ?? 0) > 5000 && /urban|villas/.test(subjects.areas[code]!.character)
      ? [zone]
      : [],
  );
  const distance = (a: Zone, b: Zone) => Math.hypot(a.label![0] - b.label![0], a.label![1] - b.label![1]);
  const around = (centre: Zone) =>
    [...homes].sort((a, b) => distance(a, centre) - distance(b, centre)).slice(0, 6);
  const centres = homes.filter((centre) => distance(around(centre).at(-1)!, centre) < widestStorm);
  const centre = centres[random.below(centres.length)]!;
  const six = around(centre);
  const on = stormDays(days.to, seed);
  const codes = six.map((zone) => reference.zones.zones.indexOf(zone));
  const rates = topicShares(reference);
  let usual = 0;
  reference.topics.forEach((topic, i) => {
    if (topic.service !== 'rainwater') return;
    const share = codes.reduce((sum, code) => sum + subjects.shareOfZone(i, code), 0);
    usual += rates[i]! * seasonOf(topic.id, kindOf(on.from)) * share * (rowsPerWeek / 7);
  });
  return {
    id: 'rainstorm',
    kind: 'volume',
    en: `A rainstorm floods six zones around ${centre.en}`,
    ar: `عاصفة مطرية تغمر ست مناطق حول ${centre.ar}`,
    factor: stormFactor,
    days: on,
    rampDays: 0,
    addedPerDay: Math.ceil(usual * (stormFactor - 1)),
    scope: { zone: six.map((zone) => zone.id), topic: topicsOf(reference, 'rainwater') },
  };
}

function hotSpot(stage: Stage, random: Random): PlantedEvent {
  const { reference, subjects, days } = stage;
  const rates = topicShares(reference);
  const candidates = ['pest-control', 'waste-collection', 'building-control', 'city-appearance'].flatMap(
    (service) => {
      const topics = topicsOf(reference, service);
      return reference.zones.zones.map((zone, code) => {
        let share = 0;
        reference.topics.forEach((topic, i) => {
          if (topic.service === service) share += rates[i]! * subjects.shareOfZone(i, code);
        });
        return { service, topics, zone, perWeek: share * stage.rowsPerWeek };
      });
    },
  );
  candidates.sort((a, b) => b.perWeek - a.perWeek);
  const often = candidates.filter(({ perWeek }) => perWeek >= fewestPerWeek);
  const { service, topics, zone } = often.length > 0 ? often[random.below(often.length)]! : candidates[0]!;
  const word = reference.words.service.find(({ id }) => id === service)!;
  return {
    id: 'hot-spot',
    kind: 'volume',
    en: `A growing hot spot in ${zone.en}: ${word.en}`,
    ar: `منطقة تركّز متنامية في ${zone.ar}: ${word.ar}`,
    factor: 1.5,
    days: { from: days.to - 55, to: days.to },
    rampDays: 14,
    scope: { zone: [zone.id], topic: topics },
  };
}

function slowEntity({ reference, days }: Stage, random: Random): PlantedEvent {
  const rates = topicShares(reference);
  const shares = new Map<string, number>();
  reference.topics.forEach(({ entity }, i) => {
    if (entity !== null) shares.set(entity, (shares.get(entity) ?? 0) + rates[i]!);
  });
  const largest = [...shares].sort((a, b) => b[1] - a[1]).slice(0, 8);
  const [id] = largest[random.below(largest.length)]!;
  const entity = reference.words.entity.find((word) => word.id === id)!;
  return {
    id: 'slow-entity',
    kind: 'duration',
    en: `${entity.en} takes longer to resolve`,
    ar: `${entity.ar}: مدة الحل أطول`,
    factor: 1.4,
    days: { from: days.to - 69, to: days.to },
    rampDays: 0,
    scope: { entity: [id] },
  };
}

function campaign({ reference, days }: Stage, random: Random): PlantedEvent {
  const residents = new Map<string, number>();
  for (const zone of reference.zones.zones) {
    if (zone.sector !== undefined)
      residents.set(zone.sector, (residents.get(zone.sector) ?? 0) + (zone.residents ?? 0));
  }
  const largest = [...residents].sort((a, b) => b[1] - a[1]).slice(0, 3);
  const [sector] = largest[random.below(largest.length)]!;
  const word = reference.zones.sectors.find(({ id }) => id === sector)!;
  return {
    id: 'campaign',
    kind: 'volume',
    en: `A cleanliness campaign works in ${word.en}`,
    ar: `حملة نظافة تؤتي ثمارها في ${word.ar}`,
    factor: 0.85,
    days: { from: days.to - 83, to: days.to },
    rampDays: 0,
    scope: {
      zone: reference.zones.zones.filter((zone) => zone.sector === sector).map((zone) => zone.id),
      topic: topicsOf(reference, 'street-cleanliness'),
    },
  };
}

function quietZone({ reference, days }: Stage, random: Random, besides: string): PlantedEvent {
  const largest = reference.zones.zones
    .filter((zone) => zone.id !== besides)
    .sort((a, b) => (b.residents ?? 0) - (a.residents ?? 0))
    .slice(4, 24);
  const zone = largest[random.below(largest.length)]!;
  return {
    id: 'quiet-zone',
    kind: 'volume',
    en: `${zone.en} reports less than it has to`,
    ar: `${zone.ar} تبلّغ أقل مما لديها`,
    factor: 0.5,
    days,
    rampDays: 0,
    scope: { zone: [zone.id] },
  };
}

function handovers({ days }: Stage): PlantedEvent {
  return {
    id: 'handovers',
    kind: 'handover',
    en: 'More WhatsApp requests end in a call',
    ar: 'طلبات واتساب التي تنتهي بمكالمة في ازدياد',
    factor: 1.4,
    days: { from: days.to - 55, to: days.to },
    rampDays: 0,
    scope: { channel: ['whatsapp'] },
  };
}

function lighting({ days }: Stage): PlantedEvent {
  return {
    id: 'lighting',
    kind: 'reopening',
    en: 'Street lights that were repaired fail again',
    ar: 'أعطال إنارة الشوارع تتكرر بعد إصلاحها',
    factor: 2,
    days: { from: days.to - 111, to: days.to },
    rampDays: 0,
    scope: { topic: ['street-lighting'] },
  };
}

function topicsOf(reference: Reference, service: string): string[] {
  return reference.topics.filter((topic) => topic.service === service).map(({ id }) => id);
}

/** Share of each topic in all requests, seasons and repeats aside. */
function topicShares({ topics, words }: Reference): number[] {
  const shares = topics.map(() => 0);
  for (const use of channelUses) {
    const sum = Object.values(use.categories).reduce((a, b) => a + b, 0);
    for (const { id } of words.category) {
      const own = topics.map((topic) => (topic.categories.includes(id) ? topic.weight : 0));
      const all = own.reduce((a, b) => a + b, 0);
      const share = all > 0 ? (use.share[1] * (use.categories[id] ?? 0)) / sum / all : 0;
      own.forEach((weight, i) => {
        shares[i] = shares[i]! + weight * share;
      });
    }
  }
  return shares;
}
