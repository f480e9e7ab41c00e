import { createHash } from 'node:crypto';
import type { JobState } from '../../../model/job.ts';
import type { Said } from '../../../model/said.ts';
import { errorText } from '../../live/errorText.ts';
import type { House } from '../house.ts';
import type { Courier } from '../messages/courier.ts';
import { conditionsOf, type NoticeFacts } from './conditions.ts';
import { turnOf } from './episodes.ts';
import { type Notice, noticeKind } from './noticeKind.ts';
import { NoticeTable } from './noticeTable.ts';

export interface NoticeWatchOptions {
  readonly house: House;
  readonly courier: Pick<Courier, 'put'>;
  /** Ids of those who are told. */
  readonly receivers: readonly string[];
  readonly facts: NoticeFacts;
  readonly city: Said;
  /** IANA name of the city's. */
  readonly timeZone: () => Promise<string>;
  readonly afterMinutes: number;
  readonly admin: string | null;
  /** Told in words what could not be written down. */
  readonly onTrouble: (why: string) => void;
  /** Epoch seconds of the machine. */
  readonly now?: () => number;
  readonly lookEveryMs?: number;
}

/** Looks again and again at what does not work, and writes of what lasts. What was written of is on the disk with the
 * message, so that a server that is started anew does not write of it again. */
export class NoticeWatch {
  private readonly options: NoticeWatchOptions;
  private readonly table: NoticeTable;
  private readonly timer: ReturnType<typeof setInterval>;
  private jobs: readonly JobState[] = [];
  private looking: Promise<void> | null = null;

  constructor(options: NoticeWatchOptions) {
    this.options = options;
    this.table = new NoticeTable(options.house);
    const every = options.lookEveryMs ?? Math.min(10_000, options.afterMinutes * 15_000);
    this.timer = setInterval(() => void this.look(), every);
    this.timer.unref();
  }

  /** Looks now. */
  look(): Promise<void> {
    this.looking ??= this.turn()
      .catch((error: unknown) => this.options.onTrouble(errorText(error)))
      .finally(() => {
        this.looking = null;
      });
    return this.looking;
  }

  /** Looks no more. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async turn(): Promise<void> {
    const { house, courier, receivers, facts, city, timeZone, afterMinutes, admin } = this.options;
    const now = this.options.now?.() ?? Date.now() / 1000;
    this.jobs = await facts.jobs().catch(() => this.jobs);
    const conditions = await conditionsOf(facts, this.jobs, now);
    const before = this.table.all();
    const { after, begun, over } = turnOf(before, conditions, now, afterMinutes * 60);
    if (begun.length + over.length === 0) {
      if (JSON.stringify(after.toSorted(byPart)) === JSON.stringify(before.toSorted(byPart))) return;
      house.transaction('what does not work could not be written down', () => this.table.write(after));
      return;
    }
    const content: Notice = {
      ...{ city, timeZone: await timeZone(), admin },
      begun: begun.map(({ part, since }) => ({
        ...{ part, since: since! },
        why: conditions.find((one) => one.part === part)!.why,
      })),
      over: over.map(({ part, since, wellSince, times }) => ({
        ...{ part, since: since!, until: wellSince!, times },
      })),
    };
    const key = keyOf(content);
    const messages = receivers.map((receiver) => ({ kind: noticeKind.name, key, receiver, content }));
    courier.put(messages, () => this.table.write(after));
  }
}

function byPart(a: { readonly part: string }, b: { readonly part: string }): number {
  return a.part < b.part ? -1 : 1;
}

/** The same for the same parts since the same times. */
function keyOf({ begun, over }: Notice): string {
  const what = [
    begun.map(({ part, since }) => [part, since]),
    over.map((one) => [one.part, one.since, one.until]),
  ];
  return `notice-${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32)}`;
}
