import { describe, expect, test } from 'vitest';
import { bucketsOf } from '../../../src/analysis/buckets.ts';
import { answeredClaim } from '../../../src/analysis/claims/answered.ts';
import { changesClaim, moverClaim } from '../../../src/analysis/claims/changes.ts';
import { happyClaim, overdueClaim, pointsClaim } from '../../../src/analysis/claims/counts.ts';
import { extremesClaim } from '../../../src/analysis/claims/extremes.ts';
import { leadClaim, topicsClaim } from '../../../src/analysis/claims/groups.ts';
import { timelineClaim } from '../../../src/analysis/claims/timeline.ts';
import type { Found } from '../../../src/analysis/movements.ts';
import { familiesOf } from '../../../src/analysis/movements.ts';
import { type Mover, moversOf } from '../../../src/analysis/movers.ts';
import { type Answer, type Ask, cellOf, type Frame, keyOf } from '../../../src/model/ask.ts';
import { plainChoice } from '../../../src/model/choice.ts';
import { choiceText, parseChoice } from '../../../src/model/choiceText.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Claim, ClaimKind, Figure } from '../../../src/model/claim.ts';
import { choiceDimensions } from '../../../src/model/dimension.ts';
import { choose, type Filter } from '../../../src/model/filter.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { type Cell, measureIds } from '../../../src/model/measures.ts';
import { requestColumnNames } from '../../../src/model/schema.ts';
import { askBefore, asks, makeScreen, type Screen } from '../../../src/model/screen.ts';
import { lookQuestion } from '../../../src/views/attention/whereabouts.ts';
import { plainAnswers } from '../../support/plainAnswers.ts';
import { randomAsks } from '../../support/randomAsk.ts';
import { randomCity } from '../../support/randomCity.ts';
import { seeded } from '../../support/seeded.ts';

// Guards: what a sentence says is what its proof shows, whatever is chosen; counted by a look at every request.
const source = randomCity(77, 800);
const answered = new Map<string, Answer>();
const oracle = plainAnswers(source);
function answerTo(ask: Ask): Answer {
  const key = keyOf(ask);
  const answer = answered.get(key) ?? oracle(ask);
  answered.set(key, answer);
  return answer;
}
const city = makeCity(source.zones, source.words, source.timeZone);
const today = city.timeZone.dayOf(source.asOf);
const days = { from: today - 74, to: today };
const manifest = {
  ...{ asOf: source.asOf, cut: source.asOf, timeZone: source.timeZone },
  ...{ days, rows: 800, fields: [...requestColumnNames], goals: {} },
} as unknown as Manifest;

const random = seeded(5);
const nextAsk = randomAsks(random, city, days, source.asOf);

/** A choice of anything that the city knows; every third of a single group, of which there is more to say. */
function nextScreen(index: number): Screen {
  const asked = nextAsk().filter;
  let filter: Filter = asked.opened ? { opened: asked.opened } : {};
  for (const dimension of choiceDimensions) {
    const known = (asked[dimension] ?? []).filter((id) => id !== 'unheard-of');
    if (random() < 0.4 || index === 0) filter = choose(filter, dimension, known);
  }
  if (index % 3 === 0) filter = { opened: { from: today - 27, to: today } };
  if (index % 8 === 1) filter = { ...filter, opened: { from: days.from - 40, to: days.from - 9 } };
  const measure = measureIds[index % measureIds.length]!;
  const comparison = index % 5 === 4 ? 'none' : 'before';
  return makeScreen(city, manifest, { ...plainChoice(filter, measure), comparison });
}

function frameOf(screen: Screen): Frame {
  const now = Object.values(asks).map((ask) => ask(screen));
  const before = now.map((ask) => askBefore(screen, ask)).filter((ask) => ask !== null);
  return { version: '1', answers: new Map([...now, ...before].map((ask) => [keyOf(ask), answerTo(ask)])) };
}

function moversIn(screen: Screen, frame: Frame): Mover<Found>[] {
  return moversOf((screen.before && familiesOf(screen, frame)) ?? []);
}

/** Some movement of each family, whether it stands out or not: each has the same proof. */
function movedIn(screen: Screen, frame: Frame): Mover<Found>[] {
  const families = (screen.before && familiesOf(screen, frame)) ?? [];
  return families.flatMap(({ movements }) =>
    movements.slice(0, 2).map((movement) => ({ movement, score: 4 })),
  );
}

/** Everything that the page says under a choice. */
function claimsOf(screen: Screen): Claim[] {
  const frame = frameOf(screen);
  const made = <R>(ask: Ask, make: (ask: Ask, answer: Answer) => R) =>
    make(ask, frame.answers.get(keyOf(ask))!);
  const moved = movedIn(screen, frame);
  const question = lookQuestion(
    screen,
    moved.map(({ movement }) => movement),
  );
  const looks = question.read(question.asks.map(answerTo)).values();
  const claims = [
    made(asks.categories(screen), (ask, answer) => leadClaim(screen, ask, answer, 'category')),
    made(asks.channels(screen), (ask, answer) => leadClaim(screen, ask, answer, 'channel')),
    made(asks.topics(screen), (ask, answer) => topicsClaim(screen, ask, answer, 0.8)),
    made(asks.zones(screen), (ask, answer) => extremesClaim(screen, ask, answer)),
    made(asks.figures(screen), (ask, answer) => overdueClaim(screen, ask, answer)),
    made(asks.responseTimes(screen), (ask, answer) => answeredClaim(screen, ask, answer, 8)),
    made(asks.timeline(screen), (ask, answer) =>
      timelineClaim(screen, ask, bucketsOf(answer, 'day', days, 7), 'day'),
    ),
    changesClaim(screen, moversIn(screen, frame).length),
    ...moved.map((mover) => moverClaim(screen, mover)),
    ...[...looks].map(({ where }) => where),
    pointsClaim(screen, 7),
    happyClaim(screen, { kind: 'value', value: 0.9, n: 40 }),
  ];
  return claims.filter((claim) => claim !== null);
}

/** The cell of a measure of all requests of a choice, as its figure has it. */
function shownAt({ proof }: Claim, { measure }: Figure, before = false): Cell {
  const screen = makeScreen(city, manifest, proof);
  const ask: Ask = { by: [], measures: [measure], filter: proof.filter };
  const asked = before ? askBefore(screen, ask)! : ask;
  return cellOf(screen, asked, answerTo(asked), 0, measure);
}

function expectCell(found: Cell, said: Cell): void {
  expect(found.kind).toBe(said.kind);
  if (found.kind !== 'value' || said.kind !== 'value') return;
  expect(found.n).toBe(said.n);
  expect(found.value).toBeCloseTo(said.value, 9);
}

/** The number of a claim that its figure is. */
function numberOf(claim: Claim): number | null {
  switch (claim.kind) {
    case 'nothing':
      return 0;
    case 'lead':
    case 'topics':
      return claim.count;
    case 'answered':
      return claim.answered;
    case 'timeline':
      return claim.most;
    case 'extremes':
      return claim.highest.value;
    case 'overdue':
      return claim.overdue.kind === 'value' ? claim.overdue.value : null;
    case 'mover':
      return claim.now.kind === 'value' ? claim.now.value : null;
    default:
      return null;
  }
}

const screens = Array.from({ length: 40 }, (_, index) => nextScreen(index));
const told = screens.flatMap((screen) => claimsOf(screen).map((claim) => ({ screen, claim })));

describe('the proof of a claim', () => {
  test('shows its number, for every kind', () => {
    const seen = new Map<ClaimKind, number>();
    for (const { claim } of told) {
      seen.set(claim.kind, (seen.get(claim.kind) ?? 0) + 1);
      if (!claim.figure) continue;
      const { cell } = claim.figure;
      expectCell(shownAt(claim, claim.figure), cell);
      const number = numberOf(claim);
      if (number !== null) expect(cell).toMatchObject({ value: number });
      if (claim.kind === 'mover') expectCell(shownAt(claim, claim.figure, true), claim.before);
    }
    const all: Record<ClaimKind, number> = {
      ...{ nothing: 1, outside: 1, lead: 40, topics: 20, answered: 20, timeline: 20, extremes: 20 },
      ...{ noExtremes: 1, overdue: 10, changes: 10, uncompared: 5, mover: 100, whereabouts: 50 },
      ...{ points: 40, happy: 40 },
    };
    for (const [kind, least] of Object.entries(all))
      expect(seen.get(kind as ClaimKind) ?? 0, kind).toBeGreaterThanOrEqual(least);
  });

  test('is the screen itself where no figure is the number', () => {
    for (const { screen, claim } of told.filter(({ claim }) => !claim.figure)) {
      const { filter, comparison, measure } = makeScreen(city, manifest, claim.proof);
      if (claim.kind === 'noExtremes' || claim.kind === 'nothing') continue;
      expect({ filter, comparison, measure }).toEqual({
        ...{ filter: screen.filter, comparison: screen.comparison, measure: screen.measure },
      });
      if (claim.kind === 'changes')
        expect(moversIn(screen, frameOf(makeScreen(city, manifest, claim.proof)))).toHaveLength(claim.count);
    }
  });

  test('shows the whole of a group that is counted too: the sentence is the same there', () => {
    for (const { screen, claim } of told) {
      if (claim.kind !== 'lead') continue;
      const ask = claim.dimension === 'category' ? asks.categories : asks.channels;
      const there = makeScreen(city, manifest, claim.proof);
      expect(leadClaim(there, ask(there), answerTo(ask(there)), claim.dimension as 'category')).toEqual(
        claim,
      );
      expect(screen.comparison).toBe(there.comparison);
    }
  });

  test('is a choice that an address can hold', () => {
    const usual = plainChoice({}, 'completionRate');
    for (const { claim } of told) {
      const text = choiceText(claim.proof);
      const { choice, unknown } = parseChoice(text, city, usual);
      expect(unknown, text).toEqual([]);
      expect(choiceText(choice)).toBe(text);
    }
  });
});
