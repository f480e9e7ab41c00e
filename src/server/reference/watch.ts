import { type ReferenceFiles, type ReferenceName, referenceNames } from '../../intake/reference.ts';
import type { ReferenceState } from '../../model/adminState.ts';
import { checkReference, faultText, type ReferenceFault, type ReferenceTexts } from './check.ts';
import { readTexts, referenceFolder, stampsOf } from './folder.ts';

export interface ReferenceWatchOptions {
  /** Files were changed and are in force from now on. */
  readonly onTaken: (files: ReferenceFiles, changed: readonly ReferenceName[]) => void;
  /** Files were changed and are not taken; in a sentence each. */
  readonly onRefused: (sentences: readonly string[]) => void;
  /** Milliseconds between two looks; a file that changed is read when it stays as it is for one. */
  readonly everyMs?: number;
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
  private texts: ReferenceTexts;
  private parsed: ReferenceFiles;
  /** Those in force before the last were taken. */
  private former: { readonly texts: ReferenceTexts; readonly parsed: ReferenceFiles } | null = null;
  private readonly since = new Map<ReferenceName, number>();
  private refused: ReadonlyMap<ReferenceName, Refused> = new Map();
  private stamps: string;
  /** The stamps of the last look, where they were others than those that were read. */
  private seen: string | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private looking: Promise<void> | null = null;

  /** Reads the files of the folder. @throws Error with a sentence for each fault */
  static async open(options: ReferenceWatchOptions): Promise<ReferenceWatch> {
    const folder = referenceFolder();
    const stamps = JSON.stringify(await stampsOf(folder));
    const texts = await readTexts(folder);
    const { files, faults } = checkReference(texts);
    if (faults.length > 0) throw new Error(faults.map(faultText).join('\n'));
    return new ReferenceWatch(options, folder, texts, files, stamps);
  }

  private constructor(
    options: ReferenceWatchOptions,
    folder: string,
    texts: ReferenceTexts,
    files: ReferenceFiles,
    stamps: string,
  ) {
    this.options = options;
    this.folder = folder;
    this.texts = texts;
    this.parsed = files;
    this.stamps = stamps;
  }

  /** Those in force. */
  get files(): ReferenceFiles {
    return this.parsed;
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
  giveBack(why: string): ReferenceFiles {
    if (!this.former) return this.parsed;
    const { texts, parsed } = this.former;
    const refused = new Map(this.refused);
    for (const name of referenceNames.filter((name) => texts[name] !== this.texts[name]))
      refused.set(name, {
        ...{ at: Date.now() / 1000, text: this.texts[name] },
        faults: [
          {
            ...{ file: name, line: 1, at: 'the whole file', got: why },
            expected: 'files with which the city can be opened',
          },
        ],
      });
    this.refused = refused;
    this.texts = texts;
    this.parsed = parsed;
    this.former = null;
    return parsed;
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
    const isChanged = (tried: ReferenceTexts, name: ReferenceName) => tried[name] !== this.texts[name];
    const refused = new Map<ReferenceName, Refused>();
    let tried = texts;
    let files = this.parsed;
    while (referenceNames.some((name) => isChanged(tried, name))) {
      const found = checkReference(tried, this.parsed);
      files = found.files;
      if (found.faults.length === 0) break;
      const changed = referenceNames.filter((name) => isChanged(tried, name));
      const faulty = changed.filter((name) => found.faults.some(({ file }) => file === name));
      // Those of a file that stayed as it was come from one that did not.
      for (const name of faulty.length > 0 ? faulty : changed) {
        const own = found.faults.filter(({ file }) => file === name);
        const before = this.refused.get(name);
        refused.set(name, {
          at: before?.text === texts[name] ? before.at : now,
          text: texts[name],
          faults: own.length > 0 ? own : found.faults,
        });
        tried = { ...tried, [name]: this.texts[name] };
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
    const before = this.parsed;
    this.former = { texts: this.texts, parsed: before };
    this.texts = tried;
    this.parsed = Object.fromEntries(
      referenceNames.map((name) => [name, changed.includes(name) ? files[name] : before[name]]),
    ) as unknown as ReferenceFiles;
    this.options.onTaken(this.parsed, changed);
  }
}
