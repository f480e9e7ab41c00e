import type { Batch, SourceRequest } from './source.ts';

/** What is taken in one transaction, at most: some 50 ms of work. */
const mostRequests = 1000;
const mostCharacters = 4_000_000;

/**
 * A batch in parts that are taken one after the other, so that other work is done between them. The last one has the
 * position: after a crash within the batch all of it comes again.
 */
export function* partsOf(batch: Batch): Generator<Batch> {
  let from = 0;
  let characters = 0;
  for (const [i, request] of batch.requests.entries()) {
    const size = charactersOf(request);
    if (i > from && (i - from >= mostRequests || characters + size > mostCharacters)) {
      yield { ...batch, requests: batch.requests.slice(from, i), position: null };
      from = i;
      characters = 0;
    }
    characters += size;
  }
  yield from === 0 ? batch : { ...batch, requests: batch.requests.slice(from) };
}

function charactersOf({ ref, personal }: SourceRequest): number {
  if (personal === null) return ref.length;
  const { customer, name, phone, email, text, address } = personal;
  return [customer, name, phone, email, text, address].reduce(
    (sum, told) => sum + (told?.length ?? 0),
    ref.length,
  );
}
