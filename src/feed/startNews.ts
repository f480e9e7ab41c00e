import * as v from 'valibot';
import { type StartNews, startNewsSchema } from '../model/doing.ts';

/**
 * What the server says that it still does, where there are no data yet; null where it says nothing, as a server of
 * files.
 * @param address of its news
 */
export async function readStartNews(address: string, signal: AbortSignal): Promise<StartNews | null> {
  try {
    const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store', signal });
    if (!response.ok) return null;
    const result = v.safeParse(startNewsSchema, await response.json());
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
