import type { Inspection, OrderQuestion, Preview } from '../../intake/importFile.ts';
import type { PointTrials } from '../../intake/places/pointTrials.ts';
import type { NoteCode } from '../../intake/report/note.ts';
import type { Draft } from './draft.ts';
import type { Dropped } from './dropped.ts';
import type { Failure } from './failure.ts';
import type { Made, Progress, ZonesLook } from './protocol.ts';

/** Why nothing could be begun with what was chosen. */
export type Refusal =
  | Exclude<Dropped, { kind: 'file' }>
  | { readonly kind: 'failure'; readonly name: string; readonly failure: Failure };

/** A file that was looked at, and the mapping that is made for it. */
export interface Work {
  readonly file: File;
  readonly inspection: Inspection;
  readonly proposal: Draft;
  readonly draft: Draft;
  /** Whether the draft began as the mapping of an earlier file with the same columns. */
  readonly remembered: boolean;
  readonly zonesFile: File | null;
  readonly zonesLook: ZonesLook | null;
  readonly preview: Preview | null;
  /** Orders of day and month that became open with an answer about a column. */
  readonly orders: readonly OrderQuestion[];
  /** Whether the reader looks at what its points would be in other systems, and what they would. */
  readonly triesPoints: boolean;
  readonly points: PointTrials | null;
  /** Why a file of zones, or a saved mapping, was not taken, or the last import came to nothing. */
  readonly failure: {
    readonly about: 'zones' | 'mapping' | 'preview' | 'import';
    /** The file that it is about. */
    readonly name: string;
    readonly failure: Failure;
  } | null;
}

/** Where the reader is on the way from a file to its data. */
export type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'inspecting'; readonly file: File; readonly progress: Progress | null }
  | { readonly kind: 'mapping'; readonly work: Work }
  | { readonly kind: 'importing'; readonly work: Work; readonly progress: Progress | null }
  | { readonly kind: 'report'; readonly work: Work; readonly made: Made };
export type StepKind = Step['kind'];

export type FlowEvent =
  | { readonly kind: 'chosen'; readonly file: File }
  | { readonly kind: 'refused'; readonly dropped: Exclude<Dropped, { kind: 'file' }> }
  | { readonly kind: 'progressed'; readonly progress: Progress }
  | {
      readonly kind: 'inspected';
      readonly inspection: Inspection;
      readonly proposal: Draft;
      readonly remembered: Draft | null;
    }
  | { readonly kind: 'edited'; readonly draft: Draft }
  | { readonly kind: 'zonesRead'; readonly file: File; readonly look: ZonesLook }
  | { readonly kind: 'previewed'; readonly preview: Preview }
  | { readonly kind: 'pointsAsked'; readonly asked: boolean }
  | { readonly kind: 'pointsTried'; readonly points: PointTrials | null }
  | {
      readonly kind: 'failed';
      readonly about: NonNullable<Work['failure']>['about'] | 'file';
      readonly name: string;
      readonly failure: Failure;
    }
  | { readonly kind: 'started' }
  | { readonly kind: 'made'; readonly made: Made }
  | { readonly kind: 'back' };

/** The step, and what was refused since it began. */
export interface Flow {
  readonly step: Step;
  readonly refusal: Refusal | null;
}

/** What follows by itself, so that what was refused stays said. */
const passingEvents: ReadonlySet<FlowEvent['kind']> = new Set(['progressed', 'previewed', 'pointsTried']);
/** What is said of points whose system or order is not the usual one, or not known. */
const unclearPoints: ReadonlySet<NoteCode> = new Set([
  'gridUnknown',
  'gridTaken',
  'axesTurned',
  'axesTurnedByRange',
]);

const choose: Step = { kind: 'choose' };
export const firstFlow: Flow = { step: choose, refusal: null };

/** What follows an event. An event that means nothing in a step leaves everything as it is: the same object. */
export function nextFlow(flow: Flow, event: FlowEvent): Flow {
  const { step } = flow;
  if (event.kind === 'refused') return step.kind === 'importing' ? flow : { step, refusal: event.dropped };
  if (event.kind === 'failed' && event.about === 'file') {
    if (step.kind !== 'inspecting') return flow;
    return { step: choose, refusal: { kind: 'failure', name: event.name, failure: event.failure } };
  }
  const next = nextStep(step, event);
  if (next === step) return flow;
  const passing = passingEvents.has(event.kind);
  return { step: next, refusal: passing ? flow.refusal : null };
}

function nextStep(step: Step, event: Exclude<FlowEvent, { kind: 'refused' }>): Step {
  switch (event.kind) {
    case 'chosen':
      return step.kind === 'importing' ? step : { kind: 'inspecting', file: event.file, progress: null };
    case 'progressed':
      return step.kind === 'inspecting' || step.kind === 'importing'
        ? { ...step, progress: event.progress }
        : step;
    case 'inspected':
      if (step.kind !== 'inspecting') return step;
      return {
        kind: 'mapping',
        work: {
          file: step.file,
          inspection: event.inspection,
          proposal: event.proposal,
          draft: event.remembered ?? event.proposal,
          remembered: event.remembered !== null,
          zonesFile: null,
          zonesLook: null,
          preview: null,
          orders: [],
          triesPoints: event.inspection.reasons.some(({ code }) => unclearPoints.has(code)),
          points: null,
          failure: null,
        },
      };
    case 'edited':
      return inMapping(step, (work) => ({ ...work, draft: event.draft, failure: null }));
    case 'zonesRead':
      return inMapping(step, (work) => ({
        ...work,
        zonesFile: event.file,
        zonesLook: event.look,
        draft: { ...work.draft, zones: 'file' },
        failure: null,
      }));
    case 'previewed':
      return inMapping(step, (work) => ({
        ...work,
        preview: event.preview,
        orders: withOrders(work.orders, event.preview.questions),
        failure: work.failure?.about === 'preview' ? null : work.failure,
      }));
    case 'pointsAsked':
      return inMapping(step, (work) => ({ ...work, triesPoints: event.asked }));
    case 'pointsTried':
      return inMapping(step, (work) => ({ ...work, points: event.points }));
    case 'failed':
      return failed(step, event);
    case 'started':
      return step.kind === 'mapping'
        ? { kind: 'importing', work: { ...step.work, failure: null }, progress: null }
        : step;
    case 'made':
      return step.kind === 'importing' ? { kind: 'report', work: step.work, made: event.made } : step;
    case 'back':
      return back(step);
  }
}

function inMapping(step: Step, change: (work: Work) => Work): Step {
  return step.kind === 'mapping' ? { kind: 'mapping', work: change(step.work) } : step;
}

/** The questions that were asked, and in place of those about the same field the new ones. */
function withOrders(
  asked: readonly OrderQuestion[],
  questions: readonly OrderQuestion[],
): readonly OrderQuestion[] {
  const others = asked.filter(({ field }) => !questions.some((question) => question.field === field));
  return [...others, ...questions];
}

function failed(step: Step, { about, name, failure }: Extract<FlowEvent, { kind: 'failed' }>): Step {
  if (about === 'file') return step;
  const told = (work: Work): Step => ({
    kind: 'mapping',
    work: { ...work, failure: { about, name, failure } },
  });
  if (about === 'import') return step.kind === 'importing' ? told(step.work) : step;
  return step.kind === 'mapping' ? told(step.work) : step;
}

/** The way back from each step; a running job is stopped by whoever goes back. */
function back(step: Step): Step {
  switch (step.kind) {
    case 'choose':
      return step;
    case 'inspecting':
    case 'mapping':
      return choose;
    case 'importing':
    case 'report':
      return { kind: 'mapping', work: step.work };
  }
}
