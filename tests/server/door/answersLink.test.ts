import { expect, test, vi } from 'vitest';
import type { AnswersOrder } from '../../../src/server/answers/messages.ts';
import { readQuestion } from '../../../src/server/answers/question.ts';
import { AnswersLink } from '../../../src/server/door/answersLink.ts';

// Guards: what the door tells a process that is there only while it is asked, whenever that comes and goes.

function linked(restAfter = 1e9) {
  const sent: AnswersOrder[] = [];
  const calls: string[] = [];
  const link = new AnswersLink({
    send: (order) => sent.push(order),
    need: () => calls.push('need'),
    rest: () => calls.push('rest'),
    restAfter,
  });
  let gone = new AbortController();
  const ask = () => {
    gone = new AbortController();
    return link.ask(readQuestion({ by: ['zone'] }), gone.signal);
  };
  const begin = (id: number, isLast = true) =>
    link.hear({ kind: 'begun', id, version: '7@1', asOf: 1, piece: { bytes: Buffer.from('a'), isLast } });
  const kinds = () => sent.map(({ kind }) => kind);
  return { link, sent, calls, ask, begin, kinds, abort: () => gone.abort() };
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('a question waits for the process to be there, and its pieces come as they are taken', async () => {
  const { link, calls, ask, begin, kinds } = linked();
  const answer = ask();
  expect([calls, kinds()]).toEqual([['need'], []]);
  link.there();
  expect(kinds()).toEqual(['ask']);
  begin(1, false);
  const { version, bytes } = await answer;
  expect([version, kinds()]).toEqual(['7@1', ['ask']]);
  const text = textOf(bytes);
  await vi.waitFor(() => expect(kinds()).toEqual(['ask', 'more']));
  link.hear({ kind: 'piece', id: 1, piece: { bytes: Buffer.from('b'), isLast: true } });
  expect(await text).toBe('ab');
});

test('who goes away is no more answered, before and after the answer begins', async () => {
  const first = linked();
  first.link.there();
  const answer = first.ask();
  first.abort();
  await expect(answer).rejects.toThrow(/nobody waits/);
  expect(first.kinds()).toEqual(['ask', 'drop']);
  const second = linked();
  second.link.there();
  const begun = second.ask();
  second.begin(1, false);
  const { bytes } = await begun;
  await bytes.next();
  await bytes.return(undefined);
  expect(second.kinds()).toEqual(['ask', 'drop']);
});

test('what was asked of one that ended fails, what was not is asked of the next', async () => {
  const { link, calls, ask, begin, sent } = linked();
  link.there();
  const lost = ask();
  link.gone({ name: 'ended with SIGKILL', at: [] });
  await expect(lost).rejects.toThrow(/ended with SIGKILL.*started again/);
  const waiting = ask();
  link.gone({ name: 'ended with SIGKILL', at: [] });
  expect(calls).toEqual(['need', 'need']);
  link.there();
  expect(sent.at(-1)).toMatchObject({ kind: 'ask', id: 2 });
  begin(2);
  expect(await textOf((await waiting).bytes)).toBe('a');
});

test('it rests once nobody has asked for a while, not while somebody is being answered', async () => {
  vi.useFakeTimers();
  try {
    const { link, calls, ask, begin, kinds } = linked(1000);
    link.there();
    const answer = ask();
    vi.advanceTimersByTime(5000);
    expect(calls).toEqual([]);
    begin(1);
    expect(await textOf((await answer).bytes)).toBe('a');
    vi.advanceTimersByTime(999);
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(calls).toEqual(['rest']);
    // The one that ends is asked nothing more, and its end fails nobody.
    const next = ask();
    expect([calls, kinds()]).toEqual([
      ['rest', 'need'],
      ['ask', 'drop'],
    ]);
    link.gone({ name: 'resting', at: [] });
    link.there();
    expect(kinds()).toEqual(['ask', 'drop', 'ask']);
    begin(2);
    expect((await next).version).toBe('7@1');
  } finally {
    vi.useRealTimers();
  }
});

test('more questions than it takes at a time are refused at once', async () => {
  const { link, ask, begin } = linked();
  link.there();
  const answers = Array.from({ length: 32 }, ask);
  await expect(ask()).rejects.toThrow(/32 questions are being answered/);
  begin(1);
  await textOf((await answers[0]!).bytes);
  const next = ask();
  begin(33);
  expect((await next).version).toBe('7@1');
});
