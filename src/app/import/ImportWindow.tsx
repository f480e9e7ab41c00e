import { ShieldCheck, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { ChooseStep } from './ChooseStep.tsx';
import { refusalWords } from './failureWords.ts';
import type { StepKind } from './flow.ts';
import { closeWindow, importFlow, showReport, take } from './importRun.ts';
import { importWindow } from './importWindow.ts';
import { useImportText } from './useImportText.ts';
import './ImportWindow.css';
import { MappingStep } from './MappingStep.tsx';
import { ProgressStep } from './ProgressStep.tsx';
import { ReportStep } from './ReportStep.tsx';
import { Said } from './Said.tsx';

const steps = ['choose', 'mapping', 'importing', 'report'] as const;
const stepOf: Readonly<Record<StepKind, (typeof steps)[number]>> = {
  choose: 'choose',
  inspecting: 'choose',
  mapping: 'mapping',
  importing: 'importing',
  report: 'report',
};

/** The way from a file of the reader's to its data, over the whole page. */
export function ImportWindow({ board }: { readonly board: Board }) {
  const text = useImportText();
  const { t } = text;
  const { step, refusal } = useStore(importFlow);
  const { dropped, report } = useStore(importWindow);
  const sheet = useRef<HTMLElement>(null);

  useEffect(() => {
    // A list of requests lies above everything else.
    board.choose({ list: null, request: null });
  }, [board]);
  useEffect(() => {
    if (!dropped && !report) return;
    importWindow.setState({ dropped: null, report: false });
    if (report) showReport();
    if (dropped) take(dropped);
  }, [dropped, report]);
  // Each step is read from its title on.
  const shown = step.kind;
  useEffect(() => {
    sheet.current?.querySelector<HTMLElement>(`[data-step="${shown}"] .import-heading`)?.focus();
  }, [shown]);

  const at = steps.indexOf(stepOf[shown]);
  const running = shown === 'importing';
  return (
    <ModalOverlay
      className="import-shade"
      isOpen
      isKeyboardDismissDisabled={running}
      onOpenChange={(open) => {
        if (!open) closeWindow();
      }}
    >
      <Modal className="import-window">
        <Dialog className="import-dialog" ref={sheet}>
          <header className="import-head">
            <Heading slot="title" className="import-title">
              {t('import.title')}
            </Heading>
            <ol className="import-steps" aria-label={t('import.steps', { at: at + 1, of: steps.length })}>
              {steps.map((name, i) => (
                <li
                  key={name}
                  className="import-mark"
                  data-state={i < at ? 'done' : i === at ? 'now' : 'later'}
                  aria-current={i === at ? 'step' : undefined}
                >
                  <span className="import-number">{text.formats.count(i + 1)}</span>
                  <span className="import-name">{t(`import.step.${name}`)}</span>
                </li>
              ))}
            </ol>
            <p className="import-private">
              <ShieldCheck size="0.9375rem" aria-hidden />
              {t('import.private')}
            </p>
            {!running && (
              <button
                type="button"
                className="icon-button"
                aria-label={t('import.close')}
                title={t('import.close')}
                onClick={closeWindow}
              >
                <X size="1.125rem" aria-hidden />
              </button>
            )}
          </header>
          {refusal && <Said words={refusalWords(text, refusal)} />}
          {step.kind === 'choose' && <ChooseStep />}
          {step.kind === 'mapping' && <MappingStep work={step.work} />}
          {(step.kind === 'inspecting' || step.kind === 'importing') && <ProgressStep step={step} />}
          {step.kind === 'report' && <ReportStep work={step.work} made={step.made} board={board} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
