import type { City } from '../../model/city.ts';
import type { RequestTable } from '../../model/requestTable.ts';
import { drawsOf } from './draws.ts';
import { type Spell, Waits } from './waits.ts';

/** What a city has been like. */
export interface PastRequests {
  /**
   * All requests that are open, and all that were opened or changed in the last ten weeks. Their rids do not
   * matter.
   */
  readonly table: RequestTable;
  /** Epoch seconds: nothing of the table is later. */
  readonly asOf: number;
}

/** What the aftermath of a completion ends with. */
export const aftermath = { closed: 0, reopened: 1 } as const;

const week = 7 * 86_400;
const hoursAWeek = 168;
/** The last weeks that new requests are like. */
export const weeksLikened = 8;
/** How many ends a group must have seen to have waits of its own. */
const enough = 40;

/** What the simulator draws from: who came in each hour of the week, and how long everything took. */
export class Past {
  readonly table: RequestTable;
  readonly asOf: number;
  /** By hour of the week, of the local clock: the requests that came in it, as indexes into the table. */
  private readonly arrivals: readonly (readonly number[])[];
  private readonly answers: Grouped;
  private readonly completions: Grouped;
  private readonly aftermaths: Grouped;
  private readonly again: Grouped;

  constructor({ table, asOf }: PastRequests, city: City) {
    this.table = table;
    this.asOf = asOf;
    const arrivals = Array.from({ length: hoursAWeek }, (): number[] => []);
    const begin = asOf - weeksLikened * week;
    const answers = new Spells();
    const completions = new Spells();
    const aftermaths = new Spells();
    const again = new Spells();
    const closedStage = city.codeOf('stage', 'closed');
    const resolvedStage = city.codeOf('stage', 'resolved');
    const value = (name: Parameters<RequestTable['value']>[0], i: number) => table.value(name, i);

    for (let i = 0; i < table.length; i++) {
      const opened = value('opened', i)!;
      const category = value('category', i);
      const stage = value('stage', i);
      const responded = value('responded', i);
      const first = value('firstResolved', i);
      const last = value('resolved', i);
      const reopened = value('reopened', i) === 1;
      if (opened >= begin) arrivals[hourOfWeek(city, opened)]!.push(i);
      // A request whose end nobody knows says nothing of how long things take.
      if (first === null && last === null && stage !== null && city.stages[stage]?.done) continue;
      const spell = (since: number, until: number | null, end: number): Spell => ({
        from: Math.max(0, begin - since),
        to: (until ?? asOf) - since,
        end: until === null ? null : end,
      });
      const completed = first ?? last;
      const group = `${category}`;
      answers.add([`${value('channel', i)}`], spell(opened, responded ?? completed, i));
      completions.add([`${group} ${value('priority', i)}`, group], spell(opened, completed, i));
      if (completed === null) continue;
      const back = reopened ? this.reopenedAt(i) : null;
      if (back !== null) {
        aftermaths.add([group], spell(completed, back, aftermath.reopened));
        again.add([], spell(back, last, i));
      }
      if (last === null || (stage !== closedStage && stage !== resolvedStage)) continue;
      const closed = stage === closedStage ? Math.max(value('updated', i) ?? last, last + 1) : null;
      aftermaths.add([group], spell(last, closed, aftermath.closed));
    }
    this.arrivals = arrivals;
    this.answers = answers.grouped();
    this.completions = completions.grouped();
    this.aftermaths = aftermaths.grouped();
    this.again = again.grouped();
  }

  /** The requests that came in the last weeks at the hour of the week that an instant lies in. */
  like(city: City, at: number): readonly number[] {
    return this.arrivals[hourOfWeek(city, at)]!;
  }

  /** Waits for the first answer, from the opening; the end is the request that was answered. */
  answerOf(channel: number | null): Waits {
    return this.answers.of(`${channel}`);
  }

  /** Waits for the first completion, from the opening; the end is the request that was completed. */
  completionOf(category: number | null, priority: number | null): Waits {
    return this.completions.of(`${category} ${priority}`, `${category}`);
  }

  /** Waits from completion to what comes next: an `aftermath`. */
  aftermathOf(category: number | null): Waits {
    return this.aftermaths.of(`${category}`);
  }

  /** Waits from reopening to the next completion; the end is the request that was completed. */
  get againAfter(): Waits {
    return this.again.of();
  }

  /** When a request came back. Where that is not its last change it is only known between which others it was. */
  reopenedAt(i: number): number {
    const { table } = this;
    const first = table.value('firstResolved', i) ?? table.value('opened', i)!;
    const last = table.value('resolved', i);
    if (last === null) return table.value('updated', i) ?? first;
    return first + Math.round((last - first) * drawsOf(0, `${table.refs[i]} back`)());
  }
}

function hourOfWeek(city: City, at: number): number {
  return Math.floor(city.timeZone.localSeconds(at) / 3600) % hoursAWeek;
}

/** Waits by group. */
class Grouped {
  private readonly waits: ReadonlyMap<string, Waits>;

  constructor(waits: ReadonlyMap<string, Waits>) {
    this.waits = waits;
  }

  /** Those of the first group that has enough of them, or else of all. */
  of(...groups: readonly string[]): Waits {
    for (const group of groups) {
      const waits = this.waits.get(group);
      if (waits && waits.size >= enough) return waits;
    }
    return this.waits.get('')!;
  }
}

/** Spells by group, and all together. */
class Spells {
  private readonly groups = new Map<string, Spell[]>([['', []]]);

  add(groups: readonly string[], spell: Spell): void {
    for (const group of [...groups, '']) {
      const spells = this.groups.get(group);
      if (spells) spells.push(spell);
      else this.groups.set(group, [spell]);
    }
  }

  grouped(): Grouped {
    return new Grouped(new Map([...this.groups].map(([group, spells]) => [group, new Waits(spells)])));
  }
}
