import { describe, expect, test } from 'vitest';
import { draftOf, withRole } from '../../src/app/import/draft.ts';
import { bringsFiles, readDropped } from '../../src/app/import/dropped.ts';
import type { Failure } from '../../src/app/import/failure.ts';
import { type Flow, type FlowEvent, firstFlow, nextFlow, type StepKind } from '../../src/app/import/flow.ts';
import type { Made } from '../../src/app/import/protocol.ts';
import type { Inspection, Preview } from '../../src/intake/importFile.ts';

const file = new File(['a'], 'a.csv');
const header = ['Date', 'Ward'];
const inspection = { layout: { header }, columns: [], questions: [], reasons: [] } as unknown as Inspection;
const proposal = draftOf({ columns: { opened: 'Date' } }, header, { en: 'a', ar: 'a' });
const corrected = withRole(proposal, 1, 'zone');
const failure: Failure = { kind: 'unreadable' };
const made = { rows: 1 } as unknown as Made;
const preview: Preview = { fields: [], rows: [], questions: [] };
const look = { name: 'z.json', zones: 3, shapes: false };
const progress = { stage: 'reading', bytes: 1, totalBytes: 2, rows: 1 } as const;

const events = {
  chosen: { kind: 'chosen', file },
  refused: { kind: 'refused', dropped: { kind: 'folder' } },
  progressed: { kind: 'progressed', progress },
  inspected: { kind: 'inspected', inspection, proposal, remembered: null },
  edited: { kind: 'edited', draft: corrected },
  zonesRead: { kind: 'zonesRead', file, look },
  previewed: { kind: 'previewed', preview },
  pointsAsked: { kind: 'pointsAsked', asked: true },
  pointsTried: { kind: 'pointsTried', points: null },
  failedFile: { kind: 'failed', about: 'file', name: 'a.csv', failure },
  failedMapping: { kind: 'failed', about: 'mapping', name: 'a.json', failure },
  failedImport: { kind: 'failed', about: 'import', name: 'a.csv', failure },
  started: { kind: 'started' },
  made: { kind: 'made', made },
  back: { kind: 'back' },
} as const satisfies Record<string, FlowEvent>;
type Name = keyof typeof events;

function after(...names: Name[]): Flow {
  return names.reduce((flow, name) => nextFlow(flow, events[name]), firstFlow);
}

const steps: Record<StepKind, Flow> = {
  choose: firstFlow,
  inspecting: after('chosen'),
  mapping: after('chosen', 'inspected'),
  importing: after('chosen', 'inspected', 'started'),
  report: after('chosen', 'inspected', 'started', 'made'),
};

/** Where each event leads from each step; a dot: nothing changes. */
const table: Record<StepKind, Record<Name, StepKind | '.'>> = {
  choose: {
    chosen: 'inspecting',
    refused: 'choose',
    progressed: '.',
    inspected: '.',
    edited: '.',
    zonesRead: '.',
    previewed: '.',
    pointsAsked: '.',
    pointsTried: '.',
    failedFile: '.',
    failedMapping: '.',
    failedImport: '.',
    started: '.',
    made: '.',
    back: '.',
  },
  inspecting: {
    chosen: 'inspecting',
    refused: 'inspecting',
    progressed: 'inspecting',
    inspected: 'mapping',
    edited: '.',
    zonesRead: '.',
    previewed: '.',
    pointsAsked: '.',
    pointsTried: '.',
    failedFile: 'choose',
    failedMapping: '.',
    failedImport: '.',
    started: '.',
    made: '.',
    back: 'choose',
  },
  mapping: {
    chosen: 'inspecting',
    refused: 'mapping',
    progressed: '.',
    inspected: '.',
    edited: 'mapping',
    zonesRead: 'mapping',
    previewed: 'mapping',
    pointsAsked: 'mapping',
    pointsTried: 'mapping',
    failedFile: '.',
    failedMapping: 'mapping',
    failedImport: '.',
    started: 'importing',
    made: '.',
    back: 'choose',
  },
  importing: {
    chosen: '.',
    refused: '.',
    progressed: 'importing',
    inspected: '.',
    edited: '.',
    zonesRead: '.',
    previewed: '.',
    pointsAsked: '.',
    pointsTried: '.',
    failedFile: '.',
    failedMapping: '.',
    failedImport: 'mapping',
    started: '.',
    made: 'report',
    back: 'mapping',
  },
  report: {
    chosen: 'inspecting',
    refused: 'report',
    progressed: '.',
    inspected: '.',
    edited: '.',
    zonesRead: '.',
    previewed: '.',
    pointsAsked: '.',
    pointsTried: '.',
    failedFile: '.',
    failedMapping: '.',
    failedImport: '.',
    started: '.',
    made: '.',
    back: 'mapping',
  },
};

// Guards: every step × every event; what comes too late, or from a job that was stopped, changes nothing.
describe.each(Object.entries(table) as [StepKind, Record<Name, StepKind | '.'>][])(
  'in the step %s',
  (kind, row) => {
    test.each(Object.entries(row) as [Name, StepKind | '.'][])('%s leads to %s', (name, expected) => {
      const flow = steps[kind];
      const next = nextFlow(flow, events[name]);
      if (expected === '.') expect(next).toBe(flow);
      else {
        expect(next).not.toBe(flow);
        expect(next.step.kind).toBe(expected);
      }
    });
  },
);

// Guards: nothing that the reader did is lost on the way back, and what was refused is said until something follows.
describe('the way of a file', () => {
  const draftIn = ({ step }: Flow) => ('work' in step ? step.work.draft : null);

  test('a correction outlives the import, its report, its failure and its cancelling', () => {
    const edited = nextFlow(steps.mapping, events.edited);
    for (const way of [
      ['started', 'made', 'back'],
      ['started', 'failedImport'],
      ['started', 'back'],
    ] as Name[][])
      expect(draftIn(way.reduce((flow, name) => nextFlow(flow, events[name]), edited))).toBe(corrected);
  });

  test('a remembered mapping stands in for the proposal, and says so', () => {
    const { step } = nextFlow(steps.inspecting, { ...events.inspected, remembered: corrected });
    expect(step).toMatchObject({ work: { draft: corrected, proposal, remembered: true } });
  });

  test('a file that cannot be read leads back to the choice, with its name and the reason', () => {
    const refused = nextFlow(steps.inspecting, events.failedFile);
    expect(refused).toEqual({
      step: { kind: 'choose' },
      refusal: { kind: 'failure', name: 'a.csv', failure },
    });
    expect(nextFlow(refused, events.chosen).refusal).toBeNull();
  });

  test('a refused drop leaves the step as it is, until the next thing that the reader does', () => {
    const refused = nextFlow(steps.mapping, events.refused);
    expect(refused).toEqual({ step: steps.mapping.step, refusal: { kind: 'folder' } });
    expect(nextFlow(refused, events.previewed).refusal).toEqual({ kind: 'folder' });
    expect(nextFlow(refused, events.edited).refusal).toBeNull();
  });

  test('what failed is told until the mapping changes', () => {
    const failed = nextFlow(steps.importing, events.failedImport);
    expect(failed.step).toMatchObject({ work: { failure: { about: 'import', name: 'a.csv', failure } } });
    expect(nextFlow(failed, events.previewed).step).toMatchObject({ work: { failure: { about: 'import' } } });
    expect(nextFlow(failed, events.edited).step).toMatchObject({ work: { failure: null } });
  });

  test('zones of a file are chosen with it', () => {
    const { step } = nextFlow(steps.mapping, events.zonesRead);
    expect(step).toMatchObject({ work: { zonesFile: file, zonesLook: look, draft: { zones: 'file' } } });
  });
});

// Guards: a folder, several files or a dragged text are told apart from the one file that can be opened.
describe('what is dropped', () => {
  const item = (isDirectory: boolean) => ({ kind: 'file', webkitGetAsEntry: () => ({ isDirectory }) });
  const drop = (files: File[], items: ReturnType<typeof item>[]) =>
    readDropped({ types: ['Files'], files, items });

  test('one file, several, a folder, nothing', () => {
    expect(drop([file], [item(false)])).toEqual({ kind: 'file', file });
    expect(drop([file, file], [item(false), item(false)])).toEqual({ kind: 'several', count: 2 });
    expect(drop([file], [item(true)])).toEqual({ kind: 'folder' });
    expect(drop([], [])).toEqual({ kind: 'nothing' });
  });

  test('a text that is dragged about the page is not taken for a file', () => {
    expect([
      bringsFiles({ types: ['text/plain'] }),
      bringsFiles({ types: ['Files'] }),
      bringsFiles(null),
    ]).toEqual([false, true, false]);
  });
});
