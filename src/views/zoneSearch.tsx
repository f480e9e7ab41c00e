import { useCallback, useMemo, useState } from 'react';
import type { Language } from '../i18n/language.ts';
import { useText } from '../i18n/Provider.tsx';
import type { City } from '../model/city.ts';
import { choose, without } from '../model/filter.ts';
import { SearchBox, type SearchItem, type SearchSection } from '../ui/map/SearchBox.tsx';
import { useMapFocus } from './mapFocus.tsx';
import type { ViewActions } from './view.ts';
import { foundAs, type SearchEntry, search, searchIndex, searchKinds } from './zoneSearchIndex.ts';

interface Props {
  readonly city: City;
  readonly onFilter: ViewActions['onFilter'];
}

/** Finds zones, public locations, sectors and topics by name in both languages; what is chosen becomes the filter. */
export function ZoneSearch({ city, onFilter }: Props) {
  const { t, language, name } = useText();
  const { setZone } = useMapFocus();
  const [query, setQuery] = useState('');
  const index = useMemo(() => searchIndex(city), [city]);
  const { found, more } = search(index, query);
  const sections = searchKinds.flatMap((kind): SearchSection[] => {
    const items = found
      .filter((entry) => entry.kind === kind)
      .map((entry) => itemOf(entry, query, language, name));
    return items.length > 0 ? [{ id: kind, name: t(`zoneSearch.${kind}`), items }] : [];
  });
  const point = useCallback(
    (key: string | null) => setZone(key?.startsWith('zone:') ? key.slice('zone:'.length) : null),
    [setZone],
  );
  return (
    <SearchBox
      label={t('zoneSearch.label')}
      placeholder={t('zoneSearch.placeholder')}
      empty={t('zoneSearch.empty')}
      query={query}
      onQuery={setQuery}
      sections={sections}
      note={more > 0 ? t('zoneSearch.more', { count: more }) : null}
      onChoose={(key) => {
        setQuery('');
        point(null);
        const entry = found.find((candidate) => keyOf(candidate) === key);
        if (entry) onFilter((filter) => choose(without(filter, entry.kind), entry.kind, [entry.word.id]));
      }}
      onFocus={point}
    />
  );
}

function keyOf({ kind, word }: SearchEntry): string {
  return `${kind}:${word.id}`;
}

type NameOf = (word: SearchEntry['word']) => string;

function itemOf(entry: SearchEntry, query: string, language: Language, nameOf: NameOf): SearchItem {
  const name = nameOf(entry.word);
  const alias = foundAs(entry, query);
  const other = language === 'ar' ? 'en' : 'ar';
  const text = alias ?? entry.word[other];
  const isArabic = /\p{Script=Arabic}/u.test(text);
  return {
    id: keyOf(entry),
    name,
    aside: text && text !== name ? { text, language: isArabic ? 'ar' : 'en' } : null,
  };
}
