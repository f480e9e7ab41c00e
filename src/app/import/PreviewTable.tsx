import { CircleX, TriangleAlert } from 'lucide-react';
import type { PreviewRow, PreviewValue } from '../../intake/importFile.ts';
import { EmptyState } from '../../ui/State.tsx';
import type { Work } from './flow.ts';
import type { ImportText } from './importText.ts';
import { useImportText } from './useImportText.ts';

/** What the first rows of the file become: above what it says, below what becomes of it. */
export function PreviewTable({ work, waits }: { readonly work: Work; readonly waits: boolean }) {
  const text = useImportText();
  const { t } = text;
  const { preview, inspection } = work;
  const problems = preview ? problemsOf(preview.rows) : 0;
  return (
    <section className="import-preview" aria-labelledby="import-preview">
      <div className="import-preview-head">
        <h3 className="import-subheading" id="import-preview">
          {t('preview.title')}
        </h3>
        {preview && !waits && (
          <p className="import-quiet">
            {t('preview.note', { count: preview.rows.length })}{' '}
            <span aria-live="polite">{t('preview.problems', { count: problems })}</span>
          </p>
        )}
      </div>
      {waits || !preview ? (
        <EmptyState title={t(waits ? 'preview.wait' : 'preview.loading')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard
        <section className="import-scroll" tabIndex={0} aria-label={t('preview.title')}>
          <table className="table import-rows">
            <caption className="sr">{t('preview.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t(`preview.${inspection.layout.counted}`)}</th>
                {preview.fields.map((field) => (
                  <th key={field} scope="col">
                    {t(`field.${field}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.rows.map((row) => (
                <tr key={row.line} data-line={row.line} data-rejected={row.rejected ? true : undefined}>
                  <th scope="row">
                    <span className="num">{text.formats.count(row.line)}</span>
                    {row.rejected && (
                      <span className="import-problem">
                        <CircleX size="0.8125rem" aria-hidden />
                        {t('preview.rejected')}: {t(`problem.${row.rejected}`)}
                      </span>
                    )}
                  </th>
                  {preview.fields.map((field) => (
                    <td key={field} data-field={field}>
                      <Value text={text} value={row.values[field]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function Value({ text, value }: { readonly text: ImportText; readonly value: PreviewValue | undefined }) {
  const { t, language } = text;
  if (!value) return null;
  const { source, result, problem } = value;
  return (
    <>
      <bdi className="import-source">{source}</bdi>
      {result ? (
        <bdi className="import-result">{result[language]}</bdi>
      ) : (
        !problem && <span className="import-none">{t('preview.missing')}</span>
      )}
      {problem && (
        <span className="import-problem">
          <TriangleAlert size="0.8125rem" aria-hidden />
          {t(`problem.${problem}`)}
        </span>
      )}
    </>
  );
}

function problemsOf(rows: readonly PreviewRow[]): number {
  return rows.reduce(
    (sum, row) => sum + Object.values(row.values).filter((value) => value?.problem).length,
    0,
  );
}
