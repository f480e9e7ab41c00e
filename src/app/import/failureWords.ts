import type { Failure } from './failure.ts';
import { fileWords } from './fileWords.ts';
import type { Refusal } from './flow.ts';
import { type ImportText, isolated, sizeOf } from './importText.ts';
import { mappingWords } from './mappingWords.ts';
import type { Words } from './words.ts';
import { zonesWords } from './zonesWords.ts';

/** Why a file did not become data, in the reader's language. */
export function failureWords(text: ImportText, failure: Failure): Words {
  const { t, formats } = text;
  switch (failure.kind) {
    case 'file':
      return fileWords(text, failure.problem);
    case 'mapping':
      return mappingWords(text, failure.problem);
    case 'zones':
      return zonesWords(text, failure.problem);
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
    case 'partMissing':
      return { found: t('failure.partMissing'), advice: t('failure.partMissing.do') };
    case 'fault':
      return { found: t('failure.fault'), advice: t('failure.fault.do'), detail: failure.detail };
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
