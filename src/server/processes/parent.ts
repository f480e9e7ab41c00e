import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe } from '../live/logger.ts';
import type { Order, Role, Told } from './messages.ts';

/** What a process of the server does with what it is told. */
export interface Orders {
  begin(task: unknown): Promise<void>;
  from(role: Role, body: unknown): void;
  there?(role: Role): void;
  gone?(role: Role, order: Extract<Order, { kind: 'gone' }>): void;
  stop(code: number): Promise<void>;
}

/** The pipe on which nothing comes: it ends with whoever started this process, however that ends. */
const lifeline = 4;

/** Ends this process with the one that started it. */
function endWithParent(): void {
  const end = () => process.kill(process.pid, 'SIGKILL');
  const held = new Socket({ fd: lifeline });
  held.on('error', () => {}).on('close', end);
  held.resume().unref();
}

/** The same from a thread of its own: 11 MB, and at once also while this process's own thread is busy for minutes. */
function endWithParentAtOnce(): void {
  const program = `
    const { Socket } = require('node:net');
    const end = () => process.kill(process.pid, 'SIGKILL');
    new Socket({ fd: ${lifeline} }).on('error', () => {}).on('close', end).resume();
  `;
  new Worker(program, { eval: true, execArgv: [] }).unref();
}

/** Tells the process that started this one. */
export function tell(told: Told): void {
  // Where it has ended there is nobody to be told, and this one ends, too.
  process.send!(told, undefined, undefined, () => {});
}

/** Tells another process of the server. */
export function tellTo(role: Role, body: unknown): void {
  tell({ kind: 'to', role, body });
}

/**
 * Runs a process of the server by the orders of the one that started it. Signals are that one's: a terminal sends them
 * to all.
 * @param isBusy whether its own thread may be busy for seconds at a time
 */
export function obey(orders: Orders, { isBusy = false } = {}): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  if (isBusy) endWithParentAtOnce();
  else endWithParent();
  process.on('uncaughtException', (error) => {
    process.exitCode = 70;
    process.send!({ kind: 'crashed', error: describe(error) } satisfies Told, () => process.exit(70));
  });
  const failed = (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    process.send!({ kind: 'failed', text } satisfies Told, () => process.exit(1));
  };
  process.on('message', (order: Order) => {
    switch (order.kind) {
      case 'begin':
        orders.begin(order.task).catch(failed);
        break;
      case 'from':
        orders.from(order.role, order.body);
        break;
      case 'there':
        orders.there?.(order.role);
        break;
      case 'gone':
        orders.gone?.(order.role, order);
        break;
      case 'stop':
        void orders.stop(order.code);
        break;
    }
  });
}
