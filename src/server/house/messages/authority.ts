import { readFile } from 'node:fs/promises';

/** A file of an authority's certificate that cannot be read. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  readonly file: string;
  readonly why: string;

  constructor(file: string, cause: unknown) {
    super(`${file}: could not be read`, { cause });
    this.file = file;
    this.why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

/** The certificates of the authorities that are trusted, in PEM, read anew each time: they are renewed; none named: those
 * of Node. @throws AuthorityError */
export async function authorityOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AuthorityError(file, cause);
  });
}
