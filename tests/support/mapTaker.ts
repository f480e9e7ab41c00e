import type { Intake } from '../../src/server/intake/sources/postgres/records.ts';
import type { Batch, Position, Source } from '../../src/server/intake/sources/source.ts';

/** An intake that takes every record as it is: the row of a request is its record. */
export function plainIntake(ref: string, columns: readonly string[]): Intake {
  return {
    columns,
    read: (record, order) => ({ ref: record[ref]!, order, row: record as never, personal: null }),
    gone: (gone, order) => ({ ref: gone, order, row: null, personal: null }),
  };
}

/** Takes batches as the store does, in memory: rows and position together, of each row the telling of the highest order. */
export class MapTaker {
  readonly rows = new Map<string, { readonly order: number; readonly content: string }>();
  position: Position | null = null;
  /** How often what came was different from what was there, and how often it was the same or older. */
  changed = 0;
  same = 0;

  take({ requests, position }: Batch): void {
    for (const { ref, order, row } of requests) {
      const content = row === null ? '' : JSON.stringify(row);
      const before = this.rows.get(ref);
      if (before && (order < before.order || before.content === content)) this.same++;
      else this.changed++;
      if (!before || order >= before.order) this.rows.set(ref, { order, content });
    }
    if (position !== null) this.position = position;
  }

  has(ref: string): boolean {
    return (this.rows.get(ref)?.content ?? '') !== '';
  }

  /** What there is, by reference: made anew each time. */
  get content(): Map<string, string> {
    return new Map(
      [...this.rows].filter(([, { content }]) => content !== '').map(([ref, { content }]) => [ref, content]),
    );
  }

  /** Reads all anew; what is not told any more is gone. */
  async readAll(source: Source, signal: AbortSignal): Promise<void> {
    this.position = null;
    this.rows.clear();
    for await (const batch of source.initial(signal)) await this.keep(batch);
  }

  /** @param until asked after each batch that ends with a position; true ends */
  async follow(source: Source, signal: AbortSignal, until: () => boolean | Promise<boolean>): Promise<void> {
    for await (const batch of source.changes(this.position!, signal)) {
      await this.keep(batch);
      if (batch.position !== null && (await until())) return;
    }
  }

  private async keep(batch: Batch): Promise<void> {
    this.take(batch);
    await batch.kept?.();
  }
}
