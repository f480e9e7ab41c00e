import { sha256 } from '../../feed/files.ts';
import { type ImportSetup, importFile, inspect, preview, settledPlaces } from '../../intake/importFile.ts';
import type { Imported, ZonesFile } from '../../intake/intake.ts';
import { readZonesFile } from '../../intake/layer/zonesFile.ts';
import type { Mapping } from '../../intake/mapping.ts';
import { MappingError } from '../../intake/mappingError.ts';
import { pointTrials } from '../../intake/places/pointTrials.ts';
import type { Reference } from '../../intake/reference.ts';
import { csvLine, reportText } from '../../intake/report/report.ts';
import { problemText } from '../../intake/report/valueProblem.ts';
import type { SourceFile } from '../../intake/sourceFile.ts';
import { type PutFile, SnapshotBuilder } from '../../model/snapshot.ts';
import { failureOf, JobError } from './failure.ts';
import type {
  FromWorker,
  JobKind,
  Jobs,
  Made,
  Opened,
  Progress,
  ServedLayer,
  ToWorker,
  ZonesLook,
} from './protocol.ts';

/** The end of a channel that the work is asked for through. */
export interface WorkPort {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}

type OnProgress = (progress: Progress) => void;

const progressEvery = 100;

/**
 * Does the import's work for whoever is at the other end of a port: one file, looked at, tried and brought in.
 * @param loadReference called for each file that is opened
 */
export function serveWork(port: WorkPort, loadReference: () => Promise<Reference>): void {
  let opened: Opened | null = null;
  let bench: Promise<Bench> | null = null;
  port.addEventListener('message', ({ data }) => {
    if (data.kind === 'open') {
      opened = data.opened;
      bench = benchFor(data.opened, loadReference);
      // Whoever asks for the first job is told.
      bench.catch(() => {});
      return;
    }
    const { id } = data;
    run(
      bench,
      data,
      atMostEvery(progressEvery, (progress) => post({ kind: 'progress', id, progress })),
    ).then(
      (answer) => post({ kind: 'done', id, answer }, data.kind === 'import' ? buffersOf(answer as Made) : []),
      (error: unknown) => post({ kind: 'failed', id, failure: failureOf(error, opened?.file.size ?? 0) }),
    );
  });

  function post(message: FromWorker, transfer: Transferable[] = []): void {
    port.postMessage(message, transfer);
  }
}

async function benchFor(opened: Opened, loadReference: () => Promise<Reference>): Promise<Bench> {
  return new Bench(opened, await loadReference());
}

async function run(
  bench: Promise<Bench> | null,
  job: Exclude<ToWorker, { kind: 'open' }>,
  onProgress: OnProgress,
): Promise<Jobs[JobKind]['answer']> {
  const ready = await bench;
  if (!ready) throw new Error(`got the job ${job.kind} before a file, expected "open" first`);
  switch (job.kind) {
    case 'inspect':
      return ready.inspect(job.ask, onProgress);
    case 'zones':
      return ready.zones();
    case 'preview':
      return ready.preview(job.ask);
    case 'points':
      return ready.points(job.ask);
    case 'import':
      return ready.import(job.ask, onProgress);
  }
}

function buffersOf({ files }: Made): Transferable[] {
  return [...files.values()].map((bytes) => bytes.buffer as ArrayBuffer);
}

/** @param pause milliseconds in which a second call is left out */
function atMostEvery<T>(pause: number, tell: (value: T) => void): (value: T) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = performance.now();
    if (now - last < pause) return;
    last = now;
    tell(value);
  };
}

/** One file and what is known of it. */
class Bench {
  readonly opened: Opened;
  private layout: Opened['layout'];
  private readonly reference: Reference;
  private ownZones: Promise<ZonesFile> | null = null;

  constructor(opened: Opened, reference: Reference) {
    this.opened = opened;
    this.layout = opened.layout;
    this.reference = reference;
  }

  async inspect({ sheet }: Jobs['inspect']['ask'], onProgress: OnProgress) {
    const { file } = this.opened;
    if (file.size === 0) throw new JobError({ kind: 'empty', bytes: 0 });
    const found = await inspect(this.setup(null), onProgress, undefined, { sheet });
    const { header, sample } = found.layout;
    if (header.length === 0) throw new JobError({ kind: 'empty', bytes: file.size });
    if (sample.length === 0) throw new JobError({ kind: 'headerOnly', columns: header.length });
    this.layout = found.layout;
    return found;
  }

  async zones(): Promise<ZonesLook> {
    const { name, zones, geometry } = await this.zonesOfReader();
    return { name, zones: zones.zones.length, shapes: geometry !== null };
  }

  async preview({ mapping, rows }: { readonly mapping: Mapping; readonly rows: number }) {
    return preview(await this.setupFor(mapping), this.known(), mapping, rows);
  }

  async points({ mapping }: Jobs['points']['ask']) {
    return pointTrials(await settledPlaces(await this.setupFor(mapping), this.known(), mapping));
  }

  async import({ mapping, title, notes }: Jobs['import']['ask'], onProgress: OnProgress): Promise<Made> {
    const rejected = [csvLine(['line', 'column', 'value', 'reason'])];
    const imported = await importFile(
      await this.setupFor(mapping),
      this.known(),
      mapping,
      {
        title,
        asOf: null,
        notes,
        onRejected: (line, column, value, problem) =>
          rejected.push(csvLine([line, column, value, problemText(problem)])),
      },
      onProgress,
    );
    const { report, unplaced } = imported;
    const rejectedFile = csvFile(rejected);
    if (report.rows === 0) {
      throw new JobError(
        report.read === 0
          ? { kind: 'headerOnly', columns: report.columns.length }
          : { kind: 'allRejected', rows: report.read, rejected: rejectedFile },
      );
    }
    return {
      ...(await snapshotOf(imported, onProgress)),
      report,
      reportText: reportText(report),
      rejected: rejectedFile,
      unplaced: csvFile([
        csvLine(['value', 'count']),
        ...unplaced.map(({ value, count }) => csvLine([value, count])),
      ]),
      unplacedValues: unplaced.slice(0, 200),
    };
  }

  private known() {
    if (!this.layout)
      throw new Error('got a mapping before the file was looked at, expected "inspect" first');
    return this.layout;
  }

  private setup(zonesFile: ZonesFile | null): ImportSetup {
    return {
      file: fileSource(this.opened.file),
      reference: this.reference,
      zonesFile,
      now: Math.floor(Date.now() / 1000),
    };
  }

  private async setupFor({ zones = 'dubai' }: Mapping): Promise<ImportSetup> {
    if (zones === 'fromValues') return this.setup(null);
    if (zones === 'file') return this.setup(await this.zonesOfReader());
    const { served } = this.opened;
    return this.setup(served && servedZones(served, this.reference));
  }

  private zonesOfReader(): Promise<ZonesFile> {
    const { zonesFile } = this.opened;
    if (!zonesFile) throw new MappingError('mapping', { code: 'noZonesFile' });
    this.ownZones ??= zonesFile
      .arrayBuffer()
      .then((bytes) => readZonesFile(new Uint8Array(bytes), zonesFile.name, this.reference));
    return this.ownZones;
  }
}

/**
 * The served data's own layer of the reference's zones; null where they are of another city, or drawn in the
 * reference's schematic shapes: those say the same source, or none.
 */
function servedZones({ name, zones, geometry }: ServedLayer, reference: Reference): ZonesFile | null {
  const known = new Set(reference.zones.zones.map((zone) => zone.id));
  const ofReference = zones.zones.filter((zone) => known.has(zone.id)).length > known.size * 0.9;
  const source = sourceOf(geometry);
  return ofReference && source !== undefined && source !== sourceOf(reference.geometry ?? {})
    ? { name, zones, geometry, exact: geometry, ofReference }
    : null;
}

function sourceOf(geometry: { readonly source?: unknown }): string | undefined {
  return geometry.source === undefined ? undefined : JSON.stringify(geometry.source);
}

async function snapshotOf(
  imported: Imported,
  onProgress: OnProgress,
): Promise<Pick<Made, 'manifest' | 'files'>> {
  const files = new Map<string, Uint8Array>();
  const put: PutFile = async (stem, ending, content) => {
    const bytes =
      typeof content === 'string' ? new TextEncoder().encode(content) : (content as Uint8Array<ArrayBuffer>);
    const hash = await sha256(bytes);
    const name = `${stem}-${hash.slice(0, 16)}.${ending}`;
    files.set(name, bytes);
    return { name, sha256: hash, bytes: bytes.length };
  };
  const builder = new SnapshotBuilder(put, imported);
  const totalRows = imported.table.length;
  onProgress({ stage: 'making', rows: 0, totalRows });
  await builder.add(imported.table, (_, rows) => onProgress({ stage: 'making', rows, totalRows }));
  return { manifest: await builder.finish(imported), files };
}

function fileSource(file: File): SourceFile {
  return {
    name: file.name,
    size: file.size,
    read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}

/** With a byte order mark, by which spreadsheets know that it is UTF-8. */
function csvFile(lines: readonly string[]): Blob {
  return new Blob(['\ufeff', ...lines], { type: 'text/csv' });
}
