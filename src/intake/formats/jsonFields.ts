import type { JsonPlace } from '../fileLayout.ts';
import { uniqueNames } from './header.ts';

/** Where the definitions of a list's columns may stand: beside the list, or where Socrata has them. */
export function definitionPaths(path: string): string[] {
  const around = path.slice(0, Math.max(1, path.lastIndexOf('.')));
  return [
    ...['fields', 'columns', 'headers', 'schema.fields'].map((name) => `${around}.${name}`),
    '$.meta.view.columns',
  ];
}

/** A column's definition: its name, the parts that its values are lists of, whether it only describes the row. */
interface Definition {
  readonly name: string;
  readonly parts: readonly string[];
  readonly describes: boolean;
}

/**
 * The columns that the places of a list fill; none where a place only describes its row, as Socrata's ":created_at".
 * @param definitions as they stand in the text
 * @param first the first row; the header where there are no definitions
 */
export function fieldsOf(
  definitions: readonly unknown[],
  first: readonly unknown[],
): { readonly fields: JsonPlace['fields']; readonly header: boolean; readonly describing: number } {
  const defined = definitions.map(definitionOf);
  if (first.length > 0 && defined.length >= first.length && defined.every((one) => one !== null)) {
    const names = uniqueNames(defined.map(({ name }) => name));
    return {
      header: false,
      describing: defined.filter(({ describes }) => describes).length,
      fields: defined.map(({ parts, describes }, i) =>
        describes ? [] : parts.length === 0 ? [names[i]!] : parts.map((part) => `${names[i]}.${part}`),
      ),
    };
  }
  const header =
    first.every((value) => typeof value === 'string' && /\p{L}/u.test(value) && !/^\d/.test(value)) &&
    new Set(first).size === first.length;
  const names = uniqueNames(header ? first.map(String) : first.map(() => ''));
  return { header, describing: 0, fields: names.map((name) => [name]) };
}

function definitionOf(value: unknown): Definition | null {
  if (typeof value === 'string') return { name: value, parts: [], describes: false };
  if (typeof value !== 'object' || value === null) return null;
  const { name, id, title, label, fieldName, subColumnTypes, dataTypeName } = value as Readonly<
    Record<string, unknown>
  >;
  const called = [name, id, title, label, fieldName].find((one) => typeof one === 'string');
  if (called === undefined) return null;
  const parts = Array.isArray(subColumnTypes) ? subColumnTypes.map(String) : [];
  return { name: called as string, parts, describes: dataTypeName === 'meta_data' };
}
