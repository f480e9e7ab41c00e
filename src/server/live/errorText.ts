import { describe, type ErrorWords } from './logger.ts';

/** What the system says of files and disks, with what helps. */
const systemHelp: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room',
  EDQUOT: 'the quota of the disk is used up: raise it, or make room',
  EROFS: 'the disk can only be read: mount it so that it can be written',
  EACCES: 'the folder of the published files may not be written: give it to the user of this server',
  EPERM: 'the folder of the published files may not be written: give it to the user of this server',
  EIO: 'the disk fails: look after it, and have a backup',
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
};

/** In words what the system's code of an error means; undefined where it has none that we know. */
export function systemWords(code: string | undefined): string | undefined {
  const help = code === undefined ? undefined : systemHelp[code];
  return help && `${help}; it is tried again by itself (${code})`;
}

/** Why something failed, for whoever runs the server: nothing of a request. */
export function errorText(error: unknown): string {
  const { message, code, name }: ErrorWords = describe(error);
  return message ?? systemWords(code) ?? `failed: ${name}${code ? ` (${code})` : ''}`;
}
