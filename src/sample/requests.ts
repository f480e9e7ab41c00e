import type { Reference } from '../intake/reference.ts';
import { parseCalendar } from '../model/calendar.ts';
import { type Day, dateOfDay, dayOfDate, formatDay } from '../model/day.ts';
import type { RequestRow } from '../model/schema.ts';
import { slaClock } from '../model/slaClock.ts';
import { parseTargets } from '../model/target.ts';
import { Terms } from '../model/terms.ts';
import { type TimeZone, timeZone } from '../model/timeZone.ts';
import { Accounts } from './accounts.ts';
import { ActiveEvent } from './activeEvent.ts';
import { Attachments } from './attachments.ts';
import { channelWeight, useOf } from './channels.ts';
import { planDays } from './dayPlan.ts';
import { Handling } from './handling.ts';
import { Handovers } from './handovers.ts';
import { Moments } from './moments.ts';
import { NextSubject } from './nextSubject.ts';
import { OpenStock } from './openStock.ts';
import { planEvents, stormDays } from './plantedEvents.ts';
import { Random } from './random.ts';
import { type DayKind, dayKind, dayWeight } from './rhythm.ts';
import { SubjectSource } from './subjectSource.ts';
import type { Truth } from './truth.ts';

/** What a city is made from: everything that decides its rows. */
export interface CityPlan {
  readonly rows: number;
  readonly seed: number;
  /** Epoch seconds. Nothing happens after it. */
  readonly asOf: number;
  /** How long the history is. */
  readonly months: number;
  /** Whether events with known answers are planted. */
  readonly events: boolean;
  readonly reference: Reference;
}

/** What is known of a city once all its requests are made. */
export interface CityFacts {
  readonly truth: Truth;
  /** What the open stock should stay below. */
  readonly openLimit: number;
}

/** How hard it rains in the storm, citywide; in a placebo too, where no zone is flooded by it. */
const stormRain = 2;
/** Share of WhatsApp requests that end in a call within 48 hours: inquiries, others. */
const handoverShares = [0.17, 0.11] as const;

/**
 * Makes the requests of a city one after the other, in order of their opening. Memory does not grow with rows.
 * Yields each day before its requests are emitted.
 * @param emit takes one request; the same object comes each time
 */
export function* makeRequests(
  plan: CityPlan,
  emit: (row: RequestRow) => void,
): Generator<Day, CityFacts, void> {
  const { reference, seed, asOf } = plan;
  const { words } = reference;
  const calendar = parseCalendar(reference.calendar);
  const zone = timeZone(calendar.timeZone);
  const lastDay = zone.dayOf(asOf);
  const firstDay = monthsEarlier(lastDay, plan.months);
  const yearsBeforeEnd = (day: Day) => (lastDay - day) / 365.25;
  const uses = words.channel.map(({ id }) => useOf(id));

  const storm = stormDays(lastDay, seed);
  const kindOf = (day: Day): DayKind => {
    const kind = dayKind(calendar, seed, day);
    return storm.from <= day && day <= storm.to ? { ...kind, rain: stormRain } : kind;
  };
  const kinds = Array.from({ length: lastDay - firstDay + 1 }, (_, i) => kindOf(firstDay + i));
  const weights = kinds.map((kind) => {
    const mix = uses.reduce((sum, use) => sum + channelWeight(use, kind, yearsBeforeEnd(kind.day)), 0);
    return (
      mix * dayWeight(kind, yearsBeforeEnd(kind.day)) * (kind.day === lastDay ? partOfDay(zone, asOf) : 1)
    );
  });
  const counts = planDays(plan.rows, weights, seed);

  const subjects = new SubjectSource(reference, seed);
  const handovers = new Handovers(seed, asOf);
  const nextSubject = new NextSubject(reference, subjects, handovers, seed);
  const handling = new Handling(reference, slaClock(calendar), parseTargets(reference.targets), seed, asOf);
  const openStock = new OpenStock(firstDay, lastDay);
  const days = { from: firstDay, to: lastDay };
  const rowsPerWeek = (plan.rows * 7) / kinds.length;
  const { planned, leftOut } = plan.events
    ? planEvents({ reference, subjects, days, rowsPerWeek, seed, kindOf })
    : { planned: [], leftOut: [] };
  const events = planned.map((event) => new ActiveEvent(event, reference, lastDay));

  const random = new Random(seed, 'requests');
  const attachments = new Attachments(seed);
  const accounts = new Accounts(words, seed);
  const entities = reference.topics.map((topic) => words.entity.findIndex(({ id }) => id === topic.entity));
  const terms = { topic: Terms.of(words.topic), entity: Terms.of(words.entity) };
  const whatsapp = words.channel.findIndex(({ id }) => id === 'whatsapp');
  const inquiry = words.category.findIndex(({ id }) => id === 'inquiry');
  const row = emptyRow();
  const usual = emptyRow();
  const disturbance = { duration: 1, reopening: 1, handover: 1 };
  let year = 0;
  let number = 0;

  for (const [index, kind] of kinds.entries()) {
    const { day } = kind;
    yield day;
    const dayStart = zone.startOfDay(day);
    const today = events.filter((event) => event.isOn(day));
    const date = dateOfDay(day);
    if (date.year !== year) {
      year = date.year;
      number = 0;
    }
    nextSubject.startDay(kind, today, counts[index]!);
    const moments = new Moments(kind, uses, yearsBeforeEnd(day), counts[index]!, asOf - dayStart, random);
    for (let i = 0; i < moments.length; i++) {
      const second = moments.second(i);
      const channel = moments.channel(i);
      const use = uses[channel]!;
      const opened = dayStart + second;
      const subject = nextSubject.choose(channel, use, opened, Math.floor(second / 3600));
      const entity = entities[subject.topic]!;

      row.ref = `SR-${year}-${String(++number).padStart(7, '0')}`;
      row.opened = opened;
      row.zone = subject.zone < 0 ? null : subject.zone;
      row.place = subject.place < 0 ? null : subject.place;
      row.category = subject.category;
      row.channel = channel;
      row.account = accounts.next(channel);
      row.topic = terms.topic?.on(subject.topic, day) ?? subject.topic;
      row.entity = entity < 0 ? null : (terms.entity?.on(entity, day) ?? entity);
      row.priority = handling.priorityFor(subject.category, subject.topic);
      row.language = subject.language;
      row.customerKind = subject.customerKind;
      row.attachments = attachments.next(use, words.category[subject.category]!.id);
      row.repeat30d = nextSubject.repeat;
      row.duplicate = nextSubject.duplicate;
      const located = subject.hasSpot && random.chance(use.located);
      row.pointLon = located ? subject.lon : null;
      row.pointLat = located ? subject.lat : null;

      disturbance.duration = 1;
      disturbance.reopening = 1;
      disturbance.handover = 1;
      const about = today.filter((event) =>
        event.isAbout(subject.zone, subject.topic, entity, channel, subject.category),
      );
      for (const event of about) {
        const { kind } = event.event;
        if (kind !== 'volume') disturbance[kind] *= event.factorOn(day);
      }
      const handover = channel === whatsapp ? handoverShares[subject.category === inquiry ? 0 : 1] : 0;
      row.handover48h = handovers.promise(handover, disturbance.handover, subject, opened) ? 1 : 0;
      if (about.some(({ event }) => event.kind !== 'volume')) {
        Object.assign(usual, row);
        usual.handover48h = handovers.usual ? 1 : 0;
        handling.followUsual(usual, day);
      }
      handling.follow(row, day, disturbance);
      for (const event of about) event.count(day, row, usual);
      openStock.add(day, row.resolved === null ? null : zone.dayOf(row.resolved));
      emit(row);
    }
  }
  const rain = Object.fromEntries(
    kinds.flatMap(({ day, rain }) => (rain > 0 ? [[formatDay(day), Number(rain.toFixed(2))]] : [])),
  );
  return {
    truth: { events: events.map((event) => event.truth()), leftOut, rain },
    openLimit: openStock.limit(),
  };
}

/** The same date so many months earlier, or the last of its month; the day after that, so that no date comes twice. */
export function monthsEarlier(day: Day, months: number): Day {
  const { year, month, day: date } = dateOfDay(day);
  const first = dayOfDate(
    year + Math.floor((month - 1 - months) / 12),
    ((((month - 1 - months) % 12) + 12) % 12) + 1,
    1,
  );
  const next = dateOfDay(first + 31);
  const last = dayOfDate(next.year, next.month, 1) - first;
  return first + Math.min(date, last);
}

/** How much of its requests the last day has had by asOf, roughly: few of them come at night. */
function partOfDay(zone: TimeZone, asOf: number): number {
  const hours = (asOf - zone.startOfDay(zone.dayOf(asOf))) / 3600;
  return Math.min(1, Math.max(0, hours < 7 ? hours / 100 : 0.07 + (hours - 7) / 17));
}

function emptyRow(): RequestRow {
  return {
    ref: '',
    version: 1,
    opened: 0,
    responded: null,
    firstResolved: null,
    resolved: null,
    updated: null,
    dueResponse: null,
    dueResolution: null,
    responseWork: null,
    resolutionWork: null,
    zone: null,
    place: null,
    category: null,
    channel: null,
    account: null,
    topic: null,
    entity: null,
    stage: null,
    priority: null,
    language: null,
    customerKind: null,
    satisfaction: null,
    attachments: null,
    reopened: null,
    firstContact: null,
    repeat30d: null,
    duplicate: null,
    handover48h: null,
    pointLon: null,
    pointLat: null,
  };
}
