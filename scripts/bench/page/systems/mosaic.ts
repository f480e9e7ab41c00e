import type { Table } from '@uwdata/flechette';
import {
  type Connector,
  Coordinator,
  clauseInterval,
  clausePoints,
  MosaicClient,
  Selection,
} from '@uwdata/mosaic-core';
import { count, type FilterExpr, float64, int32, Query, sum } from '@uwdata/mosaic-sql';
import { openBrowserDatabase } from '../../../../src/engine/browserDatabase.ts';
import type { Database } from '../../../../src/engine/database.ts';
import type { Step } from '../../brushPath.ts';
import { days, firstDay, makeRows, type Sizes } from '../../rows.ts';
import type { BenchSystem } from '../benchSystem.ts';
import { answersOfColumns, type Columns, columnsOf } from './columns.ts';
import { fillRequests } from './requestsTable.ts';

/** A view that Mosaic keeps up to date. */
class View extends MosaicClient {
  readonly by: string;
  private received: (columns: Columns) => void = () => {};
  private failed: (error: Error) => void = () => {};

  constructor(selection: Selection, by: string) {
    super(selection);
    this.by = by;
  }

  /** What the view will show next. */
  next(): Promise<Columns> {
    return new Promise((done, fail) => {
      this.received = done;
      this.failed = fail;
    });
  }

  /** Sums of doubles: counts with a filter and sums of integers (which become 128-bit ones) are slower at each step. */
  override query(filter: FilterExpr = []) {
    return Query.from('requests')
      .select({
        code: this.by,
        received: int32(count()),
        completed: int32(sum(float64('completed'))),
        onTime: int32(sum(float64('onTime'))),
      })
      .groupby(this.by)
      .where(filter);
  }

  override queryResult(table: unknown) {
    this.received(columnsOf(table as Table));
    return this;
  }

  override queryError(error: Error) {
    this.failed(error);
    return this;
  }
}

/**
 * Mosaic over DuckDB-WASM: three clients of one crossfilter selection, pre-aggregated, a pixel a day. Consolidation is
 * off, since it waits for an animation frame.
 */
export function mosaicSystem(): BenchSystem<Columns[]> {
  let database: Database;
  let coordinator: Coordinator;
  let sizes: Sizes;
  const selection = Selection.crossfilter();
  const zone = new View(selection, 'zone');
  const channel = new View(selection, 'channel');
  const category = new View(selection, 'category');
  const views = [zone, channel, category];
  const brush = { reset: () => {} };
  return {
    async build(spec) {
      const rows = makeRows(spec);
      sizes = rows.sizes;
      database = await openBrowserDatabase();
      const load = await fillRequests(database, rows);
      const connector = {
        query: async ({ type, sql }: { type: string; sql: string }) => {
          const bytes = await database.query(sql);
          return type === 'exec' ? undefined : bytes;
        },
      } as Connector;
      coordinator = new Coordinator(connector, { cache: false, consolidate: false });
      const started = performance.now();
      const first = views.map((view) => view.next());
      for (const view of views) coordinator.connect(view);
      await Promise.all(first);
      return { load, build: performance.now() - started };
    },
    async choose(choice) {
      for (const [view, codes] of [
        [channel, choice?.channels],
        [category, choice?.categories],
      ] as const) {
        const value = codes?.map((code) => [code]);
        // While an update is under way another one only waits, and its results would be taken for the next step's.
        await selection.pending('value');
        selection.update(clausePoints([view.by], value, { source: view }));
        await selection.pending('value');
      }
    },
    async step({ from, to }: Step) {
      const shown = views.map((view) => view.next());
      selection.update(
        clauseInterval('day', [from, to], {
          source: brush,
          clients: new Set(),
          scale: { type: 'linear', domain: [firstDay, firstDay + days], range: [0, days] },
        }),
      );
      return Promise.all(shown);
    },
    answersOf: (shown) => answersOfColumns(sizes, shown),
    async empty() {
      const sql = 'SELECT 0 AS code, 0 AS received, 0 AS completed, 0 AS onTime';
      const tables = await Promise.all(views.map(() => coordinator.query(sql)));
      for (const table of tables) columnsOf(table as Table);
    },
  };
}
