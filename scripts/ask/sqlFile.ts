import { tableToIPC } from 'apache-arrow';
import type { SqlEngine } from '../../src/engine/engine.ts';
import { resultTable } from '../../src/engine/queryResult.ts';
import { fileOf } from '../../src/export/formats.ts';
import { makeText } from '../../src/i18n/text.ts';
import type { City } from '../../src/model/city.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { jsonOf } from '../../src/server/answers/jsonRows.ts';
import type { Question } from '../../src/server/answers/question.ts';
import { rowsOfTable } from './sqlRows.ts';
import { sqlSheet } from './sqlSheet.ts';

/** What SQL answers. As Arrow its columns stay of the types that they have. */
export async function sqlFile(
  snapshot: { readonly city: City; readonly manifest: Manifest; readonly engine: SqlEngine },
  { format, language }: Pick<Question, 'format' | 'language'>,
  sql: string,
): Promise<AsyncIterable<Uint8Array>> {
  const table = resultTable(await snapshot.engine.query(sql));
  if (format === 'json') return jsonOf([rowsOfTable(table)]);
  const { sheet, piece } = sqlSheet(makeText(language), snapshot, sql, table);
  if (format !== 'arrow') return fileOf(format, sheet, [piece]);
  for (const { name, value } of sheet.facts) table.schema.metadata.set(name, value);
  async function* stream() {
    yield tableToIPC(table, 'stream');
  }
  return stream();
}
