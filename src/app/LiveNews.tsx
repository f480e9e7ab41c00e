import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useText } from '../i18n/Provider.tsx';
import { forgetNews, live } from './live.ts';
import { Said } from './Notice.tsx';

/** How long it is said, in ms. */
const lasts = 8_000;

/** What happened to the connection, over the page, so that nothing moves for it; it goes away by itself. */
export function LiveNews() {
  const { t } = useText();
  const news = useStore(live, (view) => view.news);
  useEffect(() => {
    if (!news) return;
    const timer = setTimeout(forgetNews, lasts);
    return () => clearTimeout(timer);
  }, [news]);
  return (
    <div className="live-news" role="status">
      {news && <Said onClose={forgetNews}>{t(`live.${news}`)}</Said>}
    </div>
  );
}
