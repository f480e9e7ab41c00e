import { SourceError } from '../source.ts';
import type { Connected } from './connection.ts';
import { error, type Finding, readingFindings, refuse } from './findings.ts';
import { type PublicationFindings, publicationFindings, type Repair } from './publicationFindings.ts';
import type { Records } from './records.ts';

/** How long a statement of ours waits for a table that an upgrade holds; the application waits for none of them. */
const lockTimeout = '5s';

export interface KeeperOptions {
  readonly publication: string;
  /** Whether it may be made, and one of our own be put right. */
  readonly make: boolean;
  /** The role that we are. */
  readonly user: string;
  /**
   * Milliseconds for which a table must have been left as it is before a publication of our own is put right: one that
   * the administrator took out for an upgrade would be in the upgrade's way.
   */
  readonly quietMs: number;
}

/** Sees to it that the publication sends what is read: one of our own is put right, of another one it is said what to do. */
export class PublicationKeeper {
  private readonly options: KeeperOptions;
  /** How table and publication stood when something was found wrong, and since when (of performance.now). */
  private wrong: { readonly state: string; readonly since: number } | null = null;

  constructor(options: KeeperOptions) {
    this.options = options;
  }

  /** What stands with the publication: together with what is known of the table, at one instant. */
  look(ordinary: Connected, records: Records): Promise<PublicationFindings> {
    const { publication, make } = this.options;
    return publicationFindings(ordinary, records, publication, make);
  }

  /**
   * @param seen how `look` found it
   * @param first what else was found before the first reading, when a repair waits for nobody; null: all has been read
   * @returns what was done, as a sentence; null: nothing had to be
   * @throws SourceError 'misfit' that says what is wrong, and who does what about it
   */
  async keep(
    ordinary: Connected,
    records: Records,
    { findings, repairs }: PublicationFindings,
    first: readonly Finding[] | null,
  ): Promise<string | null> {
    const { publication: name, user, quietMs } = this.options;
    const urgent = repairs.filter((repair) => repair.urgent);
    if ([...(first ?? []), ...findings].some(({ level }) => level === 'error')) {
      await this.repair(ordinary, urgent);
      // A table that was made anew has none of the rights that the old one had: all is said at once.
      refuse([...(first ?? readingFindings(records, user)), ...findings]);
    }
    if (repairs.length === 0) {
      this.wrong = null;
      return null;
    }
    const said = repairs.map(({ wrong }) => wrong).join('. ');
    const sql = repairs.map((repair) => repair.sql).join('; ');
    const waits = first === null && urgent.length === 0;
    if (
      (waits && !(await this.isQuiet(ordinary, records))) ||
      !(await this.repair(ordinary, repairs, waits ? records : null))
    )
      refuse([
        error(
          `${said}. As it is our own, Services 360 itself runs: ${sql}, as soon as ${records.table.sql} has been left as it is for ${Math.round(quietMs / 1000)} s, and then reads all anew. If an upgrade needs longer, end Services 360 meanwhile.`,
        ),
      ]);
    this.wrong = null;
    refuse((await publicationFindings(ordinary, records, name, false)).findings);
    return `${said}; as it is our own, Services 360 ran: ${sql}`;
  }

  /**
   * @param quiet a table that must still be as it was left; as its owner we may hold it
   * @returns whether it was
   */
  private async repair(
    ordinary: Connected,
    repairs: readonly Repair[],
    quiet: Records | null = null,
  ): Promise<boolean> {
    if (repairs.length === 0) return true;
    await ordinary.rows('BEGIN');
    try {
      await ordinary.rows(`SET LOCAL lock_timeout = '${lockTimeout}'`);
      if (quiet !== null) {
        // The lock that adding it to a publication takes anyway: from here on nobody changes it before us.
        await ordinary.rows(`LOCK TABLE ONLY ${quiet.table.sql} IN SHARE UPDATE EXCLUSIVE MODE`);
        if (!(await this.isQuiet(ordinary, quiet))) {
          await ordinary.rows('ROLLBACK');
          return false;
        }
      }
      for (const { sql } of repairs) for (const one of sql.split('; ')) await ordinary.rows(one);
      await ordinary.rows('COMMIT');
      return true;
    } catch (cause) {
      await ordinary.rows('ROLLBACK').catch(() => {});
      if ((cause as { cause?: { code?: string } }).cause?.code !== '55P03') throw cause;
      const said = repairs.map(({ wrong, sql }) => `${wrong}; ${sql}`).join('; ');
      throw new SourceError(
        'misfit',
        `${said} waits for a transaction that holds the table, and is tried again in a minute.`,
        { cause },
      );
    }
  }

  /** Whether nobody has changed table or publication for a while. */
  private async isQuiet(ordinary: Connected, { table }: Records): Promise<boolean> {
    const [row] = await ordinary.rows(
      `SELECT concat_ws('/', c.oid, c.xmin, c.relfilenode,
         (SELECT string_agg(a.xmin::text, ',' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid),
         (SELECT p.oid || '/' || p.xmin FROM pg_publication p WHERE p.pubname = $2))
       FROM pg_class c WHERE c.oid = $1`,
      [table.oid, this.options.publication],
    );
    const state = row?.[0] ?? '';
    const now = performance.now();
    if (this.wrong?.state !== state) this.wrong = { state, since: now };
    // A timer may be early by a little.
    return now - this.wrong.since >= 0.95 * this.options.quietMs;
  }
}
