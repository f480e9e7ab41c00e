import { tableFromIPC } from '@uwdata/flechette';
import { openBrowserDatabase } from '../../../../src/engine/browserDatabase.ts';
import type { Database } from '../../../../src/engine/database.ts';
import { type Answers, layoutOf } from '../../answers.ts';
import type { Choice } from '../../brushPath.ts';
import { makeRows, type Sizes } from '../../rows.ts';
import type { BenchSystem } from '../benchSystem.ts';
import { answersOfColumns, columnsOf } from './columns.ts';
import { fillRequests } from './requestsTable.ts';

const counts =
  'count(*)::INTEGER AS received, count_if(completed)::INTEGER AS completed, count_if(onTime)::INTEGER AS onTime';

/**
 * DuckDB-WASM alone, in its worker, with the fastest queries that were found. Without a choice: one query a view, all
 * posted at once. With one: the cells of the window in one query, which the page adds up for each view, since three
 * queries with IN lists take two to four times as long.
 */
export function duckdbSystem(): BenchSystem<Answers> {
  let database: Database;
  let sizes: Sizes;
  const ask = async (sql: string) => tableFromIPC(await database.query(sql));
  return {
    async build(spec) {
      const rows = makeRows(spec);
      sizes = rows.sizes;
      database = await openBrowserDatabase();
      return { load: await fillRequests(database, rows), build: 0 };
    },
    async step({ from, to, choice }) {
      const window = `FROM requests WHERE day BETWEEN ${from} AND ${to}`;
      if (choice) {
        const cells = await ask(`SELECT zone, channel, category, ${counts} ${window} GROUP BY 1, 2, 3`);
        return addUp(sizes, choice, (name) => cells.getChild(name).toArray());
      }
      const views = ['zone', 'channel', 'category'].map(async (by) =>
        columnsOf(await ask(`SELECT ${by} AS code, ${counts} ${window} GROUP BY 1`)),
      );
      return answersOfColumns(sizes, await Promise.all(views));
    },
    answersOf: (answers) => answers,
    async empty() {
      const sql = 'SELECT 0 AS code, 0 AS received, 0 AS completed, 0 AS onTime';
      for (const table of await Promise.all([ask(sql), ask(sql), ask(sql)])) columnsOf(table);
    },
  };
}

function addUp(sizes: Sizes, choice: Choice, column: (name: string) => ArrayLike<number>): Answers {
  const layout = layoutOf(sizes);
  const answers = new Uint32Array(layout.length);
  const [zone, channel, category] = [column('zone'), column('channel'), column('category')];
  const measures = [column('received'), column('completed'), column('onTime')];
  const isIn = (codes: readonly number[], size: number) =>
    Array.from({ length: size }, (_, code) => codes.includes(code));
  const channelIn = isIn(choice.channels, sizes.channels);
  const categoryIn = isIn(choice.categories, sizes.categories);
  for (let row = 0; row < zone.length; row++) {
    const [ofChannel, ofCategory] = [channelIn[channel[row]!], categoryIn[category[row]!]];
    for (const [i, values] of measures.entries()) {
      const value = values[row]!;
      if (ofChannel && ofCategory) answers[layout.zone + 3 * zone[row]! + i]! += value;
      if (ofCategory) answers[layout.channel + 3 * channel[row]! + i]! += value;
      if (ofChannel) answers[layout.category + 3 * category[row]! + i]! += value;
    }
  }
  return answers;
}
