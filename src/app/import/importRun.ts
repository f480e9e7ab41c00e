import { createStore } from 'zustand/vanilla';
import type { Board } from '../../board/board.ts';
import { newestWins } from '../../board/newestWins.ts';
import { heldFiles, readJson } from '../../feed/files.ts';
import type { InstantField } from '../../intake/fields.ts';
import type { Inspection } from '../../intake/importFile.ts';
import { type MappingFile, parseMapping } from '../../intake/mapping.ts';
import { geometrySchema } from '../../model/zones.ts';
import { showOwn } from '../boot.ts';
import { ownData } from '../ownData.ts';
import { answeredBy, reasonsOf } from './answers.ts';
import { type Answered, type Draft, draftOf, faultsOf, isSameDraft, mappingOf } from './draft.ts';
import type { Dropped } from './dropped.ts';
import { failureOf } from './failure.ts';
import { type Flow, type FlowEvent, firstFlow, nextFlow, type Work } from './flow.ts';
import { type ImportClient, startClient } from './importClient.ts';
import { importWindow } from './importWindow.ts';
import type { Made, ServedLayer } from './protocol.ts';
import {
  browserStorage,
  type Remembered,
  rememberedMapping,
  rememberMapping,
  writingOf,
} from './rememberedMappings.ts';

/** Rows that a preview shows. */
export const previewRows = 20;
/** Milliseconds without a change before the preview follows. */
const previewPause = 250;

/** Where the import is; kept while its window is closed. */
export const importFlow = createStore<Flow>(() => firstFlow);

/** The last data that were made, so that their report can be read again. */
export const lastMade = createStore<{ readonly work: Work; readonly made: Made; readonly id: number } | null>(
  () => null,
);

const client: ImportClient = startClient();
let previewTimer: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;

function tell(event: FlowEvent): void {
  importFlow.setState((flow) => nextFlow(flow, event), true);
  importWindow.setState({ busy: importFlow.getState().step.kind === 'importing' });
}

/** Takes what was dropped or chosen. */
export function take(dropped: Dropped): void {
  if (dropped.kind !== 'file') tell({ kind: 'refused', dropped });
  else if (importFlow.getState().step.kind !== 'importing') void look(dropped.file);
}

/** Looks at a workbook's other sheet; undefined: at all that look like requests and have the same columns. */
export function lookAtSheet(sheet: string | undefined): void {
  const work = workNow();
  if (work) void look(work.file, sheet);
}

async function look(file: File, sheet?: string): Promise<void> {
  clearTimeout(previewTimer);
  client.stop();
  tell({ kind: 'chosen', file });
  const isCurrent = () => {
    const { step } = importFlow.getState();
    return step.kind === 'inspecting' && step.file === file;
  };
  try {
    const served = await servedLayer();
    if (!isCurrent()) return;
    client.open({ file, layout: null, zonesFile: null, served });
    const inspection = await client.ask('inspect', { sheet }, (progress) =>
      tell({ kind: 'progressed', progress }),
    );
    if (!isCurrent()) return;
    client.open({ file, layout: inspection.layout, zonesFile: null, served });
    const { header } = inspection.layout;
    const proposal = draftOf(inspection.mapping, header, titleOf(file.name));
    tell({ kind: 'inspected', inspection, proposal, remembered: remembered(inspection, proposal) });
    updatePreview();
  } catch (error) {
    if (isCurrent()) fail('file', file, error);
  }
}

/** The draft of an earlier file with the same columns; null where there is none, or nothing of it is other or answered. */
function remembered(inspection: Inspection, proposal: Draft): Draft | null {
  const { layout, mapping, questions } = inspection;
  const { header } = layout;
  const known = rememberedMapping(browserStorage(), header);
  if (!known) return null;
  const before = draftOf({ ...known.mapping, ...writingOf(mapping) }, header, proposal.title);
  const earlier = questions.map(answeredBy).filter((one) => isAnswered(one, known));
  return earlier.length === 0 && isSameDraft(before, proposal, header)
    ? null
    : { ...before, answered: earlier, earlier };
}

/** Whether a question was answered. */
function isAnswered(one: Answered, { answered, mapping }: Remembered): boolean {
  const [field, ofOrder] = one.split(':');
  return ofOrder ? mapping.dates?.[field as InstantField] !== undefined : answered.includes(one);
}

/** Changes the draft; the preview follows after a short pause. */
export function edit(draft: Draft): void {
  tell({ kind: 'edited', draft });
  updatePreview();
}

/** Looks at what the points of the file would be in other systems from now on, or no more. */
export function tryPoints(asked: boolean): void {
  if (workNow()?.triesPoints === asked) return;
  tell({ kind: 'pointsAsked', asked });
  updatePreview();
}

/** Reads a file of zones of the reader's. */
export async function readZones(zonesFile: File): Promise<void> {
  const work = workNow();
  if (!work) return;
  try {
    await reopen({ ...work, zonesFile });
    tell({ kind: 'zonesRead', file: zonesFile, look: await client.ask('zones', null) });
    updatePreview();
  } catch (error) {
    await reopen(work);
    fail('zones', zonesFile, error);
  }
}

/** Takes a mapping that was saved as JSON. */
export async function loadMapping(file: File): Promise<void> {
  const work = workNow();
  if (!work) return;
  try {
    const mapping = parseMapping((await file.text()).replace(/^\ufeff/, ''), file.name);
    const { layout, questions } = work.inspection;
    const loaded = draftOf(mapping, layout.header, work.draft.title);
    // A person made it: nothing is to be asked about its columns any more.
    edit({ ...loaded, answered: questions.filter(({ kind }) => kind === 'column').map(answeredBy) });
  } catch (error) {
    fail('mapping', file, error);
  }
}

/** Imports the file under the mapping that the draft stands for. */
export async function start(): Promise<void> {
  const work = workNow();
  if (!work || faultsOf(work.draft, work.zonesFile !== null).length > 0) return;
  clearTimeout(previewTimer);
  const { header } = work.inspection.layout;
  const mapping = mappingOf(work.draft, header);
  tell({ kind: 'started' });
  try {
    const made = await client.ask(
      'import',
      {
        mapping: withDefaults(mapping),
        title: mapping.title ?? titleOf(work.file.name),
        notes: reasonsOf(work.proposal, work.draft, work.inspection),
      },
      (progress) => tell({ kind: 'progressed', progress }),
    );
    rememberMapping(browserStorage(), header, mapping, work.draft.answered);
    tell({ kind: 'made', made });
    lastMade.setState({ work, made, id: ++lastId }, true);
    // What it held of the file is not needed any more.
    client.stop();
  } catch (error) {
    fail('import', work.file, error);
  }
}

/** Imports the file of the report again, held against this product's targets or not. */
export async function applyTargets(apply: boolean): Promise<void> {
  await goBack();
  const work = workNow();
  if (!work) return;
  const { draft } = work;
  edit({ ...draft, rest: { ...draft.rest, targets: apply ? 'dubai' : 'none' } });
  await start();
}

/** One step back; what runs is stopped. */
export async function goBack(): Promise<void> {
  clearTimeout(previewTimer);
  const { step } = importFlow.getState();
  if (step.kind === 'inspecting' || step.kind === 'importing') client.stop();
  tell({ kind: 'back' });
  // The report may be of an earlier file than the one that was looked at last.
  if (step.kind === 'report') await reopen(step.work);
  updatePreview();
}

/** Tells the worker of a file that was looked at before. */
async function reopen({ file, inspection, zonesFile }: Work): Promise<void> {
  client.open({ file, layout: inspection.layout, zonesFile, served: await servedLayer() });
}

/** Leaves what was done for the choice of another file. */
export async function chooseAnother(): Promise<void> {
  await goBack();
  await goBack();
}

/** Puts the data that were made on the page, and closes the window. */
export function lookAtData(board: Board): void {
  const last = lastMade.getState();
  if (!last) return;
  const { work, made, id } = last;
  importWindow.setState({ open: false });
  void showOwn(board, { id, name: work.file.name, files: heldFiles(made.manifest, made.files) });
}

/** Goes to the report of the data that were made last. */
export function showReport(): void {
  const last = lastMade.getState();
  if (last)
    importFlow.setState({ step: { kind: 'report', work: last.work, made: last.made }, refusal: null }, true);
}

/** Closes the window; what was done so far stays, what runs is stopped. */
export function closeWindow(): void {
  const { step } = importFlow.getState();
  if (step.kind === 'inspecting' || step.kind === 'importing') void goBack();
  importWindow.setState({ open: false });
}

function updatePreview(): void {
  clearTimeout(previewTimer);
  previewTimer = setTimeout(() => {
    const work = workNow();
    if (work) preview(work.draft);
  }, previewPause);
}

/** Dates of a large file may take long to be settled: a preview that nobody waits for any more is given up. */
const preview = newestWins<Draft>(tryDraft, 1500);

async function tryDraft(draft: Draft, signal: AbortSignal): Promise<void> {
  const work = workNow();
  if (work?.draft !== draft || faultsOf(draft, work.zonesFile !== null).length > 0) return;
  signal.addEventListener('abort', () => client.stop());
  const mapping = withDefaults(mappingOf(draft, work.inspection.layout.header));
  // An answer about an older draft comes too late.
  const isCurrent = () => workNow()?.draft === draft;
  try {
    const tried = await client.ask('preview', { mapping, rows: previewRows });
    if (!isCurrent()) return;
    tell({ kind: 'previewed', preview: tried });
    if (!workNow()?.triesPoints) return;
    const points = await client.ask('points', { mapping });
    if (isCurrent()) tell({ kind: 'pointsTried', points });
  } catch (error) {
    if (isCurrent()) fail('preview', work.file, error);
  }
}

function workNow(): Work | null {
  const { step } = importFlow.getState();
  return step.kind === 'mapping' ? step.work : null;
}

/** @param file the one that was worked on */
function fail(about: Extract<FlowEvent, { kind: 'failed' }>['about'], file: File, error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  tell({ kind: 'failed', about, name: file.name, failure: failureOf(error, file.size) });
}

/** What the file is called, without its ending. */
function titleOf(name: string): Draft['title'] {
  const title = name.replace(/(\.(csv|txt|tsv|json|ndjson|xlsx|gz|zip|xml))+$/i, '') || name;
  return { en: title, ar: title };
}

/** The shapes of the served data, read once; null where there are none, or they cannot be read. */
async function servedLayer(): Promise<ServedLayer | null> {
  const { served } = ownData.getState();
  const file = served?.manifest.files.geometry;
  if (!served || !file) return null;
  try {
    const geometry = await readJson(served.files, file, geometrySchema);
    return { name: served.manifest.title.en, zones: served.city.zones, geometry: geometry as object };
  } catch {
    return null;
  }
}

function withDefaults(mapping: MappingFile) {
  return {
    ...mapping,
    dates: mapping.dates ?? {},
    words: mapping.words ?? {},
    missing: mapping.missing ?? [],
  };
}
