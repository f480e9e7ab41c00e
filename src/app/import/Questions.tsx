import { CircleHelp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { OrderQuestion } from '../../intake/importFile.ts';
import { parseDay } from '../../model/day.ts';
import { askedIn, openQuestions, withAnswer } from './answers.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { orderOf, withOrder } from './draft.ts';
import { EarlierAnswers } from './EarlierAnswers.tsx';
import type { Work } from './flow.ts';
import { edit } from './importRun.ts';
import { isolated, quoted } from './importText.ts';
import { useImportText } from './useImportText.ts';

/** What no value of the file decides, and what is not clear: asked with what speaks for each answer. */
export function Questions({ work }: { readonly work: Work }) {
  const { t } = useImportText();
  const { inspection, draft } = work;
  const { header } = inspection.layout;
  const questions = openQuestions(askedIn(work), draft, header);
  const [said, setSaid] = useState('');
  const answered = useRef(false);
  useEffect(() => {
    // The question that had the focus is gone: it goes on to the next, or back to the step.
    if (answered.current) nextPlace()?.focus();
    answered.current = false;
  });
  return (
    <>
      <p className="sr" role="status">
        {said}
      </p>
      <EarlierAnswers
        work={work}
        onAnew={(anew) => {
          answered.current = true;
          edit(anew);
        }}
      />
      {questions.length > 0 && (
        <section className="import-questions" aria-labelledby="import-questions">
          <h3 className="import-subheading" id="import-questions">
            <CircleHelp size="1rem" aria-hidden />
            {t('mapping.questions')}
          </h3>
          {questions.map((question) =>
            question.kind === 'column' ? (
              <ColumnChoice
                key={`column ${question.field}`}
                question={question}
                columns={inspection.columns}
                onAnswer={(column, words) => {
                  answered.current = true;
                  setSaid(words);
                  edit(withAnswer(draft, question, column, header));
                }}
              />
            ) : (
              <OrderChoice key={`order ${question.field}`} question={question} work={work} />
            ),
          )}
        </section>
      )}
    </>
  );
}

function nextPlace(): HTMLElement | null {
  return (
    document.querySelector<HTMLElement>('.import-questions input:checked') ??
    document.querySelector<HTMLElement>('.import-mapping .import-heading')
  );
}

function OrderChoice({ question, work }: { readonly question: OrderQuestion; readonly work: Work }) {
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
