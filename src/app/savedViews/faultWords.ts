import type { Text } from '../../i18n/text.ts';
import { longestName, type SavedView } from '../../model/records/savedView.ts';
import { partsInWords } from '../addressWords.ts';
import type { Fault } from './recordClient.ts';

/** Why an order was not done, in the reader's words. */
export function faultWords(text: Text, fault: Fault): string {
  const { t } = text;
  switch (fault.kind) {
    case 'choice':
      return t('views.fault.choice', { what: partsInWords(text, fault.unknown) });
    case 'form':
      return t('views.fault.form', { most: longestName });
    case 'tooMany':
      return t('views.fault.tooMany', { most: fault.most });
    case 'alike':
    case 'changed':
      return t(`views.fault.${fault.kind}`, { name: quoted((fault.record.content as SavedView).name) });
    case 'unseen':
      return t('views.fault.away');
    default:
      return t(`views.fault.${fault.kind}`);
  }
}

/** A name as somebody wrote it, which turns no sentence around it. */
export function quoted(name: string): string {
  return `\u2068«${name}»\u2069`;
}
