import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { useText } from '../i18n/Provider.tsx';
import { Header, Layout } from '../ui/Layout.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { ErrorState } from '../ui/State.tsx';
import { OpenFile } from './import/OpenFile.tsx';
import { faultWords } from './Notice.tsx';
import { OwnBanner } from './OwnBanner.tsx';
import { Preparing } from './Preparing.tsx';

/** The page before there is anything to show: its outline while the data are looked for, or why there are none. */
export function Opening({ board, retry }: { readonly board: Board; readonly retry: () => void }) {
  const text = useText();
  const { t } = text;
  const feed = useStore(board.store, (state) => state.feed);
  if (feed.kind === 'preparing') return <Preparing news={feed.news} />;
  if (feed.kind === 'failed') {
    return (
      <main className="opening-fault">
        <h1 className="header-title">{t('app.title')}</h1>
        <OwnBanner board={board} />
        <ErrorState
          {...faultWords(text, feed.fault)}
          kept={t('fault.kept.nothing')}
          action={
            <span className="opening-ways">
              <button type="button" className="control" onClick={retry}>
                {t('fault.retry')}
              </button>
              <OpenFile named />
            </span>
          }
        />
        <p className="opening-own">{t('own.instead')}</p>
      </main>
    );
  }
  const blank = (key: string, rows: number) => (
    <section key={key} className="card">
      <Skeleton rows={rows} />
    </section>
  );
  return (
    <Layout
      skipLabel={t('app.skip')}
      header={<Header title={t('app.title')} subtitle={t('loading.start')} actions={<OpenFile />} />}
      notice={<OwnBanner board={board} />}
      figures={['1', '2', '3', '4', '5'].map((key) => blank(key, 2))}
      map={blank('map', 8)}
      a={[blank('1', 5), blank('2', 5)]}
      b={[blank('1', 5), blank('2', 5)]}
      time={blank('time', 2)}
    />
  );
}
