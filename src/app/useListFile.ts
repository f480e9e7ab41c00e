import { useEffect, useRef, useState } from 'react';
import type { KeptList } from '../engine/engine.ts';
import { type FileFormat, fileName } from '../export/formats.ts';
import { listFacts } from '../export/sheets/listColumns.ts';
import { listSheet } from '../export/sheets/listSheet.ts';
import type { Opening } from '../feed/snapshotFeed.ts';
import { useText } from '../i18n/Provider.tsx';
import type { ListAsk } from '../query/listQuery.ts';
import { saveFile } from '../views/files/download.ts';
import type { FileMaking } from '../views/files/fileWays.tsx';

interface Of {
  /** Null while it is opened. */
  readonly list: KeptList | null;
  /** What the list is of. */
  readonly opening: Opening;
  readonly ask: ListAsk;
}

interface ListFileState {
  readonly making: FileMaking | null;
  readonly make: (format: FileFormat) => void;
  readonly cancel: () => void;
}

/** Makes all rows of a list a file, those that it shows; it is given up when the list is left. */
export function useListFile({ list, opening, ask }: Of): ListFileState {
  const text = useText();
  const [making, setMaking] = useState<FileMaking | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(format: FileFormat, list: KeptList, abort: AbortController): Promise<void> {
    const { city } = opening;
    const { sheet, what } = listSheet(text, opening, ask, list.total);
    const name = fileName(what, format);
    const { makeListFile } = await import('./listFile/listFile.ts');
    const blob = await makeListFile({
      list,
      format,
      facts: listFacts(city),
      sheet,
      onProgress: (rows, of) => !abort.signal.aborted && setMaking({ kind: 'making', rows, total: of }),
      signal: abort.signal,
    });
    saveFile(blob, name);
    setMaking({ kind: 'done', name });
  }

  return {
    making,
    make(format) {
      if (!list) return;
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      setMaking({ kind: 'making', rows: 0, total: null });
      run(format, list, abort).catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setMaking({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
      });
    },
    cancel() {
      running.current?.abort();
      setMaking(null);
    },
  };
}
