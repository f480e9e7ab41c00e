import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Registry } from 'prom-client';
import type { HouseState } from '../../model/message.ts';
import type { Said } from '../../model/said.ts';
import { errorText } from '../live/errorText.ts';
import { manifestOf } from '../snapshotReader.ts';
import type { House } from './house.ts';
import { type MessageMetrics, messageMetrics } from './messageMetrics.ts';
import type { Courier, CourierNews } from './messages/courier.ts';
import type { NoticeFacts } from './notices/conditions.ts';
import type { NoticeSettings } from './notices/noticeSettings.ts';
import type { NoticeWatch } from './notices/noticeWatch.ts';

export interface HouseOptions {
  /** Folder of the data. */
  readonly data: string;
  /** Null, or without notices: nobody is to be told of anything. */
  readonly config: { readonly title: Said; readonly notices: NoticeSettings | null } | null;
  readonly facts: NoticeFacts;
  /** Where the metrics are. */
  readonly registry: Registry;
  /** Told in English words what should be known. */
  readonly say: (text: string, isBad: boolean) => void;
  /** Milliseconds after which a file is opened again that could not be. */
  readonly againMs?: number;
}

/** What came of asking for a message that shows that messages arrive. */
export type TestAnswer = 'sent' | 'nobody' | 'failed';

interface Opened {
  readonly house: House;
  readonly courier: Courier;
  readonly watch: NoticeWatch | null;
  readonly receivers: readonly string[];
}

/** The house while the server runs. Where its file cannot be opened that is said, and the city is shown without it. */
export class HouseService {
  private readonly options: HouseOptions;
  private readonly metrics: MessageMetrics;
  private opened: Opened | null = null;
  private opening: Promise<void> | null = null;
  private trouble: string | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;

  constructor(options: HouseOptions) {
    this.options = options;
    this.metrics = messageMetrics(options.registry, () => this.opened?.courier.waiting() ?? []);
  }

  /** Opens it; what cannot be opened is tried again from time to time. Never rejects. */
  async start(): Promise<void> {
    this.opening = this.open().then(
      (opened) => {
        this.opened = opened;
        if (this.trouble !== null) this.options.say('the house of the server is open', false);
        this.trouble = null;
      },
      (error: unknown) => {
        const why = error instanceof Error && error.name === 'StoreError' ? error.message : errorText(error);
        if (why !== this.trouble)
          this.options.say(`the city is shown, and no messages are sent: ${why}`, true);
        this.trouble = why;
        if (this.isStopped) return;
        this.again = setTimeout(() => void this.start(), this.options.againMs ?? 60_000);
        this.again.unref();
      },
    );
    await this.opening;
  }

  /** What an administrator is to know of it. */
  state(): HouseState {
    const notices = this.options.config?.notices ?? null;
    try {
      const receivers = this.opened?.courier.states() ?? [];
      return { trouble: this.trouble, notices: notices && { afterMinutes: notices.afterMinutes, receivers } };
    } catch (error) {
      return { trouble: errorText(error), notices: null };
    }
  }

  /** Sends a message to every receiver of notices, which shows that messages arrive. */
  async sendTest(): Promise<TestAnswer> {
    const { opened } = this;
    const { config } = this.options;
    if (!config?.notices) return 'nobody';
    if (!opened) return 'failed';
    const content = { city: config.title, timeZone: await this.timeZone(), at: Date.now() / 1000 };
    const key = `test-${randomUUID()}`;
    try {
      opened.courier.put(opened.receivers.map((receiver) => ({ kind: 'test', key, receiver, content })));
      return 'sent';
    } catch (error) {
      this.options.say(errorText(error), true);
      return 'failed';
    }
  }

  /** Sends nothing more, and closes it. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.again);
    await this.opening;
    await this.opened?.watch?.stop();
    await this.opened?.courier.stop();
    this.opened?.house.close();
    this.opened = null;
  }

  private async open(): Promise<Opened> {
    const { data, config, facts, say } = this.options;
    const notices = config?.notices ?? null;
    await mkdir(data, { recursive: true });
    // Loaded when it is needed: the server listens before.
    const [{ openHouse, houseFile }, { MessageTable }, { Courier }, { messageKinds }] = await Promise.all([
      import('./house.ts'),
      import('./messages/messageTable.ts'),
      import('./messages/courier.ts'),
      import('./messageKinds.ts'),
    ]);
    const { receiversOf } = await import('./messages/receivers.ts');
    const { NoticeWatch } = await import('./notices/noticeWatch.ts');
    const receivers = notices ? receiversOf(notices.to, notices.smtp) : [];
    const house = openHouse(`${data}/${houseFile}`);
    try {
      const courier = new Courier({
        ...{ table: new MessageTable(house), kinds: messageKinds, receivers },
        onNews: (news) => this.note(news),
      });
      const ids = receivers.map(({ id }) => id);
      const watch =
        notices &&
        new NoticeWatch({
          ...{ house, courier, facts, city: config!.title, receivers: ids, timeZone: () => this.timeZone() },
          ...{ afterMinutes: notices.afterMinutes, admin: notices.adminAddress },
          onTrouble: (why) => say(`what does not work could not be written down: ${why}`, true),
        });
      void courier.look();
      return { house, courier, watch, receivers: ids };
    } catch (error) {
      house.close();
      throw error;
    }
  }

  private note(news: CourierNews): void {
    const { say } = this.options;
    switch (news.kind) {
      case 'attempt': {
        const { receiver, attempts, delivery, again } = news;
        if (delivery.outcome === 'taken') {
          this.metrics.sent(receiver.kind);
          say(`a message was sent to ${receiver.name}`, false);
          return;
        }
        this.metrics.failed(receiver.kind);
        const next =
          again === null ? 'is given up' : `is tried again at ${new Date(again * 1000).toISOString()}`;
        say(`a message to ${receiver.name} failed ${attempts} times and ${next}: ${delivery.why.en}`, true);
        return;
      }
      case 'lost':
        say(
          `${news.count} messages are given up: the configuration does not name their receivers any more`,
          true,
        );
        return;
      case 'unwritten':
        say(`what came of a message could not be written down: ${news.why}`, true);
    }
  }

  private async timeZone(): Promise<string> {
    return (await manifestOf(this.options.data).catch(() => null))?.timeZone ?? 'UTC';
  }
}
