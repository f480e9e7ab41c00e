import { FolderOpen } from 'lucide-react';
import { useText } from '../../i18n/Provider.tsx';
import { openImport } from './importWindow.ts';

/** The way to data of the reader's own. @param named with its name beside the sign */
export function OpenFile({ named = false }: { readonly named?: boolean }) {
  const { t } = useText();
  return (
    <button
      type="button"
      className="control"
      data-open-file="true"
      aria-haspopup="dialog"
      aria-label={named ? undefined : t('own.open')}
      title={named ? undefined : t('own.open')}
      onClick={openImport}
    >
      <FolderOpen size="1rem" aria-hidden />
      {named ? t('own.open') : <span className="action-words">{t('own.open')}</span>}
    </button>
  );
}
