import { request } from 'node:http';
import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { formatMonth, parseMonth } from '../src/model/day.ts';
import type { Match } from '../src/model/match.ts';
import { type Config, readConfig } from '../src/server/config.ts';
import { addressesOf } from '../src/server/door/addresses.ts';
import { matchWords } from '../src/server/intake/matching/matchWords.ts';
import {
  answerOrder,
  type SourceAnswer,
  type SourceOrder,
} from '../src/server/intake/matching/sourceOrder.ts';
import { openCity } from '../src/server/intake/openCity.ts';
import { questionsOf } from '../src/server/intake/questions.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Asks the sources of a configuration what they have, beside what the store has of them. It asks the server where one
runs, by the operations listener; else it opens the store itself, and follows the sources for as long as it takes.

  CONFIG=FILE npm run source -- --list
  CONFIG=FILE npm run source -- --compare ID
  CONFIG=FILE npm run source -- --reread ID [--months 2026-01..2026-03]
  CONFIG=FILE npm run source -- --forget ID [--yes]

  --list         the sources, how they are doing, and how many requests the store has of each
  --compare ID   what differs, by month; changes nothing
  --reread ID    takes what the source has now: all of it anew, or the months of opening that are named
  --months M     a month, or the first and the last of some
  --forget ID    takes away all that came from a source that is not configured any more: its requests, what is known of
                 who asked, its place. Asks before; --yes answers
`;

const options = {
  list: { type: 'boolean' },
  compare: { type: 'string' },
  reread: { type: 'string' },
  months: { type: 'string' },
  forget: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** The server has not opened its store yet, or is opening it again. */
class ServerStarts extends Error {}

await runCommand(help, options, async (values) => {
  const { CONFIG } = process.env;
  if (!CONFIG)
    throw new UsageError('CONFIG is missing: expected CONFIG=FILE, the configuration that names the sources');
  const order = orderOf(values);
  const config = await readConfig(CONFIG);
  if (order.order === 'forget' && !values.yes && !(await isSure(order.source))) {
    say('Nothing was changed.');
    return;
  }
  const asked = await ofServer(config, order);
  tell(asked ?? (await ofStore(config, order)), order);
});

interface Values {
  readonly list?: boolean | undefined;
  readonly compare?: string | undefined;
  readonly reread?: string | undefined;
  readonly months?: string | undefined;
  readonly forget?: string | undefined;
}

function orderOf({ list, compare, reread, months, forget }: Values): SourceOrder {
  const wanted = [list, compare, reread, forget].filter((value) => value !== undefined);
  if (wanted.length !== 1)
    throw new UsageError('expected one of --list, --compare ID, --reread ID, --forget ID');
  if (months !== undefined && reread === undefined) throw new UsageError('--months goes with --reread ID');
  if (compare !== undefined) return { order: 'compare', source: compare };
  if (reread !== undefined)
    return { order: 'reread', source: reread, months: months === undefined ? null : monthsOf(months) };
  return forget === undefined ? { order: 'list' } : { order: 'forget', source: forget };
}

/** All months of a range such as `2026-01..2026-03`. */
function monthsOf(text: string): string[] {
  const [from, to = from, more] = text.split('..').map(parseMonth);
  if (from == null || to == null || more !== undefined || to < from)
    throw new UsageError(`--months ${text}: expected a month such as 2026-01, or 2026-01..2026-03`);
  return Array.from({ length: to - from + 1 }, (_, i) => formatMonth(from + i));
}

async function isSure(source: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `All requests that came from ${source} are taken from the page and the store. Type its id to go on: `,
  );
  terminal.close();
  return answer.trim() === source;
}

/** Asks the server that runs; null if none does. */
async function ofServer(config: Config, order: SourceOrder): Promise<SourceAnswer | null> {
  const { operations } = await addressesOf(config);
  if (!operations || operations.port === 0) return null;
  const { host, port } = operations;
  const answer = whenStarted(() => post(host, port, order));
  let ended = false;
  void answer
    .catch(() => null)
    .finally(() => {
      ended = true;
    });
  const last =
    order.order === 'list'
      ? null
      : progressOf(
          () => post(host, port, { order: 'progress' }),
          () => ended,
        );
  const result = await answer;
  await last;
  if (result !== null) process.stderr.write(`answered by the server at ${host}:${port}\n`);
  return result;
}

async function progressOf(ask: () => Promise<SourceAnswer | null>, isOver: () => boolean): Promise<void> {
  for (let told = ''; ; ) {
    for (let waited = 0; waited < 2000; waited += 100) {
      if (isOver()) return;
      await wait(100);
    }
    const now = await ask().catch(() => null);
    const text = now && 'progress' in now ? (now.progress ?? '') : '';
    if (text !== '' && text !== told) process.stderr.write(`${text} …\n`);
    told = text;
  }
}

async function whenStarted<T>(ask: () => Promise<T>): Promise<T> {
  for (let told = false; ; told = true) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServerStarts)) throw error;
      if (!told) process.stderr.write('the server is starting …\n');
      await wait(1000);
    }
  }
}

function post(host: string, port: number, order: SourceOrder): Promise<SourceAnswer | null> {
  const body = JSON.stringify(order);
  return new Promise((done, fail) => {
    const asked = request(
      {
        host,
        port,
        path: '/admin/source',
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          if (response.statusCode === 200) done(JSON.parse(text) as SourceAnswer);
          else if (response.statusCode === 503) fail(new ServerStarts(wordsOf(text, 503)));
          else fail(new Error(wordsOf(text, response.statusCode)));
        });
      },
    );
    asked.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? done(null) : fail(error),
    );
    asked.end(body);
  });
}

function wordsOf(text: string, status: number | undefined): string {
  try {
    return (JSON.parse(text) as { error: string }).error;
  } catch {
    return `the server answered ${status}; is another program at server.operations?`;
  }
}

/** Opens the store where no server does. */
async function ofStore(config: Config, order: SourceOrder): Promise<SourceAnswer> {
  process.stderr.write('no server runs: the store is opened here\n');
  const city = await openCity(
    { kind: 'config', config },
    { said: (text) => process.stderr.write(`${text}\n`) },
  );
  try {
    const questions = questionsOf(city);
    if (order.order === 'compare' || order.order === 'reread') await isFollowed(questions, order.source);
    // Arguments and answers belong to their question; the type checker cannot follow that.
    const ask = (async (question: keyof typeof questions, args: readonly unknown[]) =>
      (questions[question] as (...all: readonly unknown[]) => unknown)(...args)) as Parameters<
      typeof answerOrder
    >[1];
    const answer = await answerOrder(order, ask);
    if (order.order === 'reread' && 'begun' in answer) await isFollowed(questions, order.source);
    return answer;
  } finally {
    await city.live.stop();
  }
}

/** Waits until a source has told all that it has. */
async function isFollowed(
  { sources }: Pick<ReturnType<typeof questionsOf>, 'sources'>,
  id: string,
): Promise<void> {
  for (;;) {
    const state = sources().find((source) => source.id === id);
    if (!state || state.phase === 'following') return;
    if (state.trouble) throw new Error(`${id}: ${state.trouble.text}`);
    await wait(100);
  }
}

function tell(answer: SourceAnswer, order: SourceOrder): void {
  if ('kept' in answer) {
    const ids = [
      ...new Set([...answer.states.map(({ id }) => id), ...answer.kept.map(({ source }) => source)]),
    ];
    for (const id of ids) {
      const state = answer.states.find((one) => one.id === id);
      const requests = answer.kept.find(({ source }) => source === id)?.requests ?? 0;
      const doing = state
        ? `${state.phase}${state.trouble ? `: ${state.trouble.text}` : ''}`
        : 'not configured any more';
      say(`${id}: ${requests.toLocaleString('en')} requests, ${doing}`);
    }
  } else if ('match' in answer) {
    say(`${answer.match.source}: ${matchWords(answer.match)}`);
    process.exitCode = exitOf(answer.match);
  } else if ('forgotten' in answer) say(`${answer.forgotten.toLocaleString('en')} requests were taken away`);
  else if ('begun' in answer && order.order === 'reread') say(`${order.source}: all is read anew`);
}

/** 1 where something differs and stays so, or nothing could be said. */
function exitOf({ outcome, mended }: Match): number {
  return outcome === 'equal' || mended ? 0 : 1;
}
