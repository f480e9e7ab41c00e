import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useText } from '../i18n/Provider.tsx';
import { tellNews, useFileNews } from '../ui/fileNews.ts';

/** How long good news stays, in ms; bad news stays until it is closed. */
const shown = 8_000;

/** Says what became of a file, a picture or a sheet of paper, where everybody sees it. */
export function FileNewsLine() {
  const { t } = useText();
  const news = useFileNews();
  useEffect(() => {
    if (news?.kind !== 'done') return;
    const timer = setTimeout(() => tellNews(null), shown);
    return () => clearTimeout(timer);
  }, [news]);
  return (
    <div className="file-news" data-kind={news?.kind}>
      <div role="status">
        {news?.kind === 'making' && <progress aria-hidden="true" />}
        {news && news.kind !== 'failed' && news.text}
      </div>
      <div role="alert">{news?.kind === 'failed' && news.text}</div>
      {news && news.kind !== 'making' && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('dialog.close')}
          onClick={() => tellNews(null)}
        >
          <X size="1rem" aria-hidden />
        </button>
      )}
    </div>
  );
}
