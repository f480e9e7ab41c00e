import { access, constants } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { FileLayout } from '../../../intake/fileLayout.ts';
import { inspectFile, readRecords } from '../../../intake/formats/tableFile.ts';
import { ordersOf, settledPlaces } from '../../../intake/importFile.ts';
import type { Mapping } from '../../../intake/mapping.ts';
import type { SourceFile } from '../../../intake/sourceFile.ts';
import type { ProblemKind } from '../../../model/problem.ts';
import { FolderFiles, type FoundFile } from './csvFolderFiles.ts';
import type { CsvFolderOptions } from './csvFolderOptions.ts';
import { type FolderState, positionOf, stateOf } from './csvFolderPosition.ts';
import { RefusedFile, reasonText, refusalOf } from './csvFolderReason.ts';
import { inPieces, type Row } from './csvFolderRows.ts';
import type { RecordIntakeOptions } from './recordIntake.ts';
import {
  type Batch,
  type Clock,
  type Source,
  SourceError,
  type SourceRequest,
  systemClock,
} from './source.ts';
import { type SourceMapping, sourceIntake } from './sourceMapping.ts';

/** How the exports of a folder are read: each file has columns and orders of dates of its own. */
export interface FolderSetup
  extends Omit<RecordIntakeOptions, 'source' | 'mapping' | 'personal' | 'columns'> {
  readonly mapping: SourceMapping;
  /** Told in a sentence without personal data what became of a file. */
  log(text: string): void;
}

/** What a folder needs of the world around it; a test brings its own. */
export interface FolderSurroundings {
  readonly clock: Clock;
  /** Ends early with the signal's reason where it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const surroundings: FolderSurroundings = {
  clock: systemClock,
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
};

/**
 * A folder into which exports are dropped, in any format that the import reads. Each is taken once, whole, in order of
 * name. A folder has no state before its files: all of them come as changes, and each is a step of its own.
 */
export function csvFolderSource(
  options: CsvFolderOptions,
  setup: FolderSetup,
  around: FolderSurroundings = surroundings,
): Source {
  return {
    id: options.id,
    async *initial() {
      const position = positionOf({ order: 0, finished: new Map() });
      yield { requests: [], position, committedAt: null };
    },
    async *changes(position, signal) {
      const reader = new FolderReader(options, setup, around, stateOf(position, options.id));
      try {
        yield* reader.changes(signal);
      } catch (cause) {
        if (!signal.aborted) throw cause;
      }
    },
  };
}

/** Rows of the newest file that are tried. */
const mostTried = 20_000;

/**
 * What is wrong with a folder of exports, and what could be better: whether it can be read and, where files are moved,
 * written, and what becomes of its newest file under the mapping. Changes nothing there.
 */
export async function checkFolder(
  options: CsvFolderOptions,
  setup: Pick<FolderSetup, 'mapping' | 'reference' | 'words'>,
): Promise<{ readonly level: 'error' | 'advice'; readonly text: string }[]> {
  const { folder, move, id } = options;
  const found: { level: 'error' | 'advice'; text: string }[] = [];
  const add = (level: 'error' | 'advice', text: string) => void found.push({ level, text });
  try {
    const files = await new FolderFiles(folder, id).list();
    const writable = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    );
    if (!writable)
      add(
        move ? 'error' : 'advice',
        `${folder}: this user may not write there${move ? ', which "move" needs' : ': files that are refused stay where they lie, and are told in the log alone'}`,
      );
    const newest = files.reduce<FoundFile | null>(
      (best, file) => (best && best.modified >= file.modified ? best : file),
      null,
    );
    if (!newest) add('advice', `${folder}: no file lies there yet, so the mapping was not tried`);
    else await tryFile(newest, options, setup, add);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    add('error', cause.message);
  }
  return found;
}

async function tryFile(
  file: FoundFile,
  options: CsvFolderOptions,
  setup: Pick<FolderSetup, 'mapping' | 'reference' | 'words'>,
  add: (level: 'error' | 'advice', text: string) => void,
): Promise<void> {
  const problems = new Map<string, number>();
  const reader = new FolderReader(
    options,
    {
      ...setup,
      log: (text) => add('advice', text),
      onProblem(field, problem, { count = 1 }) {
        const kind = `${field}: ${problem}`;
        problems.set(kind, (problems.get(kind) ?? 0) + count);
      },
    },
    surroundings,
    stateOf(positionOf({ order: 0, finished: new Map() }), options.id),
  );
  try {
    let rows = 0;
    for await (const requests of reader.requestsOf(file, 0, new AbortController().signal)) {
      rows += requests.length;
      if (rows >= mostTried) break;
    }
  } catch (cause) {
    const refusal = refusalOf(cause);
    if (!refusal) throw cause;
    add('error', `${refusal.message}. Nothing of it would be taken`);
  }
  for (const [kind, count] of problems)
    add('advice', `${file.name}: ${count.toLocaleString('en')} × ${kind}`);
}

/** As a file was found, and since when (epoch seconds). */
interface Watched extends FoundFile {
  readonly since: number;
}

class FolderReader {
  private readonly options: CsvFolderOptions;
  private readonly setup: FolderSetup;
  private readonly around: FolderSurroundings;
  private readonly state: FolderState;
  private readonly files: FolderFiles;
  private watched = new Map<string, Watched>();
  /** What was said of files that changed after they were taken: once for each state of one. */
  private readonly said = new Set<string>();

  constructor(options: CsvFolderOptions, setup: FolderSetup, around: FolderSurroundings, state: FolderState) {
    this.options = options;
    this.setup = setup;
    this.around = around;
    this.state = state;
    this.files = new FolderFiles(options.folder, options.id);
  }

  async *changes(signal: AbortSignal): AsyncGenerator<Batch> {
    const { everySeconds, settleSeconds } = this.options;
    for (;;) {
      const found = await this.files.list();
      this.forget(found);
      const settled = new Set(found.filter((file) => this.isSettled(file)));
      let waiting = false;
      for (const file of found) {
        signal.throwIfAborted();
        if (await this.isFinished(file, settled.has(file), signal)) continue;
        // In order of name: a file that is still written holds up those behind it.
        waiting = !settled.has(file);
        if (waiting) break;
        yield* this.take(file, signal);
      }
      await this.around.sleep(
        1000 * (waiting ? Math.min(everySeconds, settleSeconds) : everySeconds),
        signal,
      );
    }
  }

  /** Takes one file: its requests, and that it is finished, which only the last batch says. */
  private async *take(file: FoundFile, signal: AbortSignal): AsyncGenerator<Batch> {
    const { move, id } = this.options;
    const sha256 = await this.files.hash(file.name, signal);
    const order = Math.max(file.modified, this.state.order + 1);
    let count = 0;
    let last: readonly SourceRequest[] = [];
    try {
      for await (const requests of this.requestsOf(file, order, signal)) {
        if (last.length > 0) yield { requests: last, position: null, committedAt: file.modified / 1000 };
        count += requests.length;
        last = requests;
      }
    } catch (cause) {
      signal.throwIfAborted();
      const refusal = refusalOf(cause);
      if (!refusal) throw this.files.unreadable(file.name, cause);
      if (!(await this.refuse(file, refusal))) this.finish(file, sha256, 'refused');
      yield { requests: [], position: positionOf(this.state), committedAt: null };
      return;
    }
    this.state.order = order;
    this.finish(file, sha256, 'taken');
    const kept = async () => {
      const requests = count.toLocaleString('en-US');
      this.setup.log(`csvFolder source "${id}": ${file.name}: taken (requests: ${requests})`);
      // What was dropped under its name meanwhile is another file.
      if (move && (await this.files.isSame(file))) await this.files.putAside(file.name, 'taken');
    };
    yield { requests: last, position: positionOf(this.state), committedAt: file.modified / 1000, kept };
  }

  /**
   * The requests of a file, in pieces. All of it is read through before the first one, so that nothing is taken of a
   * file that is broken further on.
   */
  async *requestsOf(
    found: FoundFile,
    order: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly SourceRequest[]> {
    await using file = await this.files.open(found);
    const { mapping, reference, zonesFile = null } = this.setup;
    const layout = await inspectFile(file, mapping.mapping, () => {}, signal);
    const { header } = layout;
    if (header.length === 0) {
      throw new RefusedFile(`${file.name}: the file is empty; expected a header and rows`, 'الملف فارغ');
    }
    const setup = { file, reference, zonesFile, now: this.around.clock.now() };
    const { orders } = await ordersOf(setup, layout, ownColumns(mapping), () => {}, signal);
    const { reading } = await settledPlaces(setup, layout, ownColumns(mapping));
    const intake = sourceIntake(
      { ...mapping, mapping: { ...mapping.mapping, dates: orders } },
      { ...this.setup, source: file.name, columns: header, places: reading },
    );
    const { undecodable } = await readRecords(
      file,
      layout,
      () => {},
      () => {},
      signal,
    );
    await this.expectSame(found);
    this.doubt('undecodable', file.name, undecodable);
    let short = 0;
    let long = 0;
    const skipped: number[] = [];
    let skippedCount = 0;
    let taken = 0;
    const requestOf = ({ values, line }: Row): SourceRequest[] => {
      if (values.length < header.length) short++;
      if (values.length > header.length) long++;
      const record = Object.fromEntries(header.map((column, index) => [column, values[index]]));
      const request = intake.read(record, order);
      if (!request) {
        if (skipped.length < 5) skipped.push(line);
        skippedCount++;
        return [];
      }
      taken++;
      const updated = request.row?.updated ?? request.row?.opened;
      return [mapping.mapping.columns.updated && updated ? { ...request, order: updated * 1000 } : request];
    };
    for await (const rows of inPieces(file, layout, signal)) {
      const requests = rows.flatMap(requestOf);
      if (requests.length > 0) yield requests;
    }
    await this.expectSame(found);
    this.doubt('shortRow', file.name, short);
    this.doubt('longRow', file.name, long);
    if (skippedCount === 0) return;
    if (taken === 0) throw noneReadable(file, layout, skippedCount, skipped);
    this.setup.log(
      `csvFolder source "${this.options.id}": ${file.name}: ${skippedCount.toLocaleString('en-US')} rows left out, because their reference or opening date cannot be read (${layout.counted} ${skipped.join(', ')}${skippedCount > skipped.length ? ', …' : ''})`,
    );
  }

  /** Reports what is wrong with a file as such. */
  private doubt(problem: ProblemKind, file: string, count = 1): void {
    if (count > 0) this.setup.onProblem?.('file', problem, { ref: file, count });
  }

  /** Whether there is nothing to do with a file now: all is done with it, or it is being changed. */
  private async isFinished(file: FoundFile, settled: boolean, signal: AbortSignal): Promise<boolean> {
    const { move } = this.options;
    const before = this.state.finished.get(file.name);
    if (!before) return false;
    const touched = before.size !== file.size || before.modified !== file.modified;
    if (touched && !settled) return true;
    const sha256 = touched ? await this.files.hash(file.name, signal) : before.sha256;
    if (sha256 === before.sha256) {
      this.finish(file, sha256, before.end);
      // A crash came between keeping it and putting it aside.
      if (move && before.end === 'taken') await this.files.putAside(file.name, 'taken');
      return true;
    }
    // What was refused may be corrected where it lies; what was put aside cannot have changed: this is another file.
    if (before.end === 'refused' || move) return false;
    const state = `${file.name} ${sha256}`;
    if (!this.said.has(state)) {
      this.said.add(state);
      await this.refuseChanged(file);
    }
    return true;
  }

  /** Whether nobody writes to a file any more, as far as can be seen. */
  private isSettled(file: FoundFile): boolean {
    const now = this.around.clock.now();
    const before = this.watched.get(file.name);
    const same = before?.size === file.size && before.modified === file.modified;
    const since = same ? before.since : now;
    this.watched.set(file.name, { ...file, since });
    return file.done || now - since >= this.options.settleSeconds;
  }

  private finish({ name, size, modified }: FoundFile, sha256: string, end: 'taken' | 'refused'): void {
    this.state.finished.set(name, { name, size, modified, sha256, end });
  }

  /** Forgets files that do not lie there any more. */
  private forget(found: readonly FoundFile[]): void {
    const names = new Set(found.map(({ name }) => name));
    for (const name of this.state.finished.keys()) if (!names.has(name)) this.state.finished.delete(name);
    for (const name of this.watched.keys()) if (!names.has(name)) this.watched.delete(name);
  }

  /** Says why a file is refused, and puts it aside if that can be done. */
  private async refuse(file: FoundFile, refusal: RefusedFile): Promise<boolean> {
    this.doubt('fileRefused', file.name);
    const aside = await this.files.putAside(file.name, 'refused');
    const name = aside ?? file.name;
    await this.files.explain(name, reasonText(file.name, refusal, 'again'));
    const where =
      aside === null ? 'the folder cannot be written, so it stays there' : `it lies in refused/${name}`;
    this.setup.log(
      `csvFolder source "${this.options.id}": ${refusal.message}. Nothing of it was taken, ${where}; later files go on`,
    );
    return aside !== null;
  }

  private async refuseChanged(file: FoundFile): Promise<void> {
    const refusal = new RefusedFile(
      `${file.name}: it changed after it was taken; expected files that stay as they are`,
      'تغيّر الملف بعد أن أُخذ، والمتوقع أن يبقى الملف كما هو',
    );
    this.doubt('fileChanged', file.name);
    await this.files.explain(file.name, reasonText(file.name, refusal, 'rename'));
    this.setup.log(
      `csvFolder source "${this.options.id}": ${refusal.message}. It is not taken again; under another name it is`,
    );
  }

  /** @throws Error where somebody wrote to the file while it was read */
  private async expectSame(file: FoundFile): Promise<void> {
    if (!(await this.files.isSame(file))) throw new Error('it changed while it was read');
  }
}

/** The mapping of the file's own columns, without those of constants. */
function ownColumns({ mapping, constants }: SourceMapping): Mapping {
  const columns = Object.entries(mapping.columns).filter(
    ([, column]) => typeof column !== 'string' || !(column in constants),
  );
  return { ...mapping, columns: Object.fromEntries(columns) as Mapping['columns'] };
}

function noneReadable(
  file: SourceFile,
  layout: FileLayout,
  count: number,
  lines: readonly number[],
): RefusedFile {
  return new RefusedFile(
    `${file.name}: none of its ${count.toLocaleString('en-US')} rows has a reference and an opening date that can be read (first: ${layout.counted} ${lines[0]}); check "ref", "opened" and "dates" of the mapping`,
    `لا يوجد في الملف صف يُقرأ رقمه المرجعي وتاريخ تقديمه (عدد الصفوف ${count})`,
  );
}
