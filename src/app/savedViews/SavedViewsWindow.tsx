import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { useText } from '../../i18n/Provider.tsx';
import { usualChoice } from '../../model/choice.ts';
import { parseChoice } from '../../model/choiceText.ts';
import { fold } from '../../model/fold.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/State.tsx';
import { unknownParts } from '../navigation.ts';
import { useCurrentView } from './currentView.ts';
import { DoneLine } from './DoneLine.tsx';
import { faultWords } from './faultWords.ts';
import { SavedRow } from './SavedRow.tsx';
import './SavedViews.css';
import { SaveForm } from './SaveForm.tsx';
import { bringViews, closeSavedViews, savedViews, type View } from './savedViews.ts';
import { keptText, lineOf } from './viewWords.ts';

/** Milliseconds between two questions to a server that did not answer. */
const askEvery = 3000;
/** From so many views on there is a search. */
const searchFrom = 8;

/** The saved views: one is opened, renamed, filled anew or deleted, and what is chosen now becomes one. */
export function SavedViewsWindow({ board }: { readonly board: Board }) {
  const text = useText();
  const { t, language } = text;
  const { views, away, may, fault, done, busy } = useStore(savedViews);
  const opening = useStore(board.store, (state) => state.opening);
  const choice = useStore(board.store, (state) => state.choice);
  const current = useCurrentView(board);
  const [wanted, setWanted] = useState('');
  useFreshList(away);
  const sorted = useMemo(() => {
    const { compare } = new Intl.Collator(language, { numeric: true });
    return views?.toSorted((a, b) => compare(a.content.name, b.content.name)) ?? null;
  }, [views, language]);
  const known = useMemo(
    () => opening && { city: opening.city, usual: usualChoice(opening.city, opening.manifest) },
    [opening],
  );
  if (!opening || !known) return null;
  const found = sorted?.filter(({ content }) => fold(content.name).includes(fold(wanted))) ?? [];
  const open = (view: View) => {
    const { choice: wantedChoice, unknown } = parseChoice(view.choice, known.city, known.usual);
    closeSavedViews();
    board.choose(wantedChoice);
    unknownParts.setState({ parts: unknown, of: 'view' });
  };
  return (
    <Dialog
      drawer
      className="saved-views"
      title={t('views.title')}
      closeLabel={t('dialog.close')}
      onClose={closeSavedViews}
    >
      {may?.includes('make') !== false && (
        <SaveForm text={text} known={known} choice={choice} current={current} busy={busy} />
      )}
      <div className="saved-views-said">
        <div role="status">
          {done && <DoneLine text={text} done={done} busy={busy} />}
          {away && views && <Notice>{t('views.away.shown')}</Notice>}
        </div>
        {fault?.of && <ErrorState banner title={faultWords(text, fault.fault)} />}
      </div>
      {views && views.length >= searchFrom && (
        <input
          type="search"
          className="control saved-views-search"
          aria-label={t('views.search')}
          placeholder={t('views.search')}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      {sorted ? (
        <ul className="saved-views-list" aria-label={t('views.title')}>
          {found.map((view) => (
            <SavedRow
              key={view.id}
              {...{ text, view, may: may ?? [], busy }}
              words={lineOf(text, known, parseChoice(view.choice, known.city, known.usual).choice)}
              isCurrent={view.id === current?.id}
              onOpen={() => open(view)}
              present={keptText(choice, known.usual)}
            />
          ))}
        </ul>
      ) : (
        !away && (
          <div aria-busy="true">
            <p className="sr" role="status">
              {t('views.loading')}
            </p>
            <Skeleton rows={4} />
          </div>
        )
      )}
      {sorted?.length === 0 && <EmptyState title={t('views.none.title')} body={t('views.none.body')} />}
      {sorted && sorted.length > 0 && found.length === 0 && (
        <EmptyState title={t('views.found.none', { text: wanted })} />
      )}
      {away && !views && (
        <ErrorState
          title={t('views.away.title')}
          body={t('views.away.body')}
          action={
            <button type="button" className="control" onClick={() => void bringViews()}>
              {t('views.retry')}
            </button>
          }
        />
      )}
    </Dialog>
  );
}

/** The list as it is when the window opens, when the reader comes back to it, and once a server that was away is there. */
function useFreshList(away: boolean): void {
  useEffect(() => {
    void bringViews();
    const onVisible = () => {
      if (document.visibilityState === 'visible') void bringViews();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => void bringViews(), askEvery);
    return () => clearInterval(timer);
  }, [away]);
}
