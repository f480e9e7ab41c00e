import type { Engine } from '../engine/engine.ts';
import type { Threads } from '../engine/thread/thread.ts';
import { type SegmentFile, SnapshotError, type SnapshotFile } from '../model/manifest.ts';
import type { SnapshotFiles } from './files.ts';
import type { Share } from './machine.ts';
import type { Opening } from './snapshotFeed.ts';

/** How far a part of the rows has come. */
export interface LoadProgress {
  readonly rows: number;
  readonly totalRows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface Loading {
  /** Where its parts run. */
  readonly threads: Threads;
  /** Bytes that cubes may take. */
  readonly cubeBudget: number;
  /** How far the heads are: what the engine needs to answer. */
  readonly onHeads: (progress: LoadProgress) => void;
  /** How far the details are. */
  readonly onDetails: (progress: LoadProgress) => void;
  /** The details are there: everything is answered, and exactly. */
  readonly onComplete: () => void;
  /** The details could not be had; what needs them fails, until something asks for them again. */
  readonly onIncomplete: (error: unknown) => void;
  readonly signal?: AbortSignal;
}

/**
 * Streams a snapshot into an engine: the heads first, and with `share` "all" the details behind them; else
 * these come when something first needs them.
 * @throws SnapshotError for a file that is missing or broken; Error where the engine cannot run here
 */
export async function loadEngine(
  { files, manifest, city, references }: Opening,
  share: Exclude<Share, 'overview'>,
  { threads, cubeBudget, onHeads, onDetails, onComplete, onIncomplete, signal }: Loading,
): Promise<Engine> {
  const { segments, details, calendar } = manifest.files;
  const heads = new Download(files, segments, manifest.rows, onHeads, signal);
  const [{ openFastWorker }, { pageEngine }] = await Promise.all([
    import('../engine/fast/fastWorker.ts'),
    import('../engine/pageEngine.ts'),
  ]);
  const fast = await openFastWorker(
    threads.rows(),
    city,
    manifest,
    await calendarOf(files, calendar, signal),
  );
  try {
    await heads.each((bytes) => fast.addHead(bytes));
    await fast.headsDone(cubeBudget);
  } catch (error) {
    fast.dispose();
    throw error;
  }

  let complete = false;
  let loading: Promise<Engine> | null = null;
  const database = () => {
    if (!loading) {
      loading = loadDatabase();
      loading.then(onComplete, (error) => {
        loading = null;
        onIncomplete(error);
      });
    }
    return loading;
  };
  async function loadDatabase(): Promise<Engine> {
    const coming = new Download(files, details, manifest.rows, onDetails, signal);
    const [{ openDuckdb }, opened] = await Promise.all([
      import('../engine/duckdbEngine.ts'),
      threads.database(),
    ]);
    try {
      const loader = await openDuckdb(opened, city, manifest, references);
      await coming.each(async (bytes, { rows }) => loader.append(await fast.addDetails(bytes), rows));
      const engine = await loader.ready();
      complete = true;
      return engine;
    } catch (error) {
      await opened.dispose();
      throw error;
    }
  }

  if (share === 'all') database().catch(() => {});
  return pageEngine(city, manifest, { fast, database, hasDetails: () => complete });
}

async function calendarOf(
  files: SnapshotFiles,
  file: SnapshotFile | null,
  signal: AbortSignal | undefined,
): Promise<object | null> {
  return file === null
    ? null
    : JSON.parse(new TextDecoder().decode(await files.bytes(file, undefined, signal)));
}

/** Files that are fetched a few ahead of where they are taken, in order. */
class Download {
  private readonly files: SnapshotFiles;
  private readonly list: readonly SegmentFile[];
  private readonly totalRows: number;
  private readonly onProgress: (progress: LoadProgress) => void;
  private readonly signal: AbortSignal | undefined;
  private readonly coming: Promise<Uint8Array<ArrayBuffer>>[] = [];
  private rows = 0;
  private bytes = 0;
  private failed = false;

  constructor(
    files: SnapshotFiles,
    list: readonly SegmentFile[],
    totalRows: number,
    onProgress: (progress: LoadProgress) => void,
    signal: AbortSignal | undefined,
  ) {
    this.files = files;
    this.list = list;
    this.totalRows = totalRows;
    this.onProgress = onProgress;
    this.signal = signal;
    for (let i = 0; i < ahead; i++) this.fetch(i);
  }

  private report(): void {
    if (this.failed) return;
    const totalBytes = this.list.reduce((sum, { bytes }) => sum + bytes, 0);
    this.onProgress({ rows: this.rows, totalRows: this.totalRows, bytes: this.bytes, totalBytes });
  }

  /** Hands each file over, one after the other. @throws SnapshotError for one that is missing, broken or refused */
  async each(take: (bytes: Uint8Array<ArrayBuffer>, file: SegmentFile) => Promise<void>): Promise<void> {
    this.report();
    try {
      await this.takeAll(take);
    } catch (error) {
      // Files that are still on their way are no progress any more.
      this.failed = true;
      throw error;
    }
  }

  private async takeAll(
    take: (bytes: Uint8Array<ArrayBuffer>, file: SegmentFile) => Promise<void>,
  ): Promise<void> {
    for (const [i, file] of this.list.entries()) {
      const bytes = await this.coming[i]!;
      this.coming[i] = taken;
      this.fetch(i + ahead);
      this.signal?.throwIfAborted();
      try {
        await take(bytes, file);
      } catch (error) {
        this.signal?.throwIfAborted();
        throw new SnapshotError({ kind: 'broken', file: file.name, detail: String(error) });
      }
      this.rows += file.rows;
      this.report();
    }
  }

  private fetch(index: number): void {
    const file = this.list[index];
    if (!file) return;
    const promise = this.files.bytes(
      file,
      (more) => {
        this.bytes += more;
        this.report();
      },
      this.signal,
    );
    promise.catch(() => {});
    this.coming[index] = promise;
  }
}

const ahead = 4;
const taken = Promise.resolve(new Uint8Array(0));
