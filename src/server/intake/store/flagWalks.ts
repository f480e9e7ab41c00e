import type { Personal } from '../sources/source.ts';
import type { Changed, CustomerFlags } from './customerFlags.ts';
import { type Flags, noFlags } from './flags.ts';
import type { Identities } from './identity.ts';
import { personalColumns } from './schema.ts';
import type { Settings } from './settings.ts';
import type { SharedIdentities } from './sharedIdentities.ts';
import { type DatabaseSyncInstance, limited, type StatementSyncInstance } from './sqlite.ts';

/** In the table `settings`: by which rules the keys are, and the last rid whose key was looked at by them. */
const rulesName = 'identityRules';
const sweepName = 'identitySweep';

interface Walk {
  readonly key: string;
  readonly opened: number;
  readonly rid: number;
}

type FlagsOf = Flags & { readonly rid: number; readonly opened: number };
type Person = Personal & FlagsOf & { readonly key: string | null; readonly source: string };

/**
 * Looks at flags again that were found before somebody became nobody, or nobody somebody: at all requests of a key,
 * after it turned, and at those of all keys, after the rules changed. Done in slices, and goes on after a restart.
 */
export class FlagWalks {
  private readonly rules: Identities;
  private readonly shared: SharedIdentities;
  private readonly flags: CustomerFlags;
  private readonly settings: Settings;
  /** The last rid that the sweep has looked at; null when there is none. */
  private sweepAt: number | null;
  private walks: number;
  private readonly begin: StatementSyncInstance;
  private readonly next: StatementSyncInstance;
  private readonly goOn: StatementSyncInstance;
  private readonly end: StatementSyncInstance;
  private readonly requestsOf: StatementSyncInstance;
  private readonly personsAfter: StatementSyncInstance;
  private readonly setKey: StatementSyncInstance;

  constructor(
    db: DatabaseSyncInstance,
    parts: { rules: Identities; shared: SharedIdentities; flags: CustomerFlags; settings: Settings },
  ) {
    this.rules = parts.rules;
    this.shared = parts.shared;
    this.flags = parts.flags;
    this.settings = parts.settings;
    this.begin = db.prepare('INSERT OR REPLACE INTO flag_walks VALUES (?, -1, -1)');
    this.next = db.prepare('SELECT * FROM flag_walks LIMIT 1');
    this.goOn = db.prepare('UPDATE flag_walks SET opened = ?, rid = ? WHERE key = ?');
    this.end = db.prepare('DELETE FROM flag_walks WHERE key = ?');
    this.requestsOf = db.prepare(
      `SELECT r.rid, p.opened, repeat30d, duplicate, handover48h FROM personal p CROSS JOIN requests r ON r.rid = p.rid
      WHERE key = ? AND (p.opened, p.rid) > (?, ?) ORDER BY p.opened, p.rid ${limited}`,
    );
    this.personsAfter = db.prepare(
      `SELECT p.rid, key, source, p.opened, repeat30d, duplicate, handover48h, ${personalColumns.join(', ')}
      FROM personal p CROSS JOIN requests r ON r.rid = p.rid WHERE p.rid > ? ORDER BY p.rid ${limited}`,
    );
    this.setKey = db.prepare('UPDATE personal SET key = ? WHERE rid = ?');
    this.walks = (db.prepare('SELECT count(*) AS n FROM flag_walks').get() as { n: number }).n;
    const at = this.settings.get(sweepName);
    this.sweepAt = at === null ? null : Number(at);
  }

  /** Whether there are flags that are to be looked at again. */
  get isPending(): boolean {
    return this.walks > 0 || this.sweepAt !== null;
  }

  /** Begins a sweep where the keys are by other rules than these. */
  keepRules(): void {
    if (this.settings.get(rulesName) === this.rules.fingerprint) return;
    this.settings.set(rulesName, this.rules.fingerprint);
    this.setSweep(this.personsAfter.get(-1, 1) ? -1 : null);
  }

  /** Says that a key became nobody or somebody. */
  turned(key: string): void {
    this.begin.run(key);
    this.walks++;
  }

  /**
   * Looks at some requests again. What the sweep finds is told to the flags, which are to be refreshed after.
   * @param most about how many
   */
  step(most: number, changed: Changed): void {
    let left = most;
    while (left > 0 && this.walks > 0) {
      const walk = this.next.get() as Walk | undefined;
      if (walk) left -= this.walk(walk, left, changed);
      else this.walks = 0;
    }
    if (left > 0 && this.sweepAt !== null) this.sweep(this.sweepAt, left, changed);
  }

  private walk({ key, opened, rid }: Walk, most: number, changed: Changed): number {
    const requests = this.requestsOf.all(key, opened, rid, most) as FlagsOf[];
    if (this.shared.has(key)) for (const request of requests) this.flags.write(request, noFlags, changed);
    else
      this.flags.renew(
        key,
        requests.map((request) => request.opened),
        changed,
      );
    const last = requests.at(-1);
    if (last && requests.length === most) this.goOn.run(last.opened, last.rid, key);
    else this.end.run(key);
    return Math.max(1, requests.length);
  }

  private sweep(after: number, most: number, changed: Changed): void {
    const persons = this.personsAfter.all(after, most) as Person[];
    for (const person of persons) {
      const key = this.rules.keyOf(person.source, person);
      // Who told nothing by the former rules is left in peace.
      if (key === null || person.key === null) continue;
      if (key === person.key) {
        this.flags.count(key, person.opened);
        continue;
      }
      this.setKey.run(key, person.rid);
      this.flags.touch(person.key, person.opened, -1);
      this.flags.touch(key, person.opened, 1);
      if (this.shared.has(key)) this.flags.write(person, noFlags, changed);
    }
    this.setSweep(persons.length === most ? persons.at(-1)!.rid : null);
  }

  private setSweep(at: number | null): void {
    this.sweepAt = at;
    if (at === null) this.settings.delete(sweepName);
    else this.settings.set(sweepName, String(at));
  }
}
