/** The rows of a page, in a worker of its own. */
import { serveRows } from './rows.ts';

serveRows(globalThis as unknown as Parameters<typeof serveRows>[0]);
