import { useState } from 'react';
import type { Candidate, ColumnLook, ColumnQuestion } from '../../intake/importFile.ts';
import { type ImportText, isolated, quoted } from './importText.ts';
import { useImportText } from './useImportText.ts';

interface Props {
  readonly question: ColumnQuestion;
  readonly columns: readonly ColumnLook[];
  /** @param words what is said of the answer */
  readonly onAnswer: (column: string | null, words: string) => void;
}

/** Asks which column is a field, with what speaks for each. Arrows only try: an answer is taken by the button. */
export function ColumnChoice({ question: { field, candidates, proposed }, columns, onAnswer }: Props) {
  const text = useImportText();
  const { t } = text;
  const [chosen, setChosen] = useState(proposed);
  const name = t(`field.${field}`);
  const isPersonal = (column: string) => columns.some((look) => look.name === column && look.personal);
  const option = (column: string | null, evidence: string | null) => (
    <label key={column ?? ''} className="import-choice">
      <input
        type="radio"
        name={`column-${field}`}
        value={column ?? ''}
        checked={chosen === column}
        onChange={() => setChosen(column)}
      />
      <span>
        <span className="import-reading">
          {column === null ? t('mapping.question.none') : <bdi>{column}</bdi>}
        </span>
        {evidence !== null && <span className="import-quiet">{evidence}</span>}
      </span>
    </label>
  );
  return (
    <fieldset className="import-question" data-question={field}>
      <legend>{t('mapping.question.column', { field: name })}</legend>
      <div className="import-candidates">
        {candidates.map((candidate) =>
          option(candidate.column, evidenceWords(text, candidate, isPersonal(candidate.column))),
        )}
        {option(null, null)}
      </div>
      <button
        type="button"
        className="control import-answer"
        onClick={() =>
          onAnswer(
            chosen,
            chosen === null
              ? t('mapping.question.noColumn', { field: name })
              : t('mapping.question.answered', { field: name, column: quoted(text, chosen) }),
          )
        }
      >
        {t('mapping.question.answer')}
      </button>
    </fieldset>
  );
}

/** What speaks for a column, in words. */
function evidenceWords(text: ImportText, candidate: Candidate, isPersonal: boolean): string {
  const { t, formats } = text;
  const { named, fits, filled, distinct, examples } = candidate;
  return [
    t(`mapping.evidence.${named}`),
    ...(isPersonal ? [t('mapping.evidence.personal')] : []),
    ...(fits === null ? [] : [t('mapping.evidence.fits', { share: formats.share(fits) })]),
    t('mapping.evidence.distinct', { distinct, filled }),
    ...(examples.length === 0
      ? []
      : [t('mapping.evidence.examples', { examples: formats.list(examples.map(isolated)) })]),
  ].join(text.language === 'ar' ? '، ' : ', ');
}
