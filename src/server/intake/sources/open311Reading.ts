import type { FlatRecord } from '../../../intake/formats/flatten.ts';
import type { Open311Client } from './open311Client.ts';
import { mostDays, type Open311Options } from './open311Options.ts';
import { SourceError } from './source.ts';

/** Numbers that servers which tell no limit cut their answers at: 50, 100, 200, 500, 1000. */
const roundNumber = 50;
/** By this many ids at once requests are asked for again. */
export const idsAtOnce = 50;

/** How a server counts its pages; `none`: it has none, and gives the same again. */
type Paging = 'unknown' | 'fromZero' | 'fromOne' | 'none';

/** Reads all requests that were opened in a time, however a server cuts its answers. */
export class Open311Reading {
  private readonly options: Open311Options;
  private readonly client: Open311Client;
  private paging: Paging = 'unknown';

  constructor(options: Open311Options, client: Open311Client) {
    this.options = options;
    this.client = client;
  }

  /**
   * The requests opened from one instant to another (epoch seconds, both included), in pieces; one may come twice.
   * @throws SourceError, the signal's reason
   */
  async *opened(from: number, to: number, signal: AbortSignal): AsyncGenerator<readonly FlatRecord[]> {
    const span = Math.min(this.options.windowDays, mostDays) * 86_400;
    const last = Math.ceil(to);
    if (from > last) return;
    for (let start = Math.floor(from); ; start += span) {
      const end = Math.min(start + span, last);
      yield* this.window(start, end, signal);
      if (end >= last) return;
    }
  }

  /** Those of some ids that the server has. Ids that it says do not exist are in `missing`. */
  async byId(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly records: readonly FlatRecord[]; readonly missing: readonly string[] }> {
    const wanted = new Set(ids);
    const records: FlatRecord[] = [];
    const take = (found: readonly FlatRecord[] | null) => {
      for (const record of found ?? []) if (wanted.delete(idOf(record))) records.push(record);
    };
    take(await this.client.get('requests', { service_request_id: ids.join(',') }, signal));
    const missing: string[] = [];
    // A server that takes no list of ids knows each by its own address.
    for (const id of [...wanted]) {
      const found = await this.client.get(`requests/${encodeURIComponent(id)}`, {}, signal);
      take(found);
      if (found === null) missing.push(id);
    }
    return { records, missing };
  }

  private async *window(
    from: number,
    to: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly FlatRecord[]> {
    const first = await this.ask(from, to, undefined, signal);
    yield first;
    if (!this.isFull(first.length)) return;
    if (this.paging !== 'none') {
      const seen = new Set(first.map(idOf));
      for (let page = this.paging === 'fromOne' ? 2 : 1; ; page++) {
        const next = await this.ask(from, to, page, signal);
        const fresh = next.filter((record) => !seen.has(idOf(record)));
        for (const record of fresh) seen.add(idOf(record));
        if (this.paging === 'unknown' && next.length > 0 && fresh.length === 0) {
          // The first page again: it counts from one, or takes no notice.
          if (page === 1) continue;
          this.paging = 'none';
          break;
        }
        if (this.paging === 'unknown') this.paging = page === 1 ? 'fromZero' : 'fromOne';
        if (fresh.length > 0) yield fresh;
        if (fresh.length === 0 || next.length < first.length) return;
      }
    }
    if (to - from < 2) {
      throw new SourceError(
        'misfit',
        `Open311 source "${this.options.id}": got ${first.length} requests opened from ${w3c(from)} to ${w3c(to)}, which is as many as the server gives at once, and it has no pages; expected fewer. If that is not its limit, set "cap" to the limit`,
      );
    }
    const middle = Math.floor((from + to) / 2);
    yield* this.window(from, middle, signal);
    yield* this.window(middle, to, signal);
  }

  private async ask(
    from: number,
    to: number,
    page: number | undefined,
    signal: AbortSignal,
  ): Promise<readonly FlatRecord[]> {
    const { pageSize } = this.options;
    const parameters = { start_date: w3c(from), end_date: w3c(to), page_size: pageSize, page };
    // Some servers say 404 for a time or a page without requests; of a wrong jurisdiction the services tell.
    return (await this.client.get('requests', parameters, signal)) ?? [];
  }

  /** Whether an answer of so many may have been cut. */
  private isFull(count: number): boolean {
    const { pageSize, cap } = this.options;
    if (count === 0) return false;
    return cap === undefined
      ? count === pageSize || count % roundNumber === 0
      : count >= Math.min(cap, pageSize);
  }
}

/** The reference of a record; '' for one that has none yet. */
export function idOf(record: FlatRecord): string {
  return record.get('service_request_id') ?? '';
}

/** An instant as the standard writes it, in UTC. */
function w3c(at: number): string {
  return new Date(at * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
