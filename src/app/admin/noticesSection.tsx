import { useState } from 'react';
import type { ReceiverState } from '../../model/message.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState, ErrorState } from '../../ui/State.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { Scroll } from './Scroll.tsx';
import { ServerWords } from './ServerWords.tsx';
import type { Section, SectionProps } from './section.ts';

/** Whom the server writes to when something does not work, and what became of what it wrote. */
export const noticesSection: Section = {
  id: 'notices',
  title: ({ t }) => t('notices.title'),
  wide: true,
  body: (props) => <Notices {...props} />,
};

function Notices(props: SectionProps) {
  const { text, state, sendTest } = props;
  const { t } = text;
  const [answer, setAnswer] = useState<'sent' | 'failed' | null>(null);
  const { trouble, notices } = state.server.messages;
  const send = async () => setAnswer((await sendTest()) ? 'sent' : 'failed');
  return (
    <>
      {trouble !== null && (
        <>
          <ErrorState banner title={t('notices.trouble')} />
          <ServerWords text={text} words={trouble} />
        </>
      )}
      {notices ? (
        <>
          <p className="admin-note">{t('notices.note', { minutes: notices.afterMinutes })}</p>
          <Scroll label={t('notices.title')}>
            <DataTable
              caption={t('notices.title')}
              columns={columnsOf(props)}
              rows={notices.receivers}
              rowKey={({ kind, name }) => `${kind} ${name}`}
              sortLabel={(column) => t('admin.sort', { column })}
            />
          </Scroll>
          <div className="admin-order">
            <button type="button" className="control" onClick={() => void send()}>
              {t('notices.test')}
            </button>
            <span role="status">{answer && t(`notices.test.${answer}`)}</span>
          </div>
        </>
      ) : (
        <EmptyState title={t('notices.none')} body={t('notices.none.body')} />
      )}
    </>
  );
}

function columnsOf(props: SectionProps): Column<ReceiverState>[] {
  const { text, city } = props;
  const { t, formats } = text;
  return [
    {
      id: 'receiver',
      header: t('notices.receiver'),
      cell: ({ name }) => <bdi dir="ltr">{name}</bdi>,
      sort: ({ name }) => name,
    },
    { id: 'kind', header: t('notices.kind'), cell: ({ kind }) => t(`notices.kind.${kind}`) },
    {
      id: 'sent',
      header: t('notices.sent'),
      cell: ({ sentAt }) =>
        sentAt === null ? (
          t('admin.never')
        ) : (
          <span className="num">{formats.instant(sentAt, city.timeZone)}</span>
        ),
      sort: ({ sentAt }) => sentAt,
    },
    {
      id: 'waiting',
      header: t('notices.waiting'),
      numeric: true,
      cell: ({ waiting }) => <bdi className="num">{formats.count(waiting)}</bdi>,
      sort: ({ waiting }) => waiting,
    },
    { id: 'state', header: t('notices.state'), cell: (receiver) => <State {...props} receiver={receiver} /> },
  ];
}

/** What is held up, and what was given up, each with why. */
function State({ text, city, receiver }: SectionProps & { readonly receiver: ReceiverState }) {
  const { t, formats, language, direction } = text;
  const { failing, lost, givenUp } = receiver;
  const when = (at: number) => formats.instant(at, city.timeZone);
  return (
    <>
      <span className="admin-phase">
        <Mark met={failing === null} />
        {failing
          ? t('notices.failing', { attempts: failing.attempts, when: when(failing.next) })
          : t('notices.well')}
      </span>
      {failing && (
        <span className="admin-said">
          <bdi dir={direction}>{failing.why[language]}</bdi>
        </span>
      )}
      {lost && (
        <span className="admin-said">
          {t('notices.lost', { count: givenUp, when: when(lost.at) })}:{' '}
          <bdi dir={direction}>{lost.why[language]}</bdi>
        </span>
      )}
    </>
  );
}
