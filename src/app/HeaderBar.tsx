import { Check, Link2, Moon, Sun } from 'lucide-react';
import { memo, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { useText } from '../i18n/Provider.tsx';
import { Header } from '../ui/Layout.tsx';
import { chipsView } from '../views/chips.tsx';
import type { ViewActions } from '../views/view.ts';
import { ZoneSearch } from '../views/zoneSearch.tsx';
import { Drawn } from './Drawn.tsx';
import { OpenFile } from './import/OpenFile.tsx';
import { LoadStatus } from './LoadStatus.tsx';
import { ownData } from './ownData.ts';
import { preferences } from './preferences.ts';

interface Props {
  readonly board: Board;
  readonly actions: ViewActions;
  readonly retry: () => void;
}

/** The line at the top: what this is, search, what is chosen, how fresh the data are, language and theme. */
export const HeaderBar = memo(function HeaderBar({ board, actions, retry }: Props) {
  const text = useText();
  const opening = useStore(board.store, (state) => state.opening);
  if (!opening) return null;
  const { manifest, city } = opening;
  const residents = city.zones.zones.reduce((sum, zone) => sum + (zone.residents ?? 0), 0);
  const year = city.zones.residentsYear;
  return (
    <Header
      title={text.t('app.title')}
      subtitle={
        <>
          {text.name({ id: '', ...manifest.title })}
          {residents > 0 && year && (
            <span className="header-population">
              {' · '}
              {text.t('app.population', { count: residents, year: text.formats.year(year) })}
            </span>
          )}
          {manifest.kind === 'sample' && (
            <strong className="sample-badge" title={text.t('sample.notice')}>
              {text.t('sample.badge')}
            </strong>
          )}
        </>
      }
      tools={<ZoneSearch city={city} onFilter={actions.onFilter} />}
      chips={<Drawn board={board} view={chipsView} actions={actions} />}
      status={<LoadStatus board={board} retry={retry} />}
      actions={<Actions />}
    />
  );
});

function Actions() {
  const { t } = useText();
  const { language, theme } = useStore(preferences);
  const own = useStore(ownData, (state) => state.shown);
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  return (
    <>
      <OpenFile />
      {/* A link leads nobody to data that only this tab has. */}
      {!own && <ShareButton />}
      {language === 'ar' && <DigitsButton />}
      <button
        type="button"
        className="control"
        lang={language === 'ar' ? 'en' : 'ar'}
        title={t('language.switch')}
        onClick={() => preferences.setState({ language: language === 'ar' ? 'en' : 'ar' })}
      >
        {language === 'ar' ? 'EN' : 'ع'}
      </button>
      <button
        type="button"
        className="control"
        aria-label={t(`theme.${otherTheme}`)}
        title={t(`theme.${otherTheme}`)}
        onClick={() => preferences.setState({ theme: otherTheme })}
      >
        {otherTheme === 'dark' ? <Moon size={16} aria-hidden /> : <Sun size={16} aria-hidden />}
      </button>
    </>
  );
}

function DigitsButton() {
  const { t } = useText();
  const digits = useStore(preferences, (state) => state.digits);
  const other = digits === 'latn' ? 'arab' : 'latn';
  return (
    <button
      type="button"
      className="control"
      title={t(`digits.${other}`)}
      onClick={() => preferences.setState({ digits: other })}
    >
      {other === 'arab' ? '١٢٣' : '123'}
    </button>
  );
}

function ShareButton() {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      className="control"
      aria-label={t(copied ? 'share.copied' : 'share.copy')}
      title={t(copied ? 'share.copied' : 'share.copy')}
      onClick={() => {
        void copyText(location.href).then(setCopied);
      }}
    >
      {copied ? <Check size={16} aria-hidden /> : <Link2 size={16} aria-hidden />}
    </button>
  );
}

/** Copies, also on a plain-http intranet address where the clipboard's own interface is missing. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
