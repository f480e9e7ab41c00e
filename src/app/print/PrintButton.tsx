import { Printer } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import { tellNews } from '../../ui/fileNews.ts';
import type { MenuAction } from '../../ui/MenuPopover.tsx';
import { type Paper, paperNow, papers, preparePaper } from '../../ui/paper.ts';

const MenuPopover = lazy(() => import('../../ui/MenuPopover.tsx'));

interface Props {
  /** Other ways out of the page, offered after the papers; made when they are. */
  readonly more: () => readonly MenuAction[];
}

/** Prepares the page for a paper and prints it; who prints by the browser's own way gets the first paper. */
export function PrintButton({ more }: Props) {
  const { t } = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    let undo = () => {};
    const before = () => {
      undo = paperNow('a4-landscape');
    };
    const after = () => undo();
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
      running.current?.abort();
    };
  }, []);

  async function print(paper: Paper): Promise<void> {
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    tellNews(null);
    try {
      const back = await preparePaper(paper, abort.signal);
      setBusy(false);
      try {
        await printed(abort.signal);
      } finally {
        back();
      }
    } catch (error) {
      setBusy(false);
      if (!abort.signal.aborted) {
        console.warn(error);
        tellNews({ kind: 'failed', text: t('print.failed') });
      }
    }
    button.current?.focus();
  }

  return (
    <>
      <button
        type="button"
        ref={button}
        className="control print-button"
        aria-label={t('print.open')}
        title={t('print.open')}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Printer size="1rem" aria-hidden />
        <span className="action-words">{t('print.open')}</span>
      </button>
      {open && (
        <Suspense fallback={null}>
          <MenuPopover
            trigger={button}
            label={t('print.open')}
            actions={[
              ...papers.map((paper) => ({
                id: paper,
                label: t(`print.${paper}`),
                run: () => void print(paper),
              })),
              ...more(),
            ]}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
      {busy && (
        <div className="paper-wait" role="status">
          <progress aria-label={t('print.preparing')} />
          {t('print.preparing')}
          <button type="button" className="control" onClick={() => running.current?.abort()}>
            {t('file.cancel')}
          </button>
        </div>
      )}
    </>
  );
}

/** Prints. Where the browser goes on while it prints, it is over when it says so, or when the page is used again. */
function printed(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      done();
    };
    for (const event of ['afterprint', 'pointerdown', 'keydown'])
      addEventListener(event, end, { capture: true, signal: over.signal });
    signal.addEventListener('abort', end, { once: true });
    window.print();
  });
}
