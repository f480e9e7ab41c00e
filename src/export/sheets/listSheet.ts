import { unmarked } from '../../i18n/isolate.ts';
import type { Text } from '../../i18n/text.ts';
import { usualChoice } from '../../model/choice.ts';
import type { ListAsk } from '../../query/listQuery.ts';
import type { Sheet } from '../sheet.ts';
import { type About, factsOf, sheetLabels } from './facts.ts';
import { listSheetColumns } from './listColumns.ts';
import { listTitle } from './listTitle.ts';

/** A list of requests as it is written. */
interface ListFile {
  readonly sheet: Sheet;
  /** What it holds, in parts of which its file is named. */
  readonly what: readonly string[];
}

/** The sheet of the requests behind a measure in the reader's language; its rows come by `pieceOfList`. */
export function listSheet(
  text: Text,
  { city, manifest }: Pick<About, 'city' | 'manifest'>,
  { measure, filter }: Pick<ListAsk, 'measure' | 'filter'>,
  total: number,
): ListFile {
  const title = listTitle(text, city, manifest, measure, filter);
  const what = [title.measure, ...title.choice, title.period].filter((part) => part !== '').map(unmarked);
  const facts = factsOf(text, what.join(' · '), {
    ...{ city, manifest },
    choice: { ...usualChoice(city, manifest), filter, list: { measure, filter } },
    compared: null,
    measures: [measure],
  });
  return {
    what: [...what, String(total)],
    sheet: {
      name: what.slice(0, 2).join(' '),
      columns: listSheetColumns(text, city),
      facts: [...facts, { name: text.t('fact.rows'), value: String(total) }],
      rightToLeft: text.direction === 'rtl',
      timeZone: city.timeZone.name,
      labels: sheetLabels(text),
    },
  };
}
