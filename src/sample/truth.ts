import type { Word } from '../model/words.ts';

/** What an event changes: how many requests come, how long they take, how many come back or go on to a call. */
export type EventKind = 'volume' | 'duration' | 'reopening' | 'handover';

/** One event as it is written beside the data. */
export interface TruthEntry {
  readonly id: string;
  readonly kind: EventKind;
  readonly en: string;
  readonly ar: string;
  /** What is multiplied by this, once the event is in full swing: see `effect`. Null where its size is fixed. */
  readonly factor: number | null;
  /** Of a fixed size: requests on top, each day. */
  readonly addedPerDay: number | null;
  /** The days of the event, both included, as YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** Days until the factor is reached, in equal steps. */
  readonly rampDays: number;
  /** The clauses that choose its requests, as `npm run ask -- --where` takes them. */
  readonly where: Readonly<Record<string, string>>;
  /** The same without the days, in words. */
  readonly names: Readonly<Record<string, readonly Word[]>>;
  /** Requests that the clauses choose. */
  readonly rows: number;
  /** Of a `volume` event: how many of them it added, or (negative) took away. Of others: how many it applied to. */
  readonly planted: number;
  readonly effect: Effect;
}

/** What an analysis should find: one number of the event's requests as it is, and as it would be without the event. */
export interface Effect {
  /** The measure that shows it, or the column where no measure does. */
  readonly measure: 'received' | 'resolutionWorkP50' | 'reopenedRate' | 'handover48h';
  /** What the numbers are: how to count them from the rows. */
  readonly of: string;
  /** Of the requests opened on these days: the event in full swing, and its outcome known. */
  readonly from: string;
  readonly to: string;
  readonly with: number;
  readonly without: number;
  /** Requests that a median or a share is taken over. */
  readonly n?: number;
}

/** An event that this city is too small or too short for, and why. */
export interface LeftOut {
  readonly id: string;
  readonly why: string;
}

/** All that was planted in a city. */
export interface Truth {
  readonly events: readonly TruthEntry[];
  readonly leftOut: readonly LeftOut[];
  /** Ordinary rain, which a placebo has as well: strength by day, about 1 for a usual rainy day. */
  readonly rain: Readonly<Record<string, number>>;
}

/** The middle of values by nearest rank; undefined for none. Sorts them. */
export function middle(values: number[]): number | undefined {
  values.sort((a, b) => a - b);
  return values[Math.ceil(values.length / 2) - 1];
}

/** What was planted, in plain words, for a person to read. */
export function truthText({ events, leftOut, rain }: Truth): string {
  const lines = events.map((event, i) => {
    const { effect, where } = event;
    const scope = Object.entries(event.names).map(
      ([dimension, words]) =>
        `${dimension}: ${listOf(words.map(({ id, en, ar }) => `${en} (${ar}, ${id})`))}`,
    );
    const change = effect.without === 0 ? '' : `, ×${(effect.with / effect.without).toFixed(2)}`;
    const among = effect.n === undefined ? '' : ` (n = ${effect.n.toLocaleString('en')})`;
    return [
      `${i + 1}. ${event.en}`,
      `   ${event.ar}`,
      `   ${event.id}: ${event.kind} ${event.factor === null ? `+${event.addedPerDay} a day` : `×${event.factor}`}, ${event.from} to ${event.to}${event.rampDays > 0 ? `, growing over ${event.rampDays} days` : ''}`,
      ...scope.map((text) => `   ${text}`),
      `   ${effect.measure}, ${effect.of}, opened ${effect.from} to ${effect.to}: ${figure(effect.with)}, without the event ${figure(effect.without)}${change}${among}`,
      `   look: npm run ask -- ${Object.entries(where)
        .map(([name, value]) => `--where ${name}=${value}`)
        .join(' ')}`,
    ].join('\n');
  });
  if (events.length === 0) lines.push('Nothing is planted.');
  for (const { id, why } of leftOut) lines.push(`Left out: ${id}: ${why}`);
  const days = Object.keys(rain);
  if (days.length > 0) lines.push(`Ordinary rain, not planted: ${days.join(', ')}`);
  return lines.join('\n\n');
}

/** The first few of a list, and how many more there are. */
function listOf(texts: readonly string[], most = 6): string {
  const more = texts.length - most;
  return texts.slice(0, most).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 1 ? 4 : 1 });
}
