import type { Engine } from '../../engine/engine.ts';
import { loadEngine } from '../../feed/engineLoader.ts';
import type { SnapshotFiles } from '../../feed/files.ts';
import { follow, type Version } from '../../feed/live/link.ts';
import { openPoll, type Poll } from '../../feed/live/stream.ts';
import { caughtUp, type Opening, openFeed, type Step } from '../../feed/snapshotFeed.ts';
import { joinedChange } from '../../model/delta.ts';
import { type Manifest, manifestAfter, versionOf } from '../../model/manifest.ts';
import type { Asked } from './files.ts';
import { nodeThreads } from './nodeThreads.ts';

/** Bytes that cubes may take, as in a page whose browser tells nothing of its memory. */
const cubeBudget = 400e6;
/** Versions whose manifests are known to whoever is answered a moment later. */
const mostManifests = 50;

/** Data that are in an engine: they go on by deltas until others take their place. */
interface Held {
  opening: Opening;
  readonly engine: Engine;
  readonly manifests: Map<string, Manifest>;
  /** Questions that are being answered. */
  users: number;
  /** Others have taken its place. */
  isOld: boolean;
}

/** The published data of a folder in the page's engine, which follow what is published. */
export class FollowedEngine {
  private readonly files: SnapshotFiles;
  private readonly ending = new AbortController();
  private held: Held;
  private poll: Poll | null = null;

  /** Opens what is published. @throws SnapshotError where it cannot be used, or there is nothing */
  static async open(files: SnapshotFiles): Promise<FollowedEngine> {
    const engine = new FollowedEngine(files, await load(files));
    if (engine.held.opening.manifest.live) engine.follow();
    return engine;
  }

  private constructor(files: SnapshotFiles, held: Held) {
    this.files = files;
    this.held = held;
  }

  /** Has somebody ask about the data as they are now, which stay until whoever asks lets them go. */
  use(): { readonly asked: Asked; readonly free: () => void } {
    const { held } = this;
    held.users++;
    const { city, manifest } = held.opening;
    let isFree = false;
    return {
      asked: { city, manifest, engine: held.engine, manifestOf: (version) => manifestOf(held, version) },
      free() {
        if (isFree) return;
        isFree = true;
        held.users--;
        disposeUnused(held);
      },
    };
  }

  /** Something was published. */
  look(): void {
    this.poll?.look();
  }

  /** Follows no more, and lets the data go. */
  stop(): void {
    this.ending.abort();
    this.held.isOld = true;
    disposeUnused(this.held);
  }

  private follow(): void {
    const { signal } = this.ending;
    const { sequence, asOf } = this.held.opening.manifest;
    follow({
      files: this.files,
      hear: (_way, since, on) => {
        const poll = openPoll({ files: this.files, news: async () => null }, since, on);
        this.poll = poll;
        return poll.end;
      },
      held: { sequence, asOf },
      apply: (steps) => take(this.held, steps),
      reopen: () => this.reopen(),
      onState: () => {},
      signal,
    });
  }

  private async reopen(): Promise<Version> {
    const next = await load(this.files);
    const before = this.held;
    this.held = next;
    before.isOld = true;
    disposeUnused(before);
    return next.opening.manifest;
  }
}

/** Loads what is published with all that leads up to it. @throws SnapshotError */
async function load(files: SnapshotFiles): Promise<Held> {
  const opening = await openFeed(files);
  let onComplete = () => {};
  let onIncomplete: (error: unknown) => void = () => {};
  const complete = new Promise<void>((done, fail) => {
    onComplete = done;
    onIncomplete = fail;
  });
  complete.catch(() => {});
  const goesOn = opening.manifest.live === true;
  const engine = await loadEngine(opening, goesOn ? 'all' : 'heads', {
    ...{ threads: nodeThreads, cubeBudget, onHeads: () => {}, onDetails: () => {} },
    ...{ onComplete, onIncomplete },
  });
  try {
    // Deltas go into details, too; where none come these wait until something asks for them.
    if (goesOn) await complete;
    const newest = await caughtUp(opening, engine);
    const { manifest } = newest;
    const manifests = new Map([[versionOf(manifest), manifest]]);
    return { opening: newest, engine, manifests, users: 0, isOld: false };
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}

async function take(held: Held, steps: readonly Step[]): Promise<void> {
  const { engine, opening, manifests } = held;
  const manifest = steps.reduce((before, { file }) => manifestAfter(before, file), opening.manifest);
  // Before the change is in: whoever is answered next is answered about it.
  manifests.set(versionOf(manifest), manifest);
  for (const version of [...manifests.keys()].slice(0, -mostManifests)) manifests.delete(version);
  await engine.apply(joinedChange(steps.map(({ delta }) => delta)));
  for (const { delta } of steps) opening.references.learn(delta.values.rid, delta.refs);
  held.opening = { ...opening, manifest };
}

function manifestOf({ manifests }: Held, version: string): Manifest {
  const manifest = manifests.get(version);
  if (!manifest)
    throw new Error(
      `got an answer about version ${version}, expected one of ${[...manifests.keys()].join(', ')}`,
    );
  return manifest;
}

function disposeUnused(held: Held): void {
  if (held.isOld && held.users === 0) void held.engine.dispose();
}
