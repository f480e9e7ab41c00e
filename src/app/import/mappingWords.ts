import type { MappingProblem } from '../../intake/mappingError.ts';
import { type ImportText, isField, quoted } from './importText.ts';
import { jsonWords, misfitWords } from './misfitWords.ts';
import { meantWords, namesOf, sentences, type Words } from './words.ts';

/** A mapping has few keys: all of them help. */
const mostKeys = 30;

/** Why a mapping does not fit. */
export function mappingWords(text: ImportText, problem: MappingProblem): Words {
  const { t } = text;
  const q = (name: string) => quoted(text, name);
  switch (problem.code) {
    case 'notJson':
      return { found: jsonWords(text, problem), advice: t('badMapping.notJson.do') };
    case 'unknownKey':
      return {
        found: t('badMapping.unknownKey', { at: q(problem.at) }),
        advice:
          meantWords(text, problem.meant) ??
          t('badMapping.unknownKey.do', { known: namesOf(text, problem.known, mostKeys) }),
      };
    case 'noOpened':
      return {
        found: t('badMapping.noOpened', { field: t('field.opened') }),
        advice: t('badMapping.noOpened.do', { at: q('columns.opened') }),
      };
    case 'misfit':
      return { found: misfitWords(text, problem), advice: t('badMapping.misfit.do') };
    case 'noColumn': {
      const { at, column, meant, others, header, more } = problem;
      const shown = header.slice(0, 12);
      const names = namesOf(text, shown, shown.length, header.length - shown.length + more);
      return {
        found: sentences(
          t('badMapping.noColumn', { column: q(column), at: q(at) }),
          others.length > 0
            ? t('badMapping.noColumn.others', {
                columns: namesOf(
                  text,
                  others.map((other) => other.column),
                  mostKeys,
                ),
              })
            : null,
        ),
        advice:
          header.length === 0
            ? t('badMapping.noColumns.do')
            : sentences(meantWords(text, meant), t('badMapping.noColumn.do', { header: names })),
      };
    }
    case 'alone':
      return {
        found: t('badMapping.alone', {
          there: t(`field.${problem.there}`),
          missing: t(`field.${problem.missing}`),
        }),
        advice: t('badMapping.alone.do'),
      };
    case 'badSystem':
      return {
        found: t(`badMapping.badSystem.${problem.why}`, { system: q(problem.system) }),
        advice: t(`badMapping.badSystem.${problem.why}.do`),
      };
    case 'noZonesFile':
      return { found: t('badMapping.noZonesFile'), advice: t('draft.noZonesFile') };
    case 'unknownWord': {
      const { at, word, got, meant, known } = problem;
      return {
        found: t('badMapping.unknownWord', { at: q(at), word: q(word), got: q(got) }),
        advice:
          meantWords(text, meant) ??
          (known === null
            ? t('badMapping.unknownWord.zone.do')
            : t('badMapping.unknownWord.do', { known: namesOf(text, known, mostKeys) })),
      };
    }
    case 'manyWords':
      return {
        found: t('badMapping.manyWords', { at: q(problem.at), count: problem.count, most: problem.most }),
        advice: t('badMapping.manyWords.do'),
      };
    case 'noRef':
      return {
        found: t('badMapping.noRef', { field: t('field.ref') }),
        advice: t('badMapping.noRef.do', { at: q('columns.ref') }),
      };
    case 'constantTwice':
      return {
        found: t('badMapping.constantTwice', {
          field: isField(problem.field) ? t(`field.${problem.field}`) : problem.field,
          word: q(problem.word),
        }),
        advice: t('badMapping.constantTwice.do'),
      };
  }
}
