import type { ImportProgress, Inspection, Preview } from '../../intake/importFile.ts';
import type { Mapping } from '../../intake/mapping.ts';
import type { PointTrials } from '../../intake/places/pointTrials.ts';
import type { Note } from '../../intake/report/note.ts';
import type { Report, WordCount } from '../../intake/report/report.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Zones } from '../../model/zones.ts';
import type { Failure } from './failure.ts';

/** Zones with shapes that are already in use: those of the served data. */
export interface ServedLayer {
  readonly name: string;
  readonly zones: Zones;
  /** TopoJSON with the object `zones`. */
  readonly geometry: object;
}

/** What a zones file of the reader's holds. */
export interface ZonesLook {
  readonly name: string;
  readonly zones: number;
  readonly shapes: boolean;
}

/** The file that the worker works on. Sent first, and again to a worker that takes the place of a stopped one. */
export interface Opened {
  readonly file: File;
  /** Known after the first look; null before. */
  readonly layout: Inspection['layout'] | null;
  /** A zones file of the reader's. */
  readonly zonesFile: File | null;
  readonly served: ServedLayer | null;
}

/** How far the work is. After the file is read, a snapshot is made of its rows. */
export type Progress =
  | ImportProgress
  | { readonly stage: 'making'; readonly rows: number; readonly totalRows: number };

/** A snapshot that was made from the file, and what became of its rows. */
export interface Made {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly report: Report;
  /** The report for people, as Markdown. */
  readonly reportText: string;
  /** CSV files with a header. */
  readonly rejected: Blob;
  readonly unplaced: Blob;
  /** Values for which no zone was found, the most frequent first. */
  readonly unplacedValues: readonly WordCount[];
}

/** What the worker is asked for, and what it answers. */
export interface Jobs {
  /** The sheet of a workbook; undefined for the one that looks like requests. */
  inspect: { ask: { readonly sheet: string | undefined }; answer: Inspection };
  zones: { ask: null; answer: ZonesLook };
  preview: { ask: { readonly mapping: Mapping; readonly rows: number }; answer: Preview };
  /** Null: no column tells points. */
  points: { ask: { readonly mapping: Mapping }; answer: PointTrials | null };
  import: {
    ask: {
      readonly mapping: Mapping;
      readonly title: { readonly en: string; readonly ar: string };
      /** What was decided before, for the report. */
      readonly notes: readonly Note[];
    };
    answer: Made;
  };
}
export type JobKind = keyof Jobs;

export type ToWorker =
  | { readonly kind: 'open'; readonly opened: Opened }
  | { [K in JobKind]: { readonly kind: K; readonly id: number; readonly ask: Jobs[K]['ask'] } }[JobKind];

export type FromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly answer: Jobs[JobKind]['answer'] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };
