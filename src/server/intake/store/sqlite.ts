import type * as Sqlite from '@photostructure/sqlite';

export type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

/** Node's own SQLite, where this Node has it (22.13 and newer); else a library with the same calls. */
const own = process.getBuiltinModule?.('node:sqlite') as typeof Sqlite | undefined;

export const { DatabaseSync } = own ?? (await import('@photostructure/sqlite'));

/**
 * The end of a statement that is given how many rows at most. SQLite (3.47 and newer) looks at a bare `LIMIT ?` when it
 * prepares a statement, and therefore prepares it anew whenever values are bound: at a sum it does not look.
 */
export const limited = 'LIMIT ? + 0';

/**
 * A condition for rows that are read in pieces by their rids. By a bare `source = ?` SQLite would find all rows of the
 * source in its index and sort them, for each piece anew.
 */
export const ofSource = '+source = ?';
