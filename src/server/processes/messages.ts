import type { ErrorWords } from '../live/logger.ts';

/**
 * The processes of the server. The door answers whoever asks, intake follows the sources and publishes, answers has the
 * published data in an engine and answers what the door is asked about them; each comes again when it ends by itself.
 */
export type Role = 'door' | 'intake' | 'answers';

/** What a process tells the one that started it. Plain data, as all that crosses between them. */
export type Told =
  /** Something for another one; it is lost where that one is not there. */
  | { readonly kind: 'to'; readonly role: Role; readonly body: unknown }
  /** It does what it is there for. */
  | { readonly kind: 'open' }
  /** What its next run begins with. */
  | { readonly kind: 'task'; readonly task: unknown }
  /** What the others begin with. */
  | { readonly kind: 'plan'; readonly plan: unknown }
  /** Answers is needed: it is started where it is not there. */
  | { readonly kind: 'need' }
  /** Answers is not needed for now: it is ended. */
  | { readonly kind: 'rest' }
  /** It cannot do what it is there for, in words for whoever started the server, and ends. */
  | { readonly kind: 'failed'; readonly text: string }
  /** It ends by a fault of its own. */
  | { readonly kind: 'crashed'; readonly error: ErrorWords };

/** What it is told. */
export type Order =
  /** Comes first. */
  | { readonly kind: 'begin'; readonly task: unknown }
  | { readonly kind: 'from'; readonly role: Role; readonly body: unknown }
  /** Another one was started, and can be told things. */
  | { readonly kind: 'there'; readonly role: Role }
  /** Another one ended; it comes again after so many milliseconds, or not any more. */
  | { readonly kind: 'gone'; readonly role: Role; readonly error: ErrorWords; readonly pause: number | null }
  /** To end in an orderly way. @param code of a fault that is the reason, else 0 */
  | { readonly kind: 'stop'; readonly code: number };
