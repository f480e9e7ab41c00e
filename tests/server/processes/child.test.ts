import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { ErrorWords } from '../../../src/server/live/logger.ts';
import { Child } from '../../../src/server/processes/child.ts';
import type { Told } from '../../../src/server/processes/messages.ts';
import { runs } from '../../support/processes.ts';

const children: Child[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

function childOf(does: string, heap?: number) {
  const told: Told[] = [];
  const crashes: { error: ErrorWords; pause: number }[] = [];
  const failed: string[] = [];
  let starts = 0;
  const child = new Child({
    ...{ file: new URL('../../support/childProgram.ts', import.meta.url), task: { does } },
    ...(heap && { heap }),
    ...{ firstWait: 20, longestWait: 50 },
    onStart: () => starts++,
    onTold: (one) => told.push(one),
    onCrash: (error, pause) => crashes.push({ error, pause }),
    onFailed: (text) => failed.push(text),
  });
  children.push(child);
  child.start();
  return { child, told, crashes, failed, starts: () => starts };
}

const opens = (told: readonly Told[]) => told.filter(({ kind }) => kind === 'open').length;

test('one that ends by a fault comes again, sooner at first, and tells the fault without what it was about', async () => {
  // Guards: a process that is started again without a pause for ever; and personal data of an error's message in a log.
  const { told, crashes } = childOf('throw');
  await expect.poll(() => crashes.length, { timeout: 60_000 }).toBeGreaterThan(2);
  expect(crashes.slice(0, 3).map(({ pause }) => pause)).toEqual([20, 40, 50]);
  expect(crashes[0]!.error).toMatchObject({ name: 'TypeError', code: 'E_ODD' });
  expect(JSON.stringify(crashes)).not.toContain('Fatima');
  expect(opens(told)).toBeGreaterThan(2);
});

test('one without memory ends alone, and that is said', async () => {
  // Guards: a server that dies of one large reading, and a log that says only that a signal ended it.
  const { crashes } = childOf('fill', 40);
  await expect
    .poll(() => crashes[0]?.error, { timeout: 60_000 })
    .toMatchObject({
      ...{ code: 'ERR_OUT_OF_MEMORY', message: 'out of memory: its heap of 40 MB was full' },
    });
});

test('one that was killed begins with what it told last, and is told things again', async () => {
  // Guards: a second run that makes the sample city anew, or takes reference files that were refused.
  const { child, told, crashes, starts } = childOf('throw');
  child.send({ kind: 'from', role: 'door', body: { does: 'open' } });
  await expect.poll(() => crashes.length, { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(() => child.isOpen, { timeout: 60_000 }).toBe(true);
  const before = starts();
  const pid = child.pid!;
  child.send({ kind: 'from', role: 'door', body: { does: 'open' } });
  await expect.poll(() => told.at(-1)).toEqual({ kind: 'to', role: 'door', body: pid });
  process.kill(pid, 'SIGKILL');
  await expect.poll(starts).toBe(before + 1);
  expect(crashes.at(-1)!.error.name).toBe('ended with SIGKILL');
});

test('one that never could do its work says why, once; one that could is tried again', async () => {
  // Guards: a start that never ends with its reason; and a server that gives up because a disk was full for a minute.
  const never = childOf('fail');
  await expect.poll(() => never.failed, { timeout: 60_000 }).toEqual(['no such city']);
  const could = childOf('failOpen');
  await expect.poll(() => could.starts(), { timeout: 60_000 }).toBeGreaterThan(1);
  expect(could.crashes[0]!.error.message).toBe('the disk is full');
  expect([never.starts(), could.failed]).toEqual([1, []]);
});

test('one that is told to end has its code, and one that does not is ended', async () => {
  // Guards: a stop that waits for ever, or that is taken for a fault and started again.
  const good = childOf('open');
  await expect.poll(() => good.child.isOpen, { timeout: 60_000 }).toBe(true);
  expect(await good.child.stop(60_000, 3)).toBe(3);
  const deaf = childOf('open');
  await expect.poll(() => deaf.child.isOpen, { timeout: 60_000 }).toBe(true);
  expect(await deaf.child.stop(50, 9)).toBe(null);
  expect([good.starts(), deaf.starts(), good.crashes, deaf.crashes]).toEqual([1, 1, [], []]);
  expect([good.child.isThere, deaf.child.isThere]).toEqual([false, false]);
});

test('one that is busy ends with whoever started it, however that ends', async () => {
  // Guards: an intake that holds the store's lock for minutes after the server was killed.
  const program = fileURLToPath(new URL('../../support/childParent.ts', import.meta.url));
  const parent = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
  const pid = Number(line.toString());
  expect(runs(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => runs(pid)).toBe(false);
});
