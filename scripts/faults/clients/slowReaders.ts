import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultResult } from '../fault.ts';
import { startChild } from './child.ts';
import { openStream } from './eventReader.ts';
import type { ServerMessage } from './messages.ts';

export interface SlowReadersOptions {
  readonly slow: number;
  readonly quick: number;
}

/** As many as the kernels' buffers do not take for a page that does not read: some 10 MB. */
const deltas = 400;
const deltaBytes = 40_000;

interface Page {
  readonly got: number[];
  response: IncomingMessage | null;
  toldToReload: boolean;
  ended: boolean;
}

/** Pages that stop reading: they are dropped and told, and the others are told of everything meanwhile. */
export async function slowReaders({ slow, quick }: SlowReadersOptions): Promise<FaultResult> {
  const folder = await mkdtemp(join(tmpdir(), 's360-clients-'));
  const server = startChild<ServerMessage>('server.ts', {
    journal: join(folder, 'journal'),
    deltas,
    size: deltaBytes,
    every: 10,
  });
  const leave: (() => void)[] = [];
  try {
    const listening = await server.until(({ kind }) => kind === 'listening', 600_000, 'listening');
    const url = `http://127.0.0.1:${listening.kind === 'listening' ? listening.port : 0}/live/rows?since=0`;
    const open = (): Page => {
      const page: Page = { got: [], response: null, toldToReload: false, ended: false };
      const request = openStream(url, null, {
        onOpen: (response) => {
          page.response = response;
        },
        onEvent({ event, id }) {
          if (event === 'delta') page.got.push(Number(id));
          if (event === 'reload') page.toldToReload = true;
        },
        onEnd: () => {
          page.ended = true;
        },
      });
      leave.push(() => request.destroy());
      return page;
    };
    const slowPages = Array.from({ length: slow }, open);
    const quickPages = Array.from({ length: quick }, open);
    const all = slow + quick;
    await server.until((told) => told.kind === 'counts' && told.clients === all, 600_000, `${all} clients`);
    while (slowPages.some(({ response }) => response === null)) await pause(10);
    for (const { response } of slowPages) response!.pause();
    server.send('go');
    const isDropped = (told: ServerMessage) => told.kind === 'counts' && told.dropped >= slow;
    await server.until(isDropped, 600_000, `${slow} dropped`).catch(() => null);
    for (const { response } of slowPages) response!.resume();
    const finished = () =>
      slowPages.every(({ ended }) => ended) && quickPages.every(({ got }) => got.length >= deltas);
    for (let waited = 0; waited < 60_000 && !finished(); waited += 20) await pause(20);

    const isInOrder = (got: readonly number[]) => got.every((to, i) => to === i + 1);
    const wrong = [
      ...slowPages.flatMap(({ got, toldToReload, ended }, i) => [
        ...(ended ? [] : [`slow page ${i} was not dropped`]),
        ...(toldToReload ? [] : [`slow page ${i} was not told`]),
        ...(isInOrder(got) ? [] : [`slow page ${i} has gaps before it was dropped`]),
      ]),
      ...quickPages.flatMap(({ got }, i) =>
        got.length === deltas && isInOrder(got) ? [] : [`quick page ${i} got ${got.length} of ${deltas}`],
      ),
    ];
    return {
      what: `pages of which ${slow} stop reading (${deltas} deltas of ${deltaBytes} bytes)`,
      tried: all,
      survived: all - new Set(wrong.map((line) => line.match(/^\w+ page \d+/)![0])).size,
      wrong,
    };
  } finally {
    for (const one of leave) one();
    await server.kill();
    await rm(folder, { recursive: true });
  }
}
