import type { Answer, Ask } from '../../src/model/ask.ts';
import { type Aggregate, aggregates } from '../../src/model/measures.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';
import { plainEngine } from './plainEngine.ts';

/** What the oracle says, as the answers of an engine. */
export function plainAnswers(source: SnapshotSource): (ask: Ask) => Answer {
  const oracle = plainEngine(source);
  return (ask) => {
    const rows = [...oracle(ask)].map(([key, ints]) => ({ keys: key.split(',').map(Number), ints }));
    const ints: Partial<Record<Aggregate, (number | null)[]>> = {};
    for (const part of aggregates) ints[part] = rows.map((row) => row.ints[part] ?? null);
    return { rows: rows.length, keys: ask.by.map((_, d) => rows.map((row) => row.keys[d]!)), ints };
  };
}
