import { ArrowLeft, Eye, FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Board } from '../../board/board.ts';
import type { Field } from '../../intake/fields.ts';
import { isDoubt } from '../../intake/report/note.ts';
import type { Report, WordCount } from '../../intake/report/report.ts';
import { parseDay } from '../../model/day.ts';
import { Doubts } from './Doubts.tsx';
import type { Work } from './flow.ts';
import { applyTargets, chooseAnother, goBack, lookAtData } from './importRun.ts';
import { type ImportText, isField, isolated, noteWords, writtenAs } from './importText.ts';
import type { Made } from './protocol.ts';
import { SaveButton } from './SaveButton.tsx';
import { useImportText } from './useImportText.ts';

interface Props {
  readonly work: Work;
  readonly made: Made;
  readonly board: Board;
}

/** What became of every row, and the ways on: to the data, or back to the mapping. */
export function ReportStep({ work, made, board }: Props) {
  const text = useImportText();
  const { t } = text;
  const { report } = made;
  return (
    <>
      <div className="import-body import-report" data-step="report">
        <h2 className="import-heading" tabIndex={-1}>
          {t('report.title', { name: isolated(work.file.name) })}
        </h2>
        <Counts text={text} report={report} />
        <Doubts notes={report.noted} mapping={report.mapping} />
        <div className="import-parts">
          <Facts text={text} work={work} report={report} />
          <Applied text={text} report={report} />
          <Notes text={text} report={report} />
          <BadValues text={text} report={report} />
          <WordLists
            text={text}
            id="unknown"
            title={t('report.unknown')}
            note={t('report.unknown.note')}
            // Zones have a list of their own.
            lists={Object.entries(report.unknownWords).filter(([field]) => field !== 'zone')}
          />
          <WordLists
            text={text}
            id="unplaced"
            title={t('report.unplacedValues')}
            note={null}
            lists={made.unplacedValues.length > 0 ? [['zone', made.unplacedValues]] : []}
          />
          <WordLists
            text={text}
            id="new"
            title={t('report.new')}
            note={t('report.new.note')}
            lists={Object.entries(report.newWords).map(([name, words]) => [
              name,
              words.map((word) => ({ id: word.id, value: text.name(word), count: word.count })),
            ])}
          />
          <Files text={text} made={made} />
        </div>
      </div>
      <footer className="import-foot">
        <button type="button" className="control" data-import-correct="true" onClick={() => void goBack()}>
          <ArrowLeft size="0.9375rem" className="flip" aria-hidden />
          {t('report.correct')}
        </button>
        <button type="button" className="control" onClick={() => void chooseAnother()}>
          <FolderOpen size="0.9375rem" aria-hidden />
          {t('report.another')}
        </button>
        <span className="import-faults" />
        <button
          type="button"
          className="control import-main"
          data-import-look="true"
          onClick={() => lookAtData(board)}
        >
          <Eye size="1rem" aria-hidden />
          {t('report.look')}
        </button>
      </footer>
    </>
  );
}

function Counts({ text, report }: { readonly text: ImportText; readonly report: Report }) {
  const { t, formats } = text;
  const { read, rows, rejected, superseded, unplaced } = report;
  const outside = report.zones.by.outside ?? 0;
  const placed = [
    unplaced > 0 || outside === 0 ? t('report.unplaced', { count: unplaced }) : '',
    outside > 0 ? t('report.zonesBy.outside', { count: outside }) : '',
  ].filter(Boolean);
  const figure = (id: 'read' | 'rows' | 'rejected' | 'superseded', value: number, note?: ReactNode) => (
    <div className="import-count" data-count={id} data-value={value}>
      <dt>{t(`report.${id}`)}</dt>
      <dd className="num">{formats.count(value)}</dd>
      {note && <dd className="import-quiet">{note}</dd>}
    </div>
  );
  return (
    <dl className="import-counts">
      {figure('read', read)}
      {figure(
        'rows',
        rows,
        <span data-count="unplaced" data-value={unplaced}>
          {placed.join(' · ')}
        </span>,
      )}
      {figure('rejected', rejected, rejected > 0 && t('report.rejected.note'))}
      {figure('superseded', superseded, superseded > 0 && t('report.superseded.note'))}
    </dl>
  );
}

function Facts({
  text,
  work,
  report,
}: {
  readonly text: ImportText;
  readonly work: Work;
  readonly report: Report;
}) {
  const { t, formats } = text;
  const { opened, zones } = report;
  const day = (iso: string) => formats.day(parseDay(iso)!);
  const by = Object.entries(zones.by) as [keyof Report['zones']['by'], number][];
  const asOf = Math.floor(Date.parse(report.asOf) / 1000);
  return (
    <Part id="facts" title={t('report.facts')}>
      <dl className="import-facts">
        <Fact name={t('report.opened')}>
          {opened ? t('report.openedRange', { first: day(opened.first), last: day(opened.last) }) : '–'}
        </Fact>
        <Fact name={t('report.asOf')}>
          <bdi>{formats.instant(asOf, report.timeZone)}</bdi>
        </Fact>
        {report.later > 0 && (
          <Fact name={t('report.later')}>{t('importing.rows', { count: report.later })}</Fact>
        )}
        <Fact name={t('report.timeZone')}>
          <bdi>{report.timeZone}</bdi>
        </Fact>
        <Fact name={t('report.zones')}>
          {t(`report.zones.${report.mapping.zones ?? 'dubai'}`, { count: zones.count })}
        </Fact>
        <Fact name={t('report.zonesBy')}>
          {by.length === 0
            ? t('report.zonesBy.none')
            : by.map(([way, count]) => t(`report.zonesBy.${way}`, { count })).join(' · ')}
        </Fact>
        <Fact name={t('report.written')}>
          <bdi>{writtenAs(work.inspection.layout)}</bdi>
        </Fact>
      </dl>
    </Part>
  );
}

/** What of the city's own the file is measured by, and the switch for it. */
function Applied({ text: { t }, report }: { readonly text: ImportText; readonly report: Report }) {
  const { targets, goals, calendar, residents } = report.applied;
  const held = targets || goals;
  return (
    <Part id="applied" title={t('report.applied')}>
      <dl className="import-facts">
        <Fact name={t('report.applied.targets')}>
          {t(held ? 'report.applied.targets.yes' : 'report.applied.targets.no')}
        </Fact>
        <Fact name={t('report.applied.calendar')}>
          {t(calendar ? 'report.applied.calendar.yes' : 'report.applied.calendar.no')}
        </Fact>
        <Fact name={t('report.applied.residents')}>
          {t(residents ? 'report.applied.residents.yes' : 'report.applied.residents.no')}
        </Fact>
      </dl>
      <button
        type="button"
        className="control"
        data-import-targets={held}
        onClick={() => void applyTargets(!held)}
      >
        {t(held ? 'report.applied.without' : 'report.applied.with')}
      </button>
    </Part>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="import-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Notes({ text, report }: { readonly text: ImportText; readonly report: Report }) {
  const noted = report.noted.filter((note) => !isDoubt(note));
  if (noted.length === 0) return null;
  const words = [...new Set(noted.map((note) => noteWords(text, note, report.mapping)))];
  return (
    <Part id="notes" title={text.t('report.notes')}>
      <ul className="import-list">
        {words.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Part>
  );
}

function BadValues({ text, report }: { readonly text: ImportText; readonly report: Report }) {
  const { t, formats } = text;
  const bad = Object.entries(report.badValues) as [Field, NonNullable<Report['badValues'][Field]>][];
  return (
    <Part id="bad" title={t('report.bad')}>
      {bad.length === 0 ? (
        <p className="import-quiet">{t('report.bad.none')}</p>
      ) : (
        <table className="table">
          <caption className="sr">{t('report.bad')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('report.bad.field')}</th>
              <th scope="col" data-numeric="true">
                {t('report.bad.count')}
              </th>
              <th scope="col">{t('report.bad.examples')}</th>
            </tr>
          </thead>
          <tbody>
            {bad.map(([field, { count, examples }]) => (
              <tr key={field} data-bad={field} data-value={count}>
                <th scope="row">{t(`field.${field}`)}</th>
                <td data-numeric="true" className="num">
                  {formats.count(count)}
                </td>
                <td>
                  <ul>
                    {examples.map(({ line, value, problem }) => (
                      <li key={line}>
                        {t(`report.bad.${report.counted}`, {
                          line,
                          value: isolated(value),
                          problem: t(`problem.${problem}`),
                        })}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}

const wordsShown = 30;

interface WordListsProps {
  readonly text: ImportText;
  readonly id: string;
  readonly title: string;
  readonly note: string | null;
  /** A word has an id where another may be called the same. */
  readonly lists: readonly (readonly [
    field: string,
    words: readonly (WordCount & { readonly id?: string })[],
  ])[];
}

function WordLists({ text, id, title, note, lists }: WordListsProps) {
  const { t, formats } = text;
  const filled = lists.filter(([, words]) => words.length > 0);
  if (filled.length === 0) return null;
  return (
    <Part id={id} title={title}>
      {note && <p className="import-quiet">{note}</p>}
      {filled.map(([field, words]) => (
        <details key={field} className="import-words" open={filled.length === 1}>
          <summary>
            {t('report.words', { field: isField(field) ? t(`field.${field}`) : field, count: words.length })}
          </summary>
          <ul>
            {words.slice(0, wordsShown).map(({ id, value, count }) => (
              <li key={id ?? value}>
                <bdi>{value === '' ? t('report.unplacedNone') : value}</bdi>{' '}
                <span className="num import-quiet">{formats.count(count)}</span>
              </li>
            ))}
          </ul>
          {words.length > wordsShown && (
            <p className="import-quiet">{t('report.more', { count: words.length - wordsShown })}</p>
          )}
        </details>
      ))}
    </Part>
  );
}

function Files({ text: { t }, made }: { readonly text: ImportText; readonly made: Made }) {
  const { report } = made;
  return (
    <Part id="files" title={t('report.files')}>
      <div className="import-files">
        <SaveButton name="rejected.csv" label={t('report.file.rejected')} content={made.rejected} />
        <SaveButton name="unplaced.csv" label={t('report.file.unplaced')} content={made.unplaced} />
        <SaveButton name="report.md" label={t('report.file.report')} content={() => made.reportText} />
        <SaveButton
          name="report.json"
          label={t('report.file.json')}
          content={() => `${JSON.stringify(report, null, 2)}\n`}
        />
        <SaveButton
          name="mapping.json"
          label={t('report.file.mapping')}
          content={() => `${JSON.stringify(report.mapping, null, 2)}\n`}
        />
      </div>
    </Part>
  );
}

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ id, title, children }: PartProps) {
  return (
    <section className="import-part" data-part={id} aria-labelledby={`import-${id}`}>
      <h3 className="import-subheading" id={`import-${id}`}>
        {title}
      </h3>
      {children}
    </section>
  );
}
