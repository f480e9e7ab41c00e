import { useEffect, useState } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { Step } from './flow.ts';
import { goBack } from './importRun.ts';
import { type ImportText, isolated, sizeOf } from './importText.ts';
import type { Progress } from './protocol.ts';
import { useImportText } from './useImportText.ts';

/** How far the work is, in numbers, and the way out of it. */
export function ProgressStep({
  step,
}: {
  readonly step: Extract<Step, { kind: 'inspecting' | 'importing' }>;
}) {
  const text = useImportText();
  const { t } = text;
  const importing = step.kind === 'importing';
  const name = isolated(importing ? step.work.file.name : step.file.name);
  const { progress } = step;
  const part = partOf(progress);
  const words = progress ? progressWords(text, progress) : [];
  return (
    <div className="import-body import-progress" data-step={step.kind}>
      <h2 className="import-heading" tabIndex={-1}>
        {t(importing ? 'importing.title' : 'inspecting.title', { name })}
      </h2>
      <ProgressBar
        className="import-bar"
        aria-label={t(importing ? 'importing.title' : 'inspecting.title', { name })}
        value={part * 100}
        isIndeterminate={progress === null}
        valueLabel={words.join(', ')}
      >
        <div className="import-track">
          <svg className="import-fill" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={progress === null ? 30 : part * 100} height="1" />
          </svg>
        </div>
      </ProgressBar>
      <p className="import-numbers num">
        {words.map((word) => (
          <span key={word.replace(/\p{Nd}/gu, '')}>{word}</span>
        ))}
      </p>
      <Announced words={words.join(', ')} />
      <button type="button" className="control" onClick={() => void goBack()}>
        {t(importing ? 'importing.stop' : 'inspecting.stop')}
      </button>
      {importing && <p className="import-quiet">{t('importing.stop.note')}</p>}
    </div>
  );
}

const announceEvery = 5000;

/** The numbers for those who listen: now and then, not each time. */
function Announced({ words }: { readonly words: string }) {
  const [said, setSaid] = useState({ words: '', at: 0 });
  useEffect(() => {
    setSaid((last) => (Date.now() - last.at < announceEvery ? last : { words, at: Date.now() }));
  }, [words]);
  return (
    <p className="sr" aria-live="polite">
      {said.words}
    </p>
  );
}

/** The first nine tenths are the reading. */
function partOf(progress: Progress | null): number {
  if (!progress) return 0;
  if (progress.stage === 'making') return 0.9 + (0.1 * progress.rows) / Math.max(progress.totalRows, 1);
  const read = Math.min(progress.bytes / Math.max(progress.totalBytes, 1), 1);
  return progress.stage === 'reading' ? 0.9 * read : read;
}

function progressWords(text: ImportText, progress: Progress): string[] {
  const { t } = text;
  if (progress.stage === 'making') {
    return [t('importing.making'), t('importing.rowsOf', { rows: progress.rows, count: progress.totalRows })];
  }
  const size = {
    bytes: sizeOf(text, progress.bytes),
    totalBytes: sizeOf(text, progress.totalBytes),
  };
  if (progress.stage === 'inspecting') return [t('inspecting.of', size)];
  return [t('importing.reading'), t('importing.bytes', size), t('importing.rows', { count: progress.rows })];
}
