import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Registry } from 'prom-client';
import type { MessagesState } from '../../model/message.ts';
import type { Said } from '../../model/said.ts';
import { errorText } from '../live/errorText.ts';
import { manifestOf } from '../snapshotReader.ts';
import type { HouseService } from './houseService.ts';
import { type MessageMetrics, messageMetrics } from './messageMetrics.ts';
import type { Courier, CourierNews } from './messages/courier.ts';
import type { NoticeFacts } from './notices/conditions.ts';
import type { NoticeSettings } from './notices/noticeSettings.ts';
import type { NoticeWatch } from './notices/noticeWatch.ts';

export interface MessageServiceOptions {
  readonly house: Pick<HouseService, 'open' | 'opened' | 'trouble'>;
  /** Folder of the data, whose manifest tells the city's time zone. */
  readonly data: string;
  /** Null, or without notices: nobody is to be told of anything. */
  readonly config: { readonly title: Said; readonly notices: NoticeSettings | null } | null;
  readonly facts: NoticeFacts;
  /** Where the metrics are. */
  readonly registry: Registry;
  /** Told in English words what should be known. */
  readonly say: (text: string, isBad: boolean) => void;
  /** Milliseconds after which a house is opened again that could not be. */
  readonly againMs?: number;
}

/** What came of asking for a message that shows that messages arrive. */
export type TestAnswer = 'sent' | 'nobody' | 'failed';

interface Opened {
  readonly courier: Courier;
  readonly watch: NoticeWatch | null;
  readonly receivers: readonly string[];
}

/** The messages of a running server: notices, and whoever else has something to tell. Without a house none are sent. */
export class MessageService {
  private readonly options: MessageServiceOptions;
  private readonly metrics: MessageMetrics;
  private opened: Opened | null = null;
  private starting: Promise<void> | null = null;
  private trouble: string | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;

  constructor(options: MessageServiceOptions) {
    this.options = options;
    this.metrics = messageMetrics(options.registry, () => this.opened?.courier.waiting() ?? []);
  }

  /** Begins to deliver. Where the house cannot be opened that is tried again from time to time. Never rejects. */
  async start(): Promise<void> {
    this.starting = this.open().then(
      (opened) => {
        this.opened = opened;
        this.trouble = opened ? null : this.options.house.trouble;
        if (!opened) this.startLater();
      },
      (error: unknown) => {
        this.trouble = errorText(error);
        this.options.say(`no messages are sent: ${this.trouble}`, true);
        this.startLater();
      },
    );
    await this.starting;
  }

  /** What an administrator is to know of them. */
  state(): MessagesState {
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

  /** Sends nothing more; the house may be closed then. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.again);
    await this.starting;
    await this.opened?.watch?.stop();
    await this.opened?.courier.stop();
    this.opened = null;
  }

  private startLater(): void {
    if (this.isStopped) return;
    this.again = setTimeout(() => void this.start(), this.options.againMs ?? 60_000);
    this.again.unref();
  }

  private async open(): Promise<Opened | null> {
    const { config, facts, say } = this.options;
    const notices = config?.notices ?? null;
    // Of a city that is new it is not there yet.
    await mkdir(this.options.data, { recursive: true, mode: 0o700 });
    await this.options.house.open();
    const house = this.options.house.opened;
    if (!house) return null;
    // Loaded when it is needed: the server listens before.
    const [{ MessageTable }, { Courier }, { messageKinds }, { receiversOf }, { NoticeWatch }] =
      await Promise.all([
        import('./messages/messageTable.ts'),
        import('./messages/courier.ts'),
        import('./messageKinds.ts'),
        import('./messages/receivers.ts'),
        import('./notices/noticeWatch.ts'),
      ]);
    if (this.isStopped) return null;
    const receivers = notices ? receiversOf(notices.to, notices.smtp) : [];
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
    return { courier, watch, receivers: ids };
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
