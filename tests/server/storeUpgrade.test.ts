import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DeltaFile } from '../../src/model/manifest.ts';
import { DatabaseSync } from '../../src/server/intake/store/sqlite.ts';
import {
  allRows,
  batchOf,
  later,
  newYear,
  openTestStore,
  personOf,
  tell,
} from '../support/storedRequests.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The tables of version 1, as that version made them. */
const tables = `
  CREATE TABLE requests (rid INTEGER PRIMARY KEY, source TEXT NOT NULL, ref TEXT NOT NULL, source_order REAL NOT NULL,
    gone INTEGER NOT NULL, "version" INTEGER, "opened" INTEGER, "responded" INTEGER, "firstResolved" INTEGER,
    "resolved" INTEGER, "updated" INTEGER, "dueResponse" INTEGER, "dueResolution" INTEGER, "responseWork" INTEGER,
    "resolutionWork" INTEGER, "day" INTEGER, "hour" INTEGER, "zone" INTEGER, "place" INTEGER, "category" INTEGER,
    "channel" INTEGER, "topic" INTEGER, "entity" INTEGER, "stage" INTEGER, "priority" INTEGER, "language" INTEGER,
    "customerKind" INTEGER, "satisfaction" INTEGER, "reopened" INTEGER, "firstContact" INTEGER, "repeat30d" INTEGER,
    "duplicate" INTEGER, "handover48h" INTEGER, "pointLon" INTEGER, "pointLat" INTEGER,
    UNIQUE (source, ref), CHECK (version IS NOT NULL),
    CHECK (gone = 1 OR (opened IS NOT NULL AND day IS NOT NULL AND hour IS NOT NULL))) STRICT;
  CREATE INDEX requests_by_day ON requests (day);
  CREATE TABLE personal (rid INTEGER PRIMARY KEY REFERENCES requests (rid), key TEXT, opened INTEGER NOT NULL,
    customer TEXT, name TEXT, phone TEXT, email TEXT, text TEXT, address TEXT) STRICT;
  CREATE INDEX personal_by_customer ON personal (key, opened) WHERE key IS NOT NULL;
  CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, rid INTEGER NOT NULL REFERENCES requests (rid),
    was_there INTEGER NOT NULL, taken_at REAL NOT NULL) STRICT;
  CREATE INDEX outbox_by_rid ON outbox (rid);
  CREATE TABLE held (source TEXT NOT NULL, ref TEXT NOT NULL, source_order REAL NOT NULL, latest INTEGER NOT NULL,
    telling TEXT NOT NULL, PRIMARY KEY (source, ref)) STRICT;
  CREATE INDEX held_by_latest ON held (latest);
  CREATE TABLE positions (source TEXT PRIMARY KEY, position TEXT NOT NULL, updated_at REAL NOT NULL) STRICT;
  CREATE TABLE published (sequence INTEGER PRIMARY KEY, file TEXT NOT NULL) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  PRAGMA application_id = 1395865136; PRAGMA user_version = 1; PRAGMA journal_mode = WAL`;

const delta: DeltaFile = {
  ...{ name: 'delta-2.arrow', sha256: 'a'.repeat(64), bytes: 10, rows: 1, from: 1, to: 2 },
  ...{ asOf: newYear, total: 2, days: null },
};
const day = Math.floor(newYear / 86_400);

/** A store of version 1: a request with personal data, one that is to be published, one that is gone, two held. */
function writeOldStore(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(tables);
  const insert = db.prepare(
    `INSERT INTO requests (rid, source, ref, source_order, gone, version, opened, day, hour, zone, satisfaction,
      "handover48h", "pointLon", "pointLat") VALUES (?, 'crm', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  insert.run(0, 'a', 5, 0, 3, newYear, day, 4, 7, 5, 1, 55_300, 25_200);
  insert.run(1, 'b', 6, 0, 1, newYear + 60, day, 4, 9, null, null, null, null);
  insert.run(2, 'c', 7, 1, 2, null, null, null, null, null, null, null, null);
  db.exec(`INSERT INTO personal VALUES (0, null, ${newYear}, 'C-1', 'Maryam', '050', null, 'a hole', null)`);
  db.exec(`INSERT INTO outbox VALUES (11, 1, 0, ${newYear})`);
  const hold = db.prepare("INSERT INTO held VALUES ('crm', ?, 9, ?, ?)");
  for (const ref of ['d', 'e']) {
    const { row, personal } = tell(ref, 9, { zone: 4 }, personOf('C-9'));
    const { attachments: _, account: __, ...old } = row!;
    hold.run(ref, newYear, JSON.stringify({ row: ref === 'd' ? old : null, personal }));
  }
  db.exec(`INSERT INTO positions VALUES ('crm', 'page 12', ${newYear})`);
  db.prepare('INSERT INTO published VALUES (2, ?)').run(JSON.stringify(delta));
  db.exec(`INSERT INTO settings VALUES ('timeZone', 'Asia/Dubai'), ('sequence', '2'), ('published', '1')`);
  db.close();
}

// Guards: a store that an older version wrote is brought up to this one with all that is in it, and goes on.
it('opens a store of version 1, keeps all of it, and goes on', () => {
  const file = join(folder, 'store.sqlite');
  writeOldStore(file);
  const store = openTestStore(file);
  expect(store.counts()).toMatchObject({ requests: 2, published: 1, outbox: 1, held: 2 });
  expect([store.position('crm'), store.sequence()]).toEqual(['page 12', 2]);
  expect(store.deltas()).toEqual([delta]);
  const rows = allRows(store);
  expect(rows.get(0)).toMatchObject({
    ...{ ref: 'a', version: 3, opened: newYear, day, hour: 4, zone: 7, satisfaction: 5 },
    ...{ handover48h: 1, pointLon: 55_300, pointLat: 25_200, attachments: null, account: null },
  });
  expect(rows.get(1)).toMatchObject({ ref: 'b', version: 1, zone: 9, attachments: null });
  expect(store.pending(10)!.table.refs).toEqual(['b']);
  const db = new DatabaseSync(file, { readOnly: true });
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 6 });
  expect(db.prepare('SELECT customer, name, text FROM personal').all()).toEqual([
    { customer: 'C-1', name: 'Maryam', text: 'a hole' },
  ]);
  const tellings = db.prepare('SELECT telling FROM held ORDER BY ref').all() as { telling: string }[];
  expect(tellings.map(({ telling }) => JSON.parse(telling))).toEqual(
    [{ zone: 4 }, null].map((row) => ({ row: row && tell('d', 9, row).row, personal: personOf('C-9') })),
  );
  db.close();

  // What was held comes as it was told, and what is told now has the new column.
  expect(store.release(later)).toBe(1);
  expect(allRows(store).get(3)).toMatchObject({ ref: 'd', zone: 4, attachments: null });
  const again = tell('a', 8, { zone: 7, attachments: 3, account: 2 }, personOf('C-1'));
  expect(store.take('crm', batchOf([again, tell('b', 5, { attachments: 1 })]), later)).toMatchObject({
    ...{ changed: 1, stale: 1 },
  });
  expect(allRows(store).get(0)).toMatchObject({ version: 4, attachments: 3, account: 2 });
  store.close();

  const reopened = openTestStore(file);
  expect(allRows(reopened).get(0)).toMatchObject({ version: 4, attachments: 3, account: 2 });
  reopened.close();
});

// Guards: a night that the server was off for its upgrade, of which nobody knows any more that it was to be made up.
it('keeps when the sources were matched last', () => {
  const file = join(folder, 'store.sqlite');
  writeOldStore(file);
  const db = new DatabaseSync(file);
  db.exec(
    `INSERT INTO settings VALUES ('note:job-since:match', '5'), ('note:job:match', '{"at":${newYear},"seconds":3}')`,
  );
  db.close();
  const store = openTestStore(file);
  expect(store.jobs.row('match', later)).toEqual({
    countsFrom: newYear,
    failures: 0,
    last: null,
    lease: null,
  });
  expect([store.note('job:match'), store.note('job-since:match')]).toEqual([null, null]);
  expect(store.jobs.row('fold', later).countsFrom).toBe(later);
  store.close();
});

// Guards: an upgraded store and a new one are the same, so that no later step meets a third kind.
it('makes of version 1 the tables that a new store has', () => {
  const [old, fresh] = ['old.sqlite', 'new.sqlite'].map((name) => join(folder, name)) as [string, string];
  writeOldStore(old);
  const columnsOf = (file: string) => {
    openTestStore(file).close();
    const db = new DatabaseSync(file, { readOnly: true });
    const found = db
      .prepare(
        `SELECT t.name AS "table", c.name, c.type, c."notnull", c.pk FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' ORDER BY 1, c.cid`,
      )
      .all();
    const indexes = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY 1").all();
    db.close();
    return { found, indexes };
  };
  expect(columnsOf(old)).toEqual(columnsOf(fresh));
});

// Guards: flags that an older version made of a placeholder are taken back, and published; a customer's stay.
it('takes back what a store of version 1 says of a placeholder', () => {
  const file = join(folder, 'store.sqlite');
  writeOldStore(file);
  const db = new DatabaseSync(file);
  const request = db.prepare(
    `INSERT INTO requests (rid, source, ref, source_order, gone, version, opened, day, hour, topic, "repeat30d",
      duplicate, "handover48h") VALUES (?, 'crm', ?, 1, 0, 1, ?, ?, 0, 5, ?, 0, 0)`,
  );
  const person = db.prepare("INSERT INTO personal VALUES (?, ?, ?, ?, null, '000', null, null, null)");
  for (let n = 0; n < 2400; n++) {
    const customer = n % 2 === 0 ? '000' : `C-${n % 100}`;
    request.run(10 + n, `p${n}`, newYear - n * 86_400, day - n, n % 2 === 0 ? 1 : 0);
    person.run(10 + n, `crm:${customer.toLowerCase().replace('-', ' ')}`, newYear - n * 86_400, customer);
  }
  db.close();
  const store = openTestStore(file);
  while (store.counts().flagsUnsure) store.release(later);
  const rows = [...allRows(store).values()].filter(({ ref }) => /^p/.test(ref as string));
  const even = ({ ref }: { ref?: unknown }) => Number((ref as string).slice(1)) % 2 === 0;
  expect(rows.length).toBe(2400);
  for (const row of rows) expect([row.repeat30d, row.version]).toEqual(even(row) ? [null, 2] : [0, 1]);
  // And what was to be published, and what was held.
  expect(store.counts().outbox).toBe(1200 + 2);
  expect(store.sharedIdentities(9)).toMatchObject([{ kind: 'phone', why: 'form', requests: 1200 }]);
  store.close();
});
