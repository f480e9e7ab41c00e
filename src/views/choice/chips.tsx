import { memo, useMemo } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import { usualFilter } from '../../model/choice.ts';
import { Chips } from '../../ui/Chips.tsx';
import type { View, ViewProps } from '../view.ts';
import { chipsOf, withoutChip } from './filterChips.ts';

function FilterChips({ screen, filter, onFilter }: ViewProps) {
  const text = useText();
  const { city, manifest } = screen;
  const opening = useMemo(() => usualFilter(city, manifest), [city, manifest]);
  const chips = useMemo(() => chipsOf(text, city, filter, opening.opened), [text, city, filter, opening]);
  return (
    <Chips
      label={text.t('filter.label')}
      chips={chips}
      onRemove={(chip) => onFilter((now) => withoutChip(now, chip, opening.opened))}
      clearLabel={text.t('filter.clear')}
      onClear={() => onFilter(() => opening)}
      rest={(count) => ({
        number: `+${text.formats.count(count)}`,
        words: text.t('filter.rest', { count }),
      })}
    />
  );
}

/** What is chosen beyond the opening view; asks nothing. */
export const chipsView: View = {
  id: 'chips',
  asks: () => [],
  ofPeriod: true,
  Component: memo(FilterChips),
};
