import type { FileProblem } from '../../intake/fileError.ts';
import type { Refusal } from './flow.ts';
import { type ImportText, isolated, sizeOf } from './importText.ts';
import type { Failure } from './protocol.ts';

/** What was found, and what to do. */
export interface Words {
  readonly found: string;
  readonly advice: string | null;
}

/** Why a file did not become data, in the reader's language. */
export function failureWords(text: ImportText, failure: Failure): Words {
  const { t, formats } = text;
  switch (failure.kind) {
    case 'file':
      return fileWords(text, failure.problem);
    case 'mapping':
      return { found: t('failure.mappingDetail', { detail: isolated(failure.detail) }), advice: null };
    case 'empty':
      return {
        found: t('failure.empty', { bytes: sizeOf(text, failure.bytes) }),
        advice: t('failure.empty.do'),
      };
    case 'headerOnly':
      return {
        found: t('failure.headerOnly', { columns: failure.columns }),
        advice: t('failure.headerOnly.do'),
      };
    case 'allRejected':
      return { found: t('failure.allRejected', { rows: failure.rows }), advice: t('failure.allRejected.do') };
    case 'memory':
      return {
        found: t('failure.memory', { bytes: formats.bytes(failure.bytes) }),
        advice: t('failure.memory.do'),
      };
    case 'unreadable':
      return { found: t('failure.unreadable'), advice: t('failure.unreadable.do') };
    case 'fault':
      return {
        found: t('failure.fault', { detail: isolated(failure.detail) }),
        advice: t('failure.fault.do'),
      };
  }
}

/** Why nothing could be begun with what was chosen. */
export function refusalWords(text: ImportText, refusal: Refusal): Words & { readonly title: string | null } {
  const { t } = text;
  switch (refusal.kind) {
    case 'several':
      return {
        title: null,
        found: t('refused.several', { count: refusal.count }),
        advice: t('refused.several.do'),
      };
    case 'folder':
    case 'nothing':
      return { title: null, found: t(`refused.${refusal.kind}`), advice: t(`refused.${refusal.kind}.do`) };
    case 'failure':
      return {
        title: t('failure.title', { name: isolated(refusal.name) }),
        ...failureWords(text, refusal.failure),
      };
  }
}

const todo = {
  xls: 'save',
  xlsb: 'save',
  ods: 'save',
  word: 'save',
  pdf: 'ask',
  parquet: 'ask',
  html: 'save',
  xml: 'ask',
  geometry: 'zones',
  archive: 'unpack',
  binary: 'ask',
} as const;

function fileWords(text: ImportText, problem: FileProblem): Words {
  const { t, formats } = text;
  switch (problem.code) {
    case 'otherFormat':
      return {
        found: t(`file.otherFormat.${problem.format}`),
        advice: t(`file.otherFormat.${todo[problem.format]}`),
      };
    case 'truncated':
    case 'damaged':
      return {
        found: t(`file.${problem.code}`, { at: sizeOf(text, problem.at) }),
        advice: t('file.again.do'),
      };
    case 'syntax':
      return {
        found: t('file.syntax', { line: problem.line }),
        advice: t('file.syntax.do', { detail: isolated(problem.detail) }),
      };
    case 'encrypted':
    case 'method':
      return { found: t(`file.${problem.code}`), advice: t(`file.${problem.code}.do`) };
    case 'packedTwice':
      return { found: t('file.packedTwice'), advice: t('file.otherFormat.unpack') };
    case 'files':
      return {
        found:
          problem.names.length === 0
            ? t('file.files.none')
            : t('file.files', { count: problem.names.length }),
        advice: t('file.files.do'),
      };
    case 'tooLarge':
      return {
        found: t(`file.tooLarge.${problem.what}`, { most: formats.bytes(problem.most) }),
        advice: t('file.tooLarge.do'),
      };
    case 'longRecord':
      return {
        found: t('file.longRecord', { most: formats.bytes(problem.most) }),
        advice: t('file.noTable.do'),
      };
    case 'manyColumns':
      return { found: t('file.manyColumns', { most: problem.most }), advice: t('file.noTable.do') };
    case 'noTable':
      return {
        found: t(`file.noTable.${problem.what}`),
        advice: t(problem.what === 'xlsx' ? 'file.noTable.xlsx.do' : 'file.noTable.do'),
      };
    case 'noSheet':
      return {
        found: t('file.noSheet', {
          sheet: isolated(problem.sheet),
          sheets: formats.list(problem.sheets.slice(0, 5).map(isolated)),
        }),
        advice: null,
      };
    case 'open311Error':
      return {
        found: t('file.open311Error', { detail: isolated(problem.detail) }),
        advice: t('file.open311Error.do'),
      };
  }
}
