import { asOfHeader, type Question, versionHeader } from '../../src/server/answers/question.ts';
import { UsageError } from '../terminal.ts';

/** What a server answers to a question. */
export interface ServerAnswer {
  readonly version: string;
  readonly asOf: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Asks a server that runs.
 * @param address of the page
 * @throws UsageError for what is wrong with the question; Error where there is no answer
 */
export async function askServer(address: string, question: Question): Promise<ServerAnswer> {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    throw new UsageError(`--server ${address}: expected an address as http://localhost:8360`);
  const url = new URL('api/ask', address.endsWith('/') ? address : `${address}/`);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
  } catch (error) {
    const { cause } = error as { readonly cause?: { readonly code?: string } };
    throw new Error(
      `${url.href}: no server answers there (${cause?.code ?? String(error)}); "npm start" starts one`,
    );
  }
  if (response.status === 400) throw new UsageError(`--${(await response.text()).trim()}`);
  const version = response.headers.get(versionHeader);
  const asOf = response.headers.get(asOfHeader);
  if (!response.ok || version === null || asOf === null || !response.body)
    throw new Error(
      `${url.href}: ${response.ok ? 'what answers there is no server of Services 360' : `${response.status}, ${(await response.text()).trim().slice(0, 300)}`}`,
    );
  return { version, asOf, bytes: response.body as unknown as AsyncIterable<Uint8Array> };
}
