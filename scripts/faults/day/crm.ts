import type pg from 'pg';
import type { Postgres } from '../../../tests/support/postgres.ts';
import { seeded } from '../../../tests/support/seeded.ts';

/** An invented CRM: its tables, which the source follows one by one. */
export const tables = ['requests', 'visits'] as const;

export function createTable(table: string): string {
  return `CREATE TABLE ${table} (
    ref text PRIMARY KEY,
    opened timestamptz NOT NULL,
    responded timestamptz,
    resolved timestamptz,
    updated timestamptz NOT NULL,
    stage text NOT NULL,
    zone text,
    category text NOT NULL,
    channel text NOT NULL,
    topic text,
    phone text
  );
  ALTER TABLE ${table} REPLICA IDENTITY DEFAULT`;
}

/** The mapping of both tables. */
export const mapping = {
  columns: {
    ...{ ref: 'ref', opened: 'opened', responded: 'responded', resolved: 'resolved', updated: 'updated' },
    ...{ stage: 'stage', zone: 'zone', category: 'category', channel: 'channel', topic: 'topic' },
  },
  personal: { phone: 'phone' },
};

const stages = ['received', 'assigned', 'in-progress', 'resolved'] as const;

/** Writes requests and their steps until it is told to stop; what the database refuses for a while is written later. */
export class Clerk {
  committed = 0;
  refused = 0;
  private running = true;
  private readonly done: Promise<void>;

  /** @param now epoch seconds of the city, whose clock may be a quicker one */
  constructor(postgres: Postgres, now: () => number, everyMs: number, seed: number) {
    const random = seeded(seed);
    const one = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
    let next = 0;
    const statement = (table: string): string => {
      const at = `to_timestamp(${now().toFixed(3)})`;
      if (random() < 0.5) {
        const ref = `${table[0]!.toUpperCase()}-${++next}`;
        const phone = random() < 0.3 ? '000' : `05${Math.floor(1e7 + random() * 9e7)}`;
        return `INSERT INTO ${table} (ref, opened, updated, stage, zone, category, channel, topic, phone) VALUES
          ('${ref}', ${at}, ${at}, 'received', '${111 + Math.floor(random() * 20)}', '${one(['report', 'complaint', 'inquiry'])}', '${one(['whatsapp', 'website', 'call-centre'])}', 'street-lighting', '${phone}')`;
      }
      const stage = 1 + Math.floor(random() * 3);
      const also =
        stage === 3 ? `, responded = coalesce(responded, ${at}), resolved = ${at}` : ', resolved = NULL';
      return `UPDATE ${table} SET stage = '${stages[stage]}', updated = ${at}${also} WHERE ref = (SELECT ref FROM ${table} OFFSET ${Math.floor(random() * Math.max(1, next / 2))} LIMIT 1)`;
    };
    this.done = (async () => {
      while (this.running) {
        try {
          await postgres.query(statement(one(tables)));
          this.committed++;
        } catch {
          // A table that is just being moved.
          this.refused++;
        }
        await new Promise((done) => setTimeout(done, everyMs));
      }
    })();
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.done;
  }
}

/**
 * What a CRM's upgrade does to a table: all is copied into a new one, with a column of another kind and a new one, which
 * then takes the old one's name.
 */
export const swapTable = (table: string): string => `BEGIN;
  LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE;
  ALTER TABLE ${table} RENAME TO ${table}_old;
  ALTER INDEX ${table}_pkey RENAME TO ${table}_old_pkey;
  ${createTable(table)};
  ALTER TABLE ${table} ADD COLUMN team text DEFAULT 'none';
  INSERT INTO ${table} SELECT *, 'moved' FROM ${table}_old;
  UPDATE ${table} SET stage = 'closed', resolved = coalesce(resolved, updated) WHERE stage = 'resolved';
  DROP TABLE ${table}_old;
COMMIT`;

/** Another one: the column of the stages becomes one of another kind, which our column list holds up until it is let go. */
export async function retypeStage(client: pg.Client, table: string, publication: string): Promise<void> {
  await client.query(`BEGIN;
    ALTER PUBLICATION ${publication} DROP TABLE ${table};
    ALTER TABLE ${table} ALTER stage TYPE varchar(40) USING CASE stage WHEN 'assigned' THEN 'in-progress' ELSE stage END;
  COMMIT`);
}
