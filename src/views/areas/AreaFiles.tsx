import { useState } from 'react';
import type { FileFormat } from '../../export/formats.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Screen } from '../../model/screen.ts';
import { saveTable } from '../files/cardFiles.ts';
import { type FileMaking, FileWays } from '../files/fileWays.tsx';

interface Props {
  readonly screen: Screen;
  readonly total: number;
  /** The table, made when a file is wanted. */
  readonly tableOf: () => SheetTable;
}

/** A table of areas as a file. */
export function AreaFiles({ screen, total, tableOf }: Props) {
  const text = useText();
  const [making, setMaking] = useState<FileMaking | null>(null);
  const onMake = async (format: FileFormat) => {
    setMaking({ kind: 'making', rows: 0, total: null });
    try {
      await saveTable(text, screen, tableOf(), format);
      setMaking(null);
    } catch (error) {
      setMaking({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <FileWays
      total={total}
      making={making}
      onMake={(format) => void onMake(format)}
      onCancel={() => setMaking(null)}
    />
  );
}
