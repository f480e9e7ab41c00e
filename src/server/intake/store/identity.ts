import { createHash } from 'node:crypto';
import { fold } from '../../../model/fold.ts';
import type { Personal } from '../sources/source.ts';
import { customerKey } from './customer.ts';
import { type IdentityKind, isNobody } from './nobody.ts';

/** Which values name a customer and which do not. */
export interface IdentitySettings {
  /** Values that are nobody, as the call centre's own number. */
  readonly nobody?: readonly string[];
  /** Values that are somebody, whatever they look like and however often they ask (up to `mostOfSomebody`). */
  readonly somebody?: readonly string[];
  /** A value with more requests than this within one window is shared by many, and nobody. */
  readonly sharedAfterRequests?: number;
}

/** How a value came to be nobody: by its form, because the administrator says so, or because it asks so often. */
export type Why = 'form' | 'told' | 'often';

/**
 * Requests of one value within a window above which it is nobody. A person seldom asks more than once a day; 50 in 30
 * days are hardly one customer's, and no more than these can be told wrongly to be repeats before the value is known.
 */
const usualLimit = 50;
/** The same for values that are told to be somebody: a bound for what one change may cost. */
const mostOfSomebody = 1000;
/** Changes of the rules of this file or of `nobody.ts` are a new number: what is stored is then looked at again. */
const rulesVersion = 1;
const longestKey = 200;
const mostKnown = 10_000;

/** Who is who, by the values that sources tell. */
export class Identities {
  /** Two stores with the same text judge the same; it holds no value. */
  readonly fingerprint: string;
  private readonly nobody: ReadonlySet<string>;
  private readonly somebody: ReadonlySet<string>;
  private readonly limit: number;
  /** Of keys that were asked for lately. */
  private readonly known = new Map<string, 'form' | 'told' | null>();

  constructor({ nobody = [], somebody = [], sharedAfterRequests = usualLimit }: IdentitySettings) {
    this.nobody = listed(nobody);
    this.somebody = listed(somebody);
    this.limit = sharedAfterRequests;
    const lists = [this.nobody, this.somebody].map((list) => [...list].sort());
    this.fingerprint = hash(JSON.stringify([rulesVersion, this.limit, lists]));
  }

  /**
   * The key of who asked: of the account, the phone and the mail the first that is not a placeholder; null where there
   * is none. Where all are placeholders it is the first one's, which `why` tells to be nobody.
   */
  keyOf(source: string, personal: Personal | null): string | null {
    if (personal === null) return null;
    const { customer, phone, email } = personal;
    let first: string | null = null;
    for (const text of new Set([customer, phone, email])) {
      const key = keyOfValue(source, text, text === phone ? 'phone' : text === email ? 'mail' : 'account');
      if (key === null) continue;
      if (this.why(key) === null) return key;
      first ??= key;
    }
    return first;
  }

  /** Why a key is nobody, as far as it tells itself; null if it may be somebody. */
  why(key: string): 'form' | 'told' | null {
    let why = this.known.get(key);
    if (why === undefined) {
      if (this.known.size >= mostKnown) this.known.clear();
      why = this.find(key);
      this.known.set(key, why);
    }
    return why;
  }

  private find(key: string): 'form' | 'told' | null {
    const parts = partsOf(key);
    if (this.nobody.size + this.somebody.size > 0) {
      const entry = entryOf(key, parts);
      if (this.nobody.has(entry)) return 'told';
      if (this.somebody.has(entry)) return null;
    }
    return isNobody(parts.kind, parts.value) ? 'form' : null;
  }

  /** The most requests of a key within a window for which it is still a customer. */
  limitOf(key: string): number {
    const isTold = this.somebody.size > 0 && this.somebody.has(entryOf(key));
    return isTold ? Math.max(mostOfSomebody, this.limit) : this.limit;
  }
}

/** The parts of a key: its source is null where the value means the same in every one. */
export function partsOf(key: string): { kind: IdentityKind; source: string | null; value: string } {
  const at = key.indexOf(':');
  const [source, kind] = key.slice(0, at).split('/') as [string, 'phone' | 'mail' | undefined];
  const value = key.slice(at + 1);
  if (source === 'tel') return { kind: 'phone', source: null, value };
  if (source === 'mail') return { kind: 'mail', source: null, value };
  return { kind: kind ?? 'account', source, value };
}

/** A value that others may see a little of, to recognise it by: enough for whoever has the list of values. */
export function masked(key: string): string {
  const { kind, source, value } = partsOf(key);
  if (kind === 'phone' && source === null) return `+${value.slice(0, 4)}…${value.slice(-2)}`;
  const at = value.indexOf('@');
  if (at > 0) return `${value[0]}…${value.slice(at)}`;
  return value.length <= 3 ? value : `${value.slice(0, 2)}…${value.slice(-1)}`;
}

/** A value that is no number or address although it stands where one should is told from an account. */
function keyOfValue(source: string, text: string | null, kind: IdentityKind): string | null {
  const key = customerKey(source, text);
  if (key === null) return null;
  let own = key;
  if (kind !== 'account') {
    const parts = partsOf(key);
    if (parts.source !== null) own = `${source}/${kind}:${parts.value}`;
  }
  return own.length <= longestKey ? own : `${own.slice(0, own.indexOf(':'))}:${hash(own)}`;
}

/** The values of a list as keys without their source: it is of every one. */
function listed(values: readonly string[]): ReadonlySet<string> {
  return new Set(values.flatMap((value) => customerKey('', value) ?? []).map((key) => entryOf(key)));
}

/** A key without its source. */
function entryOf(key: string, { source, value } = partsOf(key)): string {
  return source === null ? key : `:${fold(value)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
