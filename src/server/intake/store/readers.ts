import type { DeltaFile } from '../../../model/manifest.ts';
import { type Settings, settingNames } from './settings.ts';
import type { DatabaseSyncInstance } from './sqlite.ts';

/** What readers have, as far as it was told: the table `published` and two settings. */
export class Readers {
  private readonly db: DatabaseSyncInstance;
  private readonly settings: Settings;

  constructor(db: DatabaseSyncInstance, settings: Settings) {
    this.db = db;
    this.settings = settings;
  }

  /** How many requests. */
  get requests(): number {
    return Number(this.settings.get(settingNames.published) ?? 0);
  }

  set requests(requests: number) {
    this.settings.set(settingNames.published, String(requests));
  }

  /** 0: nothing. */
  get sequence(): number {
    return Number(this.settings.get(settingNames.sequence) ?? 0);
  }

  /** Says that they have a delta. */
  have(delta: DeltaFile): void {
    this.db.prepare('INSERT OR REPLACE INTO published VALUES (?, ?)').run(delta.to, JSON.stringify(delta));
    this.settings.set(settingNames.sequence, String(delta.to));
  }

  /** Says that they have a snapshot of all, to which no delta leads. */
  haveAll(sequence: number): void {
    this.db.exec('DELETE FROM published');
    this.settings.set(settingNames.sequence, String(sequence));
  }

  /** The deltas that are remembered, the oldest first. */
  deltas(): DeltaFile[] {
    const found = this.db.prepare('SELECT file FROM published ORDER BY sequence').all();
    return (found as { file: string }[]).map(({ file }) => JSON.parse(file) as DeltaFile);
  }

  /** Forgets the deltas that lead up to a sequence, this one too. */
  forgetDeltas(upTo: number): void {
    this.db.prepare('DELETE FROM published WHERE sequence <= ?').run(upTo);
  }
}
