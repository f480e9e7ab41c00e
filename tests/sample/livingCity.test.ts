import { expect, test } from 'vitest';
import { makeCity } from '../../src/model/city.ts';
import type { RequestRow } from '../../src/model/schema.ts';
import { targetFor } from '../../src/model/target.ts';
import { drawsOf } from '../../src/sample/living/draws.ts';
import { LivingCity, positionOf } from '../../src/sample/living/livingCity.ts';
import { type Spell, Waits } from '../../src/sample/living/waits.ts';
import { all, asOf, city, day, isDone, past, reckoning, sample } from '../support/livingPast.ts';

const living = (seed: number) => new LivingCity(past, reckoning, seed, positionOf(past));

test('the same seed makes the same city, however often it is asked', () => {
  // Guards: that what a test or a demonstration showed can be shown again.
  const once = living(7).until(asOf + 2 * day);
  const often = living(7);
  const rows = new Map<string, unknown>();
  for (let at = asOf; at <= asOf + 2 * day; at += 1000)
    for (const one of often.until(at)) rows.set(one.ref, one);
  for (const one of often.until(asOf + 2 * day)) rows.set(one.ref, one);
  expect(once.length).toBeGreaterThan(500);
  expect([...rows.values()].length).toBe(once.length);
  for (const one of once) expect(rows.get(one.ref)).toEqual(one);
  const other = living(8).until(asOf + 2 * day);
  expect(other.map(({ updated }) => updated)).not.toEqual(once.map(({ updated }) => updated));
});

test('stages only go forward, and nothing happens after the clock', () => {
  // Guards: what the page and the measures rely on: ordered instants, and orders that the store can go by.
  const follows: Record<string, readonly string[]> = {
    new: ['received'],
    received: ['received', 'assigned'],
    assigned: ['assigned', 'in-progress'],
    'in-progress': ['in-progress', 'resolved', 'rejected'],
    resolved: ['closed', 'reopened'],
    reopened: ['resolved'],
    closed: [],
    rejected: [],
  };
  const city14 = living(1);
  const known = new Map(all.map((row) => [row.ref, row]));
  const stageOf = (row: RequestRow | undefined) => (row ? city.stages[row.stage!]!.id : 'new');
  const wrong: string[] = [];
  let steps = 0;
  let before = asOf;
  // A second at a time, so that no two steps of a request come at once.
  for (let now = asOf + 1; now <= asOf + 3 * day; now++) {
    for (const row of city14.until(now)) {
      const { ref } = row;
      const order = row.updated!;
      const old = known.get(ref);
      const instants = [row.opened, row.responded, row.firstResolved, row.resolved].filter(
        (at) => at !== null,
      );
      const says = (text: string) => wrong.push(`${ref} at ${now}: ${text}`);
      if (order <= before || order > now) says(`order ${order} not in ${before}–${now}`);
      if (instants.some((at) => at > now)) says('an instant after the clock');
      if (instants.some((at, i) => i > 0 && at < instants[i - 1]!)) says('instants out of order');
      if (old && order <= old.updated!) says('not later than before');
      if (old && (row.opened !== old.opened || row.dueResolution !== old.dueResolution))
        says('another opening');
      const [was, is] = [stageOf(old), stageOf(row)];
      if (!follows[was]!.includes(is)) says(`from ${was} to ${is}`);
      known.set(ref, row);
      steps++;
    }
    before = now;
  }
  expect(wrong).toEqual([]);
  expect(steps).toBeGreaterThan(4000);
});

test('new requests come with as many files as those of the past', () => {
  // Guards: that the column does not run dry in a city that lives on, and that it stays what it was when a request moves.
  const shareOf = (rows: readonly RequestRow[]) =>
    rows.filter(({ attachments }) => attachments! > 0).length / rows.length;
  const known = new Map(all.map((row) => [row.ref, row.attachments]));
  const changed = living(5).until(asOf + 3 * day);
  const born = changed.filter(({ ref }) => !known.has(ref));
  const moved = changed.filter(({ ref }) => known.has(ref));
  expect(born.length).toBeGreaterThan(500);
  expect(born.every(({ attachments }) => attachments !== null)).toBe(true);
  expect(Math.abs(shareOf(born) - shareOf(all))).toBeLessThan(0.05);
  expect(moved.length).toBeGreaterThan(100);
  expect(moved.filter(({ ref, attachments }) => attachments !== known.get(ref))).toEqual([]);
});

test('times are reckoned by the model', () => {
  // Guards: that simulated requests are late and on time by the same rules as all others.
  for (const row of living(3).until(asOf + 3 * day)) {
    const { opened, responded, resolved, dueResponse, dueResolution, responseWork, resolutionWork } = row;
    const target = targetFor(reckoning.targets, {
      category: city.words.category[row.category!]!.id,
      service: city.dictionaries.topic[row.topic!]!.service,
      priority: city.words.priority[row.priority!]!.id,
      day: city.timeZone.dayOf(opened),
    })!;
    const { clock } = reckoning;
    expect([dueResponse, dueResolution, responseWork, resolutionWork]).toEqual([
      clock.dueAt(opened, target.firstResponseSeconds),
      clock.dueAt(opened, target.resolutionSeconds),
      responded === null ? null : clock.workingSeconds(opened, responded),
      resolved === null ? null : clock.workingSeconds(opened, resolved),
    ]);
  }
});

test('in 14 days the city stays what it was', () => {
  // Guards: that the page shows a believable city: who comes, when, how fast it is answered, how much stays open.
  const rows = new Map(all.map((row) => [row.ref, row]));
  for (const row of living(1).until(asOf + 14 * day)) rows.set(row.ref, row);
  const now = asOf + 14 * day;
  const came = [...rows.values()].filter(({ opened }) => opened > asOf);
  const before = all.filter(({ opened }) => opened > asOf - 56 * day);

  const rate = came.length / (before.length / 4);
  expect(rate).toBeGreaterThan(0.95);
  expect(rate).toBeLessThan(1.05);

  /** Half of the sum of all differences between two distributions: 0 for the same, 1 for nothing in common. */
  const apart = (key: (row: RequestRow) => number | null) => {
    const shares = new Map<number | null, number>();
    for (const row of came) shares.set(key(row), (shares.get(key(row)) ?? 0) + 1 / came.length);
    for (const row of before) shares.set(key(row), (shares.get(key(row)) ?? 0) - 1 / before.length);
    return [...shares.values()].reduce((sum, share) => sum + Math.abs(share), 0) / 2;
  };
  expect(apart(({ category }) => category)).toBeLessThan(0.03);
  expect(apart(({ channel }) => channel)).toBeLessThan(0.03);
  // Some 30 requests a zone: chance alone makes this much.
  expect(apart(({ zone }) => zone)).toBeLessThan(0.12);
  expect(apart(({ opened }) => city.timeZone.hourOf(opened))).toBeLessThan(0.04);
  expect(apart(({ opened }) => city.timeZone.dayOf(opened) % 7)).toBeLessThan(0.04);

  /** Of requests opened in 14 days, as they stand at the end of these. */
  const onTime = (end: number, list: readonly RequestRow[]) => {
    const due = list.filter(
      ({ opened, resolved, dueResolution }) =>
        opened > end - 14 * day && dueResolution !== null && (resolved !== null || dueResolution < end),
    );
    const kept = due.filter(({ resolved, dueResolution }) => resolved !== null && resolved <= dueResolution!);
    return kept.length / due.length;
  };
  expect(Math.abs(onTime(now, [...rows.values()]) - onTime(asOf, all))).toBeLessThan(0.03);

  // How many were completed for the first time at which age, in a fortnight: those that lie for weeks too.
  const ages = [0, 1, 7, 28, 1000].map((days) => days * day);
  const completedAt = (list: readonly RequestRow[], from: number, to: number) =>
    ages
      .slice(1)
      .map(
        (age, i) =>
          list.filter(
            ({ opened, firstResolved: at }) =>
              at !== null && from < at && at <= to && ages[i]! <= at - opened && at - opened < age,
          ).length,
      );
  const usual = completedAt(all, asOf - 56 * day, asOf);
  const ratios = completedAt([...rows.values()], asOf, now).map((count, i) => count / (usual[i]! / 4));
  // The past's own fortnights differ by 5 %.
  for (const ratio of ratios.slice(0, 3)) {
    expect(ratio).toBeGreaterThan(0.92);
    expect(ratio).toBeLessThan(1.08);
  }
  // In a history of four months ever more lies for so long.
  expect(ratios[3]).toBeGreaterThan(1);
  expect(ratios[3]).toBeLessThan(1.5);

  const open = (list: Iterable<RequestRow>) => [...list].filter((row) => !isDone(row)).length;
  const growth = open(rows.values()) / open(all);
  expect(growth).toBeGreaterThan(1);
  expect(growth).toBeLessThan(1.1);
  expect(new Set(came.map(({ ref }) => ref)).size).toBe(came.length);
  expect(came.every(({ ref }) => /^SR-2026-\d{7}$/.test(ref))).toBe(true);
});

test('a city without our stages is refused in words', () => {
  // Guards: that the simulator says why it cannot run on a city of one's own.
  const words = { ...sample.words, stage: sample.words.stage.filter(({ id }) => id !== 'assigned') };
  const other = makeCity(sample.zones, words, sample.timeZone);
  expect(() => new LivingCity(past, { ...reckoning, city: other }, 1, positionOf(past))).toThrow(
    'simulator: the snapshot\'s words have no stage "assigned"',
  );
});

test('waits last as long as they did, though many were seen in part only', () => {
  // Guards: the open stock: forgetting waits that have not ended would make the city quicker day by day.
  const draw = drawsOf(1, 'waits');
  const spells: Spell[] = [];
  for (let i = 0; i < 20_000; i++) {
    const wait = -100 * Math.log(1 - draw());
    const from = draw() < 0.5 ? 0 : draw() * 200;
    const seenUntil = from + draw() * 300;
    if (wait <= from) continue;
    spells.push({ from, to: Math.min(wait, seenUntil), end: wait <= seenUntil ? i : null });
  }
  const ended = spells.filter(({ end }) => end !== null);
  const waits = new Waits(spells);
  const meanAfter = (seconds: number) => {
    let sum = 0;
    for (let i = 0; i < 5000; i++) sum += Math.min(500, waits.after(seconds, draw)?.seconds ?? 500);
    return sum / 5000;
  };
  // Of an exponential wait of 100, cut at 500: 100 × (1 − exp(−5)), and after 150 as much again.
  expect(Math.abs(meanAfter(0) - 99.3)).toBeLessThan(4);
  expect(Math.abs(meanAfter(150) - 247)).toBeLessThan(6);
  expect(ended.reduce((sum, { to }) => sum + to, 0) / ended.length).toBeLessThan(95);
  const sudden = new Waits(Array.from({ length: 100 }, (_, i) => ({ from: 0, to: i < 70 ? 1 : 9, end: i })));
  let quick = 0;
  for (let i = 0; i < 5000; i++) if (sudden.after(0, draw)?.seconds === 1) quick++;
  expect(Math.abs(quick / 5000 - 0.7)).toBeLessThan(0.03);
  expect(new Waits([]).after(0, draw)).toBeNull();
});
