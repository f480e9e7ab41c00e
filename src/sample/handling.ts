import type { Reference } from '../intake/reference.ts';
import type { Day } from '../model/day.ts';
import type { RequestRow } from '../model/schema.ts';
import type { SlaClock } from '../model/slaClock.ts';
import { type Target, type Targets, targetFor } from '../model/target.ts';
import { setWorkingTimes } from '../model/workingTimes.ts';
import { type ChannelUse, useOf } from './channels.ts';
import { Random } from './random.ts';

const minute = 60;
const hour = 3600;
const daySeconds = 86_400;

/** Entities whose crews and desks are on duty every day and through the night. */
export const alwaysOnDuty: ReadonlySet<string> = new Set([
  'waste-operations',
  'public-health-services',
  'drainage-networks',
  'sewerage-recycled-water',
  'general-maintenance',
  'city-appearance-control',
  'rta',
  'dewa',
  'dubai-police',
  'civil-defence',
]);

/** How the back office deals with one category. */
interface Care {
  /** Share that falls behind and lies for weeks or months. */
  readonly stuck: number;
  /** How long that lies: scale of a Weibull number, in days. */
  readonly backlogDays: number;
  readonly rejected: number;
  readonly reopened: number;
  /** Median time to resolution, of the target. */
  readonly median: number;
}

/**
 * Of the cases (all but inquiries and compliments) that half a year brings, some 82 % are done at its end, as Abu
 * Dhabi's municipality published: 17,368 of 21,275.
 */
const cares: Readonly<Record<string, Care>> = {
  inquiry: { stuck: 0.07, backlogDays: 15, rejected: 0.004, reopened: 0.015, median: 0.28 },
  report: { stuck: 0.22, backlogDays: 200, rejected: 0.035, reopened: 0.055, median: 0.31 },
  observation: { stuck: 0.23, backlogDays: 200, rejected: 0.05, reopened: 0.02, median: 0.28 },
  suggestion: { stuck: 0.3, backlogDays: 200, rejected: 0.14, reopened: 0.005, median: 0.36 },
  complaint: { stuck: 0.28, backlogDays: 200, rejected: 0.06, reopened: 0.08, median: 0.33 },
  'service-request': { stuck: 0.25, backlogDays: 200, rejected: 0.06, reopened: 0.035, median: 0.29 },
  compliment: { stuck: 0.02, backlogDays: 15, rejected: 0, reopened: 0, median: 0.25 },
};
const usualCare: Care = { stuck: 0.2, backlogDays: 200, rejected: 0.04, reopened: 0.03, median: 0.36 };
const resolutionSpread = 0.72;
/** Of what falls behind, the share that hardly ever is done. */
const neverShare = 0.03;
/** Share of first answers to anything but an inquiry that the desk on duty gives, day and night. */
const deskShare = 0.55;

const urgentTopics =
  /^(sewage-overflow|manhole-cover|food-poisoning|fallen-tree|power-water-cut|marine-pollution|lift-safety|hazardous-waste|rainwater-pool)$/;

const never = Number.POSITIVE_INFINITY;

/** Everything that will happen to one request, in epoch seconds, as if the data had no end. */
interface Course {
  /** Solved in the first answer. */
  atOnce: boolean;
  rejected: boolean;
  assigned: number;
  responded: number;
  started: number;
  resolved: number;
  reopened: number;
  resolvedAgain: number;
  closed: number;
}

/** How much planted events change the course of one request: 1 for not at all. */
export interface Disturbance {
  duration: number;
  reopening: number;
}

const undisturbed: Disturbance = { duration: 1, reopening: 1 };

/**
 * Draws the course of a request: when it is answered and resolved, whether it comes back, and where it stands as
 * of the end of the data. What has not happened by then is left out.
 */
export class Handling {
  private readonly random: Random;
  private readonly clock: SlaClock;
  private readonly targets: Targets;
  private readonly reference: Reference;
  private readonly asOf: number;
  private readonly stage: Record<
    'received' | 'assigned' | 'in-progress' | 'resolved' | 'closed' | 'rejected' | 'reopened',
    number
  >;
  private readonly priority: Record<'low' | 'normal' | 'high' | 'urgent', number>;
  private readonly cares: readonly Care[];
  private readonly uses: readonly ChannelUse[];
  private readonly inquiry: number;
  private readonly speeds: readonly number[];
  private readonly topicPace: readonly number[];
  private readonly course: Course = {
    atOnce: false,
    rejected: false,
    assigned: 0,
    responded: 0,
    started: 0,
    resolved: 0,
    reopened: never,
    resolvedAgain: 0,
    closed: never,
  };

  constructor(reference: Reference, clock: SlaClock, targets: Targets, seed: number, asOf: number) {
    const { words } = reference;
    this.reference = reference;
    this.clock = clock;
    this.targets = targets;
    this.asOf = asOf;
    this.random = new Random(seed, 'handling');
    const stage = (id: string) => codeOf(words.stage, id);
    this.stage = {
      received: stage('received'),
      assigned: stage('assigned'),
      'in-progress': stage('in-progress'),
      resolved: stage('resolved'),
      closed: stage('closed'),
      rejected: stage('rejected'),
      reopened: stage('reopened'),
    };
    const priority = (id: string) => codeOf(words.priority, id);
    this.priority = {
      low: priority('low'),
      normal: priority('normal'),
      high: priority('high'),
      urgent: priority('urgent'),
    };
    this.cares = words.category.map(({ id }) => cares[id] ?? usualCare);
    this.uses = words.channel.map(({ id }) => useOf(id));
    this.inquiry = codeOf(words.category, 'inquiry');
    const setup = new Random(seed, 'paces');
    this.speeds = words.entity.map(() => setup.logNormal(1, 0.16));
    this.topicPace = words.topic.map(() => setup.logNormal(1, 0.18));
  }

  priorityFor(category: number, topic: number): number {
    const { priority } = this;
    const draw = this.random.float();
    switch (this.reference.words.category[category]!.id) {
      case 'report':
      case 'complaint':
        if (urgentTopics.test(this.reference.topics[topic]!.id)) {
          return draw < 0.3 ? priority.urgent : draw < 0.75 ? priority.high : priority.normal;
        }
        return draw < 0.015
          ? priority.urgent
          : draw < 0.17
            ? priority.high
            : draw < 0.88
              ? priority.normal
              : priority.low;
      case 'service-request':
        return draw < 0.01
          ? priority.urgent
          : draw < 0.1
            ? priority.high
            : draw < 0.92
              ? priority.normal
              : priority.low;
      case 'suggestion':
      case 'compliment':
        return draw < 0.7 ? priority.low : priority.normal;
      default:
        return draw < 0.01
          ? priority.urgent
          : draw < 0.05
            ? priority.high
            : draw < 0.9
              ? priority.normal
              : priority.low;
    }
  }

  /**
   * Fills in everything about a request that comes after its opening. Reads its category, channel, topic, entity,
   * priority and `opened`.
   * @param day the local day of its opening
   */
  follow(row: RequestRow, day: Day, disturbance: Disturbance): void {
    const target = targetFor(this.targets, {
      category: this.reference.words.category[row.category!]!.id,
      service: this.reference.topics[row.topic!]!.service,
      priority: this.reference.words.priority[row.priority!]!.id,
      day,
    });
    const { course, asOf } = this;
    this.drawCourse(row, target, disturbance);
    const { responded, resolved, reopened, resolvedAgain } = course;
    row.responded = responded <= asOf ? responded : null;
    row.firstResolved = resolved <= asOf ? resolved : null;
    row.reopened = reopened <= asOf ? 1 : 0;
    row.resolved = resolvedAgain <= asOf ? resolvedAgain : reopened <= asOf ? null : row.firstResolved;
    row.firstContact =
      row.category !== this.inquiry || responded > asOf || (course.atOnce && resolved > asOf)
        ? null
        : Number(course.atOnce);
    row.stage = this.stageOf(row);
    this.countSteps(row);

    row.dueResponse = null;
    row.dueResolution = null;
    setWorkingTimes(row, this.clock, target);
    row.satisfaction = row.resolved === null ? null : this.rating(row);
  }

  /**
   * Fills in what `follow` would without planted events, by the same draws: call it before, on a copy of the row.
   * The draws are left as they were.
   */
  followUsual(row: RequestRow, day: Day): void {
    const place = this.random.place();
    this.follow(row, day, undisturbed);
    this.random.goTo(place);
  }

  private drawCourse(row: RequestRow, target: Target | null, disturbance: Disturbance): void {
    const { random, course } = this;
    const { opened } = row;
    const care = this.cares[row.category!]!;
    const use = this.uses[row.channel!]!;
    const topic = this.reference.topics[row.topic!]!;
    const onDuty = row.priority === this.priority.urgent || alwaysOnDuty.has(topic.entity ?? '');
    const speed = row.entity === null ? 1 : this.speeds[row.entity]!;
    const { duration } = disturbance;
    const pace = speed * this.topicPace[row.topic!]!;
    const inquiry = row.category === this.inquiry;

    course.atOnce = inquiry && random.chance(use.firstContact);
    course.responded = inquiry ? this.deskAnswer(opened, use) : this.officeAnswer(opened, target, onDuty);
    if (course.atOnce) course.resolved = course.responded + Math.round(random.logNormal(3.5 * minute, 0.7));
    else {
      course.resolved = random.chance(care.stuck)
        ? this.lateResolution(opened, target, care, pace, duration)
        : this.resolution(opened, target, care, pace * duration, onDuty);
      if (course.resolved <= course.responded) {
        if (inquiry) course.resolved = course.responded + Math.round(random.logNormal(20 * minute, 0.8));
        else course.responded = course.resolved;
      }
    }
    course.assigned = opened + Math.round((course.responded - opened) * (0.3 + 0.5 * random.float()));
    const firstStep = Math.min(
      (course.resolved - course.responded) * 0.2,
      random.logNormal(2 * daySeconds, 0.6),
    );
    course.started = course.responded + Math.round(firstStep * random.float());

    course.rejected = !course.atOnce && random.chance(care.rejected);
    course.reopened = never;
    course.resolvedAgain = course.resolved;
    if (!course.rejected && random.chance(care.reopened * disturbance.reopening)) {
      const reopened = course.resolved + Math.round(random.weibull(4.5 * daySeconds, 0.8)) + hour;
      if (reopened <= this.asOf) {
        course.reopened = reopened;
        course.resolvedAgain = random.chance(care.stuck)
          ? this.lateResolution(reopened, target, care, speed, duration)
          : this.resolution(reopened, target, care, speed * duration, onDuty);
      }
    }
    const confirmed = course.atOnce ? 0 : Math.round(random.logNormal(1.6 * daySeconds, 0.7));
    course.closed = random.chance(0.05) ? never : course.resolvedAgain + confirmed;
  }

  private stageOf(row: RequestRow): number {
    const { stage, course, asOf } = this;
    if (row.resolved !== null) {
      return course.rejected ? stage.rejected : course.closed <= asOf ? stage.closed : stage.resolved;
    }
    if (row.reopened) return stage.reopened;
    return course.started <= asOf
      ? stage['in-progress']
      : course.assigned <= asOf
        ? stage.assigned
        : stage.received;
  }

  /** The version of a request is the number of its steps so far, its opening included. */
  private countSteps(row: RequestRow): void {
    const { assigned, responded, started, resolved, reopened, resolvedAgain, closed } = this.course;
    row.version = 1;
    row.updated = row.opened;
    for (const at of [assigned, responded, started, resolved, reopened, resolvedAgain, closed]) {
      if (at > this.asOf) continue;
      row.version++;
      if (at > row.updated) row.updated = at;
    }
  }

  private deskAnswer(opened: number, use: ChannelUse): number {
    const { medianSeconds, spread, working } = use.answer;
    const seconds = Math.max(2, Math.round(this.random.logNormal(medianSeconds, spread)));
    return working ? (this.clock.dueAt(opened, seconds) ?? opened + seconds) : opened + seconds;
  }

  private officeAnswer(opened: number, target: Target | null, onDuty: boolean): number {
    const allowed = target?.firstResponseSeconds ?? 8 * hour;
    const atOnce = onDuty || this.random.chance(deskShare);
    const seconds = Math.max(
      minute,
      Math.round(this.random.logNormal(allowed * (atOnce ? 0.5 : 0.33), 0.85)),
    );
    return atOnce ? opened + seconds : (this.clock.dueAt(opened, seconds) ?? opened + seconds);
  }

  private resolution(
    opened: number,
    target: Target | null,
    care: Care,
    pace: number,
    onDuty: boolean,
  ): number {
    const allowed = target?.resolutionSeconds ?? 40 * hour;
    const working = this.random.logNormal(allowed * care.median * pace, resolutionSpread);
    // Crews on duty use every day, but not every hour of it.
    if (onDuty) return opened + Math.max(5 * minute, Math.round(working * 2.2));
    return (
      this.clock.dueAt(opened, Math.max(5 * minute, Math.round(working))) ?? opened + Math.round(working * 4)
    );
  }

  /** Weeks or months; a small part of what falls behind waits for something that may never come. */
  private lateResolution(
    opened: number,
    target: Target | null,
    care: Care,
    pace: number,
    duration: number,
  ): number {
    const { random } = this;
    const allowed = (target?.resolutionSeconds ?? 40 * hour) * 4;
    const wait = random.chance(neverShare)
      ? random.weibull(4000 * daySeconds, 0.9)
      : random.weibull(care.backlogDays * daySeconds * pace, 0.8);
    return opened + Math.round((allowed * (0.8 + 0.4 * random.float()) + wait) * duration);
  }

  /** Every eighth customer gives one, from 1 to 5; about 85 % of the full marks in all. */
  private rating(row: RequestRow): number | null {
    const { random } = this;
    const { rejected } = this.course;
    if (!random.chance(rejected ? 0.07 : 0.122)) return null;
    const late = row.dueResolution !== null && row.resolved! > row.dueResolution;
    const kind = this.reference.words.category[row.category!]!.id;
    let mood = 4.9 + 0.95 * random.normal();
    if (kind === 'complaint') mood -= 0.5;
    if (kind === 'compliment') mood += 0.5;
    if (late) mood -= 1.1;
    if (rejected) mood -= 1.5;
    if (row.reopened) mood -= 0.8;
    // Those who are angry give the lowest mark, not the one below the middle.
    if (random.chance(late || rejected ? 0.14 : 0.035)) mood = 1;
    return Math.min(5, Math.max(1, Math.round(mood)));
  }
}

function codeOf(words: readonly { readonly id: string }[], id: string): number {
  const code = words.findIndex((word) => word.id === id);
  if (code < 0) throw new Error(`The sample city needs the word "${id}"; data/ has no such id.`);
  return code;
}
