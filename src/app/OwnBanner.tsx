import { ArrowLeft, FileText } from 'lucide-react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { useText } from '../i18n/Provider.tsx';
import { Notice as Line } from '../ui/State.tsx';
import { showServed } from './boot.ts';
import { importWindow } from './import/importWindow.ts';
import { ownData } from './ownData.ts';

/** That the data on the screen are the reader's own, and the ways from there; nothing while the served ones are shown. */
export function OwnBanner({ board }: { readonly board: Board }) {
  const { t, rich, name } = useText();
  const own = useStore(ownData, (state) => state.shown);
  const served = useStore(ownData, (state) => state.served?.manifest.title ?? null);
  const held = useStore(board.store, ({ opening }) => Object.keys(opening?.manifest.goals ?? {}).length > 0);
  if (!own) return null;
  return (
    <div className="own-banner" data-own-banner="true" tabIndex={-1}>
      <Line
        action={
          <span className="own-ways">
            <button type="button" className="control" onClick={() => void showServed(board)}>
              <ArrowLeft size="0.9375rem" className="flip" aria-hidden />
              {served ? t('own.back', { city: name({ id: '', ...served }) }) : t('own.backServed')}
            </button>
            <button
              type="button"
              className="control"
              aria-haspopup="dialog"
              onClick={() => importWindow.setState({ open: true, dropped: null, report: true })}
            >
              <FileText size="0.9375rem" aria-hidden />
              {t('own.report')}
            </button>
          </span>
        }
      >
        {rich('own.banner', { name: <bdi className="own-name">{own.name}</bdi> })} {held && t('own.held')}
      </Line>
    </div>
  );
}
