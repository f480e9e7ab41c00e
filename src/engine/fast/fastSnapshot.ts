import type { Answer, Ask } from '../../model/ask.ts';
import type { Change } from '../../model/change.ts';
import type { City } from '../../model/city.ts';
import type { Day } from '../../model/day.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { RequestValues } from '../../model/schema.ts';
import { nullOf, type RequestColumn } from '../../model/schema.ts';
import { type Basis, basisOf } from '../../model/segment/basis.ts';
import { decodeSegment } from '../../model/segment/details.ts';
import { type HeadRows, headOf, readHead } from '../../model/segment/head.ts';
import { streamOf } from '../../model/segment/segment.ts';
import { type CubeOptions, CubeTables } from '../cube/cubeTables.ts';
import type { DetailColumns } from '../scan/rowsChunk.ts';
import { sheetOf } from '../sheet.ts';
import { FastPath, type RowFacts } from './fastPath.ts';

/** A snapshot that comes segment by segment and answers from its heads: what runs in the page's worker. */
export class FastSnapshot {
  private readonly city: City;
  private readonly manifest: Manifest;
  private readonly path: FastPath;
  private readonly basis: Basis;
  /** The heads whose details have not come. */
  private readonly heads: HeadRows[] = [];
  private nextDetails = 0;
  private readonly done: readonly boolean[];
  private making: Promise<unknown> = Promise.resolve();
  private settling: Promise<void> | null = null;

  /** @param calendar the content of the snapshot's calendar file; null where it has none */
  constructor(city: City, manifest: Manifest, calendar: object | null) {
    this.city = city;
    this.manifest = manifest;
    this.done = city.stages.map(({ done }) => done);
    this.basis = basisOf({ timeZone: manifest.timeZone, cut: manifest.cut, calendar });
    this.path = new FastPath(sheetOf(city, manifest, manifest), manifest.cut);
  }

  /** Adds the head of the next segment, whose bytes it keeps. @throws Error if they are not that */
  addHead(bytes: Uint8Array): void {
    const file = this.manifest.files.segments[this.heads.length];
    if (!file) throw new Error(`got more than the ${this.heads.length} segments expected`);
    const head = readHead(bytes, file.rows);
    this.heads.push(head);
    this.path.append(head);
  }

  /** Whether the details of all segments have come. */
  get complete(): boolean {
    return this.nextDetails === this.manifest.files.segments.length;
  }

  /** Makes the cubes, once all heads are there; until they are made, and if they cannot be, rows are scanned. */
  async makeCubes(options: CubeOptions): Promise<void> {
    const cubes = CubeTables.of(this.path.rows, options);
    this.making = cubes.catch(() => {});
    this.path.setCube(await cubes);
  }

  /**
   * Adds the details of the next segment.
   * @returns the Arrow IPC stream of all columns of its requests
   * @throws Error if they are not the details of that segment
   */
  addDetails(bytes: Uint8Array): Uint8Array {
    const index = this.nextDetails;
    const head = this.heads[index];
    if (!head) throw new Error(`got details of a segment whose head has not come`);
    const columns = decodeSegment(head, bytes, this.basis);
    this.path.setDetails(index, factsOf(columns));
    this.nextDetails++;
    return streamOf(columns);
  }

  /** Makes the answers exact to the second, once all details have come and the cubes are made. */
  settled(): Promise<void> {
    this.settling ??= this.making.then(() => this.path.settle());
    return this.settling;
  }

  /**
   * Puts later versions of requests in the place of earlier ones, adds new ones, and takes out those that are gone.
   * @returns the first day on which a request was opened that this is about; null: it is about none
   * @throws Error while details are still to come
   */
  async apply({ values, gone, asOf, days }: Change): Promise<Day | null> {
    if (!this.complete) throw new Error('got a change before all details had come');
    await this.settled();
    const rows = Uint32Array.from(values.rid, (_, i) => i);
    rows.sort((a, b) => values.day[a]! - values.day[b]!);
    const sorted = Object.fromEntries(
      Object.entries(values).map(([name, column]) => [name, column.map((_, i) => column[rows[i]!]!)]),
    ) as unknown as RequestValues;
    const table = { column: (name: RequestColumn) => sorted[name] };
    const head = headOf(
      table,
      Uint32Array.from(rows, (_, i) => i),
      this.basis,
      this.done,
    );
    return this.path.apply(head, factsOf(sorted), gone, sheetOf(this.city, this.manifest, { asOf, days }));
  }

  /** Answers asks that `canScan` says yes to. @param rough percentiles may be estimates */
  answer(asks: readonly Ask[], rough: boolean): Answer[] {
    return asks.map((ask) => this.path.answer(ask, rough));
  }
}

function factsOf(values: RequestValues): RowFacts {
  return { rids: values.rid, dueResolution: values.dueResolution, details: detailsOf(values) };
}

function detailsOf({
  account,
  entity,
  hour,
  priority,
  language,
  customerKind,
  opened,
  responded,
}: RequestValues): DetailColumns {
  const responseTook = new Uint32Array(opened.length);
  for (let i = 0; i < opened.length; i++) {
    const at = responded[i]!;
    responseTook[i] = at === nullOf.u32 || at < opened[i]! ? nullOf.u32 : at - opened[i]!;
  }
  // Copies of what are views on the details' bytes, twenty times as many, which would be kept with them.
  return {
    account,
    entity,
    hour,
    priority: priority.slice(),
    language: language.slice(),
    customerKind: customerKind.slice(),
    responseTook,
  };
}
