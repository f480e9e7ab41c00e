import { columnIndexes } from './columnIndexes.ts';
import type { InstantField } from './fields.ts';
import type { FileLayout } from './fileLayout.ts';
import { JoinedColumns } from './joinedColumns.ts';
import type { Mapping } from './mapping.ts';
import { Cells } from './reading/cells.ts';
import type { SourceFile } from './sourceFile.ts';

/** The columns of a file that a mapping names. @throws MappingError where it does not have them */
export function mappedColumns(
  file: SourceFile,
  { header }: FileLayout,
  mapping: Pick<Mapping, 'columns' | 'missing'>,
) {
  const indexes = columnIndexes(mapping, header, file.name);
  const joined = new JoinedColumns(indexes, header, new Cells(mapping.missing));
  return {
    indexes,
    joined,
    /** Where the dates of fields stand. */
    dated: (wanted: readonly InstantField[]): { readonly [F in InstantField]?: number } =>
      Object.fromEntries(wanted.flatMap((field) => (indexes[field] ? [[field, indexes[field][0]]] : []))),
    nameOf: (field: InstantField) => joined.header[indexes[field]?.[0] ?? -1] ?? '',
  };
}
