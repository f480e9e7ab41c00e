import { CircleHelp } from 'lucide-react';
import type { Question } from '../../intake/importFile.ts';
import { parseDay } from '../../model/day.ts';
import { openQuestions, orderOf, withOrder } from './draft.ts';
import type { Work } from './flow.ts';
import { edit } from './importRun.ts';
import { isolated, quoted } from './importText.ts';
import { useImportText } from './useImportText.ts';

/** What no value of the file decides: asked with both readings. Nothing where there is nothing to ask. */
export function Questions({ work }: { readonly work: Work }) {
  const { t } = useImportText();
  const { inspection, draft } = work;
  const questions = openQuestions(inspection.questions, draft, inspection.layout.header);
  if (questions.length === 0) return null;
  return (
    <section className="import-questions" aria-labelledby="import-questions">
      <h3 className="import-subheading" id="import-questions">
        <CircleHelp size={16} aria-hidden />
        {t('mapping.questions')}
      </h3>
      {questions.map((question) => (
        <OneQuestion key={question.field} question={question} work={work} />
      ))}
    </section>
  );
}

function OneQuestion({ question, work }: { readonly question: Question; readonly work: Work }) {
  const text = useImportText();
  const { t, formats } = text;
  const { field, column, example, readings } = question;
  const chosen = orderOf(work.draft, field) ?? question.proposed;
  return (
    <fieldset className="import-question" data-question={field}>
      <legend>
        {t('mapping.question.dateOrder', { column: quoted(text, column), example: isolated(example) })}
      </legend>
      <div className="import-readings">
        {readings.map(({ order, iso }) => (
          <label key={order} className="import-choice">
            <input
              type="radio"
              name={`question-${field}`}
              value={order}
              checked={chosen === order}
              onChange={() => edit(withOrder(work.draft, field, order))}
            />
            <span>
              <span className="import-reading">{formats.dayLong(parseDay(iso)!)}</span>
              <span className="import-quiet">{t(`mapping.order.${order}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
