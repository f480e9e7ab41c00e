import type { House } from '../house.ts';
import type { Episode } from './episodes.ts';

/** The table `notices`: what is remembered of parts that are, or were, not as they should be. */
export class NoticeTable {
  private readonly house: House;

  constructor(house: House) {
    this.house = house;
  }

  /** @throws StoreError */
  all(): Episode[] {
    const rows = this.house.db.prepare('SELECT episode FROM notices ORDER BY part').all() as {
      episode: string;
    }[];
    return rows.map(({ episode }) => JSON.parse(episode) as Episode);
  }

  /** Remembers these and no others, within a transaction of the house. */
  write(episodes: readonly Episode[]): void {
    const { db } = this.house;
    db.exec('DELETE FROM notices');
    const insert = db.prepare('INSERT INTO notices (part, episode) VALUES (?, ?)');
    for (const one of episodes) insert.run(one.part, JSON.stringify(one));
  }
}
