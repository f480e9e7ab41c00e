import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A mistake in how a command was called: its message is printed with the help's address, exit code 2. */
export class UsageError extends Error {}

/**
 * Runs a command: `--help` prints the help; a UsageError exits with 2, any other error with 1, each in one sentence
 * on standard error.
 */
export async function runCommand<T extends NonNullable<ParseArgsConfig['options']>>(
  help: string,
  options: T,
  run: (values: ReturnType<typeof parseArgs<{ options: T }>>['values']) => Promise<void>,
): Promise<void> {
  // Whoever read along has gone, as "| head" does: what was begun is done to its end all the same.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    const withHelp = { ...options, help: { type: 'boolean', short: 'h' } } as const;
    let values: Record<string, unknown>;
    try {
      values = parseArgs({ options: withHelp, allowPositionals: false }).values;
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
    if (values.help) {
      process.stdout.write(`${help.trim()}\n`);
      return;
    }
    await run(values as ReturnType<typeof parseArgs<{ options: T }>>['values']);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    if (error instanceof UsageError) process.stderr.write('Try --help.\n');
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
