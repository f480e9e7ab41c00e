import type { Reference, TopicFacts } from '../intake/reference.ts';
import { type Day, dateOfDay, dayOfDate } from '../model/day.ts';
import { type DayRange, formatRange } from '../model/filter.ts';
import type { Zone } from '../model/zones.ts';
import { categoryWeight, useOf } from './channels.ts';
import { alwaysOnDuty } from './handling.ts';
import { Random } from './random.ts';
import type { DayKind } from './rhythm.ts';
import { seasonOf } from './seasons.ts';
import type { SubjectSource } from './subjectSource.ts';
import type { EventKind, LeftOut } from './truth.ts';

/** Ids of what an event is about, as in a filter; nothing said: everything. */
export type EventScope = Readonly<
  Partial<Record<'zone' | 'topic' | 'entity' | 'channel' | 'category', readonly string[]>>
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
  /** Days after its opening until a request's part in the event can be judged. */
  readonly daysToSettle: number;
  /** Of a `volume` event of fixed size, whatever its factor: how many requests each of its days gets on top. */
  readonly addedPerDay?: number;
  readonly scope: EventScope;
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
/** What is foreseen for a zone must be so much above it, since seasons and chance move it. */
const margin = 1.1;

/** The events of a city, chosen by its seed, and those that it is too small or too short for. */
export function planEvents(stage: Stage): { planned: PlantedEvent[]; leftOut: LeftOut[] } {
  // A stream for each event, so that the choice of one does not move the others.
  const random = (name: string) => new Random(stage.seed, `planted ${name}`);
  const leftOut: LeftOut[] = [];
  const storm = rainstorm(stage, random('storm'));
  const sector = campaignSector(stage, random('campaign'));
  // Each elsewhere than the others that change how much is reported, so that they can be told apart.
  const taken = new Set([...storm.scope.zone!, ...zonesOf(stage.reference, sector)]);
  const spot = hotSpot(stage, random('hot spot'), taken);
  if (typeof spot === 'string') leftOut.push({ id: 'hot-spot', why: spot });
  else for (const zone of spot.scope.zone!) taken.add(zone);
  const all = [
    storm,
    ...(typeof spot === 'string' ? [] : [spot]),
    slowEntity(stage, random('slow entity')),
    campaign(stage, sector),
    quietZone(stage, random('quiet zone'), taken),
    handovers(stage),
    lighting(stage),
  ];
  const planned = all.filter((event) => {
    const { from, to } = event.days;
    const settled = Math.min(to, stage.days.to - event.daysToSettle);
    if (from >= stage.days.from && to <= stage.days.to && from + event.rampDays <= settled) return true;
    leftOut.push({
      id: event.id,
      why: `takes ${formatRange(event.days)}, and the data are of ${formatRange(stage.days)}`,
    });
    return false;
  });
  return { planned, leftOut };
}

/** In degrees: the six flooded zones lie together. */
const widestStorm = 0.06;
/** Times as many reports of rainwater in the flooded zones as elsewhere in that rain. */
const stormFactor = 16;
/** A storm is seen in a small city too: so many more a day, but no more than half of all. */
const fewestOfStorm = 12;

/** The days on which it rains hard: two neighbouring ones in the middle of the last winter that is over. */
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
  const rates = topicShares(reference, kindOf(on.from));
  let usual = 0;
  reference.topics.forEach((topic, i) => {
    if (topic.service !== 'rainwater') return;
    const share = codes.reduce((sum, code) => sum + subjects.shareOfZone(i, code), 0);
    usual += rates[i]! * share * (rowsPerWeek / 7);
  });
  const added = Math.min(
    Math.max(fewestOfStorm, Math.ceil(usual * (stormFactor - 1))),
    Math.ceil(rowsPerWeek / 14),
  );
  return {
    id: 'rainstorm',
    kind: 'volume',
    en: `A rainstorm floods six zones around ${centre.en}`,
    ar: `عاصفة مطرية تغمر ست مناطق حول ${centre.ar}`,
    factor: stormFactor,
    days: on,
    rampDays: 0,
    daysToSettle: 0,
    addedPerDay: added,
    scope: { zone: six.map((zone) => zone.id), topic: topicsOf(reference, 'rainwater') },
  };
}

/**
 * One service in one zone; in a city where none is asked for often enough, all that one zone reports; a sentence where
 * that is not enough either.
 */
function hotSpot(stage: Stage, random: Random, besides: ReadonlySet<string>): PlantedEvent | string {
  const { reference, subjects, days } = stage;
  const on = { from: days.to - 55, to: days.to };
  const [first, last] = [on.from, on.to].map((day) => topicShares(reference, stage.kindOf(day)));
  const rates = first!.map((rate, i) => (rate + last![i]!) / 2);
  const perWeek = (code: number, counts: (topic: TopicFacts) => boolean) =>
    reference.topics.reduce(
      (sum, topic, i) => sum + (counts(topic) ? rates[i]! * subjects.shareOfZone(i, code) : 0),
      0,
    ) * stage.rowsPerWeek;
  const free = reference.zones.zones.flatMap((zone, code) => (besides.has(zone.id) ? [] : [{ zone, code }]));
  const ofOneService = ['pest-control', 'waste-collection', 'building-control', 'city-appearance'].flatMap(
    (service) =>
      free.map(({ zone, code }) => ({
        zone,
        service: reference.words.service.find(({ id }) => id === service)!,
        perWeek: perWeek(code, (topic) => topic.service === service),
      })),
  );
  const ofAll = free.map(({ zone, code }) => ({ zone, service: null, perWeek: perWeek(code, () => true) }));
  const enough = (list: typeof ofOneService | typeof ofAll) =>
    list.filter((one) => one.perWeek >= fewestPerWeek * margin);
  const often = enough(ofOneService).length > 0 ? enough(ofOneService) : enough(ofAll);
  if (often.length === 0) {
    const most = Math.max(...ofAll.map((one) => one.perWeek));
    return `needs a zone with ${fewestPerWeek} requests a week, the most foreseen are ${most.toFixed(1)}`;
  }
  const { zone, service } = often[random.below(often.length)]!;
  return {
    id: 'hot-spot',
    kind: 'volume',
    en: `A growing hot spot in ${zone.en}${service ? `: ${service.en}` : ''}`,
    ar: `منطقة تركّز متنامية في ${zone.ar}${service ? `: ${service.ar}` : ''}`,
    factor: 1.5,
    days: on,
    rampDays: 14,
    daysToSettle: 0,
    scope: { zone: [zone.id], ...(service ? { topic: topicsOf(reference, service.id) } : {}) },
  };
}

/** One that works by the calendar, so that working hours show it; not the one whose repairs are reopened. */
function slowEntity({ reference, days }: Stage, random: Random): PlantedEvent {
  const rates = topicShares(reference, null);
  const shares = new Map<string, number>();
  reference.topics.forEach(({ entity }, i) => {
    if (entity !== null && !alwaysOnDuty.has(entity))
      shares.set(entity, (shares.get(entity) ?? 0) + rates[i]!);
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
    daysToSettle: 21,
    // Inquiries may be solved at once, which no slowness touches.
    scope: {
      entity: [id],
      category: reference.words.category.flatMap(({ id }) => (id === 'inquiry' ? [] : [id])),
    },
  };
}

/** One of the three sectors with most residents. */
function campaignSector({ reference }: Stage, random: Random): string {
  const residents = new Map<string, number>();
  for (const zone of reference.zones.zones) {
    if (zone.sector !== undefined)
      residents.set(zone.sector, (residents.get(zone.sector) ?? 0) + (zone.residents ?? 0));
  }
  const largest = [...residents].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return largest[random.below(largest.length)]![0];
}

function zonesOf(reference: Reference, sector: string): string[] {
  return reference.zones.zones.filter((zone) => zone.sector === sector).map((zone) => zone.id);
}

function campaign({ reference, days }: Stage, sector: string): PlantedEvent {
  const word = reference.zones.sectors.find(({ id }) => id === sector)!;
  return {
    id: 'campaign',
    kind: 'volume',
    en: `A cleanliness campaign works in ${word.en}`,
    ar: `حملة نظافة تؤتي ثمارها في ${word.ar}`,
    factor: 0.85,
    days: { from: days.to - 83, to: days.to },
    rampDays: 0,
    daysToSettle: 0,
    scope: { zone: zonesOf(reference, sector), topic: topicsOf(reference, 'street-cleanliness') },
  };
}

function quietZone({ reference, days }: Stage, random: Random, besides: ReadonlySet<string>): PlantedEvent {
  const largest = reference.zones.zones
    .filter((zone) => !besides.has(zone.id))
    .sort((a, b) => (b.residents ?? 0) - (a.residents ?? 0))
    .slice(2, 18);
  const zone = largest[random.below(largest.length)]!;
  return {
    id: 'quiet-zone',
    kind: 'volume',
    en: `${zone.en} reports half of what it has to`,
    ar: `${zone.ar}: لا يُبلَّغ إلا عن نصف ما فيها`,
    factor: 0.5,
    days,
    rampDays: 0,
    daysToSettle: 0,
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
    daysToSettle: 3,
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
    daysToSettle: 0,
    scope: { topic: ['street-lighting'] },
  };
}

function topicsOf(reference: Reference, service: string): string[] {
  return reference.topics.filter((topic) => topic.service === service).map(({ id }) => id);
}

/** Share of each topic in all requests on a day, repeats aside; null: over the year. */
function topicShares({ topics, words }: Reference, kind: DayKind | null): number[] {
  const weights = topics.map(({ id, weight }) => (kind ? weight * seasonOf(id, kind) : weight));
  const shares = topics.map(() => 0);
  const uses = words.channel.map(({ id }) => useOf(id));
  const all = uses.reduce((sum, use) => sum + use.share[1], 0);
  for (const use of uses) {
    const sum = words.category.reduce((total, { id }) => total + categoryWeight(use, id), 0);
    for (const { id } of words.category) {
      const own = topics.map((topic, i) => (topic.categories.includes(id) ? weights[i]! : 0));
      const ofCategory = own.reduce((a, b) => a + b, 0);
      if (ofCategory === 0) continue;
      const share = ((use.share[1] / all) * categoryWeight(use, id)) / sum / ofCategory;
      own.forEach((weight, i) => {
        shares[i] = shares[i]! + weight * share;
      });
    }
  }
  return shares;
}
