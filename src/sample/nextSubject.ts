import type { Reference } from '../intake/reference.ts';
import type { ActiveEvent } from './activeEvent.ts';
import type { ChannelUse } from './channels.ts';
import type { Handovers } from './handovers.ts';
import { Random } from './random.ts';
import type { DayKind } from './rhythm.ts';
import type { SubjectSource } from './subjectSource.ts';
import { emptySubject, RecentSubjects, type Subject } from './subjects.ts';

/** Share of requests that a customer comes back with within 30 days: complaints, others. */
const repeatShares = { complaint: 0.13, other: 0.085 };
/** Share of reports and observations that somebody else has made already; more in the rain. */
const duplicateShare = 0.05;
const duplicateShareOfRain = 0.04;

/** A little sooner than evenly, so that nothing is left over when the day's last requests come another way. */
const extrasHaste = 1.3;

/**
 * Decides what the next request is about: a call that was promised on WhatsApp, one more of a planted event, a
 * repeat, a duplicate, or something new.
 */
export class NextSubject {
  /** Flags of the subject chosen last, 0 or 1. */
  repeat = 0;
  duplicate = 0;
  private readonly subjects: SubjectSource;
  private readonly handovers: Handovers;
  private readonly recent: RecentSubjects;
  private readonly random: Random;
  private readonly entities: readonly number[];
  private readonly calls: number;
  private readonly complaint: number;
  private readonly doubled: ReadonlySet<number>;
  private readonly own = emptySubject();
  private extras: { readonly subject: Subject; readonly event: ActiveEvent }[] = [];
  private rowsLeft = 0;
  private today: readonly ActiveEvent[] = [];
  private kind!: DayKind;

  constructor({ words, topics }: Reference, subjects: SubjectSource, handovers: Handovers, seed: number) {
    this.subjects = subjects;
    this.handovers = handovers;
    this.recent = new RecentSubjects(seed);
    this.random = new Random(seed, 'next subject');
    this.entities = topics.map((topic) => words.entity.findIndex(({ id }) => id === topic.entity));
    this.calls = words.channel.findIndex(({ id }) => id === 'call-centre');
    this.complaint = words.category.findIndex(({ id }) => id === 'complaint');
    this.doubled = new Set(
      words.category.flatMap(({ id }, code) => (id === 'report' || id === 'observation' ? [code] : [])),
    );
  }

  /**
   * @param today the events of the day
   * @param rows how many requests the day will have
   */
  startDay(kind: DayKind, today: readonly ActiveEvent[], rows: number): void {
    this.rowsLeft = rows;
    this.kind = kind;
    this.today = today.filter(({ event }) => event.kind === 'volume');
    this.extras = [];
    this.subjects.startDay(kind);
    this.recent.startDay(kind.day);
    for (const event of this.today) {
      const { zones, topics } = event;
      const added = event.event.addedPerDay ?? 0;
      const reports = this.subjects.reportsWithin(topics ?? [], zones ?? [], added);
      for (const subject of reports) this.extras.push({ subject, event });
    }
  }

  /** The subject of a request; valid until the next call. */
  choose(channel: number, use: ChannelUse, opened: number, hour: number): Subject {
    const subject = this.subjectFor(channel, use, opened, hour);
    this.rowsLeft--;
    return subject;
  }

  private subjectFor(channel: number, use: ChannelUse, opened: number, hour: number): Subject {
    this.repeat = 0;
    this.duplicate = 0;
    const promised = channel === this.calls ? this.handovers.kept(opened) : null;
    if (promised) {
      this.repeat = 1;
      return promised;
    }
    const comesAgain = use.habit === 'desk' || use.habit === 'chat';
    if (
      comesAgain &&
      this.extras.length > 0 &&
      this.random.chance((extrasHaste * this.extras.length) / this.rowsLeft)
    ) {
      // So what events add spreads over the rest of the day.
      const { subject, event } = this.extras.pop()!;
      event.plant(this.kind.day, 1);
      this.subjects.locate(subject);
      this.subjects.askedBy(subject, channel);
      return subject;
    }
    do {
      this.draw(channel, comesAgain, hour);
      // Repeats are of what events do not change, or they would add to the factor.
      this.recent.remember(this.kind.day, this.own);
    } while (this.isThinned(channel));
    this.addExtras(channel);
    return this.own;
  }

  private draw(channel: number, comesAgain: boolean, hour: number): void {
    const { own, random, kind, subjects } = this;
    own.category = subjects.categoryFor(channel);
    this.repeat = 0;
    this.duplicate = 0;
    const draw = comesAgain ? random.float() : 1;
    const repeats = own.category === this.complaint ? repeatShares.complaint : repeatShares.other;
    const duplicates = this.doubled.has(own.category)
      ? duplicateShare + duplicateShareOfRain * Math.min(2, kind.rain)
      : 0;
    if (draw < repeats) {
      const daysBack = 1 + Math.floor(random.weibull(7, 0.9));
      const earlier = this.recent.recall(kind.day, daysBack, own.category);
      if (earlier) {
        Object.assign(own, earlier);
        this.repeat = 1;
        return;
      }
    } else if (draw < repeats + duplicates) {
      const earlier = this.recent.recall(kind.day, random.below(3), own.category);
      if (earlier) {
        Object.assign(own, earlier);
        subjects.askedBy(own, channel);
        this.duplicate = 1;
        return;
      }
    }
    subjects.fill(own, channel, hour, kind);
  }

  private isAbout(event: ActiveEvent, channel: number): boolean {
    const { zone, topic, category } = this.own;
    return event.isAbout(zone, topic, this.entities[topic]!, channel, category);
  }

  /** Whether an event that makes requests fewer takes this one away. */
  private isThinned(channel: number): boolean {
    for (const event of this.today) {
      const factor = event.factorOn(this.kind.day);
      if (factor >= 1 || !this.isAbout(event, channel) || !this.random.chance(1 - factor)) continue;
      event.plant(this.kind.day, -1);
      return true;
    }
    return false;
  }

  /** Puts aside as many more requests of this kind as events that make them more frequent ask for. */
  private addExtras(channel: number): void {
    for (const event of this.today) {
      const factor = event.factorOn(this.kind.day);
      if (event.event.addedPerDay !== undefined || factor <= 1 || !this.isAbout(event, channel)) continue;
      for (let more = Math.floor(factor - 1 + this.random.float()); more > 0; more--) {
        this.extras.push({ subject: { ...this.own }, event });
      }
    }
  }
}
