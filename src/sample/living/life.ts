import type { City } from '../../model/city.ts';
import type { RequestRow } from '../../model/schema.ts';
import type { SlaClock } from '../../model/slaClock.ts';
import { type Targets, targetFor } from '../../model/target.ts';
import { Terms } from '../../model/terms.ts';
import { setWorkingTimes } from '../../model/workingTimes.ts';
import { drawsOf } from './draws.ts';
import { aftermath, type Past } from './past.ts';
import type { Wait } from './waits.ts';

/** What happens to a request after its opening. */
export type StepKind = 'assigned' | 'answered' | 'started' | 'completed' | 'reopened' | 'closed';

export interface Step {
  readonly kind: StepKind;
  /** Epoch seconds, whole. */
  readonly at: number;
  /** The past request that it is like, as an index into the past's table; null where it is like none. */
  readonly like: number | null;
}

/** What a city's times are reckoned with. */
export interface Reckoning {
  readonly city: City;
  readonly clock: SlaClock;
  readonly targets: Targets | null;
}

const day = 86_400;
/** Work begins at the latest so long after the first answer, and within so much of the time to completion. */
const startsWithin = { seconds: 2 * day, share: 0.2 };

/** Draws what comes next for a request, and lets it happen. The same seed and past make the same life. */
export class Life {
  private readonly past: Past;
  private readonly reckoning: Reckoning;
  private readonly seed: number;
  private readonly terms: Readonly<Record<'topic' | 'entity', Terms | null>>;
  private readonly stage: Readonly<
    Record<'received' | 'assigned' | 'in-progress' | 'resolved' | 'closed' | 'rejected' | 'reopened', number>
  >;

  /** @throws Error if the city's words lack a stage */
  constructor(past: Past, reckoning: Reckoning, seed: number) {
    this.past = past;
    this.reckoning = reckoning;
    this.seed = seed;
    const { topic, entity } = reckoning.city.dictionaries;
    this.terms = { topic: Terms.of(topic), entity: Terms.of(entity) };
    const codeOf = (id: string) => {
      const code = reckoning.city.codeOf('stage', id);
      if (code < 0) throw new Error(`simulator: the snapshot's words have no stage "${id}"`);
      return code;
    };
    this.stage = {
      received: codeOf('received'),
      assigned: codeOf('assigned'),
      'in-progress': codeOf('in-progress'),
      resolved: codeOf('resolved'),
      closed: codeOf('closed'),
      rejected: codeOf('rejected'),
      reopened: codeOf('reopened'),
    };
  }

  /** A request that opens now, like one of the past, and its steps until it is completed. */
  open(ref: string, at: number, like: number): { readonly row: RequestRow; readonly steps: readonly Step[] } {
    const { past } = this;
    const draw = drawsOf(this.seed, `${ref} opens`);
    const model = rowOf(past, like);
    const located = model.place === null && model.pointLon !== null && model.pointLat !== null;
    const nudge = () => Math.floor(draw() * 5) - 2;
    const row: RequestRow = {
      ...model,
      ref,
      version: 1,
      opened: at,
      topic: this.held('topic', model.topic, at),
      entity: this.held('entity', model.entity, at),
      responded: null,
      firstResolved: null,
      resolved: null,
      updated: at,
      dueResponse: null,
      dueResolution: null,
      stage: this.stage.received,
      satisfaction: null,
      reopened: 0,
      firstContact: null,
      pointLon: located ? model.pointLon! + nudge() : model.pointLon,
      pointLat: located ? model.pointLat! + nudge() : model.pointLat,
    };
    this.reckon(row);
    const age = past.asOf - model.opened;
    const answered =
      model.responded === null
        ? past.answerOf(row.channel).after(age, draw)
        : { seconds: model.responded - model.opened, end: like };
    const completed = model.firstResolved ?? model.resolved;
    const wait =
      completed === null
        ? past.completionOf(row.category, row.priority).after(age, draw)
        : { seconds: completed - model.opened, end: like };
    return { row, steps: this.steps(row, answered, wait, at, draw) };
  }

  /** Whether nothing comes after a stage. */
  isOver(stage: number | null): boolean {
    return stage === this.stage.closed || stage === this.stage.rejected;
  }

  /** What comes next for a request, after an instant. Nothing for one that is closed or rejected. */
  next(row: RequestRow, now: number): readonly Step[] {
    const { past, stage } = this;
    const draw = drawsOf(this.seed, `${row.ref} ${row.updated}`);
    const follow = (kind: StepKind, since: number, wait: Wait | null, like: number | null): Step[] =>
      wait === null ? [] : [{ kind, at: Math.max(since + wait.seconds, now + 1), like }];
    if (this.isOver(row.stage)) return [];
    switch (row.stage) {
      case stage.resolved: {
        const since = row.resolved ?? row.updated ?? row.opened;
        const wait = past.aftermathOf(row.category).after(Math.max(0, now - since), draw);
        // Nobody comes back twice: what would be a second time is a closing.
        const kind = wait?.end === aftermath.reopened && row.reopened !== 1 ? 'reopened' : 'closed';
        return follow(kind, since, wait, null);
      }
      case stage.reopened: {
        const since = row.updated ?? row.opened;
        const wait = past.againAfter.after(Math.max(0, now - since), draw);
        return follow('completed', since, wait, wait?.end ?? null);
      }
      default: {
        const age = now - row.opened;
        const answered = row.responded === null ? past.answerOf(row.channel).after(age, draw) : null;
        const completed = past.completionOf(row.category, row.priority).after(age, draw);
        return this.steps(row, answered, completed, now, draw);
      }
    }
  }

  /** A request after a step. */
  after(row: RequestRow, { kind, at, like }: Step): RequestRow {
    const { stage } = this;
    const next = { ...row, version: row.version + 1, updated: at };
    switch (kind) {
      case 'assigned':
        next.stage = stage.assigned;
        break;
      case 'answered':
        next.responded = at;
        // That it was not solved at first contact is known at once; that it was, when it is.
        if (this.firstContactOf(row, like) === 0) next.firstContact = 0;
        break;
      case 'started':
        next.stage = stage['in-progress'];
        break;
      case 'completed': {
        const rejected = like !== null && this.past.table.value('stage', like) === stage.rejected;
        next.stage = rejected && row.reopened !== 1 ? stage.rejected : stage.resolved;
        next.firstResolved ??= at;
        next.resolved = at;
        next.firstContact ??= this.firstContactOf(row, like);
        next.satisfaction = like === null ? null : this.past.table.value('satisfaction', like);
        break;
      }
      case 'reopened':
        next.stage = stage.reopened;
        next.reopened = 1;
        next.resolved = null;
        next.satisfaction = null;
        break;
      case 'closed':
        next.stage = stage.closed;
        break;
    }
    this.reckon(next);
    return next;
  }

  /** What takes the place of the model's topic or entity, where that has ended since. */
  private held(name: 'topic' | 'entity', code: number | null, at: number): number | null {
    const terms = this.terms[name];
    return code === null || !terms ? code : terms.on(code, this.reckoning.city.timeZone.dayOf(at));
  }

  private steps(
    row: RequestRow,
    answered: Wait | null,
    completed: Wait | null,
    now: number,
    draw: () => number,
  ): Step[] {
    const { stage } = this;
    const { opened } = row;
    const end = completed === null ? Number.POSITIVE_INFINITY : opened + completed.seconds;
    const answer = row.responded ?? Math.min(answered === null ? end : opened + answered.seconds, end);
    const steps: Step[] = [];
    let last = now;
    const add = (kind: StepKind, at: number, like: number | null) => {
      if (!Number.isFinite(at)) return;
      last = Math.max(Math.round(at), last + 1);
      steps.push({ kind, at: last, like });
    };
    const like = completed?.end ?? null;
    const known = Math.max(opened, row.updated ?? opened);
    if (row.stage === stage.received) add('assigned', known + (answer - known) * (0.3 + 0.5 * draw()), null);
    if (row.responded === null) add('answered', answer, answered?.end ?? like);
    if (row.stage !== stage['in-progress']) {
      const first = Math.min((end - answer) * startsWithin.share, startsWithin.seconds);
      add('started', answer + first * draw(), null);
    }
    add('completed', end, like);
    return steps;
  }

  private firstContactOf(row: RequestRow, like: number | null): number | null {
    const { table } = this.past;
    if (like === null || table.value('category', like) !== row.category) return null;
    return table.value('firstContact', like);
  }

  private reckon(row: RequestRow): void {
    const { city, clock, targets } = this.reckoning;
    const idOf = (dimension: 'category' | 'priority', code: number | null) =>
      code === null ? null : (city.words[dimension][code]?.id ?? null);
    const target = targets
      ? targetFor(targets, {
          category: idOf('category', row.category),
          service: row.topic === null ? null : (city.dictionaries.topic[row.topic]?.service ?? null),
          priority: idOf('priority', row.priority),
          day: city.timeZone.dayOf(row.opened),
        })
      : null;
    setWorkingTimes(row, clock, target);
  }
}

/** One request of the past. */
export function rowOf({ table }: Pick<Past, 'table'>, index: number): RequestRow {
  const value = (name: Parameters<typeof table.value>[0]) => table.value(name, index);
  return {
    ref: table.refs[index]!,
    version: value('version')!,
    opened: value('opened')!,
    responded: value('responded'),
    firstResolved: value('firstResolved'),
    resolved: value('resolved'),
    updated: value('updated'),
    dueResponse: value('dueResponse'),
    dueResolution: value('dueResolution'),
    responseWork: value('responseWork'),
    resolutionWork: value('resolutionWork'),
    zone: value('zone'),
    place: value('place'),
    category: value('category'),
    channel: value('channel'),
    account: value('account'),
    topic: value('topic'),
    entity: value('entity'),
    stage: value('stage'),
    priority: value('priority'),
    language: value('language'),
    customerKind: value('customerKind'),
    satisfaction: value('satisfaction'),
    attachments: value('attachments'),
    reopened: value('reopened'),
    firstContact: value('firstContact'),
    repeat30d: value('repeat30d'),
    duplicate: value('duplicate'),
    handover48h: value('handover48h'),
    pointLon: value('pointLon'),
    pointLat: value('pointLat'),
  };
}
