import { ArrowRight, FileInput, RotateCcw } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { notesAfter } from '../../intake/proposal/answer.ts';
import { isDoubt } from '../../intake/report/note.ts';
import { Select } from '../../ui/Select.tsx';
import { answeredProposal, answersOf } from './answers.ts';
import { ColumnTable } from './ColumnTable.tsx';
import { Doubts } from './Doubts.tsx';
import { faultsOf, isSameDraft, mappingText } from './draft.ts';
import { faultWords } from './draftWords.ts';
import { failureWords } from './failureWords.ts';
import type { Work } from './flow.ts';
import { edit, goBack, loadMapping, lookAtSheet, start } from './importRun.ts';
import { type ImportText, isolated, noteWords, sizeOf, writtenAs } from './importText.ts';
import { PreviewTable } from './PreviewTable.tsx';
import { Questions } from './Questions.tsx';
import { Said } from './Said.tsx';
import { SaveButton } from './SaveButton.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { useImportText } from './useImportText.ts';

/** Stands for no sheet in the list of them. */
const allAlike = '';

/** Which column is what: the proposal, its corrections, and what they lead to. */
export function MappingStep({ work }: { readonly work: Work }) {
  const text = useImportText();
  const { t } = text;
  const { file, inspection, draft, proposal, failure } = work;
  const { layout, columns, questions } = inspection;
  const { header } = layout;
  const reasons = notesAfter(inspection.reasons, questions, answersOf(questions, draft, header));
  const faults = faultsOf(draft, work.zonesFile !== null);
  const changed = !isSameDraft(draft, proposal, header);
  // Answers alone are told on their own.
  const moved = !isSameDraft(draft, answeredProposal(proposal, draft, inspection), header);
  const general = faults.filter((fault) => fault.kind === 'noOpened' || fault.kind === 'noZonesFile');
  return (
    <>
      <div className="import-body import-mapping" data-step="mapping">
        <div className="import-top">
          <div className="import-intro">
            <h2 className="import-heading" tabIndex={-1}>
              {t('mapping.title')}
            </h2>
            <p className="import-file">
              {[
                file.name,
                sizeOf(text, file.size),
                writtenAs(layout),
                t('mapping.columns', { count: columns.length }),
              ].map((fact) => (
                <bdi key={fact}>{fact}</bdi>
              ))}
            </p>
            <p className="import-quiet">{t('mapping.intro')}</p>
            {layout.sheets.length > 1 && (
              <div className="import-sheet">
                <span className="combo-label">{t('mapping.sheet')}</span>
                <Select
                  label={t('mapping.sheet')}
                  sections={[
                    {
                      id: 'sheets',
                      name: null,
                      options: [
                        { id: allAlike, name: t('mapping.sheetsAlike') },
                        ...layout.sheets.map((name) => ({ id: name, name })),
                      ],
                    },
                  ]}
                  value={layout.sheet ?? allAlike}
                  onChange={(sheet) => lookAtSheet(sheet === allAlike ? undefined : sheet)}
                />
              </div>
            )}
            {work.remembered && moved && (
              <p className="import-remembered">
                {t('mapping.remembered')}{' '}
                <button type="button" className="import-link" onClick={() => edit(proposal)}>
                  {t('mapping.useProposal')}
                </button>
              </p>
            )}
          </div>
          {failure && (
            <Said
              words={{ title: failureTitle(text, failure), ...failureWords(text, failure.failure) }}
              action={
                failure.failure.kind === 'allRejected' && (
                  <SaveButton
                    name="rejected.csv"
                    label={t('failure.allRejected.file')}
                    content={failure.failure.rejected}
                  />
                )
              }
            />
          )}
          <Doubts notes={reasons} mapping={draft.rest} />
          <Questions work={work} />
        </div>
        <div className="import-columns">
          <ColumnTable columns={columns} draft={draft} faults={faults} onDraft={edit} />
        </div>
        <div className="import-side">
          <SettingsForm work={work} />
          <details className="import-reasons">
            <summary>{t('mapping.reasons')}</summary>
            <ul>
              {reasons
                .filter((reason) => !isDoubt(reason))
                .map((reason) => {
                  const words = noteWords(text, reason, draft.rest);
                  return <li key={words}>{words}</li>;
                })}
            </ul>
          </details>
        </div>
        <PreviewTable work={work} waits={faults.length > 0} />
      </div>
      <footer className="import-foot">
        <button type="button" className="control" onClick={() => void goBack()}>
          {t('import.back')}
        </button>
        <div className="import-files">
          <button type="button" className="control" disabled={!changed} onClick={() => edit(proposal)}>
            <RotateCcw size="0.9375rem" className="flip" aria-hidden />
            <span className="control-words">{t('mapping.reset')}</span>
          </button>
          <FileTrigger
            acceptedFileTypes={['.json', 'application/json']}
            onSelect={(files) => {
              const [chosen] = Array.from(files ?? []);
              if (chosen) void loadMapping(chosen);
            }}
          >
            <Button className="control">
              <FileInput size="0.9375rem" className="flip" aria-hidden />
              <span className="control-words">{t('mapping.load')}</span>
            </Button>
          </FileTrigger>
          <SaveButton
            name="mapping.json"
            label={t('mapping.save')}
            content={() => mappingText(draft, header)}
          />
        </div>
        <p className="import-faults" aria-live="polite">
          {faults.length === 0 ? t('mapping.ready') : faultWords(text, general[0] ?? faults[0]!, header)}
        </p>
        <button
          type="button"
          className="control import-main"
          data-import-start="true"
          disabled={faults.length > 0}
          onClick={() => void start()}
        >
          <ArrowRight size="0.9375rem" className="flip" aria-hidden />
          {t('mapping.start')}
        </button>
      </footer>
    </>
  );
}

function failureTitle({ t }: ImportText, { about, name }: NonNullable<Work['failure']>): string {
  return t(`failure.${about}.title`, { name: isolated(name) });
}
