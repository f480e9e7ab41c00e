import { FileInput } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { useText } from '../../i18n/Provider.tsx';
import { bringsFiles, readDropped } from './dropped.ts';
import './ImportPlace.css';
import { importWindow } from './importWindow.ts';

const ImportWindow = lazy(async () => ({ default: (await import('./ImportWindow.tsx')).ImportWindow }));

/** Where files of the reader's arrive: anywhere on the page, or in the window that opens for them. */
export function ImportPlace({ board }: { readonly board: Board }) {
  const open = useStore(importWindow, (state) => state.open);
  return (
    <>
      <DropAnywhere />
      {open && (
        <Suspense fallback={null}>
          <ImportWindow board={board} />
        </Suspense>
      )}
    </>
  );
}

function DropAnywhere() {
  const { t } = useText();
  const [over, setOver] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (!bringsFiles(event.dataTransfer)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      const { busy } = importWindow.getState();
      if (busy) event.dataTransfer!.dropEffect = 'none';
      setOver(!busy);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !bringsFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (importWindow.getState().busy) return;
      importWindow.setState({ open: true, dropped: readDropped(event.dataTransfer), report: false });
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);

  // Above every window that is open, too.
  useEffect(() => {
    if (over) sheet.current?.showPopover?.();
  }, [over]);

  if (!over) return null;
  return (
    <div className="drop-sheet" popover="manual" ref={sheet} data-drop-sheet="true">
      <div className="drop-frame">
        <FileInput size="2.5rem" aria-hidden />
        <p className="drop-title">{t('own.drop')}</p>
        <p className="drop-note">{t('own.drop.note')}</p>
      </div>
    </div>
  );
}
