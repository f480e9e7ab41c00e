import { setTimeout as pause } from 'node:timers/promises';
import { readManifest } from '../../../src/server/snapshotReader.ts';
import type { Postgres } from '../../../tests/support/postgres.ts';
import { publishedContent } from '../../../tests/support/published.ts';
import type { Child } from '../clients/child.ts';
import type { DayPagesMessage } from './pages.ts';

/** A source looks at its table's catalogue once a minute; what went wrong is right again after two of them. */
const looks = 4;
const lookMs = 60_000;

const markOf = (table: string) => `mark-${table}`;

/** Waits until the CRM's rows have come and all pages have what is published; says what has not after a few looks. */
export async function settled(
  postgres: Postgres,
  data: string,
  tables: readonly string[],
  groups: readonly Child<DayPagesMessage>[],
  log: (text: string) => void,
): Promise<string[]> {
  for (const table of tables)
    await postgres.query(
      `INSERT INTO ${table} (ref, opened, updated, stage, category, channel) SELECT '${markOf(table)}', max(opened), max(updated), 'received', 'report', 'website' FROM ${table}`,
    );
  const started = performance.now();
  let missing: readonly string[] = tables;
  while (performance.now() - started < looks * lookMs) {
    const { manifest } = await readManifest(data);
    const sequence = manifest.files.deltas.at(-1)?.to ?? manifest.sequence;
    if (missing.length > 0) missing = await without(data, missing);
    const told = await Promise.all(groups.map((group) => group.until(() => true, 30_000, 'a message')));
    const behind = told.some(({ behindMost }) => behindMost === null || behindMost < sequence);
    if (!behind && missing.length === 0) {
      log(`settled after ${Math.round(performance.now() - started)} ms at sequence ${sequence}`);
      return [];
    }
    await pause(1000);
  }
  return missing.length > 0
    ? missing.map((table) => `${looks} looks after the last commit not all of ${table} is published`)
    : [`${looks} looks after the last commit not all that is published is with all pages`];
}

/** The tables whose mark is not published. */
async function without(data: string, tables: readonly string[]): Promise<string[]> {
  // A fold may take a file away that is being read.
  const published = await publishedContent((await readManifest(data)).folder).catch(() => null);
  if (!published) return [...tables];
  const refs = new Set([...published.content.values()].map((text) => text.slice(0, text.indexOf(','))));
  return tables.filter((table) => !refs.has(markOf(table)));
}
