import { Check, Link2, Moon, Sun } from 'lucide-react';
import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import { usualFilter } from '../model/choice.ts';
import { parseDay } from '../model/day.ts';
import type { Zones } from '../model/zones.ts';
import { Header } from '../ui/Layout.tsx';
import { Tip } from '../ui/Tip.tsx';
import { chipsView } from '../views/choice/chips.tsx';
import { figuresPictures } from '../views/files/pictures.ts';
import { Search } from '../views/search/Search.tsx';
import type { ViewActions } from '../views/view.ts';
import { copyText } from './copyText.ts';
import { Drawn } from './Drawn.tsx';
import { OpenFile } from './import/OpenFile.tsx';
import { LoadStatus } from './LoadStatus.tsx';
import { ownData } from './ownData.ts';
import { preferences } from './preferences.ts';
import { PrintButton } from './print/PrintButton.tsx';
import { SavedViewsButton } from './savedViews/SavedViewsButton.tsx';
import { savedViews, viewsAreOffered } from './savedViews/savedViews.ts';
import { searchActions } from './searchActions.ts';
import { switchLanguage } from './switchLanguage.ts';
import { useBrought } from './useBrought.ts';

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
  return (
    <Header
      title={text.t('app.title')}
      subtitle={
        <>
          <span className="cut header-scope">{text.name({ id: '', ...manifest.title })}</span>
          {manifest.kind === 'sample' && (
            <Tip className="sample-badge" text={text.t('sample.notice')}>
              <strong>{text.t('sample.badge')}</strong>
            </Tip>
          )}
          <Population text={text} zones={city.zones} />
        </>
      }
      tools={<Palette board={board} actions={actions} />}
      chips={<Drawn board={board} view={chipsView} actions={actions} />}
      status={<LoadStatus board={board} retry={retry} />}
      actions={<Actions board={board} />}
      moreLabel={text.t('app.more')}
    />
  );
});

/** The search, with what the page can do. */
function Palette({ board, actions }: Pick<Props, 'board' | 'actions'>) {
  const { language } = useText();
  const other = language === 'ar' ? 'en' : 'ar';
  const known = useBrought(other);
  const opening = useStore(board.store, (state) => state.opening);
  const own = useStore(ownData, (state) => state.shown !== null);
  const views = useStore(savedViews, viewsAreOffered);
  const { theme, digits } = useStore(preferences);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the theme and the digits are changes what they can be
  const offered = useMemo(
    () =>
      opening === null
        ? []
        : searchActions({
            board,
            actions,
            language,
            other: known ? other : null,
            fields: opening.manifest.fields,
            own,
            views,
            usual: usualFilter(opening.city, opening.manifest),
            copyLink: () => void copyText(location.href),
          }),
    [board, actions, language, known, opening?.manifest.fields, own, views, theme, digits],
  );
  const openRequest = useCallback(
    (request: string) => board.choose({ list: { measure: 'received', filter: {} }, request }),
    [board],
  );
  return (
    opening && (
      <Search city={opening.city} onFilter={actions.onFilter} actions={offered} onRequest={openRequest} />
    )
  );
}

/** The residents of the city: the latest count with its day, and of what year those of the zones are. */
function Population({ text, zones }: { readonly text: Text; readonly zones: Zones }) {
  const { t, formats } = text;
  const ofZones = zones.zones.reduce((sum, zone) => sum + (zone.residents ?? 0), 0);
  const { population, residentsYear } = zones;
  if (ofZones === 0 || residentsYear === undefined) return null;
  const year = formats.year(residentsYear);
  const day = population && parseDay(population.on);
  return (
    <span className="header-population">
      <span className="cut">
        {population && typeof day === 'number' ? (
          <Tip text={t('app.population.zones', { count: ofZones, year })}>
            {t('app.population', { count: population.total, year: formats.day(day) })}
          </Tip>
        ) : (
          t('app.population', { count: ofZones, year })
        )}
      </span>
    </span>
  );
}

function Actions({ board }: Pick<Props, 'board'>) {
  const text = useText();
  const { t } = text;
  const { language, theme } = useStore(preferences);
  const own = useStore(ownData, (state) => state.shown);
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  return (
    <>
      {/* What is chosen of data that only this tab has is nothing to return to. */}
      {!own && <SavedViewsButton board={board} />}
      <OpenFile />
      {/* A link leads nobody to data that only this tab has. */}
      {!own && <ShareButton />}
      <PrintButton
        more={() => {
          const { shown } = board.store.getState();
          return shown ? figuresPictures(text, shown.screen) : [];
        }}
      />
      {language === 'ar' && <DigitsButton />}
      <button
        type="button"
        className="control"
        lang={language === 'ar' ? 'en' : 'ar'}
        onClick={() => void switchLanguage(language === 'ar' ? 'en' : 'ar', t('language.failed'))}
      >
        <span aria-hidden="true">{language === 'ar' ? 'EN' : 'ع'}</span>
        <span className="action-words">{t('language.switch')}</span>
      </button>
      <button
        type="button"
        className="control header-theme"
        aria-label={t(`theme.${otherTheme}`)}
        title={t(`theme.${otherTheme}`)}
        onClick={() => preferences.setState({ theme: otherTheme })}
      >
        {otherTheme === 'dark' ? <Moon size="1rem" aria-hidden /> : <Sun size="1rem" aria-hidden />}
        <span className="action-words">{t(`theme.${otherTheme}`)}</span>
      </button>
    </>
  );
}

function DigitsButton() {
  const { t } = useText();
  const digits = useStore(preferences, (state) => state.digits);
  const other = digits === 'latn' ? 'arab' : 'latn';
  return (
    <button type="button" className="control" onClick={() => preferences.setState({ digits: other })}>
      <span aria-hidden="true">{other === 'arab' ? '١٢٣' : '123'}</span>
      <span className="action-words">{t(`digits.${other}`)}</span>
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
      {copied ? <Check size="1rem" aria-hidden /> : <Link2 size="1rem" aria-hidden />}
      <span className="action-words">{t(copied ? 'share.copied' : 'share.copy')}</span>
    </button>
  );
}
