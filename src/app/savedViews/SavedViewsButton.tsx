import { Bookmark, BookmarkCheck } from 'lucide-react';
import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { useText } from '../../i18n/Provider.tsx';
import { useCurrentView } from './currentView.ts';
import { openSavedViews, savedViews, viewsAreOffered } from './savedViews.ts';

/** The way to the saved views; its sign and name tell whether what is chosen is one. Nothing where none are kept. */
export function SavedViewsButton({ board }: { readonly board: Board }) {
  const { t } = useText();
  const isOffered = useStore(savedViews, viewsAreOffered);
  const current = useCurrentView(board);
  if (!isOffered) return null;
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
