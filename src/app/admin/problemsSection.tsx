import { useState } from 'react';
import { outcomeOf, type Problem } from '../../model/problem.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/State.tsx';
import { fieldName, messageOf, problemName, refText } from './adminText.ts';
import { Scroll } from './Scroll.tsx';
import type { Section, SectionProps } from './section.ts';

/** What could not be taken of what sources told, or is doubtful, and what to do about it. */
export const problemsSection: Section = {
  id: 'problems',
  title: ({ t }) => t('problems.title'),
  wide: true,
  body: (props) => <Problems {...props} />,
};

/** What was marked as seen last, to be taken back; or that it could not be. */
type Said = { readonly problem: Problem } | 'failed' | null;

function Problems(props: SectionProps) {
  const { text, city, see } = props;
  const { t } = text;
  const [source, setSource] = useState('');
  const [showSeen, setShowSeen] = useState(false);
  const [said, setSaid] = useState<Said>(null);
  if (city.problems.length === 0)
    return <EmptyState title={t('problems.none')} body={t('problems.none.body')} />;
  const sources = [...new Set(city.problems.map((problem) => problem.source))].sort();
  const ofSource = city.problems.filter((problem) => source === '' || problem.source === source);
  const seen = ofSource.filter((problem) => problem.seen !== null).length;
  const shown = showSeen ? ofSource : ofSource.filter((problem) => problem.seen === null);
  const mark = async (problem: Problem, isSeen: boolean) => {
    const { field, problem: kind } = problem;
    const done = await see({ source: problem.source, field, problem: kind, seen: isSeen });
    setSaid(!done ? 'failed' : isSeen ? { problem } : null);
  };
  return (
    <>
      <div className="admin-tools">
        {sources.length > 1 && (
          <Select
            label={t('problems.filter')}
            sections={[
              {
                ...{ id: 'all', name: null },
                options: [
                  { id: '', name: t('problems.filter.all') },
                  ...sources.map((id) => ({ id, name: id })),
                ],
              },
            ]}
            value={source}
            onChange={setSource}
          />
        )}
        {seen > 0 && (
          <button
            type="button"
            className="control"
            aria-pressed={showSeen}
            onClick={() => setShowSeen(!showSeen)}
          >
            {showSeen ? t('problems.seen.hide') : t('problems.seen.show', { count: seen })}
          </button>
        )}
      </div>
      <div role="status">
        {said === 'failed' && <ErrorState banner title={t('problems.see.failed')} />}
        {said !== null && said !== 'failed' && (
          <Notice
            action={
              <button type="button" className="control" onClick={() => void mark(said.problem, false)}>
                {t('problems.undo')}
              </button>
            }
          >
            {t('problems.undone', {
              what: `${fieldName(text, said.problem.field)}: ${problemName(text, said.problem.problem)}`,
            })}
          </Notice>
        )}
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t('problems.filter.none')} />
      ) : (
        <Scroll label={t('problems.title')}>
          <DataTable
            caption={t('problems.title')}
            columns={columnsOf(props, (problem) => void mark(problem, problem.seen === null))}
            rows={shown}
            rowKey={(one) => `${one.source} ${one.field} ${one.problem}`}
            sortLabel={(column) => t('admin.sort', { column })}
          />
        </Scroll>
      )}
    </>
  );
}

function columnsOf({ text, city }: SectionProps, onSee: (problem: Problem) => void): Column<Problem>[] {
  const { t, formats } = text;
  const instant = (at: number) => <span className="num">{formats.instant(at, city.timeZone)}</span>;
  return [
    {
      id: 'source',
      header: t('problems.source'),
      cell: ({ source }) => <bdi>{source}</bdi>,
      sort: ({ source }) => source,
    },
    {
      id: 'field',
      header: t('problems.field'),
      cell: ({ field }) => (
        <>
          {fieldName(text, field)}{' '}
          <bdi className="admin-quiet admin-name" lang="en">
            {field}
          </bdi>
        </>
      ),
      sort: ({ field }) => fieldName(text, field),
    },
    {
      id: 'problem',
      header: t('problems.problem'),
      cell: (problem) => <What text={text} problem={problem} />,
      sort: ({ problem }) => problemName(text, problem),
    },
    {
      id: 'outcome',
      header: t('problems.outcome'),
      cell: ({ field, problem }) => t(`problems.outcome.${outcomeOf(field, problem)}`),
      sort: ({ field, problem }) => outcomeOf(field, problem),
    },
    {
      id: 'count',
      header: t('problems.count'),
      numeric: true,
      cell: ({ count, seen }) => (
        <>
          {formats.count(count)}
          {seen && count > seen.count && (
            <span className="admin-more"> {t('problems.more', { count: count - seen.count })}</span>
          )}
        </>
      ),
      sort: ({ count }) => count,
    },
    {
      id: 'first',
      header: t('problems.first'),
      cell: ({ first }) => instant(first),
      sort: ({ first }) => first,
    },
    { id: 'last', header: t('problems.last'), cell: ({ last }) => instant(last), sort: ({ last }) => last },
    {
      id: 'see',
      header: t('problems.seen'),
      cell: (problem) => (
        <button
          type="button"
          className="control"
          aria-label={`${t(problem.seen ? 'problems.unsee' : 'problems.see')}: ${problem.source}, ${fieldName(text, problem.field)}, ${problemName(text, problem.problem)}`}
          onClick={() => onSee(problem)}
        >
          {t(problem.seen ? 'problems.unsee' : 'problems.see')}
        </button>
      ),
    },
  ];
}

/** What it is, what to do, and examples to find it by. */
function What({ text, problem }: { readonly text: SectionProps['text']; readonly problem: Problem }) {
  const { t, formats } = text;
  const todo = messageOf(text, `todo.${problem.problem}`);
  return (
    <div className="admin-what">
      <strong>{problemName(text, problem.problem)}</strong>
      {problem.words.length > 0 && (
        <ul className="admin-words">
          {problem.words.map(({ word, count }) => (
            <li key={word}>
              <bdi>{word}</bdi> <span className="num">{formats.count(count)}</span>
            </li>
          ))}
        </ul>
      )}
      {todo && <p className="admin-quiet">{todo}</p>}
      {problem.refs.length > 0 && (
        <p className="admin-refs">
          <span className="admin-quiet">{t('problems.refs')}:</span>{' '}
          {problem.refs.map((ref) => (
            <bdi key={ref} className="admin-ref">
              {refText(ref)}
            </bdi>
          ))}
        </p>
      )}
    </div>
  );
}
