import type { Reference } from '../intake/reference.ts';
import { type Day, formatDay } from '../model/day.ts';
import { type DayRange, formatRange } from '../model/filter.ts';
import type { RequestRow } from '../model/schema.ts';
import type { PlantedEvent } from './plantedEvents.ts';
import { type Effect, middle, type TruthEntry } from './truth.ts';

const hour = 3600;

/** An event with its scope as codes, that counts what it does. */
export class ActiveEvent {
  readonly event: PlantedEvent;
  readonly zones: ReadonlySet<number> | null;
  readonly topics: ReadonlySet<number> | null;
  private readonly entities: ReadonlySet<number> | null;
  private readonly channels: ReadonlySet<number> | null;
  private readonly categories: ReadonlySet<number> | null;
  private readonly full: DayRange;
  private readonly reference: Reference;
  private rows = 0;
  private planted = 0;
  /** The same on the days of `full`. */
  private fullRows = 0;
  private fullPlanted = 0;
  /** Of a share: requests that count in it, with the event and without. */
  private readonly hits = { with: 0, without: 0, of: 0, ofWithout: 0 };
  /** Of a median: seconds of each request. */
  private readonly times: { with: number[]; without: number[] } = { with: [], without: [] };

  /** @param lastDay of the data */
  constructor(event: PlantedEvent, reference: Reference, lastDay: Day) {
    this.event = event;
    this.reference = reference;
    const codes = (list: readonly { readonly id: string }[], ids: readonly string[] | undefined) =>
      ids ? new Set(ids.map((id) => list.findIndex((one) => one.id === id))) : null;
    this.zones = codes(reference.zones.zones, event.scope.zone);
    this.topics = codes(reference.words.topic, event.scope.topic);
    this.entities = codes(reference.words.entity, event.scope.entity);
    this.channels = codes(reference.words.channel, event.scope.channel);
    this.categories = codes(reference.words.category, event.scope.category);
    const { from, to } = event.days;
    this.full = { from: from + event.rampDays, to: Math.min(to, lastDay - event.daysToSettle) };
  }

  isOn(day: Day): boolean {
    return this.event.days.from <= day && day <= this.event.days.to;
  }

  factorOn(day: Day): number {
    const { days, factor, rampDays } = this.event;
    return 1 + (factor - 1) * Math.min(1, (day - days.from + 1) / Math.max(1, rampDays));
  }

  isAbout(zone: number, topic: number, entity: number, channel: number, category: number): boolean {
    return (
      (this.zones?.has(zone) ?? true) &&
      (this.topics?.has(topic) ?? true) &&
      (this.entities?.has(entity) ?? true) &&
      (this.channels?.has(channel) ?? true) &&
      (this.categories?.has(category) ?? true)
    );
  }

  /** Counts requests that it added (+1) or took away (−1) on a day. */
  plant(day: Day, step: 1 | -1): void {
    this.planted += step;
    if (this.isFull(day)) this.fullPlanted += step;
  }

  /**
   * Counts a request that it is about.
   * @param usual the same request as it would have been without any event
   */
  count(day: Day, row: RequestRow, usual: RequestRow): void {
    const { kind } = this.event;
    const full = this.isFull(day);
    this.rows++;
    if (full) this.fullRows++;
    if (kind === 'volume') return;
    this.planted++;
    if (!full) return;
    const { hits, times } = this;
    switch (kind) {
      case 'duration':
        // What is not done yet takes longer than all that is.
        times.with.push(row.resolutionWork ?? Number.POSITIVE_INFINITY);
        times.without.push(usual.resolutionWork ?? Number.POSITIVE_INFINITY);
        break;
      case 'reopening':
        hits.of += row.firstResolved === null ? 0 : 1;
        hits.ofWithout += usual.firstResolved === null ? 0 : 1;
        hits.with += row.reopened ?? 0;
        hits.without += usual.reopened ?? 0;
        break;
      case 'handover':
        hits.of++;
        hits.ofWithout++;
        hits.with += row.handover48h ?? 0;
        hits.without += usual.handover48h ?? 0;
    }
  }

  truth(): TruthEntry {
    const { id, kind, en, ar, factor, addedPerDay = null, rampDays, days, scope } = this.event;
    const where: Record<string, string> = { opened: formatRange(days) };
    for (const [dimension, ids] of Object.entries(scope)) where[dimension] = ids.join(',');
    const lists = { ...this.reference.words, zone: this.reference.zones.zones };
    const names = Object.fromEntries(
      Object.entries(scope).map(([dimension, ids]) => [
        dimension,
        ids.map((id) => {
          const { en, ar } = lists[dimension as keyof typeof scope].find((one) => one.id === id)!;
          return { id, en, ar };
        }),
      ]),
    );
    return {
      id,
      kind,
      en,
      ar,
      factor: addedPerDay === null ? factor : null,
      addedPerDay,
      from: formatDay(days.from),
      to: formatDay(days.to),
      rampDays,
      where,
      names,
      rows: this.rows,
      planted: this.planted,
      effect: this.effect(),
    };
  }

  private isFull(day: Day): boolean {
    return this.full.from <= day && day <= this.full.to;
  }

  private effect(): Effect {
    const { event, full, hits, times } = this;
    const range = { from: formatDay(full.from), to: formatDay(full.to) };
    const share = (count: number, of: number) => (of === 0 ? 0 : count / of);
    switch (event.kind) {
      case 'volume':
        return {
          measure: 'received',
          of: 'requests',
          ...range,
          with: this.fullRows,
          without: this.fullRows - this.fullPlanted,
        };
      case 'duration':
        return {
          measure: 'resolutionWorkP50',
          of: 'median working hours to the resolution, what is not done counting as longer than all that is',
          ...range,
          with: (middle(times.with) ?? 0) / hour,
          without: (middle(times.without) ?? 0) / hour,
          n: times.with.length,
        };
      case 'reopening':
        return {
          measure: 'reopenedRate',
          of: 'share reopened of those resolved at least once',
          ...range,
          with: share(hits.with, hits.of),
          without: share(hits.without, hits.ofWithout),
          n: hits.of,
        };
      case 'handover':
        return {
          measure: 'handover48h',
          of: 'share followed by a call within 48 hours',
          ...range,
          with: share(hits.with, hits.of),
          without: share(hits.without, hits.ofWithout),
          n: hits.of,
        };
    }
  }
}
