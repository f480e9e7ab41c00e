import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { type LiveState, publisherNow } from '../feed/live/machine.ts';
import { useText } from '../i18n/Provider.tsx';
import { Tip } from '../ui/Tip.tsx';
import { goLive, live, tellLive } from './live.ts';
import './live.css';
import { type LiveWords, liveWords } from './liveWords.ts';
import { matchWords } from './matchWords.ts';

/** How fresh the data of a feed are, told anew each second, and what can be done about it. */
export function LiveStatus({ board, state }: { readonly board: Board; readonly state: LiveState }) {
  const text = useText();
  const manifest = useStore(board.store, ({ opening }) => opening?.manifest);
  const period = useStore(board.store, ({ choice }) => choice.filter.opened);
  const at = useSeconds();
  const news = useStore(live, ({ start }) => start?.matched ?? null);
  const old = useStore(live, ({ start }) => start?.unreadable?.count ?? 0);
  if (!manifest) return null;
  const { sign, words, spoken, title, action } = liveWords(text, state, { manifest, period, at });
  const matched = news && matchWords(text, news, publisherNow(state, at), manifest.timeZone);
  const lines = [title, matched, old > 0 && text.t('live.oldStates', { count: old })].filter(isSaid);
  return (
    <span
      className="load-status live-status"
      data-feed="ready"
      data-details="ready"
      data-live={state.kind}
      data-sequence={state.held}
    >
      <span className="live-sign" data-sign={sign} aria-hidden="true" />
      {lines.length === 1 ? (
        <Tip className="live-words" text={title}>
          {words}
        </Tip>
      ) : (
        <More words={words} lines={lines} />
      )}
      <span className="sr" role="status">
        {spoken}
      </span>
      {action && <Action action={action} board={board} />}
    </span>
  );
}

const isSaid = (line: string | false | null): line is string => Boolean(line);

interface MoreProps {
  readonly words: string;
  readonly lines: readonly string[];
}

/** The words, and what more there is to say of them: by a click, a touch or the keyboard, and where a mouse rests. */
function More({ words, lines }: MoreProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const abort = new AbortController();
    const on = { signal: abort.signal };
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && setOpen(false), on);
    document.addEventListener(
      'pointerdown',
      ({ target }) => place.current?.contains(target as Node) || setOpen(false),
      on,
    );
    return () => abort.abort();
  }, [open]);
  return (
    <span className="live-place" ref={place}>
      <button
        type="button"
        className="live-words live-more"
        aria-description={open ? undefined : lines.join(' · ')}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {words}
      </button>
      <span id={id} className="live-lines" role="status" hidden={!open}>
        {open && lines.map((line) => <span key={line}>{line}</span>)}
      </span>
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
