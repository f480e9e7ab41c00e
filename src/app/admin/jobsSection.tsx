import { useState } from 'react';
import type { JobResult, JobState } from '../../model/job.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ErrorState } from '../../ui/State.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { type AdminText, delayText, messageOf } from './adminText.ts';
import { Scroll } from './Scroll.tsx';
import { ServerWords } from './ServerWords.tsx';
import type { Section, SectionProps } from './section.ts';

/** What the server does by itself, again and again: when, what came of it, and when next. */
export const jobsSection: Section = {
  id: 'jobs',
  title: ({ t }) => t('jobs.title'),
  wide: true,
  body: (props) => <Jobs {...props} />,
};

function Jobs(props: SectionProps) {
  const { text, city, runJob } = props;
  const { t } = text;
  const [failed, setFailed] = useState(false);
  const run = async (name: string) => setFailed(!(await runJob(name)));
  return (
    <>
      <div role="status">{failed && <ErrorState banner title={t('jobs.run.failed')} />}</div>
      <Scroll label={t('jobs.title')}>
        <DataTable
          caption={t('jobs.title')}
          columns={columnsOf(props, (name) => void run(name))}
          rows={city.jobs}
          rowKey={({ name }) => name}
          sortLabel={(column) => t('admin.sort', { column })}
        />
      </Scroll>
      <Forgetting {...props} />
    </>
  );
}

function columnsOf(props: SectionProps, onRun: (name: string) => void): Column<JobState>[] {
  const { text, city } = props;
  const { t, formats } = text;
  const instant = (at: number) => <span className="num">{formats.instant(at, city.timeZone)}</span>;
  return [
    {
      id: 'job',
      header: t('jobs.name'),
      cell: ({ name }) => <span className="admin-job">{jobName(text, name)}</span>,
    },
    { id: 'due', header: t('jobs.due'), cell: ({ schedule }) => dueText(text, schedule) },
    {
      id: 'last',
      header: t('jobs.last'),
      cell: ({ last }) => (last ? instant(last.at) : t('admin.never')),
      sort: ({ last }) => last?.at ?? null,
    },
    {
      id: 'took',
      header: t('jobs.took'),
      numeric: true,
      cell: ({ last }) => (last ? delayText(text, last.seconds) : t('admin.none')),
      sort: ({ last }) => last?.seconds ?? null,
    },
    { id: 'result', header: t('jobs.result'), cell: (job) => <Outcome text={text} job={job} /> },
    { id: 'next', header: t('jobs.next'), cell: (job) => <Next {...props} job={job} /> },
    {
      id: 'run',
      header: t('jobs.order'),
      cell: ({ name, running, leftUntil }) => (
        <button
          type="button"
          className="control"
          aria-label={`${t('jobs.run')}: ${jobName(text, name)}`}
          disabled={running !== null || leftUntil !== null}
          onClick={() => onRun(name)}
        >
          {t('jobs.run')}
        </button>
      ),
    },
  ];
}

function Outcome({ text, job: { last, failures } }: { readonly text: AdminText; readonly job: JobState }) {
  const { t } = text;
  if (!last) return t('admin.none');
  const { outcome, result, error } = last;
  return (
    <>
      <span className="admin-phase">
        <Mark met={outcome === 'done'} />
        {result
          ? resultText(text, result)
          : t(outcome === 'lost' ? 'jobs.lost' : 'jobs.failed', { failures })}
      </span>
      {error !== null && <ServerWords text={text} words={error} />}
    </>
  );
}

/** What goes on now, else when it is done next. */
function Next({ text, city, job }: SectionProps & { readonly job: JobState }) {
  const { t, formats } = text;
  const { next, running, leftUntil } = job;
  const when = (at: number) => formats.instant(at, city.timeZone);
  if (running) {
    const { since, looked } = running;
    return (
      <>
        {t('jobs.running', { when: when(since) })}
        {looked !== null && <div className="admin-quiet">{t('jobs.looked', { count: looked })}</div>}
      </>
    );
  }
  if (leftUntil !== null) return t('jobs.left', { when: when(leftUntil) });
  return next <= Date.now() / 1000 ? t('jobs.soon') : <span className="num">{when(next)}</span>;
}

/** What became of the personal data whose term has passed. */
function Forgetting({ text: { t, formats }, city }: SectionProps) {
  const { afterMonths, lastRun, requests, total } = city.forgetting;
  const term = afterMonths === null ? t('forgetting.never') : t('forgetting.term', { months: afterMonths });
  const run =
    lastRun === null
      ? t('forgetting.none')
      : t('forgetting.last', {
          ...{ when: formats.instant(lastRun, city.timeZone), count: requests, total },
        });
  return (
    <p className="admin-note">
      {term} {(afterMonths !== null || lastRun !== null) && run}
    </p>
  );
}

function jobName(text: AdminText, name: string): string {
  return messageOf(text, `job.${name}`) ?? name;
}

function dueText({ t }: AdminText, schedule: JobState['schedule']): string {
  return 'daily' in schedule
    ? t('jobs.daily', { at: schedule.daily })
    : t('jobs.every', { minutes: schedule.everySeconds / 60 });
}

function resultText({ t }: AdminText, result: JobResult): string {
  switch (result.code) {
    case 'nothing':
      return t('jobs.result.nothing');
    case 'folded':
      return t('jobs.result.folded', { count: result.requests });
    case 'forgotten':
      return t('jobs.result.forgotten', { count: result.requests });
    case 'matched':
      return result.sources === 0
        ? t('jobs.result.unasked')
        : t('jobs.result.matched', { sources: result.sources, count: result.requests });
  }
}
