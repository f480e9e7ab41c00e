import type { Ask } from '../../src/model/ask.ts';
import { weekdayOfDay } from '../../src/model/day.ts';
import type { Dimension } from '../../src/model/dimension.ts';
import type { Filter } from '../../src/model/filter.ts';
import type { Aggregate } from '../../src/model/measures.ts';
import type { RequestColumn } from '../../src/model/schema.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';

/**
 * The oracle: answers asks by looking at every request, one after the other, in the plainest way. It shares the
 * words of the model with the engine but none of its SQL, conditions or sums.
 */
export function plainEngine(source: SnapshotSource) {
  const { table, zones, words } = source;
  const formatter = new Intl.DateTimeFormat('en-CA', { timeZone: source.timeZone });
  const dayOf = (instant: number) => Date.parse(`${formatter.format(instant * 1000)}T00:00:00Z`) / 86_400_000;
  const all = Array.from({ length: table.length }, (_, i) => {
    const get = (column: RequestColumn) => table.value(column, i);
    const zone = get('zone');
    const topic = get('topic');
    const stage = get('stage');
    const sector = zone === null ? undefined : zones.zones[zone]?.sector;
    const district = (zones.districts ?? []).findIndex(
      (d) => zone !== null && d.zones.includes(zones.zones[zone]!.id),
    );
    const service = topic === null ? null : (words.topic[topic]?.service ?? null);
    return {
      get,
      done: stage !== null && words.stage[stage]!.done,
      rejected: stage !== null && words.stage[stage]!.id === 'rejected',
      sector: sector === undefined ? null : zones.sectors.findIndex((s) => s.id === sector),
      district,
      service: service === null ? null : words.service.findIndex((s) => s.id === service),
    };
  });
  type Request = (typeof all)[number];

  const idsOf = {
    zone: zones.zones,
    place: zones.places,
    sector: zones.sectors,
    district: zones.districts ?? [],
    category: words.category,
    channel: words.channel,
    account: words.account,
    service: words.service,
    topic: words.topic,
    entity: words.entity,
    stage: words.stage,
    priority: words.priority,
    language: words.language,
    customerKind: words.customerKind,
  };

  function keyFor(request: Request, dimension: Dimension, at: number): number {
    const day = request.get('day')!;
    const date = new Date(day * 86_400_000);
    switch (dimension) {
      case 'day':
        return day;
      case 'week': {
        let first = day;
        while (weekdayOfDay(first) !== source.weekStart) first--;
        return first;
      }
      case 'month':
        return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
      case 'hour':
        return request.get('hour')!;
      case 'weekday':
        return date.getUTCDay() === 0 ? 7 : date.getUTCDay();
      case 'responseTime': {
        const responded = request.get('responded');
        if (responded === null || responded > at) return -1;
        const hours = (responded - request.get('opened')!) / 3600;
        return [0.25, 1, 2, 4, 8, 24, 72, 168, Number.POSITIVE_INFINITY].findIndex((below) => hours < below);
      }
      case 'sector':
        return request.sector ?? -1;
      case 'district':
        return request.district;
      case 'service':
        return request.service ?? -1;
      default:
        return request.get(dimension) ?? -1;
    }
  }

  function idFor(request: Request, dimension: Dimension, at: number): string {
    const key = keyFor(request, dimension, at);
    if (dimension === 'responseTime') {
      return (
        ['lt-15m', '15m-1h', '1h-2h', '2h-4h', '4h-8h', '8h-24h', '1d-3d', '3d-7d', 'gt-7d'][key] ?? 'none'
      );
    }
    if (dimension === 'hour' || dimension === 'weekday') return String(key);
    return idsOf[dimension as keyof typeof idsOf][key]?.id ?? 'none';
  }

  function chosen(request: Request, filter: Filter, at: number): boolean {
    const matches = (dimension: Exclude<keyof Filter, 'opened'>) =>
      filter[dimension]?.length ? filter[dimension].includes(idFor(request, dimension, at)) : null;
    const unions = [
      [matches('sector'), matches('district'), matches('zone'), matches('place')],
      [matches('service'), matches('topic')],
      [matches('channel'), matches('account')],
      ...(
        [
          'category',
          'entity',
          'stage',
          'priority',
          'language',
          'customerKind',
          'hour',
          'weekday',
          'responseTime',
        ] as const
      ).map((dimension) => [matches(dimension)]),
    ];
    return unions.every((union) => union.every((match) => match === null) || union.includes(true));
  }

  const nearestRank = (values: number[], percent: number) => {
    values.sort((a, b) => a - b);
    return values.length === 0 ? null : values[Math.ceil((percent * values.length) / 100) - 1]!;
  };

  function aggregatesOf(
    cohort: Request[],
    stock: Request[],
    at: number,
    stockAt: number,
  ): Record<Aggregate, number | null> {
    const doneBy = (r: Request, instant: number) => r.done && (r.get('resolved') ?? instant) <= instant;
    const resolvedBy = (r: Request) =>
      r.done && !r.rejected && r.get('resolved') !== null && r.get('resolved')! <= at;
    const respondedBy = (r: Request) => r.get('responded') !== null && r.get('responded')! <= at;
    const due = (r: Request) => r.get('dueResolution');
    const responded = cohort.filter(respondedBy);
    const resolved = cohort.filter(resolvedBy);
    const onTimeOf = cohort.filter(
      (r) => due(r) !== null && (resolvedBy(r) || (due(r)! < at && !doneBy(r, at))),
    );
    const reopenedOf = cohort.filter(
      (r) =>
        r.get('reopened') !== null &&
        (r.get('reopened') === 1 || !(r.rejected && doneBy(r, at))) &&
        ((r.get('firstResolved') ?? Number.POSITIVE_INFINITY) <= at || doneBy(r, at)),
    );
    const firstContactOf = responded.filter((r) => r.get('firstContact') !== null);
    const rated = cohort.filter((r) => r.get('satisfaction') !== null && (r.get('resolved') ?? 0) <= at);
    const respondedWork = responded.filter((r) => r.get('responseWork') !== null);
    const resolvedWork = resolved.filter((r) => r.get('resolutionWork') !== null);
    const took = (from: Request[], column: RequestColumn) =>
      from.map((r) => r.get(column)! - r.get('opened')!);
    const values = (from: Request[], column: RequestColumn) => from.map((r) => r.get(column)!);
    const open = stock.filter((r) => !doneBy(r, stockAt));
    return {
      received: cohort.length,
      completed: cohort.filter((r) => doneBy(r, at)).length,
      rejected: cohort.filter((r) => r.rejected && doneBy(r, at)).length,
      open: open.length,
      overdue: open.filter((r) => due(r) !== null && due(r)! < stockAt).length,
      onTime: resolved.filter((r) => due(r) !== null && r.get('resolved')! <= due(r)!).length,
      onTimeOf: onTimeOf.length,
      responded: responded.length,
      responseP50: nearestRank(took(responded, 'responded'), 50),
      responseP90: nearestRank(took(responded, 'responded'), 90),
      respondedWork: respondedWork.length,
      responseWorkP50: nearestRank(values(respondedWork, 'responseWork'), 50),
      responseWorkP90: nearestRank(values(respondedWork, 'responseWork'), 90),
      resolved: resolved.length,
      resolutionP50: nearestRank(took(resolved, 'resolved'), 50),
      resolutionP90: nearestRank(took(resolved, 'resolved'), 90),
      resolvedWork: resolvedWork.length,
      resolutionWorkP50: nearestRank(values(resolvedWork, 'resolutionWork'), 50),
      resolutionWorkP90: nearestRank(values(resolvedWork, 'resolutionWork'), 90),
      reopened: reopenedOf.filter((r) => r.get('reopened') === 1).length,
      reopenedOf: reopenedOf.length,
      firstContact: firstContactOf.filter((r) => r.get('firstContact') === 1).length,
      firstContactOf: firstContactOf.length,
      rated: rated.length,
      ratingSum: rated.length === 0 ? null : rated.reduce((sum, r) => sum + r.get('satisfaction')!, 0),
    };
  }

  /** Every aggregate of an ask, by the text of its keys. A group is there if it has a request or something open. */
  return function answer(ask: Ask): Map<string, Record<Aggregate, number | null>> {
    const at = Math.min(ask.at ?? source.asOf, source.asOf);
    const { opened } = ask.filter;
    const lastOf = (day: number) => {
      // The last second of a local day, by walking: the oracle does not trust the time zone's arithmetic.
      let instant = (day + 2) * 86_400;
      while (dayOf(instant) > day) instant -= 900;
      while (dayOf(instant + 1) === day) instant++;
      return instant;
    };
    const stockAt = opened ? Math.min(at, lastOf(opened.to)) : at;
    const upTo = all.filter(
      (r) => r.get('opened')! <= at && (!opened || r.get('day')! <= opened.to) && chosen(r, ask.filter, at),
    );
    const cohort = upTo.filter((r) => !opened || r.get('day')! >= opened.from);
    const time = ask.by.find(
      (dimension) => dimension === 'day' || dimension === 'week' || dimension === 'month',
    );
    const groups = new Map<string, { cohort: Request[]; stock: Request[]; stockAt: number }>();
    const group = (id: string, end: number) => {
      let found = groups.get(id);
      if (!found) {
        found = { cohort: [], stock: [], stockAt: end };
        groups.set(id, found);
      }
      return found;
    };
    if (ask.by.length === 0) group('', stockAt);
    if (time === undefined) {
      for (const r of upTo) group(ask.by.map((d) => keyFor(r, d, at)).join(), stockAt).stock.push(r);
      for (const r of cohort) group(ask.by.map((d) => keyFor(r, d, at)).join(), stockAt).cohort.push(r);
    } else {
      const firstDay = opened?.from ?? Math.min(...all.map((r) => r.get('day')!));
      const ends = new Map<number, number>();
      for (let day = firstDay; day <= dayOf(stockAt); day++) {
        const key = keyFor({ ...all[0]!, get: (c) => (c === 'day' ? day : null) }, time, at);
        ends.set(key, day);
      }
      for (const [key, lastDay] of ends) {
        const end = Math.min(stockAt, lastOf(lastDay));
        const keys = (r: Request) => ask.by.map((d) => (d === time ? key : keyFor(r, d, at))).join();
        for (const r of upTo) if (r.get('day')! <= lastDay) group(keys(r), end).stock.push(r);
        for (const r of cohort) if (keyFor(r, time, at) === key) group(keys(r), end).cohort.push(r);
      }
    }
    const out = new Map<string, Record<Aggregate, number | null>>();
    for (const [id, found] of groups) {
      const values = aggregatesOf(found.cohort, found.stock, at, found.stockAt);
      if (ask.by.length === 0 || found.cohort.length > 0 || values.open! > 0) out.set(id, values);
    }
    return out;
  };
}
