import { X } from 'lucide-react';
import { useText } from '../../i18n/Provider.tsx';
import { without } from '../../model/filter.ts';
import type { ViewActions } from '../view.ts';

/** Takes the chosen areas out, and their panel with them. */
export function ZoneClose({ onFilter }: Pick<ViewActions, 'onFilter'>) {
  const { t } = useText();
  return (
    <button
      type="button"
      className="icon-button zone-close"
      aria-label={t('zone.close')}
      title={t('zone.close')}
      onClick={() => onFilter((now) => without(now, 'zone'))}
    >
      <X size="1rem" aria-hidden />
    </button>
  );
}
