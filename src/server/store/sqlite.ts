import type * as Sqlite from '@photostructure/sqlite';

export type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

/** Node's own SQLite, where this Node has it (22.13 and newer); else a library with the same calls. */
const own = process.getBuiltinModule?.('node:sqlite') as typeof Sqlite | undefined;

export const { DatabaseSync } = own ?? (await import('@photostructure/sqlite'));
