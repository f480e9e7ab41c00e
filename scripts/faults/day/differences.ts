import type { Store } from '../../../src/server/intake/store/store.ts';
import { readManifest } from '../../../src/server/snapshotReader.ts';
import type { Postgres } from '../../../tests/support/postgres.ts';
import { publishedContent, storedContent } from '../../../tests/support/published.ts';

/** What differs between what is published and the store, and between the store and the tables of the CRM; one line each kind. */
export async function differences(
  data: string,
  store: Store,
  postgres: Postgres,
  tables: readonly string[],
): Promise<string[]> {
  const wrong: string[] = [];
  const { content } = await publishedContent((await readManifest(data)).folder);
  const stored = storedContent(store.months());
  const other = [...stored].filter(([rid, text]) => content.get(rid) !== text).length;
  const more = [...content.keys()].filter((rid) => !stored.has(rid)).length;
  if (other + more > 0)
    wrong.push(`published and store: ${other} requests missing or other, ${more} more than there are`);

  const rows = new Map<string, { stage: string | null; opened: number; resolved: number | null }>();
  for (const table of store.months())
    for (let i = 0; i < table.length; i++) {
      const stage = table.value('stage', i);
      rows.set(table.refs[i]!, {
        stage: stage === null ? null : store.words.stage[stage]!.id,
        opened: table.value('opened', i)!,
        resolved: table.value('resolved', i),
      });
    }
  for (const table of tables) {
    const told = new Set([...store.told(table)].map(({ ref }) => ref));
    const there = await postgres.query(
      `SELECT ref, stage, floor(extract(epoch FROM opened))::bigint AS opened, floor(extract(epoch FROM resolved))::bigint AS resolved FROM ${table}`,
    );
    const odd = there.filter(({ ref, stage, opened, resolved }) => {
      const row = rows.get(ref!);
      return !(
        told.delete(ref!) &&
        row?.stage === stage &&
        row?.opened === Number(opened) &&
        row?.resolved === (resolved === null ? null : Number(resolved))
      );
    });
    if (odd.length > 0)
      wrong.push(
        `${table}: ${odd.length} of ${there.length} rows missing or other in the store, such as ${JSON.stringify(odd[0])} for ${JSON.stringify(rows.get(odd[0]!.ref!))}`,
      );
    if (told.size > 0) wrong.push(`${table}: ${told.size} more in the store than there are`);
  }
  return wrong;
}
