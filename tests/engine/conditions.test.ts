import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import type { City } from '../../src/model/city.ts';
import { type Condition, type Fact, fellDue, holds } from '../../src/model/conditions.ts';
import { aggregateKinds, aggregates } from '../../src/model/measures.ts';
import { conditionSql, type Sheet } from '../../src/query/conditions.ts';
import { seeded } from '../support/seeded.ts';

type Row = Record<string, number | boolean | null>;
const instant = 50;

/** Whether a fact is true of a row; what is not told is not. */
function isTrue(row: Row, fact: Fact, rejected: number): boolean {
  const told = (column: string) => row[column] as number | null;
  switch (fact.fact) {
    case 'past':
      return told(fact.column) !== null && told(fact.column)! <= instant;
    case 'before':
      return told(fact.column) !== null && told(fact.column)! < instant;
    case 'known':
      return row[fact.column] !== null;
    case 'yes':
      return row[fact.column] === true;
    case 'timed':
      return told('completedAt') !== null && told('completedAt') !== 0;
    case 'inTime':
      return (
        told('completedAt') !== null &&
        told('dueResolution') !== null &&
        told('completedAt')! <= told('dueResolution')!
      );
    case 'stage':
      return row.stage === rejected;
  }
}

// Guards: as SQL a condition lets in the rows of which it is true, and its opposite all others, whatever is missing:
// a condition that is null would be neither. Also in a city that has no stage of the name.
test.each([3, -1])(
  'SQL of a condition parts the rows in two, the stage rejected being %i',
  async (rejected) => {
    const random = seeded(7);
    const one = <T>(...of: T[]) => of[Math.floor(random() * of.length)]!;
    const rows = Array.from(
      { length: 3000 },
      (_, rid): Row => ({
        rid,
        completedAt: one(null, 0, 20, 50, 80),
        responded: one(null, 20, 50, 51),
        firstResolved: one(null, 20, 50, 51),
        resolved: one(null, 20, 50, 51),
        dueResolution: one(null, 10, 20, 49, 50, 80, 90),
        stage: one(null, 0, 3),
        reopened: one(null, true, false),
        firstContact: one(null, true, false),
        satisfaction: one(null, 4),
        responseWork: one(null, 60),
        resolutionWork: one(null, 60),
      }),
    );
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const columns = Object.keys(rows[0]!);
    const typeOf = (name: string) =>
      name === 'stage' ? 'UTINYINT' : /reopened|firstContact/.test(name) ? 'BOOLEAN' : 'UINTEGER';
    await connection.run(
      `CREATE TABLE requests (${columns.map((name) => `${name} ${typeOf(name)}`).join(', ')}); INSERT INTO requests VALUES ${rows
        .map((row) => `(${columns.map((name) => String(row[name])).join(', ')})`)
        .join(', ')}`,
    );
    const sheet = { city: { codeOf: () => rejected } as Partial<City> as City } as Sheet;
    const found = async (condition: Condition, opposite: boolean) => {
      const where = conditionSql(sheet, condition, instant, !opposite);
      const read = await connection.runAndReadAll(`SELECT rid FROM requests WHERE ${where} ORDER BY rid`);
      return read.getRows().map(([rid]) => Number(rid));
    };
    for (const condition of [...aggregates.map((id) => aggregateKinds[id].counts), fellDue]) {
      const right = rows.filter((row) => holds(condition, (fact) => isTrue(row, fact, rejected)));
      expect(await found(condition, false)).toEqual(right.map(({ rid }) => rid));
      expect(await found(condition, true)).toEqual(
        rows.filter((row) => !right.includes(row)).map(({ rid }) => rid),
      );
    }
    connection.closeSync();
    instance.closeSync();
  },
);
