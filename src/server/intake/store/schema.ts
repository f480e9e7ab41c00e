import { type RequestColumn, requestColumnNames } from '../../../model/schema.ts';
import type { DatabaseSyncInstance } from './sqlite.ts';
import { StoreError } from './storeError.ts';

/** The columns of a request beside its rid, in the order in which statements name them. */
export const storedColumns = requestColumnNames.filter(
  (name): name is Exclude<RequestColumn, 'rid'> => name !== 'rid',
);

/** The columns of `personal` that a source tells. */
export const personalColumns = ['customer', 'name', 'phone', 'email', 'text', 'address'] as const;

/** The order of requests that were filled in from a snapshot: a telling of any order from 0 on comes after them. */
export const loadedOrder = -1;

/** "S360" in ASCII: what an SQLite file of this program says of itself. */
const applicationId = 0x53333630;
/** A change of the tables, or of `requestColumns`, is a new version, and a step of `migrations` that leads to it. */
const schemaVersion = 6;

/**
 * What each version is made from: the first step makes version 1 of an empty file, the next one version 2 of that. What
 * a step says stays as it is: files were made by it.
 *
 * `requests` has no personal data; `gone` requests keep their rid and the order of that telling, and nothing else.
 * `personal.key` and `personal.opened` are for finding what the same customer asked about a time.
 * `outbox.was_there` tells whether the request was there before the change: of its first entry, whether readers have it.
 * `held` keeps tellings of the future as JSON, because nothing is asked of them but to wait.
 * `problems.refs` and `words` are lists in JSON, the latest few. `unreadable` has requests that a later telling than
 * their own could not be read of; it may still have some that have been told readably since.
 * `shared` has the keys that are nobody, `shared_windows` in which windows a key has too many requests to be one's,
 * `flag_walks` the keys whose requests' flags are to be looked at again, and how far that has come.
 * `jobs.counts_from` is the instant from which a job's next time is counted, `holder` who runs it, until `lease_until`
 * unless that is made longer; `last` is JSON.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE requests (
    rid INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    ref TEXT NOT NULL,
    source_order REAL NOT NULL,
    gone INTEGER NOT NULL,
    version INTEGER, opened INTEGER, responded INTEGER, "firstResolved" INTEGER, resolved INTEGER, updated INTEGER,
    "dueResponse" INTEGER, "dueResolution" INTEGER, "responseWork" INTEGER, "resolutionWork" INTEGER,
    day INTEGER, hour INTEGER, zone INTEGER, place INTEGER, category INTEGER, channel INTEGER, topic INTEGER,
    entity INTEGER, stage INTEGER, priority INTEGER, language INTEGER, "customerKind" INTEGER, satisfaction INTEGER,
    reopened INTEGER, "firstContact" INTEGER, "repeat30d" INTEGER, duplicate INTEGER, "handover48h" INTEGER,
    "pointLon" INTEGER, "pointLat" INTEGER,
    UNIQUE (source, ref),
    CHECK (version IS NOT NULL),
    CHECK (gone = 1 OR (opened IS NOT NULL AND day IS NOT NULL AND hour IS NOT NULL))
  ) STRICT;
  CREATE INDEX requests_by_day ON requests (day);

  CREATE TABLE personal (
    rid INTEGER PRIMARY KEY REFERENCES requests (rid),
    key TEXT,
    opened INTEGER NOT NULL,
    customer TEXT, name TEXT, phone TEXT, email TEXT, text TEXT, address TEXT
  ) STRICT;
  CREATE INDEX personal_by_customer ON personal (key, opened) WHERE key IS NOT NULL;

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rid INTEGER NOT NULL REFERENCES requests (rid),
    was_there INTEGER NOT NULL,
    taken_at REAL NOT NULL
  ) STRICT;
  CREATE INDEX outbox_by_rid ON outbox (rid);

  CREATE TABLE held (
    source TEXT NOT NULL,
    ref TEXT NOT NULL,
    source_order REAL NOT NULL,
    latest INTEGER NOT NULL,
    telling TEXT NOT NULL,
    PRIMARY KEY (source, ref)
  ) STRICT;
  CREATE INDEX held_by_latest ON held (latest);

  CREATE TABLE positions (
    source TEXT PRIMARY KEY,
    position TEXT NOT NULL,
    updated_at REAL NOT NULL
  ) STRICT;

  CREATE TABLE published (
    sequence INTEGER PRIMARY KEY,
    file TEXT NOT NULL
  ) STRICT;

  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
`,
  `
  ALTER TABLE requests ADD COLUMN attachments INTEGER;
  UPDATE held SET telling = json_set(telling, '$.row.attachments', NULL) WHERE json_type(telling, '$.row') = 'object';
`,
  `
  CREATE TABLE problems (
    source TEXT NOT NULL,
    field TEXT NOT NULL,
    problem TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_at REAL NOT NULL,
    last_at REAL NOT NULL,
    refs TEXT NOT NULL,
    words TEXT NOT NULL,
    seen_at REAL,
    seen_count INTEGER,
    PRIMARY KEY (source, field, problem)
  ) STRICT;
  CREATE TABLE unreadable (
    source TEXT NOT NULL,
    ref TEXT NOT NULL,
    source_order REAL NOT NULL,
    field TEXT NOT NULL,
    problem TEXT NOT NULL,
    since REAL NOT NULL,
    PRIMARY KEY (source, ref)
  ) STRICT;
  CREATE INDEX requests_gone ON requests (source) WHERE gone = 1;
`,
  `
  CREATE TABLE shared (
    key TEXT PRIMARY KEY,
    why TEXT NOT NULL,
    requests INTEGER NOT NULL,
    since REAL NOT NULL,
    last REAL NOT NULL
  ) STRICT;
  CREATE TABLE shared_windows (key TEXT NOT NULL, window INTEGER NOT NULL, PRIMARY KEY (key, window)) STRICT;
  CREATE TABLE flag_walks (key TEXT PRIMARY KEY, opened INTEGER NOT NULL, rid INTEGER NOT NULL) STRICT;
`,
  `
  ALTER TABLE requests ADD COLUMN account INTEGER;
  UPDATE held SET telling = json_set(telling, '$.row.account', NULL) WHERE json_type(telling, '$.row') = 'object';
`,
  `
  CREATE TABLE jobs (
    name TEXT PRIMARY KEY,
    counts_from REAL NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    last TEXT,
    holder TEXT,
    begun_at REAL,
    lease_until REAL
  ) STRICT;
  INSERT INTO jobs (name, counts_from)
    SELECT 'match', json_extract(value, '$.at') FROM settings WHERE name = 'note:job:match';
  DELETE FROM settings WHERE name IN ('note:job:match', 'note:job-since:match');
`,
];

/**
 * Makes the tables of an empty database, or brings an older one up to this version.
 * @throws StoreError for a database of another program or of a newer version of this one
 */
export function prepareTables(db: DatabaseSyncInstance, file: string): void {
  const version = checkStoreLayout(db, file);
  if (version === schemaVersion) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}; COMMIT`);
  } catch (cause) {
    db.exec('ROLLBACK');
    throw cause;
  }
}

/**
 * The version of the tables of a database; 0 of an empty one.
 * @throws StoreError for a database of another program or of a newer version of this one
 */
export function checkStoreLayout(db: DatabaseSyncInstance, file: string): number {
  const id = pragma(db, 'application_id');
  const version = pragma(db, 'user_version');
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
  if (id !== applicationId && (id !== 0 || tables.n > 0))
    throw new StoreError(
      `${file}: got an SQLite database of another program, expected a store of this server or no file; nothing was changed. Choose another folder for the data.`,
    );
  if (version > schemaVersion)
    throw new StoreError(
      `${file}: got a store of version ${version}, expected ${schemaVersion} or older; nothing was changed. A newer version of this server wrote it: start that one.`,
    );
  return version;
}

function pragma(db: DatabaseSyncInstance, name: string): number {
  return (db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name]!;
}
