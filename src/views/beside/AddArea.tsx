import { Plus } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { nameOfId } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import { type Area, type AreaDimension, areaDimensions } from '../../model/area.ts';
import type { City } from '../../model/city.ts';
import { cityItems } from '../search/cityItems.ts';
import { search, searchIndex } from '../search/searchIndex.ts';

interface Props {
  readonly city: City;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onAdd: (area: Area) => void;
}

/** Names that are offered at most. */
const most = 8;

/** Finds an area by its name, as the page's search does, and adds it. The list stands in the window that it is in. */
export function AddArea({ city, input, onAdd }: Props) {
  const text = useText();
  const { t } = text;
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const index = useMemo(
    () => searchIndex(cityItems(city).filter(({ kind }) => areaDimensions.includes(kind as AreaDimension))),
    [city],
  );
  const found = useMemo(
    () =>
      search(index, query, most).found.map(
        ({ item }): Area => ({ dimension: item.kind as AreaDimension, id: item.id }),
      ),
    [index, query],
  );
  const shown = open && query.trim() !== '';
  const take = (area: Area | undefined) => {
    if (!area) return;
    setQuery('');
    setAt(0);
    onAdd(area);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !shown) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') take(found[at]);
    else if (event.key === 'Escape') setQuery('');
    else return;
    // Esc empties the field; the next one closes the window.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="beside-add">
      <Plus size="0.9375rem" aria-hidden />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={t('beside.add')}
        aria-expanded={shown}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && found[at] ? `${id}${at}` : undefined}
        placeholder={t('beside.add.placeholder')}
        spellCheck="false"
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}list`}
        role="listbox"
        aria-label={t('beside.add')}
        className="beside-found"
        hidden={!shown}
      >
        {found.length === 0 && <p className="beside-none">{t('beside.add.none')}</p>}
        {found.map((area, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          <div
            key={`${area.dimension} ${area.id}`}
            id={`${id}${i}`}
            role="option"
            aria-selected={i === at}
            className="beside-option"
            onPointerDown={(event) => event.preventDefault()}
            onPointerEnter={() => setAt(i)}
            onClick={() => take(area)}
          >
            <bdi>{nameOfId(text, city, area.dimension, area.id)}</bdi>
            <span className="beside-kind">{t(`dimension.${area.dimension}`)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
