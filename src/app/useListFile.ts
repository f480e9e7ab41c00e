import { useEffect, useRef, useState } from 'react';
import type { KeptList } from '../engine/engine.ts';
import { type FileFormat, fileName } from '../export/formats.ts';
import type { Opening } from '../feed/snapshotFeed.ts';
import { useText } from '../i18n/Provider.tsx';
import { usualChoice } from '../model/choice.ts';
import type { ListAsk } from '../query/listQuery.ts';
import { saveFile } from '../views/files/download.ts';
import { factsOf, sheetLabels, unmarked } from '../views/files/facts.ts';
import type { FileMaking } from '../views/files/fileWays.tsx';
import type { ListTitle } from '../views/requests/listTitle.ts';
import { listFacts, listSheetColumns } from './listFile/listColumns.ts';

interface Of {
  /** Null while it is opened. */
  readonly list: KeptList | null;
  /** What the list is of. */
  readonly opening: Opening;
  readonly ask: ListAsk;
  readonly title: ListTitle;
}

interface ListFileState {
  readonly making: FileMaking | null;
  readonly make: (format: FileFormat) => void;
  readonly cancel: () => void;
}

/** Makes all rows of a list a file, those that it shows; it is given up when the list is left. */
export function useListFile({ list, opening, ask, title }: Of): ListFileState {
  const text = useText();
  const [making, setMaking] = useState<FileMaking | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(format: FileFormat, list: KeptList, abort: AbortController): Promise<void> {
    const { city, manifest } = opening;
    const { total } = list;
    const what = [title.measure, ...title.choice, title.period].filter((part) => part !== '').map(unmarked);
    const name = fileName([...what, String(total)], format);
    const facts = factsOf(text, what.join(' · '), {
      city,
      manifest,
      choice: {
        ...usualChoice(city, manifest),
        filter: ask.filter,
        list: { measure: ask.measure, filter: ask.filter },
      },
      compared: null,
      measures: [ask.measure],
    });
    const { makeListFile } = await import('./listFile/listFile.ts');
    const blob = await makeListFile({
      list,
      format,
      facts: listFacts(city),
      sheet: {
        name: what.slice(0, 2).join(' '),
        columns: listSheetColumns(text, city),
        facts: [...facts, { name: text.t('fact.rows'), value: String(total) }],
        rightToLeft: text.direction === 'rtl',
        timeZone: city.timeZone.name,
        labels: sheetLabels(text),
      },
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
