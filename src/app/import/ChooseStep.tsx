import { FileSpreadsheet, FileText, FolderOpen } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useStore } from 'zustand';
import { lastMade, showReport, take } from './importRun.ts';
import { isolated } from './importText.ts';
import { useImportText } from './useImportText.ts';

const formats = ['csv', 'excel', 'json', 'geo', 'open311', 'packed'] as const;

/** Which file; what may be chosen, and that it stays here. */
export function ChooseStep() {
  const { t } = useImportText();
  const last = useStore(lastMade);
  if (typeof WebAssembly === 'undefined') {
    return (
      <div className="import-body import-choose" data-step="choose">
        <h2 className="import-heading" tabIndex={-1}>
          {t('failure.noWasm')}
        </h2>
        <p>{t('failure.noWasm.do')}</p>
      </div>
    );
  }
  return (
    <div className="import-body import-choose" data-step="choose">
      <div className="import-target">
        <FileSpreadsheet size="2.25rem" aria-hidden className="import-sign" />
        <h2 className="import-heading" tabIndex={-1}>
          {t('choose.title')}
        </h2>
        <p className="import-what">{t('choose.what')}</p>
        <FileTrigger
          onSelect={(files) => {
            const [file] = Array.from(files ?? []);
            if (file) take({ kind: 'file', file });
          }}
        >
          <Button className="control import-main" data-import-choose="true">
            <FolderOpen size="1rem" aria-hidden />
            {t('choose.button')}
          </Button>
        </FileTrigger>
        <p className="import-quiet">{t('choose.drop')}</p>
        <ul className="import-formats">
          {formats.map((format) => (
            <li key={format}>
              <bdi>{t(`choose.format.${format}`)}</bdi>
            </li>
          ))}
        </ul>
      </div>
      <p className="import-quiet">{t('choose.private')}</p>
      {last && (
        <button type="button" className="control" onClick={showReport}>
          <FileText size="0.9375rem" aria-hidden />
          {t('choose.last', { name: isolated(last.work.file.name) })}
        </button>
      )}
    </div>
  );
}
