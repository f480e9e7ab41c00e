import type { Manifest } from '../model/manifest.ts';
import type { RequestTable } from '../model/requestTable.ts';
import type { Words } from '../model/words.ts';
import type { Zones } from '../model/zones.ts';

/** Everything that a snapshot is written from. */
export interface SnapshotSource {
  readonly kind: Manifest['kind'];
  readonly title: { readonly en: string; readonly ar: string };
  readonly table: RequestTable;
  readonly zones: Zones;
  readonly words: Words;
  /** TopoJSON with an object `zones` whose geometries have the property `id`; null for zones without shapes. */
  readonly geometry: object | null;
  readonly timeZone: string;
  readonly weekStart: number;
  /** Epoch seconds. */
  readonly asOf: number;
  readonly pointStep: number;
  readonly approximateZones: boolean;
  readonly goals: Readonly<Record<string, number>>;
  /** The files that due times were computed with; null where none were. */
  readonly calendar: object | null;
  readonly targets: object | null;
}

/**
 * Writes a snapshot under `dir/rows/`: immutable files named by their content's hash, and the manifest last.
 * @param onProgress told what is being written and which part of the work is done, 0 to 1
 */
export async function writeSnapshot(
  dir: string,
  source: SnapshotSource,
  onProgress: (what: string, part: number) => void = () => {},
): Promise<Manifest> {
  throw new Error(`${dir} ${source.kind} ${String(onProgress)}`);
}
