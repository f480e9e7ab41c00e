import * as v from 'valibot';
import { type Ratings, ratingsSchema } from '../model/ratings.ts';

const answerSchema = v.nullable(ratingsSchema);

/**
 * The ratings that the server has; null where it has none, or knows of none, as a server of files.
 * @throws Error where it does not answer, or with something else
 */
export async function readRatings(address: string, signal: AbortSignal): Promise<Ratings | null> {
  const response = await fetch(address, { credentials: 'same-origin', cache: 'no-cache', signal });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${address}: got status ${response.status}`);
  return v.parse(answerSchema, await response.json());
}
