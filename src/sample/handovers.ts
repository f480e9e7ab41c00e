import { Random } from './random.ts';
import type { Subject } from './subjects.ts';

/** A WhatsApp conversation whose customer will call. */
interface Promised {
  readonly at: number;
  readonly until: number;
  readonly subject: Subject;
}

const hour = 3600;
const longestWait = 36 * hour;
const limit = 48 * hour;
/** A call this close to the end of the data might not come in time to be in them. */
const margin = 8 * hour;

/** Customers who wrote on WhatsApp and will call about the same within 48 hours. */
export class Handovers {
  /** Whether what was promised last would have been promised without an event, too. */
  usual = false;
  private readonly promised: Promised[] = [];
  private readonly random: Random;
  private readonly asOf: number;

  constructor(seed: number, asOf: number) {
    this.random = new Random(seed, 'handovers');
    this.asOf = asOf;
  }

  /**
   * Promises a call about this subject with a probability; says whether it did.
   * @param factor times which a planted event makes the probability, 1 or more
   */
  promise(probability: number, factor: number, subject: Subject, opened: number): boolean {
    this.usual = false;
    const draw = this.random.float();
    if (draw >= probability * factor) return false;
    const at = opened + Math.min(longestWait, Math.round(this.random.logNormal(4 * hour, 1.1)));
    if (at + margin > this.asOf) return false;
    this.usual = draw < probability;
    let i = this.promised.length;
    while (i > 0 && this.promised[i - 1]!.at > at) i--;
    this.promised.splice(i, 0, { at, until: opened + limit, subject: { ...subject } });
    return true;
  }

  /** The subject of the first promised call that is due; one that nobody kept in time is forgotten. */
  kept(opened: number): Subject | null {
    while (this.promised.length > 0 && this.promised[0]!.at <= opened) {
      const first = this.promised.shift()!;
      if (opened <= first.until) return first.subject;
    }
    return null;
  }
}
