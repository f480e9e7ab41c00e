import { useCallback, useContext, useMemo, useState } from 'react';
import { zoneAt } from '../../analysis/zoneAt.ts';
import { readShapes } from '../../analysis/zoneShapes.ts';
import { nameOfId } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { type AreaDimension, areaDimensions } from '../../model/area.ts';
import type { City } from '../../model/city.ts';
import type { ChoiceDimension } from '../../model/dimension.ts';
import { choose, type Filter, toggle, without } from '../../model/filter.ts';
import { latinDigits } from '../../model/fold.ts';
import { makaniPoints } from '../../model/makani.ts';
import { SearchBox, type SearchItem, type SearchSection } from '../../ui/map/SearchBox.tsx';
import { chooseArea } from '../map/mapChoice.ts';
import { useMapFocus } from '../map/mapFocus.tsx';
import { type Geometry, GeometryContext } from '../map/mapGeometry.ts';
import type { ViewActions } from '../view.ts';
import { cityItems, cityKinds } from './cityItems.ts';
import { type Findable, type Found, type SearchKind, search, searchIndex } from './searchIndex.ts';

/** Something that the page can do. */
export interface SearchAction {
  readonly id: string;
  /** In the reader's language, then in the other. */
  readonly names: readonly string[];
  /** Whether it is offered before anything is typed. */
  readonly offered?: boolean;
  readonly run: () => void;
}

interface Props {
  readonly city: City;
  readonly onFilter: ViewActions['onFilter'];
  readonly actions: readonly SearchAction[];
  /** Opens the request of a reference. */
  readonly onRequest: (ref: string) => void;
}

/** What a reference of a request looks like: letters, and four digits or more. */
const reference = /^\p{L}{1,8}[-/ ]?[\d-]*\d{4,}$/u;

/**
 * Finds what a filter can choose, by name in both languages, a zone by a Makani number, and what the page can do. What
 * is chosen becomes the filter, or is added to it.
 */
export function Search({ city, onFilter, actions, onRequest }: Props) {
  const text = useText();
  const { t } = text;
  const { setZone, adding } = useMapFocus();
  const geometry = useContext(GeometryContext);
  const [query, setQuery] = useState('');
  const index = useMemo(
    () =>
      searchIndex([
        ...cityItems(city),
        ...actions.map(({ id, names }): Findable => ({ kind: 'action', id, names })),
      ]),
    [city, actions],
  );
  const makani = useMemo(() => makaniZone(geometry, query), [geometry, query]);
  const result = useMemo(() => search(index, query), [index, query]);
  const ref = latinDigits(query).trim().toUpperCase();
  const found: readonly Found[] =
    query.trim() === ''
      ? actions
          .filter(({ offered }) => offered)
          .map(({ id, names }) => ({ item: { kind: 'action', id, names }, alias: null }))
      : makani
        ? [{ item: { kind: 'makani', id: makani.zone ?? '', names: [] }, alias: null }]
        : reference.test(ref)
          ? [{ item: { kind: 'request', id: ref, names: [] }, alias: null }]
          : result.found;

  const itemOf = ({ item, alias }: Found): SearchItem => {
    const id = `${item.kind}:${item.id}`;
    if (item.kind === 'action') return { id, name: item.names[0] ?? '', aside: null };
    if (item.kind === 'request')
      return { id, name: t('search.request', { ref: `\u2066${item.id}\u2069` }), aside: null };
    if (item.kind === 'makani') {
      const number = `\u2066${query.trim()}\u2069`;
      return makani?.zone
        ? {
            id,
            name: nameOfId(text, city, 'zone', makani.zone),
            aside: { text: t('search.makani', { number }), language: text.language },
          }
        : { id, name: t('search.makani.none', { number }), aside: null };
    }
    const names = namesOf(text, item, alias);
    const dimension = cityKinds.find((one) => one === item.kind);
    return { id, ...names, ...(dimension && { name: nameOfId(text, city, dimension, item.id) }) };
  };
  const sections = [...new Set(found.map(({ item }) => item.kind))].map(
    (kind): SearchSection => ({
      id: kind,
      name: t(`search.kind.${kind}`),
      items: found.filter(({ item }) => item.kind === kind).map(itemOf),
    }),
  );
  const point = useCallback(
    (key: string | null) => setZone(key?.startsWith('zone:') ? key.slice('zone:'.length) : null),
    [setZone],
  );
  const onChoose = (key: string, add: boolean) => {
    const at = key.indexOf(':');
    const [kind, id] = [key.slice(0, at) as SearchKind, key.slice(at + 1)];
    setQuery('');
    point(null);
    // The list closes with the focus; reading goes on at the page.
    document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
    if (kind === 'action') actions.find((action) => action.id === id)?.run();
    else if (kind === 'request') onRequest(id);
    else if (kind === 'makani') {
      if (id !== '') onFilter((filter) => chosen(city, filter, 'zone', id, add || adding));
    } else {
      const dimension = cityKinds.find((one) => one === kind);
      if (dimension) onFilter((filter) => chosen(city, filter, dimension, id, add || adding));
    }
  };
  const note =
    query.trim() === ''
      ? t(adding ? 'search.adding' : 'search.hint')
      : result.more > 0 && found === result.found
        ? t('search.more', { count: result.more })
        : null;
  return (
    <SearchBox
      label={t('search.label')}
      placeholder={t('search.placeholder')}
      empty={t('search.empty')}
      query={query}
      onQuery={setQuery}
      sections={sections}
      lead={
        result.nearest &&
        !makani &&
        found[0]?.item.kind !== 'request' &&
        found.length > 0 &&
        query.trim() !== ''
          ? t('search.nearest')
          : null
      }
      note={note}
      onChoose={onChoose}
      onFocus={point}
    />
  );
}

/** The filter after something was found: it takes the place of what was chosen of its group, or is added to it. */
function chosen(city: City, filter: Filter, dimension: ChoiceDimension, id: string, add: boolean): Filter {
  if (!add) return choose(without(filter, dimension), dimension, [id]);
  if (filter[dimension]?.includes(id)) return filter;
  return isArea(dimension) ? chooseArea(city, filter, dimension, id, true) : toggle(filter, dimension, id);
}

function isArea(dimension: ChoiceDimension): dimension is AreaDimension {
  return (areaDimensions as readonly string[]).includes(dimension);
}

/** A name in the reader's language, and beside it the one it was found by, or the other. */
function namesOf({ language }: Text, { names: [en = '', ar = ''] }: Findable, alias: string | null) {
  const [name, other] = language === 'ar' ? [ar || en, en] : [en || ar, ar];
  const aside = alias ?? other;
  const isArabic = /\p{Script=Arabic}/u.test(aside);
  return { name, aside: aside && aside !== name ? { text: aside, language: isArabic ? 'ar' : 'en' } : null };
}

/** The zone of a Makani number; null where a text is none, or the city's shapes are not there. */
function makaniZone(geometry: Geometry, query: string): { readonly zone: string | null } | null {
  const points = makaniPoints(query);
  if (!points || geometry === 'loading' || geometry === null) return null;
  try {
    const shapes = readShapes(geometry.topology);
    for (const [longitude, latitude] of points) {
      const zone = zoneAt(shapes, longitude, latitude);
      if (zone !== null) return { zone };
    }
  } catch {
    // The map says that the shapes cannot be read.
    return null;
  }
  return { zone: null };
}
