import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Words } from './failureWords.ts';
import { useImportText } from './useImportText.ts';

interface Props {
  readonly words: Words & { readonly title?: string | null };
  readonly action?: ReactNode;
}

/** What was found, that nothing is lost, and what to do; told at once. */
export function Said({ words, action }: Props) {
  const { t } = useImportText();
  return (
    <div className="import-said" role="alert" data-import-fault="true">
      <CircleAlert size={18} aria-hidden />
      <div className="import-said-text">
        {words.title && <p className="import-said-title">{words.title}</p>}
        <p>{words.found}</p>
        {words.advice && <p>{words.advice}</p>}
        <p className="import-said-kept">{t('failure.kept')}</p>
      </div>
      {action}
    </div>
  );
}
