import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useImportText } from './useImportText.ts';
import type { Words } from './words.ts';

interface Props {
  readonly words: Words & { readonly title?: string | null };
  readonly action?: ReactNode;
}

/** What was found, that nothing is lost, and what to do; told at once. */
export function Said({ words, action }: Props) {
  const { t } = useImportText();
  const box = useRef<HTMLDivElement>(null);
  const { found } = words;
  // Whoever chose the file may have scrolled past where this stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each other thing that was found
  useEffect(() => {
    // Newer browsers return a promise here, which is no clean-up.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [found]);
  return (
    <div ref={box} className="import-said" role="alert" data-import-fault="true">
      <CircleAlert size="1.125rem" aria-hidden />
      <div className="import-said-text">
        {words.title && <p className="import-said-title">{words.title}</p>}
        <p>{found}</p>
        {words.advice && <p>{words.advice}</p>}
        {words.detail && (
          <p className="import-said-detail">
            {t('failure.detail')} <bdi>{words.detail}</bdi>
          </p>
        )}
        <p className="import-said-kept">{t('failure.kept')}</p>
      </div>
      {action}
    </div>
  );
}
