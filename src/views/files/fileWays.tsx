import { Download, X } from 'lucide-react';
import { type FileFormat, fileFormats } from '../../export/formats.ts';
import { useText } from '../../i18n/Provider.tsx';
import './fileWays.css';

/** What a file that is being made is doing. */
export type FileMaking =
  | { readonly kind: 'making'; readonly rows: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly name: string }
  | { readonly kind: 'failed'; readonly detail: string };

interface Props {
  /** How many rows the file will have; null while they are counted. */
  readonly total: number | null;
  readonly making: FileMaking | null;
  readonly onMake: (format: FileFormat) => void;
  readonly onCancel: () => void;
}

/** Offers all rows of a list as a file, shows how far it is, and lets it be given up. */
export function FileWays({ total, making, onMake, onCancel }: Props) {
  const { t } = useText();
  if (making?.kind === 'making') {
    const { rows } = making;
    return (
      <div className="file-ways">
        <progress
          max={making.total ?? 1}
          value={making.total === null ? undefined : rows}
          aria-label={t('file.preparing')}
        />
        <bdi className="num" data-rows={rows}>
          {making.total === null ? t('file.preparing') : t('file.making', { rows, total: making.total })}
        </bdi>
        <button type="button" className="control" onClick={onCancel}>
          <X size="0.9375rem" aria-hidden />
          {t('file.cancel')}
        </button>
      </div>
    );
  }
  return (
    <div className="file-ways">
      {making?.kind === 'failed' && (
        <span role="alert" className="file-fault">
          {t('file.failed', { detail: making.detail })} {t('file.retry')}
        </span>
      )}
      {making?.kind === 'done' && <span role="status">{t('file.done', { name: making.name })}</span>}
      <span>{total === null ? t('file.allUncounted') : t('file.all', { count: total })}</span>
      {fileFormats.map((format) => (
        <button
          key={format}
          type="button"
          className="control"
          data-file={format}
          disabled={!total}
          onClick={() => onMake(format)}
        >
          <Download size="0.9375rem" aria-hidden />
          {t(`file.${format}`)}
        </button>
      ))}
    </div>
  );
}
