import type { DraftFault } from './draft.ts';
import { type ImportText, quoted, roleName } from './importText.ts';

/** What keeps the draft from being a mapping, in words. */
export function faultWords(text: ImportText, fault: DraftFault, header: readonly string[]): string {
  const { t } = text;
  switch (fault.kind) {
    case 'noOpened':
    case 'noZonesFile':
      return t(`draft.${fault.kind}`);
    case 'twice':
      return t('draft.twice', {
        role: roleName(text, fault.role),
        first: quoted(text, header[fault.first] ?? ''),
      });
    case 'clash':
      return t('draft.clash', { role: roleName(text, fault.role), other: roleName(text, fault.other) });
    case 'alone':
      return t('draft.alone', { role: roleName(text, fault.role), needs: t(`field.${fault.needs}`) });
  }
}
