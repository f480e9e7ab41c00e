import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newestWins } from '../../src/board/newestWins.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A job of a given length that records what it finished and what was taken from it. */
function recorded(milliseconds: number) {
  const finished: number[] = [];
  const aborted: number[] = [];
  const submit = newestWins<number>(
    (input, signal) =>
      new Promise((done) => {
        const timer = setTimeout(() => {
          finished.push(input);
          done();
        }, milliseconds);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          aborted.push(input);
          done();
        });
      }),
    250,
  );
  return { submit, finished, aborted };
}

// Guards: dragging shows many frames, ends on the newest, and a slow one is given up.
test('a running job finishes; of those that wait only the newest runs', async () => {
  const { submit, finished, aborted } = recorded(40);
  for (let i = 0; i < 60; i++) {
    submit(i);
    await vi.advanceTimersByTimeAsync(16);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(finished.length).toBeGreaterThan(15);
  expect(finished.at(-1)).toBe(59);
  expect(aborted).toEqual([]);
});

test('a job past the patience is aborted for a newer input, and only then', async () => {
  const { submit, finished, aborted } = recorded(1000);
  submit(1);
  await vi.advanceTimersByTimeAsync(100);
  submit(2);
  await vi.advanceTimersByTimeAsync(100);
  expect(aborted).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(aborted).toEqual([1]);
  await vi.advanceTimersByTimeAsync(1100);
  expect(finished).toEqual([2]);
});
