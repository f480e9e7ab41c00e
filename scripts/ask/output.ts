import { open, rename, rm } from 'node:fs/promises';
import { UsageError } from '../terminal.ts';

/** @throws UsageError where a file of bytes would be printed on a screen */
export function checkOutput(format: string, out: string | undefined, isScreen: boolean | undefined): void {
  if (out === undefined && isScreen && (format === 'xlsx' || format === 'arrow'))
    throw new UsageError(
      `--format ${format}: its bytes cannot be read on a screen; expected --out FILE or a pipe`,
    );
}

/** Writes bytes as they are made to a file, which is there only once it is whole, or to standard output. */
export async function writeOutput(out: string | undefined, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  if (out === undefined) return print(bytes);
  const begun = `${out}.${process.pid}.part`;
  try {
    const file = await open(begun, 'w');
    try {
      for await (const chunk of bytes) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    await rename(begun, out);
  } catch (error) {
    await rm(begun, { force: true });
    throw new Error(`${out}: ${error instanceof Error ? error.message : String(error)}; nothing was written`);
  }
}

async function print(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) {
    const gone = await new Promise<boolean>((done, fail) => {
      process.stdout.write(chunk, (error) => {
        if (!error) done(false);
        // Whoever read along has gone, as "| head" does.
        else if ((error as NodeJS.ErrnoException).code === 'EPIPE') done(true);
        else fail(error);
      });
    });
    if (gone) return;
  }
}
