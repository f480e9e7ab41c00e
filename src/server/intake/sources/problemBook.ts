import type { Mark, Noticed, Problems } from '../store/problems.ts';
import type { Batch } from './source.ts';

/** What is known of a problem beside its kind; never a value. */
export interface About {
  /** How many: 1 unless told. */
  readonly count?: number;
  /** The reference of the request, where it can be read. */
  readonly ref?: string | null;
  /** Which telling of it: one that is read again counts once. */
  readonly order?: number;
  /** Whether the row was left out, so that what the store has of the request is not its latest state. */
  readonly refused?: boolean;
  /** A word that the mapping lacks, as `wordToMap` lets it through. */
  readonly word?: string | null;
}

/** Reports a problem of a source's field: how everybody who refuses or doubts something says so. */
export type OnProblem = (source: string, field: string, problem: string, about?: About) => void;

/** References and words kept of a kind until they are written. */
const mostKept = 20;
/** Tellings remembered of a source, so that one that is read again is not counted again. */
const mostRemembered = 50_000;
/** Milliseconds after which what was noticed is written, where no batch takes it along. */
const writeEvery = 1000;
/** Days after which a kind that has not occurred again is forgotten. */
export const usualKeepDays = 30;

interface Gathered extends Noticed {
  count: number;
  readonly refs: string[];
  readonly words: Map<string, number>;
}

interface OfSource {
  /** By reference and kind: the order of the telling that was counted. */
  readonly counted: Map<string, number>;
  /** By reference of those that could not be read: the order of the telling that is shown. */
  readonly marks: Map<string, number>;
  /** By reference: marks that were not written after a batch yet. */
  readonly unwritten: Map<string, Mark>;
  /** The references that could not be read during a reading of all. */
  refused: Set<string> | null;
}

/**
 * Gathers what is wrong with what sources tell, and writes it to the store: with each batch before that is taken, so
 * that nothing of it is lost in a crash, else within a second.
 */
export class ProblemBook {
  private readonly store: Problems;
  private readonly onCounted: (source: string, field: string, problem: string, count: number) => void;
  private readonly keepDays: number;
  private fadedAt = 0;
  private readonly timer: ReturnType<typeof setInterval>;
  private gathered = new Map<string, Gathered>();
  private readonly sources = new Map<string, OfSource>();

  /**
   * @param onCounted told what was written, by kind
   * @param keepDays a kind that has not occurred for so long is forgotten
   */
  constructor(
    store: Problems,
    onCounted: (source: string, field: string, problem: string, count: number) => void = () => {},
    keepDays = usualKeepDays,
  ) {
    this.store = store;
    this.onCounted = onCounted;
    this.keepDays = keepDays;
    for (const { source, ref, order } of store.marks()) this.of(source).marks.set(ref, order);
    this.timer = setInterval(() => this.writeLate(), writeEvery);
    this.timer.unref();
  }

  readonly report: OnProblem = (source, field, problem, about = {}) => {
    const { count = 1, ref = null, order, refused = false, word = null } = about;
    const of = this.of(source);
    if (ref !== null && order !== undefined) {
      const telling = `${ref}\u0000${field}\u0000${problem}`;
      const isAgain = of.counted.get(telling) === order;
      of.counted.delete(telling);
      of.counted.set(telling, order);
      if (of.counted.size > mostRemembered) of.counted.delete(of.counted.keys().next().value!);
      if (refused) {
        of.refused?.add(ref);
        if (of.unwritten.size >= mostRemembered) of.unwritten.clear();
        of.unwritten.set(ref, { source, ref, order, field, problem });
      }
      if (isAgain) return;
    }
    const key = `${source}\u0000${field}\u0000${problem}`;
    let kind = this.gathered.get(key);
    if (!kind) {
      kind = { source, field, problem, count: 0, refs: [], words: new Map() };
      this.gathered.set(key, kind);
    }
    kind.count += count;
    if (ref !== null && ref !== '') {
      kind.refs.push(ref);
      if (kind.refs.length > mostKept) kind.refs.shift();
    }
    if (word !== null && (kind.words.has(word) || kind.words.size < mostKept))
      kind.words.set(word, (kind.words.get(word) ?? 0) + count);
  };

  /** Writes what was noticed so far. @throws StoreError: all is kept, to be written later */
  write(): void {
    if (this.gathered.size === 0) return;
    const noticed = [...this.gathered.values()];
    const marks = [...this.sources.values()].flatMap(({ unwritten }) => [...unwritten.values()]);
    this.remember(this.store.add(noticed, marks, Date.now() / 1000));
    this.gathered = new Map();
    for (const { source, field, problem, count } of noticed) this.onCounted(source, field, problem, count);
  }

  /** After a batch was taken: what can be read again, or is gone, is marked no more. @throws StoreError */
  taken(source: string, { requests }: Batch): void {
    const { marks, unwritten } = this.of(source);
    if (marks.size > 0) {
      const again = requests
        .filter(({ ref, order }) => order >= (marks.get(ref) ?? Number.POSITIVE_INFINITY))
        .map(({ ref }) => ref);
      this.store.unmark(source, again);
      for (const ref of again) marks.delete(ref);
    }
    // Once more: of what came with the batch the store knows only now which telling is the later one.
    if (unwritten.size > 0) this.remember(this.store.add([], [...unwritten.values()], Date.now() / 1000));
    unwritten.clear();
  }

  /**
   * All is read anew: collects the references that cannot be read, which are there all the same.
   * @param anew whether orders may begin again from lower ones
   */
  begin(source: string, anew: boolean): ReadonlySet<string> {
    const of = this.of(source);
    if (anew) {
      of.counted.clear();
      for (const ref of of.marks.keys()) of.marks.set(ref, Number.NEGATIVE_INFINITY);
    }
    of.refused = new Set();
    return of.refused;
  }

  /** The reading of all has ended. */
  end(source: string): void {
    this.of(source).refused = null;
  }

  /** Writes what is left, and nothing more. */
  close(): void {
    clearInterval(this.timer);
    this.writeLate();
  }

  private writeLate(): void {
    const now = Date.now();
    try {
      this.write();
      if (now - this.fadedAt < 3_600_000) return;
      this.fadedAt = now;
      this.store.fade(now / 1000 - this.keepDays * 86_400);
    } catch {
      // Whoever takes the next batch or publishes says why the store cannot be written; what was noticed is kept.
    }
  }

  private remember(marks: readonly Mark[]): void {
    for (const { source, ref, order } of marks) this.of(source).marks.set(ref, order);
  }

  private of(source: string): OfSource {
    let of = this.sources.get(source);
    if (!of) {
      of = { counted: new Map(), marks: new Map(), unwritten: new Map(), refused: null };
      this.sources.set(source, of);
    }
    return of;
  }
}
