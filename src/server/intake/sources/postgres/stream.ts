import { type Pgoutput, PgoutputPlugin } from 'pg-logical-replication';
import type { PostgresConnection } from '../postgresOptions.ts';
import { SourceError } from '../source.ts';
import { type Connected, pieceBytes } from './connection.ts';
import { sourceError } from './fault.ts';
import { formatLsn, type Lsn } from './lsn.ts';

/** What comes from a slot: a message of a transaction, or the word that nothing else happened up to a place. */
export type Streamed = { /** How much of the stream it took, in bytes. */ readonly bytes: number } & Told;

type Told =
  | Pgoutput.Message
  | {
      readonly tag: 'idle';
      readonly upTo: Lsn;
      /** Whether the server waits for an answer: it is about to end, or to take us for dead. */
      readonly asked: boolean;
    };

/** What of pg's connection is used below its client. */
interface Wire {
  on(event: 'copyData', listener: (message: { chunk: Buffer }) => void): void;
  sendCopyFromChunk(chunk: Buffer): void;
  readonly stream: { pause(): void; resume(): void };
}

const transactionData = 0x77;
const keepalive = 0x6b;
/** Messages, and bytes of them, that wait before the socket is left unread. */
const mostWaiting = 2_000;
const mostBytes = pieceBytes;
/** After so many questions without an answer the connection is dead. */
const mostUnanswered = 6;
/** 2000-01-01 in the epoch of Unix, in microseconds. */
const postgresEpoch = 946_684_800_000_000n;

/**
 * A slot's changes, as they are committed. pg-logical-replication decodes them; reading and acknowledging are done
 * here, because its service acknowledges one byte more than it is told (a commit that begins there would be skipped
 * after a restart), by its own timer whatever was received, and tells of idleness before what it holds back.
 */
export class SlotStream implements AsyncDisposable {
  private readonly connected: Connected;
  private readonly wire: Wire;
  private readonly timer: NodeJS.Timeout;
  private waiting: Streamed[] = [];
  private bytes = 0;
  private paused = false;
  private failure: SourceError | null = null;
  private wake: (() => void) | null = null;
  private unanswered = 0;
  private kept: Lsn;

  /**
   * @param connected a connection for replication, which is the stream's from now on
   * @param from where the reader is: transactions that were committed before it do not come
   * @param askMs how often the server is told where we are, and asked whether it is there
   */
  constructor(
    connected: Connected,
    connection: PostgresConnection,
    slot: string,
    publication: string,
    from: Lsn,
    askMs: number,
  ) {
    this.connected = connected;
    this.kept = from;
    this.wire = (connected.client as unknown as { connection: Wire }).connection;
    const plugin = new TextPlugin({ protoVersion: 1, publicationNames: [publication] });
    this.wire.on('copyData', ({ chunk }) => {
      this.unanswered = 0;
      try {
        this.receive(chunk, plugin);
      } catch (cause) {
        this.fail(sourceError(cause, connection));
      }
    });
    const ended = () => new SourceError('unreachable', `${connection.host}: the server ended the stream`);
    plugin.start(connected.client, slot, formatLsn(from)).then(
      () => this.fail(ended()),
      (cause: unknown) => this.fail(sourceError(cause, connection)),
    );
    this.timer = setInterval(() => {
      this.acknowledge(this.kept, true);
      if (this.paused) return;
      if (this.unanswered++ >= mostUnanswered)
        this.fail(new SourceError('unreachable', `${connection.host}: the server does not answer any more`));
    }, askMs);
  }

  /** All that has come since the last call; waits until something has. @throws SourceError */
  async take(): Promise<readonly Streamed[]> {
    if (this.waiting.length === 0 && !this.failure) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.waiting.length === 0 && this.failure) throw this.failure;
    const taken = this.waiting;
    this.waiting = [];
    this.bytes = 0;
    if (this.paused) {
      this.paused = false;
      this.wire.stream.resume();
    }
    return taken;
  }

  /** Tells the server that all before a place is on disk here, so that it may forget it. */
  acknowledge(lsn: Lsn, askBack = false): void {
    if (this.failure) return;
    if (lsn > this.kept) this.kept = lsn;
    const status = Buffer.alloc(34);
    status[0] = 0x72;
    // Received, on disk, applied.
    for (const at of [1, 9, 17]) status.writeBigUInt64BE(this.kept, at);
    status.writeBigInt64BE(BigInt(Date.now()) * 1000n - postgresEpoch, 25);
    status[33] = askBack ? 1 : 0;
    this.wire.sendCopyFromChunk(status);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    this.failure ??= new SourceError('unreachable', 'the stream was closed here');
    await this.connected[Symbol.asyncDispose]();
  }

  private receive(chunk: Buffer, plugin: TextPlugin): void {
    const bytes = chunk.length;
    this.bytes += bytes;
    if (chunk[0] === transactionData) this.waiting.push({ bytes, ...plugin.parse(chunk.subarray(25)) });
    else if (chunk[0] === keepalive) {
      const asked = chunk[17] === 1;
      this.waiting.push({ bytes, tag: 'idle', upTo: chunk.readBigUInt64BE(1), asked });
      if (asked) this.acknowledge(this.kept);
    }
    if ((this.waiting.length >= mostWaiting || this.bytes >= mostBytes) && !this.paused) {
      this.paused = true;
      this.wire.stream.pause();
    }
    this.wake?.();
  }

  private fail(failure: SourceError): void {
    this.failure ??= failure;
    this.wake?.();
  }
}

/** Leaves all values the texts that they are. */
class TextPlugin extends PgoutputPlugin {
  override parse(buffer: Buffer): Pgoutput.Message {
    const message = super.parse(buffer);
    // What comes after it is read by these very columns.
    if (message.tag === 'relation') for (const column of message.columns) column.parser = String;
    return message;
  }
}
