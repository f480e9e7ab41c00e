import { batchOf, later, newYear, openTestStore, personOf, tell } from './storedRequests.ts';

/** How many requests each batch of the writer tells. */
export const writtenRequests = 400;

/**
 * Writes batch after batch into the store of a file, each of which tells all requests anew, and lets what is to be
 * published go after every third; until somebody ends it.
 */
export function writeForEver(file: string): never {
  const store = openTestStore(file);
  for (let n = Number(store.position('crm') ?? 0) + 1; ; n++) {
    const requests = Array.from({ length: writtenRequests }, (_, i) =>
      tell(
        `r${i}`,
        n,
        { zone: n % 200, updated: newYear + n, topic: i % 7 },
        personOf(`C-${i % 50}`, { text: `${n}` }),
      ),
    );
    store.take('crm', batchOf(requests, `${n}`), later);
    process.send?.('taken');
    if (n % 3 === 0) store.publishedAll(store.lastChange(), n);
  }
}

if (process.argv[2] === 'write') writeForEver(process.argv[3]!);
