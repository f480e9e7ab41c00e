import { setTimeout as wait } from 'node:timers/promises';
import type { FlatRecord } from '../../../intake/formats/flatten.ts';
import { shown } from '../../../intake/privacy.ts';
import { type Open311Body, parseBody } from './open311Body.ts';
import type { Open311Options } from './open311Options.ts';
import { type Clock, SourceError, systemClock } from './source.ts';

/** What a source needs of the world around it; a test brings its own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Ends early with the signal's reason where it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const surroundings: Surroundings = {
  clock: systemClock,
  fetch: (...args) => fetch(...args),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  random: Math.random,
};

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** How often one question is asked before whoever runs the source decides. */
const mostTries = 6;
const firstWait = 1000;
const longestWait = 60_000;
/** bytes */
const longestBody = 2 ** 26;

/** Asks an Open311 server, one question after the other, and waits where it is asked to. */
export class Open311Client {
  private readonly options: Open311Options;
  private readonly around: Surroundings;
  private readonly mostTries: number;
  private asked = false;

  /** @param tries how often one question is asked before whoever runs the source decides */
  constructor(options: Open311Options, around: Surroundings, tries = mostTries) {
    this.mostTries = tries;
    this.options = options;
    this.around = around;
  }

  /**
   * The records of an answer; null where the server says that it has none such (404).
   * @param what `services`, `requests` or `requests/ID`
   * @throws SourceError: `unreachable` after several tries, `misfit` where the server refuses; the signal's reason
   */
  async get(
    what: string,
    parameters: Parameters,
    signal: AbortSignal,
  ): Promise<readonly FlatRecord[] | null> {
    const { pauseMs } = this.options;
    if (this.asked && pauseMs > 0) await this.around.sleep(pauseMs, signal);
    this.asked = true;
    for (let tries = 1; ; tries++) {
      const answer = await this.ask(what, parameters, signal);
      if ('records' in answer) return answer.records;
      const { fault, why, askedToWait } = answer;
      const said = `Open311 source "${this.options.id}": ${this.shown(what)}: ${why}`;
      if (fault === 'misfit') throw new SourceError('misfit', said);
      if (askedToWait !== null && askedToWait > longestWait) {
        throw new SourceError('unreachable', said, { retryAfter: askedToWait });
      }
      if (tries === this.mostTries) {
        const often =
          tries === 1 ? '' : `; tried ${tries} times. Nothing was lost: it goes on from where it was`;
        throw new SourceError(fault === 'unreadable' ? 'misfit' : 'unreachable', said + often);
      }
      // Somewhere between half and all of it, so that several clients do not come back together.
      const backOff = Math.min(longestWait, firstWait * 2 ** (tries - 1)) * (0.5 + this.around.random() / 2);
      await this.around.sleep(Math.max(askedToWait ?? 0, backOff), signal);
    }
  }

  private async ask(
    what: string,
    parameters: Parameters,
    signal: AbortSignal,
  ): Promise<{ readonly records: readonly FlatRecord[] | null } | Refusal> {
    const { format, jurisdiction, apiKey, timeoutSeconds } = this.options;
    const url = new URL(this.shown(what));
    for (const [name, value] of Object.entries({ jurisdiction_id: jurisdiction, ...parameters })) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    if (apiKey !== null) url.searchParams.set('api_key', apiKey);
    const late = AbortSignal.timeout(timeoutSeconds * 1000);
    let response: Response;
    let text: string;
    try {
      response = await this.around.fetch(url, {
        signal: AbortSignal.any([signal, late]),
        headers: { accept: format === 'json' ? 'application/json' : 'text/xml, application/xml' },
      });
      text = await bodyOf(response);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof TooLong) return refusal('misfit', cause.message);
      return late.aborted
        ? refusal('unreachable', `no answer within ${timeoutSeconds} s`)
        : refusal('unreachable', `no connection (${reasonOf(cause)})`);
    }
    const { status } = response;
    if (status === 429 || status >= 500) {
      return refusal('unreachable', `the server answered ${status}`, this.waitOf(response));
    }
    let body: Open311Body;
    try {
      body = parseBody(text, format);
    } catch (cause) {
      if (status === 404) return { records: null };
      const why = `the server answered ${status} with ${(cause as Error).message}`;
      return refusal(response.ok ? 'unreadable' : 'misfit', why);
    }
    const error = body.errors[0];
    const code = response.ok ? Number(error?.code ?? 200) : status;
    if (code === 404) return { records: null };
    if (code >= 400 || error) {
      const said = error ? `: ${shown(error.description)}` : '';
      return refusal('misfit', `the server answered ${code}${said}${hints[code] ?? ''}`);
    }
    return { records: body.records };
  }

  /** Milliseconds that the server asks to wait for, as seconds or as a date; null where it does not. */
  private waitOf(response: Response): number | null {
    const told = response.headers.get('retry-after')?.trim();
    if (!told) return null;
    if (/^\d+$/.test(told)) return Number(told) * 1000;
    const at = Date.parse(told);
    return Number.isNaN(at) ? null : Math.max(0, at - this.around.clock.now() * 1000);
  }

  /** The address that is asked, without what may be secret. */
  private shown(what: string): string {
    const { endpoint, format } = this.options;
    return `${endpoint.replace(/\/+$/, '')}/${what}.${format}`;
  }
}

/** Why there is no answer; `unreadable` is worth another try, though it is no fault of the connection. */
interface Refusal {
  readonly fault: 'unreachable' | 'misfit' | 'unreadable';
  readonly why: string;
  /** Milliseconds. */
  readonly askedToWait: number | null;
}

function refusal(fault: Refusal['fault'], why: string, askedToWait: number | null = null): Refusal {
  return { fault, why, askedToWait };
}

const hints: Readonly<Record<number, string>> = {
  400: '; expected an answer to a question of the standard: check "jurisdiction" and "windowDays"',
  401: '; check the key that "apiKeyEnv" names',
  403: '; check the key that "apiKeyEnv" names',
};

class TooLong extends Error {}

async function bodyOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const piece of response.body) {
    length += piece.length;
    if (length > longestBody) {
      throw new TooLong(
        `an answer longer than ${longestBody / 2 ** 20} MB; set a smaller "pageSize" or "windowDays"`,
      );
    }
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(cause: unknown): string {
  const { code } = ((cause as Error).cause ?? cause) as NodeJS.ErrnoException;
  return code ?? 'it broke off';
}
