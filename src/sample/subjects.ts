import { Random } from './random.ts';

/** What one request is about, where, and who asked: everything but the channel and the course it takes. */
export interface Subject {
  category: number;
  topic: number;
  /** −1: not known */
  zone: number;
  /** −1: none */
  place: number;
  /** The spot's steps of longitude and latitude; it has one in a known zone within the city. */
  lon: number;
  lat: number;
  hasSpot: boolean;
  language: number;
  customerKind: number;
}

export function emptySubject(): Subject {
  return {
    category: 0,
    topic: 0,
    zone: -1,
    place: -1,
    lon: 0,
    lat: 0,
    hasSpot: false,
    language: 0,
    customerKind: 0,
  };
}

const daysKept = 30;
const keptPerDay = 256;
const tries = 6;

/** A sample of what the last 30 days were about, from which repeats and duplicates are taken. */
export class RecentSubjects {
  private readonly kept = Array.from({ length: daysKept }, () =>
    Array.from({ length: keptPerDay }, emptySubject),
  );
  private readonly seen = new Float64Array(daysKept);
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed, 'recent subjects');
  }

  startDay(day: number): void {
    this.seen[day % daysKept] = 0;
  }

  remember(day: number, subject: Subject): void {
    const slot = day % daysKept;
    const count = this.seen[slot]!;
    this.seen[slot] = count + 1;
    const at = count < keptPerDay ? count : this.random.below(count + 1);
    if (at < keptPerDay) Object.assign(this.kept[slot]![at]!, subject);
  }

  /** A subject of this category from `daysBack` days before; null where a few tries find none. */
  recall(day: number, daysBack: number, category: number): Subject | null {
    if (daysBack >= daysKept || daysBack > day) return null;
    const slot = (day - daysBack) % daysKept;
    const count = Math.min(this.seen[slot]!, keptPerDay);
    if (count === 0) return null;
    for (let i = 0; i < tries; i++) {
      const subject = this.kept[slot]![this.random.below(count)]!;
      if (subject.category === category) return subject;
    }
    return null;
  }
}
