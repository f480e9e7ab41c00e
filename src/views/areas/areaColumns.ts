import type { Text } from '../../i18n/text.ts';
import { type Cell, measures } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import {
  type AreaLine,
  type AreaMeasure,
  type AreaSplit,
  areaGoal,
  areaMeasures,
  areaSplits,
  goalWords,
  type LineKind,
  urgencyOf,
} from './allAreas.ts';

/** What a column of the table of all areas holds: how its values are written, and how it is sorted first. */
export type AreaColumn = {
  readonly id: string;
  readonly title: string;
  /** What stands above it together with others. */
  readonly group: string;
  /** What a line is sorted by; null sorts last. */
  readonly key: (line: AreaLine) => number | string | null;
} & (
  | { readonly kind: 'text'; readonly text: (line: AreaLine) => string }
  | { readonly kind: 'integer'; readonly count: (line: AreaLine) => number | null }
  | { readonly kind: 'measure'; readonly measure: AreaMeasure; readonly goal: number | null }
  | { readonly kind: 'change'; readonly measure: AreaMeasure }
);

/** The name of an area's kind. */
export function kindOf({ t }: Text, kind: LineKind): string {
  return kind === 'rest' || kind === 'city' ? t(`areas.kind.${kind}`) : t(`dimension.${kind}`);
}

const usuallyChanging: readonly AreaMeasure[] = ['received', 'completionRate'];

/**
 * The columns of a table of areas that these data can fill, in their order.
 * @param changes measures whose change has a column
 */
export function areaColumns(
  text: Text,
  screen: Screen,
  changes: readonly AreaMeasure[] = usuallyChanging,
): AreaColumn[] {
  const { t } = text;
  const known = (id: AreaMeasure) => measures[id].requires.every((column) => screen.fields.includes(column));
  const of = (id: AreaMeasure): AreaColumn[] => {
    if (!known(id)) return [];
    const goal = areaGoal(screen, id);
    return [
      {
        kind: 'measure',
        id,
        title: t(`measure.${id}`),
        group: goal === null ? '' : goalWords(text, id, goal),
        measure: id,
        goal,
        key: (line) => urgencyOf(line, id, goal),
      },
    ];
  };
  const change = (id: AreaMeasure): AreaColumn[] =>
    screen.before && known(id) && changes.includes(id)
      ? [
          {
            kind: 'change',
            id: `${id}Change`,
            title: t('map.column.change'),
            group: t(`measure.${id}`),
            measure: id,
            key: ({ changes: { [id]: news } }) => news?.change ?? null,
          },
        ]
      : [];
  const split = (dimension: AreaSplit): AreaColumn[] =>
    screen.city.words[dimension].map((word, code) => ({
      kind: 'integer',
      id: `${dimension}:${word.id}`,
      title: text.name(word),
      group: t(`areas.by.${dimension}`),
      count: (line) => line.split[dimension][code] ?? 0,
      key: (line) => line.split[dimension][code] ?? 0,
    }));
  const plain = (id: string, title: string, of: (line: AreaLine) => string): AreaColumn => ({
    kind: 'text',
    id,
    title,
    group: '',
    text: of,
    key: (line) => of(line) || null,
  });
  const [received, per1000, ...rates] = areaMeasures;
  return [
    plain('name', t('areas.name'), ({ name }) => name),
    plain('kind', t('areas.kind'), ({ kind }) => kindOf(text, kind)),
    plain('code', t('areas.code'), ({ code }) => code),
    plain('within', t('areas.within'), ({ within }) => within),
    {
      kind: 'integer',
      id: 'residents',
      title: t('areas.residents'),
      group: residentsGroup(text, screen),
      count: ({ residents }) => residents,
      key: ({ residents }) => residents,
    },
    ...of(received),
    ...change('received'),
    ...of(per1000),
    ...change('per1000'),
    ...of('completionRate'),
    ...change('completionRate'),
    ...rates.filter((id) => id !== 'completionRate').flatMap((id) => [...of(id), ...change(id)]),
    ...areaSplits.flatMap(split),
  ];
}

function residentsGroup({ formats }: Text, { city }: Screen): string {
  return city.zones.residentsYear === undefined ? '' : formats.year(city.zones.residentsYear);
}

/** A column of a sheet: how its values are typed, and its name for machines and for people. */
export interface SheetColumn {
  readonly kind: 'text' | 'integer' | 'number' | 'share';
  readonly id: string;
  readonly title: string;
}

type Written = SheetColumn & { readonly value: (line: AreaLine) => string | number | null };

/** The table of all areas as typed columns and rows, for a file: null where there is no value. */
export function areaSheet(
  text: Text,
  screen: Screen,
  lines: readonly AreaLine[],
  changes: readonly AreaMeasure[] = usuallyChanging,
): { readonly columns: SheetColumn[]; readonly rows: (string | number | null)[][] } {
  const columns = areaColumns(text, screen, changes).flatMap((column) => writtenAs(text, column));
  return {
    columns: columns.map(({ kind, id, title }) => ({ kind, id, title })),
    rows: lines.map((line) => columns.map(({ value }) => value(line))),
  };
}

/** A column as it is written: one of a rate becomes two, with the requests behind it. */
function writtenAs(text: Text, column: AreaColumn): Written[] {
  const title = column.group ? `${column.title} (${column.group})` : column.title;
  const { id } = column;
  switch (column.kind) {
    case 'text':
      return [{ kind: 'text', id, title, value: (line) => column.text(line) || null }];
    case 'integer':
      return [{ kind: 'integer', id, title, value: column.count }];
    case 'change': {
      const { measure } = column;
      return [{ kind: 'share', id, title, value: ({ changes }) => changes[measure]?.change ?? null }];
    }
    case 'measure': {
      const { measure } = column;
      const { unit } = measures[measure];
      const kind = unit === 'share' ? 'share' : unit === 'count' ? 'integer' : 'number';
      const cellOf = ({ cells }: AreaLine) => cells[measure];
      const shown = (line: AreaLine) => numberIn(cellOf(line), 'value');
      const named = unit === 'hours' ? text.t('file.hours', { what: title }) : title;
      const value: Written = { kind, id, title: named, value: shown };
      if (unit === 'count' || unit === 'per1000') return [value];
      const behind = `${title}: ${text.t('map.column.n')}`;
      return [
        value,
        { kind: 'integer', id: `${id}Of`, title: behind, value: (line) => numberIn(cellOf(line), 'n') },
      ];
    }
  }
}

function numberIn(cell: Cell, part: 'value' | 'n'): number | null {
  return cell.kind === 'value' ? cell[part] : null;
}
