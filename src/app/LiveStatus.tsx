import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import type { LiveState } from '../feed/live/machine.ts';
import { useText } from '../i18n/Provider.tsx';
import { goLive, tellLive } from './live.ts';
import './live.css';
import { type LiveWords, liveWords } from './liveWords.ts';

/** How fresh the data of a feed are, told anew each second, and what can be done about it. */
export function LiveStatus({ board, state }: { readonly board: Board; readonly state: LiveState }) {
  const text = useText();
  const manifest = useStore(board.store, ({ opening }) => opening?.manifest);
  const period = useStore(board.store, ({ filter }) => filter.opened);
  const at = useSeconds();
  if (!manifest) return null;
  const { sign, words, spoken, title, action } = liveWords(text, state, { manifest, period, at });
  return (
    <span
      className="load-status live-status"
      data-feed="ready"
      data-details="ready"
      data-live={state.kind}
      data-sequence={state.held}
    >
      <span className="live-sign" data-sign={sign} aria-hidden="true" />
      <span className="live-words num" title={title} aria-hidden="true">
        {words}
      </span>
      <span className="sr" role="status">
        {spoken}
      </span>
      {action && <Action action={action} board={board} />}
    </span>
  );
}

function Action({
  action,
  board,
}: {
  readonly action: NonNullable<LiveWords['action']>;
  readonly board: Board;
}) {
  const { t } = useText();
  switch (action) {
    case 'retry':
      return (
        <button type="button" className="control" onClick={() => tellLive({ kind: 'retry' })}>
          {t('fault.retry')}
        </button>
      );
    case 'goLive':
      return (
        <button type="button" className="control" onClick={() => goLive(board)}>
          {t('live.goLive')}
        </button>
      );
    case 'reload':
      return (
        <button type="button" className="control" onClick={() => location.reload()}>
          {t('live.reloadPage')}
        </button>
      );
  }
}

/** The browser's monotonic clock in milliseconds, of this drawing; it is drawn anew each second. */
function useSeconds(): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return performance.now();
}
