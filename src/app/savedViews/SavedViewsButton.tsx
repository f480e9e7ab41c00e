import { Bookmark, BookmarkCheck } from 'lucide-react';
import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { useText } from '../../i18n/Provider.tsx';
import { currentView } from './currentView.ts';
import { openSavedViews, savedViews, viewsAreOffered } from './savedViews.ts';

/** The way to the saved views; its sign and name tell whether what is chosen is one. Nothing where none are kept. */
export function SavedViewsButton({ board }: { readonly board: Board }) {
  const { t } = useText();
  const isOffered = useStore(savedViews, viewsAreOffered);
  const views = useStore(savedViews, (state) => state.views);
  const opening = useStore(board.store, (state) => state.opening);
  const choice = useStore(board.store, (state) => state.choice);
  if (!isOffered) return null;
  const current = opening && currentView(views, opening, choice);
  const label = current ? `${t('views.title')}: ${current.content.name}` : t('views.title');
  const Sign = current ? BookmarkCheck : Bookmark;
  return (
    <button
      type="button"
      className="control"
      data-saved-views="true"
      aria-haspopup="dialog"
      aria-label={label}
      title={label}
      onClick={openSavedViews}
    >
      <Sign size="1rem" aria-hidden />
      <span className="action-words">{t('views.title')}</span>
    </button>
  );
}
