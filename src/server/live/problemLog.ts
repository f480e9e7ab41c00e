import { outcomeOf } from '../../model/problem.ts';

/** Milliseconds between two lines of one kind. */
const between = 60_000;

/** A line of the log: how many of a kind since the line before. */
export interface ProblemLine {
  readonly source: string;
  readonly field: string;
  readonly problem: string;
  readonly count: number;
}

/** At most one line a minute of each kind of problem, however many there are; none is lost. */
export class ProblemLog {
  private readonly write: (line: ProblemLine, text: string) => void;
  private readonly now: () => number;
  private readonly kinds = new Map<string, ProblemLine & { count: number; saidAt: number }>();

  /** @param now milliseconds of a clock that is never put back */
  constructor(write: (line: ProblemLine, text: string) => void, now = () => performance.now()) {
    this.write = write;
    this.now = now;
  }

  add(source: string, field: string, problem: string, count: number): void {
    const key = `${source}\u0000${field}\u0000${problem}`;
    const kind = this.kinds.get(key) ?? {
      ...{ source, field, problem, count: 0 },
      saidAt: Number.NEGATIVE_INFINITY,
    };
    kind.count += count;
    this.kinds.set(key, kind);
    this.sayDue();
  }

  /** Says what has waited for its minute; to be called from time to time. */
  sayDue(): void {
    for (const kind of this.kinds.values()) {
      if (kind.count === 0 || this.now() - kind.saidAt < between) continue;
      const { source, field, problem, count } = kind;
      this.write({ source, field, problem, count }, sentenceOf(field, problem, count));
      kind.count = 0;
      kind.saidAt = this.now();
    }
  }
}

const outcomes = {
  left: 'left out',
  missing: 'became missing',
  held: 'wait for their time',
  kept: 'taken, and doubtful',
} as const;

function sentenceOf(field: string, problem: string, count: number): string {
  return `${count} ${outcomes[outcomeOf(field, problem)]}: ${field}: ${problem} (/admin says which and what to do)`;
}
