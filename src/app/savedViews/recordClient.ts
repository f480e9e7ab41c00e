import {
  type Draft,
  type RecordFault,
  type RecordKind,
  type RecordList,
  type RecordOf,
  readList,
  readRecord,
} from '../../model/record.ts';

/** Why something was not done; `away`: nobody answered, or nothing that can be read. */
export type Fault = RecordFault | { readonly kind: 'away' };

/** What was asked for, or why it is not there. */
export type Outcome<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly fault: Fault };

/** Milliseconds that an answer may take. */
const patience = 15_000;

/** Asks the server of the page for records of a kind. */
export class RecordClient<Content> {
  private readonly kind: RecordKind<Content>;
  private readonly address: string;

  constructor(kind: RecordKind<Content>) {
    this.kind = kind;
    this.address = new URL(`api/records/${kind.id}`, document.baseURI).href;
  }

  list(): Promise<Outcome<RecordList<Content>>> {
    return ask(this.address, {}, (sent) => readList(this.kind, sent));
  }

  make(draft: Draft<Content>): Promise<Outcome<RecordOf<Content>>> {
    return this.order('', 'POST', {}, draft);
  }

  /** Another version of a record as it was seen; one that has ended stands again. */
  change(seen: RecordOf<Content>, draft: Draft<Content>): Promise<Outcome<RecordOf<Content>>> {
    return this.order(`/${seen.id}`, 'PUT', ifSeen(seen), draft);
  }

  end(seen: RecordOf<Content>): Promise<Outcome<RecordOf<Content>>> {
    return this.order(`/${seen.id}`, 'DELETE', ifSeen(seen));
  }

  private order(path: string, method: string, headers: HeadersInit, draft?: Draft<Content>) {
    const body = draft && {
      body: JSON.stringify({ choice: draft.choice, content: draft.content }),
      headers: { ...headers, 'content-type': 'application/json' },
    };
    return ask(`${this.address}${path}`, { method, headers, ...body }, (sent) => readRecord(this.kind, sent));
  }
}

function ifSeen({ version }: Pick<RecordOf, 'version'>): HeadersInit {
  return { 'if-match': `"${version}"` };
}

async function ask<T>(
  address: string,
  init: RequestInit,
  read: (sent: unknown) => T | null,
): Promise<Outcome<T>> {
  try {
    const answer = await fetch(address, {
      ...init,
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
    // A server without this address, as one that only has files, says so in no form of ours.
    if (answer.status === 404 && !answer.headers.get('content-type')?.includes('json'))
      return { done: false, fault: { kind: 'unknown' } };
    const sent: unknown = await answer.json();
    const value = answer.ok ? read(sent) : null;
    if (value !== null) return { done: true, value };
    const fault = (sent as { fault?: RecordFault } | null)?.fault;
    return { done: false, fault: typeof fault?.kind === 'string' ? fault : { kind: 'away' } };
  } catch {
    return { done: false, fault: { kind: 'away' } };
  }
}
