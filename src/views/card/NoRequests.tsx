import { unbroken } from '../../i18n/format.ts';
import { useText } from '../../i18n/Provider.tsx';
import { reachOf } from '../../model/reach.ts';
import type { Screen } from '../../model/screen.ts';
import { EmptyState } from '../../ui/State.tsx';

interface Props {
  readonly screen: Screen;
  /** Whether there is room to say what to do. */
  readonly advice?: boolean;
}

/** That no request fits a choice; or, outside the days that the data reach over, that it is not known whether one does. */
export function NoRequests({ screen: { filter, reach }, advice }: Props) {
  const { t, formats } = useText();
  const place = filter.opened && reach ? reachOf(filter.opened, reach) : 'within';
  if (reach && (place === 'before' || place === 'after'))
    return <EmptyState title={t('figures.outside', { period: unbroken(formats.range(reach)) })} />;
  return <EmptyState title={t('empty.title')} {...(advice ? { body: t('empty.body') } : {})} />;
}
