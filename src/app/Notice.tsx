import { X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import type { SnapshotFault } from '../model/manifest.ts';
import { ErrorState, Notice as Line } from '../ui/State.tsx';
import { unknownWords } from './addressWords.ts';
import { live } from './live.ts';
import { unknownParts } from './navigation.ts';
import { startLine } from './startWords.ts';

/** The line across the page: what went wrong and what still works, or what must be said of the data. */
export function Notice({ board, retry }: { readonly board: Board; readonly retry: () => void }) {
  const text = useText();
  const { t, formats } = text;
  const feed = useStore(board.store, (state) => state.feed);
  const details = useStore(board.store, (state) => state.details);
  const failure = useStore(board.store, (state) => state.failure);
  const manifest = useStore(board.store, (state) => state.opening?.manifest ?? null);
  const unknown = useStore(unknownParts, (state) => state.parts);
  const of = useStore(unknownParts, (state) => state.of);
  const state = useStore(live, (view) => view.state);
  const start = useStore(live, (view) => view.start);
  const again = (
    <button type="button" className="control" onClick={retry}>
      {t('fault.retry')}
    </button>
  );
  if (feed.kind === 'overviewOnly') {
    if (feed.reason === 'smallMachine')
      return <Line>{t('smallMachine.body', { requests: manifest?.rows ?? 0 })}</Line>;
    const when = manifest ? formats.instant(manifest.asOf, manifest.timeZone) : '';
    const kept = t('fault.kept.figures', { when });
    if (feed.fault) return <ErrorState banner {...faultWords(text, feed.fault)} kept={kept} action={again} />;
    return (
      <ErrorState
        banner
        title={t('engineFailed.title')}
        body={t('engineFailed.body')}
        kept={kept}
        action={again}
      />
    );
  }
  if (details.kind === 'failed') {
    const kept = t('fault.kept.figuresOnly');
    if (details.reason === 'noWebAssembly')
      return <ErrorState banner title={t('detailsFailed.title')} body={t('noWasm.body')} kept={kept} />;
    if (details.fault)
      return <ErrorState banner {...faultWords(text, details.fault)} kept={kept} action={again} />;
    return (
      <ErrorState
        banner
        title={t('detailsFailed.title')}
        body={t('detailsFailed.body')}
        kept={kept}
        action={again}
      />
    );
  }
  if (failure) {
    return (
      <ErrorState
        banner
        title={t('answer.failed.title')}
        body={`${t('answer.failed.body')} (${failure})`}
        advice={t('answer.failed.try')}
        action={
          <button
            type="button"
            className="control"
            onClick={() => board.choose({ filter: { ...board.store.getState().choice.filter } })}
          >
            {t('fault.retry')}
          </button>
        }
      />
    );
  }
  if (state?.kind === 'failed') {
    return (
      <ErrorState
        banner
        title={t('live.failed')}
        body={t('live.failed.body', { when: formats.instant(state.asOf, manifest?.timeZone ?? 'UTC') })}
        action={
          <button type="button" className="control" onClick={retry}>
            {t('live.reloadPage')}
          </button>
        }
      />
    );
  }
  const missing = start && startLine(text, start);
  if (missing)
    return (
      <div role="status" data-start="true">
        <Line>{missing}</Line>
      </div>
    );
  if (unknown.length > 0) {
    return (
      <Said onClose={() => unknownParts.setState({ parts: [] })}>{unknownWords(text, unknown, of)}</Said>
    );
  }
  return manifest?.approximateZones ? <ApproximateNotice /> : null;
}

/** That zones may be off by one; once read it can be put away for this session. */
function ApproximateNotice() {
  const { t } = useText();
  const key = 'services-360-approximate';
  const [read, setRead] = useState(() => sessionStorage.getItem(key) === 'read');
  if (read) return null;
  return (
    <Said
      onClose={() => {
        sessionStorage.setItem(key, 'read');
        setRead(true);
      }}
    >
      {t('approximate.notice')}
    </Said>
  );
}

/** A quiet line that can be put away. */
export function Said({ children, onClose }: { readonly children: string; readonly onClose: () => void }) {
  const { t } = useText();
  return (
    <Line
      action={
        <button
          type="button"
          className="icon-button"
          aria-label={t('dialog.close')}
          title={t('dialog.close')}
          onClick={onClose}
        >
          <X size="0.9375rem" aria-hidden />
        </button>
      }
    >
      {children}
    </Line>
  );
}

/** A fault in the reader's language: what happened, and what to try. */
export function faultWords(
  { t }: Text,
  fault: SnapshotFault,
): { title: string; body: string; advice: string } {
  const values: Record<string, string> = { ...fault };
  return {
    title: t(`fault.${fault.kind}.title`),
    body: t(`fault.${fault.kind}.body`, values),
    advice: t(`fault.${fault.kind}.try`),
  };
}
