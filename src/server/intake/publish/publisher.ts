import { setTimeout as sleep } from 'node:timers/promises';
import { type DeltaFile, type Manifest, manifestText } from '../../../model/manifest.ts';
import { RequestTable } from '../../../model/requestTable.ts';
import { type TimeZone, timeZone } from '../../../model/timeZone.ts';
import { writeDurably } from '../../files.ts';
import { type DeltaEvent, usualRing, type WireDelta, wireDelta } from '../../live/ring.ts';
import { readChecked, readManifest } from '../../snapshotReader.ts';
import { namedBy } from '../../snapshotWriter.ts';
import type { Pending } from '../store/pending.ts';
import { joinDeltas, widened, withFieldsOf, writeDelta } from './deltaFiles.ts';
import { type Folded, FoldOrder } from './foldOrder.ts';
import { Retention } from './retention.ts';
import type { PublishSettings } from './settings.ts';
import { type StartingOptions, startingPoint } from './startingPoint.ts';

/** Deltas that open pages can go on from, at most. */
const mostReplayed = 5000;

export interface PublisherOptions extends StartingOptions {
  readonly settings: PublishSettings;
  readonly onEvent: (event: PublisherEvent) => void;
  /** Whether the manifest names other facts than pages that are open have: they must begin anew. */
  readonly renewed?: boolean;
  /** Told, again and again, while so many changes wait that `fold` should be asked for; left out: it folds by itself. */
  readonly onFoldDue?: () => void;
}

/** What a publisher did. */
export type PublisherEvent =
  /** A delta is on disk, in the manifest and in the store. */
  | {
      readonly kind: 'published';
      readonly event: DeltaEvent;
      readonly seconds: number;
      /** Epoch seconds at which the first of its changes was taken; null if it has none. */
      readonly oldest: number | null;
    }
  /** The segments were written anew; readers of the deltas need not care. */
  | { readonly kind: 'folded'; readonly manifest: Manifest; readonly seconds: number }
  /** All was written anew: who reads the deltas must begin anew. */
  | { readonly kind: 'rebuilt'; readonly manifest: Manifest }
  /** The data have columns that they did not have: what a page can show has changed. */
  | { readonly kind: 'newFields'; readonly version: Publisher['version'] }
  /** The files of the deltas that lead up to a sequence are about to be deleted: no reader may go on from before it. */
  | { readonly kind: 'forgotten'; readonly sequence: number }
  | { readonly kind: 'swept'; readonly bytes: number; readonly deleted: number }
  /** It tries again by itself. */
  | { readonly kind: 'failed'; readonly what: 'publish' | 'fold'; readonly error: unknown };

/**
 * Publishes what the store has: a delta for what changed, a manifest that names it, and from time to time segments in
 * which the deltas are folded. Whatever is interrupted is done again: what is not published stays in the store's outbox
 * until the manifest that has it is on disk, and a manifest names only files that are.
 */
export class Publisher {
  private readonly options: PublisherOptions;
  private readonly zone: TimeZone;
  private readonly retention: Retention;
  private current: Manifest;
  /** A delta that the manifest names and the store does not know yet. */
  private unrecorded: DeltaFile | null = null;
  /** Whether the manifest on disk may have one more delta than `current`. */
  private isUnsure = false;
  private lastPublished = 0;
  private order: FoldOrder | null = null;
  private folding: Promise<void> | null = null;
  private readonly unfolding = new AbortController();
  private folded: { readonly manifest: Manifest; readonly started: number; readonly what: Folded } | null =
    null;
  private sweptAt = 0;
  /** Which sequence was published when, by the monotonic clock. */
  private readonly reached: { sequence: number; at: number }[] = [];
  private failingSince: number | null = null;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => {};

  /**
   * Goes on from the snapshot of the folder, or from a new one where there is none that fits the store.
   * @throws SnapshotError for a file that is there and cannot be read
   */
  static async open(options: PublisherOptions): Promise<Publisher> {
    const { manifest, isNew } = await startingPoint(options);
    const publisher = new Publisher(options, manifest);
    if (isNew) options.onEvent({ kind: 'rebuilt', manifest });
    else {
      const last = manifest.files.deltas.at(-1);
      // Named by the manifest before the server ended, and not yet known to the store.
      if (last && last.to > options.store.sequence()) options.store.published(null, last);
      if (!manifest.live) await publisher.write({ ...manifest, live: true });
      if (options.renewed) await publisher.beginAnew();
    }
    return publisher;
  }

  private constructor(options: PublisherOptions, manifest: Manifest) {
    this.options = options;
    this.current = manifest;
    this.zone = timeZone(manifest.timeZone);
    this.retention = new Retention(options.folder, options.settings.graceMinutes * 60_000);
  }

  /** The manifest that is on disk. */
  get manifest(): Manifest {
    return this.current;
  }

  /** The version that readers of all deltas have. */
  get version(): { readonly sequence: number; readonly asOf: number } {
    const last = this.current.files.deltas.at(-1);
    return last ? { sequence: last.to, asOf: last.asOf } : this.current;
  }

  /** Since when nothing could be published, in milliseconds since the epoch; null while all is well. */
  get failing(): number | null {
    return this.failingSince;
  }

  /** Whether a fold is on its way, beside which deltas are published. */
  get isFolding(): boolean {
    return this.folding !== null;
  }

  /** The newest deltas that can be replayed, as pages are told of them, at most as many bytes as a ring holds. */
  async replay(most = usualRing.bytes): Promise<WireDelta[]> {
    const events: WireDelta[] = [];
    let size = 0;
    for (const file of this.options.store.deltas().reverse()) {
      const bytes = await readChecked(this.options.folder, file).catch(() => null);
      if (!bytes) break;
      const event = wireDelta({ file, bytes });
      size += event.wire.length;
      if (events.length > 0 && size > most) break;
      events.push(event);
    }
    return events.reverse();
  }

  /** Publishes from now on. */
  start(): void {
    this.running = this.run();
  }

  /** Tells that there may be something to publish. */
  poke(): void {
    this.wake();
  }

  /**
   * Folds what there is while deltas go on to be published. Resolves when the manifest names the new segments.
   * @param signal gives it up
   * @throws Error why it could not be done
   */
  fold(signal: AbortSignal): Promise<Folded> {
    if (this.asked) return Promise.reject(new Error('a fold is on its way, expected none'));
    this.order = new FoldOrder(signal);
    this.poke();
    return this.order.done;
  }

  /** Publishes what there is, and stops. A fold that goes on is given up: it takes long, and the next one does it. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    this.unfolding.abort();
    await this.folding;
    await this.install();
  }

  /** Goes on to a sequence that no reader can be led to by a delta: who has one before it opens the manifest anew. */
  private async beginAnew(): Promise<void> {
    await this.publish(null, () => {});
    this.options.store.forgetDeltas(this.version.sequence);
  }

  private async run(): Promise<void> {
    let pause = 0;
    while (!this.stopped) {
      await this.wait(pause);
      try {
        const more = await this.step();
        this.failingSince = null;
        pause = more ? this.options.settings.everyMs : 1000;
      } catch (error) {
        this.failingSince ??= Date.now();
        this.options.onEvent({ kind: 'failed', what: 'publish', error });
        pause = Math.min(30_000, 1000 + (Date.now() - this.failingSince));
      }
    }
    await this.step().catch((error) => this.options.onEvent({ kind: 'failed', what: 'publish', error }));
  }

  /** Waits until it is poked, at most `ms`, and until the last delta is old enough. */
  private async wait(ms: number): Promise<void> {
    const { everyMs } = this.options.settings;
    const soonest = this.lastPublished + everyMs;
    if (this.failingSince === null) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, ms);
        this.wake = () => {
          clearTimeout(timer);
          done();
        };
      });
      this.wake = () => {};
      const early = soonest - performance.now();
      if (early > 0 && !this.stopped) await sleep(early);
    } else await sleep(this.stopped ? 0 : ms);
  }

  /** Publishes one delta if there is something to tell. Returns whether there may be more. */
  async step(): Promise<boolean> {
    const { store, clock, settings } = this.options;
    if (this.isUnsure) await this.adopt();
    if (this.unrecorded) await this.record(null, this.unrecorded, performance.now());
    store.release(clock.now());
    const pending = store.pending(settings.mostRequests);
    const quiet = clock.now() - this.version.asOf >= settings.quietSeconds;
    if (pending || quiet) await this.publish(pending);
    await this.tidy();
    return pending !== null;
  }

  private async publish(pending: Pending | null, onEvent = this.options.onEvent): Promise<void> {
    const started = performance.now();
    const { folder, clock, store } = this.options;
    const { sequence: from, asOf: before } = this.version;
    const { days } = this.current.files.deltas.at(-1) ?? this.current;
    const asOf = Math.max(before, Math.floor(clock.now()), pending?.latest ?? 0);
    const table = pending?.table ?? new RequestTable(this.zone, 1);
    const change = {
      values: table.values(),
      refs: table.refs,
      gone: pending?.gone ?? new Uint32Array(0),
    };
    const step = { from, to: from + 1, asOf };
    const { file, bytes } = await writeDelta(folder, step, change, {
      total: store.counts().published + (pending?.added ?? 0),
      days: widened(days, table),
    });
    const { files, fields: known } = this.current;
    const fields = withFieldsOf(known, table);
    try {
      await this.write({ ...this.current, fields, files: { ...files, deltas: [...files.deltas, file] } });
    } catch (error) {
      this.isUnsure = true;
      throw error;
    }
    await this.record(pending, file, started, bytes, onEvent);
    if (fields.length > known.length) this.options.onEvent({ kind: 'newFields', version: this.version });
  }

  /** Lets the store know of a delta that the manifest names, and then the readers. */
  private async record(
    pending: Pending | null,
    file: DeltaFile,
    started: number,
    bytes?: Uint8Array,
    onEvent = this.options.onEvent,
  ): Promise<void> {
    const { store, folder } = this.options;
    this.unrecorded = file;
    store.published(pending, file);
    this.unrecorded = null;
    this.lastPublished = performance.now();
    onEvent({
      kind: 'published',
      event: { file, bytes: bytes ?? (await readChecked(folder, file)) },
      seconds: (performance.now() - started) / 1000,
      oldest: pending?.oldest ?? null,
    });
  }

  /** After a manifest could not be written to the end, it may be there all the same: then it counts. */
  private async adopt(): Promise<void> {
    const { manifest } = await readManifest(this.options.folder);
    const last = manifest.files.deltas.at(-1);
    if (last?.to === this.version.sequence + 1) {
      this.current = manifest;
      this.unrecorded = last;
    }
    this.isUnsure = false;
  }

  private async write(manifest: Manifest): Promise<void> {
    await writeDurably(`${this.options.folder}/manifest.json`, manifestText(manifest));
    this.current = manifest;
  }

  /** Joins deltas, folds them and deletes files, where it is time to. */
  private async tidy(): Promise<void> {
    const { settings } = this.options;
    await this.install();
    const { deltas } = this.current.files;
    if (!this.folding) {
      if (!this.asked && requestsOf(deltas) >= settings.foldAfterRequests) this.tellFoldDue();
      if (this.asked)
        this.folding = this.foldAll(this.asked).finally(() => {
          this.folding = null;
        });
      else if (deltas.length > settings.mostDeltas) await this.join();
    }
    if (performance.now() - this.sweptAt < 60_000) return;
    this.sweptAt = performance.now();
    await this.sweep();
  }

  /** Deletes the files that no reader can need any more; not during a fold, whose files nobody names yet. */
  async sweep(): Promise<void> {
    if (this.folding || this.folded) return;
    const { store, onEvent } = this.options;
    const replayed = store.deltas();
    const upTo = this.forgettable();
    const old = replayed.findLast(({ to }, i) => replayed.length - i > mostReplayed || to <= upTo);
    if (old) {
      store.forgetDeltas(old.to);
      onEvent({ kind: 'forgotten', sequence: old.to });
    }
    const needed = namedBy(this.current);
    for (const { name } of store.deltas()) needed.add(name);
    store.checkpoint();
    onEvent({ kind: 'swept', ...(await this.retention.sweep(needed)) });
  }

  /** The last sequence that no reader goes on from any more: they have the grace of files to do so. */
  private forgettable(): number {
    const now = performance.now();
    const grace = this.options.settings.graceMinutes * 60_000;
    this.reached.push({ sequence: this.version.sequence, at: now });
    while (this.reached[1] && now - this.reached[1].at > grace) this.reached.shift();
    const [first] = this.reached;
    return first && now - first.at > grace ? first.sequence : 0;
  }

  /** Makes one delta of all but the latest, so that a reader has few files to load. */
  private async join(): Promise<void> {
    const { folder, settings } = this.options;
    const { files } = this.current;
    const kept = Math.ceil(settings.mostDeltas / 4);
    const joined = await joinDeltas(folder, files.deltas.slice(0, -kept));
    await this.write({
      ...this.current,
      files: { ...files, deltas: [joined, ...files.deltas.slice(-kept)] },
    });
  }

  /** The fold that somebody waits for. */
  private get asked(): FoldOrder | null {
    return this.order?.isOpen ? this.order : null;
  }

  private tellFoldDue(): void {
    const { onFoldDue } = this.options;
    if (onFoldDue) onFoldDue();
    // An event tells where it fails.
    else this.fold(this.unfolding.signal).catch(() => {});
  }

  /** Folds what there is now, while deltas go on to be published; `install` puts the result in their place. */
  private async foldAll(asked: FoldOrder): Promise<void> {
    const { folder, fold, onEvent } = this.options;
    const { deltas } = this.current.files;
    const what = { deltas: deltas.length, requests: requestsOf(deltas) };
    if (what.deltas === 0) return asked.end(what);
    const started = performance.now();
    const signal = AbortSignal.any([this.unfolding.signal, asked.signal]);
    try {
      this.folded = { manifest: await fold(folder, this.current, signal), started, what };
      this.poke();
    } catch (error) {
      if (!signal.aborted) onEvent({ kind: 'failed', what: 'fold', error });
      asked.fail(error);
    }
  }

  /** Names the segments of a fold that is done, and the deltas that came meanwhile. */
  private async install(): Promise<void> {
    if (!this.folded) return;
    const { manifest, started, what } = this.folded;
    const deltas = this.current.files.deltas.filter(({ from }) => from >= manifest.sequence);
    await this.write({ ...manifest, files: { ...manifest.files, deltas } });
    this.folded = null;
    const seconds = (performance.now() - started) / 1000;
    this.options.onEvent({ kind: 'folded', manifest: this.current, seconds });
    this.asked?.end(what);
  }
}

function requestsOf(deltas: readonly DeltaFile[]): number {
  return deltas.reduce((sum, { rows }) => sum + rows, 0);
}
