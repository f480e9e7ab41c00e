import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pieceBytes } from '../../src/server/intake/sources/postgres/connection.ts';
import { ReplicationSource } from '../../src/server/intake/sources/postgres/replication.ts';
import type { Batch } from '../../src/server/intake/sources/source.ts';
import { followedTable } from '../support/followedTable.ts';
import { MapTaker, plainIntake } from '../support/mapTaker.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.query('CREATE PUBLICATION everything FOR ALL TABLES');
});
afterAll(() => postgres.stop());

const rows = 16;
const long = 2 ** 19;

// Guards: memory. Rows are handed on by what they hold, at the first reading, from a transaction that changes all at
// once, and where the stream leaves long values out; one row is let through however long it is.
test('rows with long texts come a few at a time', async () => {
  await using it = await followedTable(postgres, {
    before: `CREATE TABLE $T (id int PRIMARY KEY, status text, mail text);
      INSERT INTO $T SELECT g, 'new', repeat(md5(g::text), ${long / 32}) FROM generate_series(1, ${rows}) g;
      INSERT INTO $T VALUES (0, 'new', repeat('long', ${Math.ceil(pieceBytes / 3)}))`,
    more: { publication: 'everything', makePublication: false },
  });
  await it.follower.end();
  const taker = new MapTaker();
  const { signal } = new AbortController();
  const source = new ReplicationSource(it.options, plainIntake('id', ['id', 'status', 'mail']));
  const sizeOf = ({ requests }: Batch) =>
    requests.reduce((sum, { row }) => sum + JSON.stringify(row).length, 0);
  const read = async (batches: AsyncIterable<Batch>, until: () => Promise<boolean>) => {
    const sizes: number[] = [];
    const positions: boolean[] = [];
    for await (const batch of batches) {
      taker.take(batch);
      if (batch.requests.length > 0) sizes.push(sizeOf(batch));
      if (batch.requests.length > 0) positions.push(batch.position !== null);
      if (batch.position !== null && (await until())) break;
    }
    return { sizes, positions };
  };
  /** All came, in pieces none of which holds more than a piece, its last row and the longest row there is. */
  const expectPieces = (sizes: readonly number[]) => {
    expect(sizes.length).toBeGreaterThanOrEqual((rows * long) / pieceBytes);
    for (const size of sizes) expect(size).toBeLessThan(pieceBytes + (4 * pieceBytes) / 3 + long);
  };
  const isSame = async () => {
    const there = await postgres.query(`SELECT id, status, md5(mail) AS mail FROM ${it.name}`);
    const rows = there.map(({ id }) => JSON.parse(taker.content.get(id!) ?? '{}'));
    return there.every(
      ({ status, mail }, i) => rows[i].status === status && md5(rows[i].mail ?? '') === mail,
    );
  };
  expectPieces((await read(source.initial(signal), isSame)).sizes);
  expect(await isSame()).toBe(true);

  // Long values in the stream; then long values that stay as they are, which it leaves out.
  for (const sql of [
    "UPDATE $T SET status = 'closed', mail = mail || 'x'",
    "UPDATE $T SET status = 'reopened'",
  ]) {
    await it.run(sql);
    const { sizes, positions } = await read(source.changes(taker.position!, signal), isSame);
    expectPieces(sizes);
    expect(positions.slice(0, -1)).not.toContain(true);
  }
});
