import { createStore } from 'zustand/vanilla';
import type { Doing, Draft, RecordOf } from '../../model/record.ts';
import { markOfName, type SavedView, savedView } from '../../model/records/savedView.ts';
import { type Fault, type Outcome, RecordClient } from './recordClient.ts';

export type View = RecordOf<SavedView>;

/** What was done last, and how it is undone. */
export interface Done {
  readonly what: 'made' | 'renamed' | 'replaced' | 'deleted' | 'back';
  /** As it is now. */
  readonly view: View;
  /** As it was; null where there is no way back to it. */
  readonly before: View | null;
}

export interface SavedViews {
  readonly open: boolean;
  /** What the reader may do; null: nobody could be asked yet. */
  readonly may: readonly Doing[] | null;
  /** Those that stand, as they were last seen; null: never seen. */
  readonly views: readonly View[] | null;
  /** Whether the server did not answer when it was asked last. */
  readonly away: boolean;
  /** What is being written as the name of the present choice; null: nothing was. */
  readonly draft: string | null;
  readonly done: Done | null;
  /** Why what was wanted last was not done, and with which view; null view: with a new one. */
  readonly fault: { readonly fault: Fault; readonly of: View | null } | null;
  /** Whether an order waits for its answer. */
  readonly busy: boolean;
}

/** The saved views of this server, as this tab knows them. */
export const savedViews = createStore<SavedViews>(() => ({
  ...{ open: false, may: null, views: null, away: false, draft: null },
  ...{ done: null, fault: null, busy: false },
}));

/** Whether the page has saved views: not where the server said that nobody may see any, nor before it was asked. */
export function viewsAreOffered({ may, away }: Pick<SavedViews, 'may' | 'away'>): boolean {
  return may ? may.includes('read') : away;
}

const client = new RecordClient(savedView);

/** Asks for the list as it is now. */
export async function bringViews(): Promise<void> {
  const found = await client.list();
  if (found.done) savedViews.setState({ away: false, may: found.value.may, views: found.value.records });
  else if (found.fault.kind === 'away') savedViews.setState({ away: true });
  else savedViews.setState({ away: false, may: [], views: null, open: false });
}

export function openSavedViews(): void {
  savedViews.setState({ open: true, done: null, fault: null });
}

export function closeSavedViews(): void {
  savedViews.setState({ open: false });
}

/** Saves a choice under a name. @returns whether it is saved now */
export function saveView(draft: Draft<SavedView>): Promise<boolean> {
  return order(null, draft, client.make(draft), (view) => ({ what: 'made', view, before: null }));
}

/** Gives a view another name. @returns whether it has it now */
export function renameView(before: View, name: string): Promise<boolean> {
  const draft = { choice: before.choice, content: { name } };
  return order(before, draft, client.change(before, draft), (view) => ({ what: 'renamed', view, before }));
}

/** Lets a view hold another choice. */
export function replaceView(before: View, choice: string): Promise<boolean> {
  const draft = { choice, content: before.content };
  return order(before, draft, client.change(before, draft), (view) => ({ what: 'replaced', view, before }));
}

export function deleteView(before: View): Promise<boolean> {
  return order(before, null, client.end(before), (view) => ({ what: 'deleted', view, before }));
}

/** Lets a view be again as it was before what was done last. */
export function undo({ view, before }: Done): Promise<boolean> {
  if (!before) return Promise.resolve(false);
  return order(view, before, client.change(view, before), (now) => ({
    what: 'back',
    view: now,
    before: null,
  }));
}

/**
 * Waits for what an order comes to.
 * @param wanted what the view was to hold; null: it was to end
 */
async function order(
  of: View | null,
  wanted: Draft<SavedView> | null,
  answer: Promise<Outcome<View>>,
  doneWith: (view: View) => Done,
): Promise<boolean> {
  savedViews.setState({ busy: true, fault: null, done: null });
  const outcome = await answer;
  const view = outcome.done ? outcome.value : asWanted(outcome.fault, of, wanted);
  const fault = outcome.done || view ? null : { fault: outcome.fault, of };
  // What is said of the list stands beside the list that it is true of.
  if (fault?.fault.kind !== 'away') await bringViews();
  savedViews.setState({ busy: false, fault, done: view && doneWith(view) });
  if (fault?.fault.kind === 'away') await bringViews();
  return view !== null;
}

/** The view of a refusal that is as it was wanted: the order before had been done, and its answer was lost. */
function asWanted(fault: Fault, of: View | null, wanted: Draft<SavedView> | null): View | null {
  if (fault.kind !== (of ? 'changed' : 'alike')) return null;
  const view = fault.record as View;
  const isWanted = wanted
    ? view.validity.to === null &&
      view.choice === wanted.choice &&
      markOfName(view.content.name) === markOfName(wanted.content.name)
    : view.validity.to !== null;
  return isWanted ? view : null;
}
