import { types } from 'node:util';
import type { FastifyRequest, FastifyServerOptions } from 'fastify';
import { SnapshotError } from '../../model/manifest.ts';
import { SourceError } from '../intake/sources/source.ts';
import { StoreError } from '../intake/store/storeError.ts';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Errors whose messages are ours and hold nothing of a request. */
const ours = [SnapshotError, SourceError, StoreError];

/** What a log says of an error. */
export interface ErrorWords {
  readonly name: string;
  /** Only where the message is ours: those of databases and parsers quote what they were given. */
  readonly message?: string;
  readonly code?: string;
  readonly fault?: unknown;
  /** What the system was asked for, as `open` or `connect`. */
  readonly syscall?: string;
  /** Where it was thrown, without the message. */
  readonly at: readonly string[];
  readonly cause?: ErrorWords;
  /** Of an error that stands for several: the first few. */
  readonly errors?: readonly ErrorWords[];
}

/** Errors within errors that are told. */
const deepest = 5;
const mostErrors = 5;

/** An error in words that hold nothing of a request, whoever threw it. */
export function describe(error: unknown, depth = 0): ErrorWords {
  if (!isError(error)) return { name: typeof error, at: [] };
  const { code, fault, syscall, cause, errors } = error as Error & Record<string, unknown>;
  const isOurs = ours.some((type) => error instanceof type);
  return {
    name: /^\w{1,60}$/.test(error.name) ? error.name : 'Error',
    ...(isOurs ? { message: error.message } : {}),
    ...(typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? { code } : {}),
    ...(isOurs && fault !== undefined ? { fault } : {}),
    ...(typeof syscall === 'string' && /^[\w-]{1,40}$/.test(syscall) ? { syscall } : {}),
    at: placesOf(error),
    ...(cause === undefined || depth >= deepest ? {} : { cause: describe(cause, depth + 1) }),
    ...(Array.isArray(errors) && depth < deepest
      ? { errors: errors.slice(0, mostErrors).map((one) => describe(one, depth + 1)) }
      : {}),
  };
}

/** Whether something is an error, of another thread or realm too. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** A line of a stack: a place in a file that is named whole, which no message would hold by chance. */
const place = /^ {4}at (?:[^\n]* \()?(?:async )?(?:file:\/\/|node:|\/|[A-Za-z]:[\\/])[^\n]*:\d+:\d+\)?$/gm;

/** The lines of a stack that name a place in a file: those after the message, if it still is what it was when thrown. */
function placesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string') return [];
  const at = stack.indexOf(message);
  const places = stack.slice(at < 0 ? 0 : at + message.length).match(place) ?? [];
  return places.slice(0, 8).map((line) => line.trim());
}

/**
 * Fastify's `logger` option: JSON lines on the standard output. They hold no query strings, no bodies, no addresses of
 * customers' machines, and of a path only the route that it took.
 * @param level LOG_LEVEL
 * @throws Error if the level is not one
 */
export function makeLogger(level = 'info'): NonNullable<FastifyServerOptions['logger']> & object {
  if (!levels.includes(level)) throw new Error(`LOG_LEVEL=${level}: expected one of ${levels.join(', ')}`);
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: ['*.headers.authorization', '*.headers.cookie', 'headers.authorization', 'headers.cookie'],
    hooks: {
      // Where nothing else is said, pino and Fastify say the error's own message.
      logMethod(args, method) {
        const first: unknown = args[0];
        const error: unknown = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
        if (!(error instanceof Error) || (args[1] !== undefined && args[1] !== error.message)) {
          method.apply(this, args);
          return;
        }
        const bindings = first === error ? { err: error } : (first as object);
        method.apply(this, [bindings, describe(error).message ?? error.name]);
      },
    },
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? 'none',
      }),
      res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode ?? 0 }),
      err: (error: unknown) => ({
        type: error instanceof Error ? error.name : typeof error,
        ...toPino(error),
      }),
    },
  };
}

function toPino(error: unknown): { message: string; stack: string } & Omit<ErrorWords, 'message' | 'at'> {
  const { at, message = '', ...rest } = describe(error);
  return { ...rest, message, stack: at.join('\n') };
}
