/**
 * The tables of the house, a step for each version of the layout; `PRAGMA user_version` says how many were made. A step
 * that was released is never changed: what comes later is a step of its own.
 */
export const houseSteps: readonly string[] = [
  `
  CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    receiver TEXT NOT NULL,
    content TEXT NOT NULL,
    made_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at REAL NOT NULL,
    ended_at REAL,
    failure TEXT,
    UNIQUE (key, receiver)
  ) STRICT;
  CREATE INDEX messages_waiting ON messages (receiver, number) WHERE ended_at IS NULL;
  CREATE INDEX messages_ended ON messages (ended_at) WHERE ended_at IS NOT NULL;
  CREATE TABLE notices (
    part TEXT PRIMARY KEY,
    episode TEXT NOT NULL
  ) STRICT;
  CREATE TABLE records (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    choice TEXT NOT NULL,
    content TEXT NOT NULL,
    author TEXT NOT NULL,
    role TEXT NOT NULL,
    made_at REAL NOT NULL,
    changed_at REAL NOT NULL,
    valid_from REAL,
    valid_to REAL
  ) STRICT;
  CREATE INDEX records_kind ON records (kind);
  CREATE TABLE record_history (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    at REAL NOT NULL,
    author TEXT NOT NULL,
    role TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (id, version)
  ) STRICT;
`,
];
