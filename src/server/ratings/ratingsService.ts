import { readdir } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Reference } from '../../intake/reference.ts';
import type { RatingsFileState, RatingsState } from '../../model/adminState.ts';
import type { Ratings } from '../../model/ratings.ts';
import type { Said } from '../../model/said.ts';
import { answer } from '../door/answer.ts';
import { PackedForms } from '../door/packed.ts';
import { manifestOf } from '../snapshotReader.ts';
import { stampOf } from './tables.ts';
import { UnreadTable } from './unreadTable.ts';

export interface RatingsOptions {
  /** Folder of the tables; null: `ratings` beside the data, whose ratings are a sample where the city is one. */
  readonly folder: string | null;
  readonly data: string;
  /** Told what became of tables that are new or have changed, in a sentence each. */
  readonly onNews: (sentences: readonly string[], isBad: boolean) => void;
  /** Told the mark of the ratings that are served from now on; null: none are. */
  readonly onMark: (mark: string | null) => void;
  /** Milliseconds between two looks; a table that changed is read when it stays as it is for one. */
  readonly everyMs?: number;
}

const nothing = { ratings: null as Ratings | null, body: Buffer.from('null') };

/** The ratings of the Happiness Meter: read from a folder of tables, anew whenever these or the city's words change. */
export class RatingsService {
  private readonly options: RatingsOptions;
  private readonly folder: string;
  private served = nothing;
  /** What the tables were read with: their stamp, and the city's words. */
  private stamp = '';
  /** The stamp of the last look, where it was another. */
  private seen: string | null = null;
  /** What was said of each table. */
  private readonly said = new Map<string, string>();
  private reference: Reference | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private looking: Promise<void> | null = null;
  private files: readonly RatingsFileState[] = [];
  private trouble: Said | null = null;
  private hasLooked = false;

  constructor(options: RatingsOptions) {
    this.options = options;
    this.folder = options.folder ?? `${options.data}/ratings`;
  }

  /** Serves the ratings, or `null` where there are none. */
  serve(server: FastifyInstance, url: string): void {
    const made = new PackedForms();
    server.route({
      method: ['GET', 'HEAD'],
      url,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const { ratings, body } = this.served;
        const mark = ratings?.mark ?? 'none';
        await answer(request, reply, {
          ...{ type: 'application/json; charset=utf-8', mark, immutable: false, packed: ['br', 'gzip'] },
          body: async (encoding) =>
            encoding === 'identity' ? body : made.get(mark, encoding, async () => body),
        });
        return reply;
      },
    });
  }

  /** Reads the tables that are there, and looks from then on whether they change. */
  async start(): Promise<void> {
    await this.look(true);
    this.timer = setInterval(() => {
      this.looking ??= this.look(false).finally(() => {
        this.looking = null;
      });
    }, this.options.everyMs ?? 5000);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** What an administrator is to know; null before the first look. */
  state(): RatingsState | null {
    const { folder, trouble, files } = this;
    return this.hasLooked ? { folder, trouble, files } : null;
  }

  private async look(atOnce: boolean): Promise<void> {
    try {
      await this.readChanged(atOnce);
      await this.complain(await this.folderTrouble());
    } catch (error) {
      await this.complain(error);
    }
    this.hasLooked = true;
  }

  /** Reads the tables anew where these or the city's words have changed. */
  private async readChanged(atOnce: boolean): Promise<void> {
    const tables = await stampOf(this.folder);
    const stamp = tables === '' ? '' : `${tables}\n${await this.wordsStamp()}`;
    if (stamp === this.stamp) {
      this.seen = null;
      return;
    }
    // Somebody may still be writing.
    if (!atOnce && stamp !== this.seen) {
      this.seen = stamp;
      return;
    }
    await this.read();
    this.seen = null;
    this.stamp = stamp;
  }

  /** Why a folder that was named cannot be looked into; null where it can, or none was named. */
  private async folderTrouble(): Promise<UnreadTable | null> {
    const { folder } = this;
    if (this.options.folder === null) return null;
    return readdir(folder).then(
      () => null,
      (cause: unknown) => new UnreadTable(folder, cause, 'folder'),
    );
  }

  /** Says once what is wrong with all of it; null: nothing. */
  private async complain(error: unknown): Promise<void> {
    const { whyOf, withoutPath } = await import('./ratingsFolder.ts');
    const why = error === null ? null : whyOf(this.folder, error);
    this.trouble = why && withoutPath(this.folder, why);
    this.tell('', why ? [why.en] : [], true);
  }

  /** Changes with the words that services and channels are found by. */
  private async wordsStamp(): Promise<string> {
    const { referenceFolder, stampsOf } = await import('../intake/reference/folder.ts');
    const manifest = await manifestOf(this.options.data);
    return JSON.stringify([manifest?.files.words.name, manifest?.kind, await stampsOf(referenceFolder())]);
  }

  private async read(): Promise<void> {
    const { joined, readFolder, sentencesOf, stateOf } = await import('./ratingsFolder.ts');
    const manifest = await manifestOf(this.options.data);
    const files = await readFolder(this.folder, {
      ...{ data: this.options.data, manifest, reference: await this.referenceNow() },
    });
    const isSample = this.options.folder === null && manifest?.kind === 'sample';
    const { ratings } = joined(files, isSample);
    const now = Date.now() / 1000;
    this.files = files.map((file) => stateOf(file, now));
    for (const file of files) this.tell(file.file, sentencesOf(file), file.read === null);
    this.served = ratings ? { ratings, body: Buffer.from(JSON.stringify(ratings)) } : nothing;
    this.options.onMark(ratings?.mark ?? null);
  }

  /** The reference files as they are now; those before where they cannot be taken, which others say. */
  private async referenceNow(): Promise<Reference> {
    const [{ checkReference }, { readTexts, referenceFolder }, { parseReference }] = await Promise.all([
      import('../intake/reference/check.ts'),
      import('../intake/reference/folder.ts'),
      import('../../intake/reference.ts'),
    ]);
    const { files, faults } = checkReference(await readTexts(referenceFolder()));
    if (faults.length === 0 || this.reference === null) this.reference = parseReference(files);
    return this.reference;
  }

  /** Says once what is to be said of a table. */
  private tell(what: string, sentences: readonly string[], isBad: boolean): void {
    const text = sentences.join('\n');
    if (this.said.get(what) === text) return;
    this.said.set(what, text);
    if (sentences.length > 0) this.options.onNews(sentences, isBad);
  }
}
