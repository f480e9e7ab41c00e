import { type ReferenceFiles, type ReferenceName, referenceNames } from '../../../intake/reference.ts';
import type { ReferenceState } from '../../../model/adminState.ts';
import { checkReference, faultText, type ReferenceFault, type ReferenceTexts } from './check.ts';
import { readTexts, referenceFolder, stampsOf } from './folder.ts';

export interface ReferenceWatchOptions {
  /** Files were changed and are in force from now on. */
  readonly onTaken: (changed: readonly ReferenceName[]) => void;
  /** Files were changed and are not taken; in a sentence each. */
  readonly onRefused: (sentences: readonly string[]) => void;
  /** Milliseconds between two looks; a file that changed is read when it stays as it is for one. */
  readonly everyMs?: number;
}

/** Reference files as they are written and as they were read. */
export interface ReferenceInForce {
  readonly texts: ReferenceTexts;
  readonly files: ReferenceFiles;
}

interface Refused {
  readonly at: number;
  readonly text: string;
  readonly faults: readonly ReferenceFault[];
}

/** The reference files that are in force, and what became of those that were changed since. */
export class ReferenceWatch {
  private readonly options: ReferenceWatchOptions;
  private readonly folder: string;
  private now: ReferenceInForce;
  /** Those in force before the last were taken. */
  private former: ReferenceInForce | null = null;
  private readonly since = new Map<ReferenceName, number>();
  private refused: ReadonlyMap<ReferenceName, Refused> = new Map();
  private stamps: string;
  /** The stamps of the last look, where they were others than those that were read. */
  private seen: string | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private looking: Promise<void> | null = null;

  /**
   * Reads the files of the folder.
   * @param inForce those that stay in force until others can be taken, whatever stands in the folder now
   * @throws Error with a sentence for each fault
   */
  static async open(
    options: ReferenceWatchOptions,
    inForce: ReferenceInForce | null = null,
  ): Promise<ReferenceWatch> {
    const folder = referenceFolder();
    if (inForce) return new ReferenceWatch(options, folder, inForce, 'not looked at yet');
    const stamps = JSON.stringify(await stampsOf(folder));
    const texts = await readTexts(folder);
    const { files, faults } = checkReference(texts);
    if (faults.length > 0) throw new Error(faults.map(faultText).join('\n'));
    return new ReferenceWatch(options, folder, { texts, files }, stamps);
  }

  private constructor(
    options: ReferenceWatchOptions,
    folder: string,
    inForce: ReferenceInForce,
    stamps: string,
  ) {
    this.options = options;
    this.folder = folder;
    this.now = inForce;
    this.stamps = stamps;
  }

  /** Those in force. */
  get inForce(): ReferenceInForce {
    return this.now;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.looking ??= this.look().finally(() => {
        this.looking = null;
      });
    }, this.options.everyMs ?? 2000);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Puts the files back in force that were before the last were taken, because the city cannot be opened with these. */
  giveBack(why: string): void {
    if (!this.former) return;
    const { texts } = this.former;
    const refused = new Map(this.refused);
    for (const name of referenceNames.filter((name) => texts[name] !== this.now.texts[name]))
      refused.set(name, {
        ...{ at: Date.now() / 1000, text: this.now.texts[name] },
        faults: [
          {
            ...{ file: name, line: 1, at: 'the whole file', got: why },
            expected: 'files with which the city can be opened',
          },
        ],
      });
    this.refused = refused;
    this.now = this.former;
    this.former = null;
  }

  /** What an administrator is to know. */
  state(): ReferenceState {
    return {
      folder: this.folder,
      files: referenceNames.map((name) => {
        const refused = this.refused.get(name);
        return {
          name,
          since: this.since.get(name) ?? null,
          refused: refused
            ? {
                at: refused.at,
                faults: refused.faults.map(({ file: _, ...fault }) => fault),
              }
            : null,
        };
      }),
    };
  }

  private async look(): Promise<void> {
    const stamps = JSON.stringify(await stampsOf(this.folder));
    if (stamps === this.stamps) {
      this.seen = null;
      return;
    }
    // Somebody may still be writing.
    if (stamps !== this.seen) {
      this.seen = stamps;
      return;
    }
    this.seen = null;
    this.stamps = stamps;
    try {
      this.take(await readTexts(this.folder));
    } catch (error) {
      this.options.onRefused([(error as Error).message]);
    }
  }

  /** Takes all that were changed and can be taken. */
  private take(texts: ReferenceTexts): void {
    const now = Date.now() / 1000;
    const before = this.now;
    const isChanged = (tried: ReferenceTexts, name: ReferenceName) => tried[name] !== before.texts[name];
    const refused = new Map<ReferenceName, Refused>();
    let tried = texts;
    let { files } = before;
    while (referenceNames.some((name) => isChanged(tried, name))) {
      const found = checkReference(tried, before.files);
      files = found.files;
      if (found.faults.length === 0) break;
      const changed = referenceNames.filter((name) => isChanged(tried, name));
      const faulty = changed.filter((name) => found.faults.some(({ file }) => file === name));
      // Those of a file that stayed as it was come from one that did not.
      for (const name of faulty.length > 0 ? faulty : changed) {
        const own = found.faults.filter(({ file }) => file === name);
        const known = this.refused.get(name);
        refused.set(name, {
          at: known?.text === texts[name] ? known.at : now,
          text: texts[name],
          faults: own.length > 0 ? own : found.faults,
        });
        tried = { ...tried, [name]: before.texts[name] };
      }
    }
    const isNew = [...refused].filter(([name, { text }]) => this.refused.get(name)?.text !== text);
    this.refused = refused;
    if (isNew.length > 0)
      this.options.onRefused(
        isNew.flatMap(([name, { faults }]) => [
          ...faults.map(faultText),
          `data/${name}.json is not taken; the one before stays in force`,
        ]),
      );
    const changed = referenceNames.filter((name) => isChanged(tried, name));
    if (changed.length === 0) return;
    for (const name of changed) this.since.set(name, now);
    this.former = before;
    const inForce = referenceNames.map((name) => [
      name,
      changed.includes(name) ? files[name] : before.files[name],
    ]);
    this.now = { texts: tried, files: Object.fromEntries(inForce) as unknown as ReferenceFiles };
    this.options.onTaken(changed);
  }
}
