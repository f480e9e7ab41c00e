import type { Text } from '../../i18n/text.ts';
import type { DateRangeLabels } from '../../ui/RangePopover.tsx';

/** The words of a picker of days, of which only those of the data can be chosen. */
export function dateLabels(t: Text['t'], days: string): DateRangeLabels {
  return {
    pick: t('time.pick'),
    previous: t('time.previous'),
    next: t('time.next'),
    from: t('time.first'),
    to: t('time.last'),
    take: t('time.take'),
    outside: t('time.outside', { days }),
    turned: t('time.turned'),
  };
}
