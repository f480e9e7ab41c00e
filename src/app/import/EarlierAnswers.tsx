import { answersOf, askedAnew, askedIn } from './answers.ts';
import type { Draft } from './draft.ts';
import type { Work } from './flow.ts';
import { isField, quoted } from './importText.ts';
import { useImportText } from './useImportText.ts';

interface Props {
  readonly work: Work;
  /** @param draft in which it is open again */
  readonly onAnew: (draft: Draft) => void;
}

/** What was answered for an earlier file and is used for this one, with the way to be asked again. */
export function EarlierAnswers({ work, onAnew }: Props) {
  const text = useImportText();
  const { t, formats } = text;
  const { draft, inspection } = work;
  if (draft.earlier.length === 0) return null;
  const { header } = inspection.layout;
  const asked = askedIn(work);
  const columns = answersOf(asked, draft, header);
  const answers = draft.earlier.map((one) => {
    if (!isField(one)) return t('mapping.earlier.order', { field: fieldName(one.split(':')[0]!) });
    const column = columns[one];
    return column
      ? t('mapping.earlier.column', { field: fieldName(one), column: quoted(text, column) })
      : t('mapping.earlier.none', { field: fieldName(one) });
  });
  function fieldName(field: string): string {
    return isField(field) ? t(`field.${field}`) : field;
  }
  return (
    <p className="import-remembered" data-earlier="true">
      {t('mapping.earlier', { answers: formats.list(answers) })}{' '}
      <button type="button" className="import-link" onClick={() => onAnew(askedAnew(draft, asked, header))}>
        {t('mapping.earlier.anew')}
      </button>
    </p>
  );
}
