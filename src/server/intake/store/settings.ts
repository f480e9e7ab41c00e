import type { Words } from '../../../model/words.ts';
import type { Zones } from '../../../model/zones.ts';
import type { DatabaseSyncInstance } from './sqlite.ts';
import { StoreError } from './storeError.ts';

/** Names in the table `settings` that are not its own. */
export const settingNames = {
  /** How many requests readers have. */
  published: 'published',
  /** The sequence that they have. */
  sequence: 'sequence',
  /** There while an earlier version fills the store. */
  loading: 'loading',
} as const;

/** The table `settings`: what the numbers in the other tables mean, by name. */
export class Settings {
  private readonly db: DatabaseSyncInstance;
  private readonly file: string;

  constructor(db: DatabaseSyncInstance, file: string) {
    this.db = db;
    this.file = file;
  }

  get(name: string): string | null {
    const found = this.db.prepare('SELECT value FROM settings WHERE name = ?').get(name) as
      | { value: string }
      | undefined;
    return found?.value ?? null;
  }

  set(name: string, value: string): void {
    this.db.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(name, value);
  }

  delete(name: string): void {
    this.db.prepare('DELETE FROM settings WHERE name = ?').run(name);
  }

  /** @throws StoreError where the stored days and hours are of another time zone */
  keepTimeZone(timeZone: string): void {
    const kept = this.get('timeZone');
    if (kept !== null && kept !== timeZone)
      throw new StoreError(
        `${this.file}: got the time zone ${timeZone}, expected ${kept}, in which the days of its requests are. Set that one, or begin with a new store.`,
      );
    this.set('timeZone', timeZone);
  }

  /** @throws StoreError where a stored code would mean another word or zone than it did */
  keepWords(words: Words, { zones, places }: Pick<Zones, 'zones' | 'places'>): void {
    const lists: Record<string, readonly { readonly id: string }[]> = {
      ...words,
      zone: zones,
      place: places,
    };
    const kept = JSON.parse(this.get('codes') ?? '{}') as Record<string, readonly string[]>;
    for (const [name, ids] of Object.entries(kept)) {
      const odd = ids.findIndex((id, code) => lists[name]?.[code]?.id !== id);
      if (odd >= 0)
        throw new StoreError(
          `${this.file}: got ${JSON.stringify(lists[name]?.[odd]?.id ?? 'nothing')} as number ${odd} of the dictionary "${name}", expected ${JSON.stringify(ids[odd])}, which its requests mean by that. Put the word back and new ones after it, or begin with a new store.`,
        );
    }
    const codes = Object.entries(lists).map(([name, list]) => [name, list.map(({ id }) => id)]);
    this.set('codes', JSON.stringify(Object.fromEntries(codes)));
    this.set('words', JSON.stringify(words));
  }

  /** The dictionaries that the store's codes are of; null in a new store. */
  words(): Words | null {
    const kept = this.get('words');
    return kept === null ? null : (JSON.parse(kept) as Words);
  }
}
