import { LayoutDashboard, Moon, Sun } from 'lucide-react';
import { useStore } from 'zustand';
import { Provider } from '../../i18n/Provider.tsx';
import type { AdminState } from '../../model/adminState.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState, ErrorState } from '../../ui/State.tsx';
import { preferences } from '../preferences.ts';
import { switchLanguage } from '../switchLanguage.ts';
import './AdminPage.css';
import { type AdminText, useAdminText } from './adminText.ts';
import { sections } from './sections.ts';
import { type Asked, useAdminState } from './useAdminState.ts';

/** The page for whoever runs the server: how it is doing, and what was wrong with what sources told. */
export function AdminPage() {
  const { language, digits } = useStore(preferences);
  const text = useAdminText();
  const asked = useAdminState();
  return (
    <Provider language={language} digits={digits} title={`${text.t('admin.title')} · ${text.t('app.title')}`}>
      <div className="admin">
        <Head text={text} asked={asked} />
        <main className="admin-main" aria-busy={asked.state === null}>
          <Sections text={text} asked={asked} />
        </main>
      </div>
    </Provider>
  );
}

interface Props {
  readonly text: AdminText;
  readonly asked: Asked;
}

function Head({ text, asked: { state, failed } }: Props) {
  const { t, language } = text;
  const { theme } = useStore(preferences);
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  const time = state && clockTime(text, state);
  return (
    <header className="admin-head">
      <h1 className="admin-title">
        {t('admin.title')} <span className="admin-product">{t('admin.subtitle')}</span>
      </h1>
      <p className="admin-fresh num" data-stale={failed || undefined}>
        {time && t(failed ? 'admin.stale' : 'admin.refreshed', { time })}
      </p>
      <nav className="admin-actions">
        {state?.server.board && (
          <a
            className="control"
            href={state.server.board}
            aria-label={t('admin.board')}
            title={t('admin.board')}
          >
            <LayoutDashboard size="1rem" aria-hidden />
            <span className="admin-board">{t('admin.board')}</span>
          </a>
        )}
        <button
          type="button"
          className="control"
          lang={language === 'ar' ? 'en' : 'ar'}
          onClick={() => void switchLanguage(language === 'ar' ? 'en' : 'ar', t('language.failed'))}
        >
          <span aria-hidden="true">{language === 'ar' ? 'EN' : 'ع'}</span>
          <span className="sr">{t('language.switch')}</span>
        </button>
        <button
          type="button"
          className="control"
          aria-label={t(`theme.${otherTheme}`)}
          title={t(`theme.${otherTheme}`)}
          onClick={() => preferences.setState({ theme: otherTheme })}
        >
          {otherTheme === 'dark' ? <Moon size="1rem" aria-hidden /> : <Sun size="1rem" aria-hidden />}
        </button>
      </nav>
    </header>
  );
}

function Sections({ text, asked: { state, failed, see, runJob, sendTest } }: Props) {
  const { t } = text;
  const labels = {
    table: '',
    chart: '',
    failed: t('card.failed'),
    failedKept: t('card.failedKept'),
    retry: t('card.retry'),
    loading: t('admin.loading'),
  };
  return (
    <>
      {failed && (
        <ErrorState
          banner
          title={t('admin.failed')}
          body={t(state ? 'admin.failed.kept' : 'admin.failed.first')}
        />
      )}
      {sections.map(({ id, title, note, wide = false, body }) => {
        const city = state?.city ?? null;
        const props = state && city && { text, state, city, see, runJob, sendTest };
        const away = state && !city && id !== 'health';
        return (
          <Card
            key={id}
            title={title(text)}
            note={props ? note?.(props) : undefined}
            loading={state === null && !failed}
            skeletonRows={3}
            className={wide ? 'admin-card admin-wide' : 'admin-card'}
            labels={labels}
          >
            {props && body(props)}
            {away && <EmptyState title={t('admin.starting')} body={t('admin.starting.body')} />}
            {state && !city && id === 'health' && body({ text, state, city: nothing, see, runJob, sendTest })}
            {state === null && failed && <p className="admin-quiet">{t('admin.unknown')}</p>}
          </Card>
        );
      })}
    </>
  );
}

/** Of a city that is not there yet: the server itself can be shown. */
const nothing = {
  ...{ timeZone: 'UTC', now: 0, sequence: 0, asOf: 0, requests: 0, outbox: 0, store: 0 },
  ...{
    sources: [],
    matches: [],
    matching: null,
    jobs: [],
    forgetting: { afterMonths: null, lastRun: null, requests: 0, total: 0 },
    problems: [],
    shared: [],
    unreadable: { count: 0, list: [] },
    held: { count: 0, list: [] },
  },
};

/** The time of day of what is shown. */
function clockTime({ formats }: AdminText, { at, city }: AdminState): string {
  return new Intl.DateTimeFormat(formats.locale, {
    ...(city && { timeZone: city.timeZone }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at * 1000);
}
