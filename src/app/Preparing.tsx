import { useText } from '../i18n/Provider.tsx';
import type { StartNews } from '../model/doing.ts';
import { OpenFile } from './import/OpenFile.tsx';
import { doingWords } from './startWords.ts';

/** The page before there are data: what the server does about it. It goes on by itself. */
export function Preparing({ news }: { readonly news: StartNews }) {
  const text = useText();
  const { t } = text;
  const doing = news.doing.filter(({ what }) => what !== 'page');
  const part = doing.find((one) => one.part !== null)?.part ?? null;
  return (
    <main className="opening-fault" data-preparing="true">
      <h1 className="header-title">{t('app.title')}</h1>
      <div className="state">
        <p className="state-title">{t('start.title')}</p>
        {part !== null && <progress max={1} value={part} aria-label={t('start.title')} />}
        <div role="status">
          {doing.map((one) => (
            <p key={one.what} className="state-body num">
              {doingWords(text, one)}
            </p>
          ))}
          {news.away.map(({ id, seconds }) => (
            <p key={id} className="state-body num">
              {t('start.unheard', { source: id, seconds })}
            </p>
          ))}
        </div>
        <p className="state-body">{t('start.itself')}</p>
        <span className="opening-ways">
          <OpenFile named />
        </span>
      </div>
    </main>
  );
}
