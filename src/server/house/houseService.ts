import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { recordKinds } from '../../model/records/kinds.ts';
import type { Access } from '../door/addresses.ts';
import { isForwarded } from '../door/orders.ts';
import { StoreError } from '../intake/store/storeError.ts';
import type { House } from './house.ts';
import type { RecordTable } from './records/recordTable.ts';
import { serveRecords } from './records/serveRecords.ts';

export interface HouseOptions {
  /** Folder of the data, in which its file is. */
  readonly data: string;
  readonly access: Access['kind'];
  readonly say: (line: string) => void;
}

/** The house of a running server: opens it once there are data, and serves what is kept in it. */
export class HouseService {
  private readonly options: HouseOptions;
  private house: House | null = null;
  private said: string | null = null;
  private table: RecordTable | null = null;
  private opening: Promise<void> | null = null;
  private why = 'the server begins, and has not opened it yet';

  constructor(options: HouseOptions) {
    this.options = options;
  }

  /** Adds its routes to the server of the page. */
  serve(server: FastifyInstance): void {
    const isAlone = this.options.access === 'loopback';
    serveRecords(server, {
      kinds: recordKinds,
      // What comes through a proxy may be anybody's.
      whoOf: (request) =>
        isAlone && !isForwarded(request) ? { author: 'this computer', role: 'thisComputer' } : null,
      table: async () => {
        if (!this.table) throw new StoreError(`house.sqlite: ${this.why}`);
        return this.table;
      },
    });
  }

  /** Opens its file, if it is not open; where that cannot be, says why, and the page does without what is kept there. */
  open(): Promise<void> {
    // Whoever shows data and whoever sends messages ask for it at the same time.
    this.opening ??= this.tryToOpen().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  private async tryToOpen(): Promise<void> {
    if (this.house) return;
    const { data, say } = this.options;
    const { houseFile, openHouse } = await import('./house.ts');
    const { RecordTable } = await import('./records/recordTable.ts');
    try {
      this.house = openHouse(join(data, houseFile));
      this.table = new RecordTable(this.house);
      this.said = null;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.why = error.message;
      if (this.said === error.message) return;
      this.said = error.message;
      say(`Saved views and messages cannot be kept: ${error.message}`);
    }
  }

  /** The open house; null where there is none. */
  get opened(): House | null {
    return this.house;
  }

  /** Why it could not be opened, in English words; null: it could, or nobody tried. */
  get trouble(): string | null {
    return this.said;
  }

  close(): void {
    this.table = null;
    this.why = 'the server ends, and has closed it';
    this.house?.close();
    this.house = null;
  }
}
