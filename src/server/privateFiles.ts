import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What is ours in the folder of the data. */
const ours = /^(rows|(store|house)\.sqlite.*)$/;
const others = 0o077;
const sticky = 0o1000;

/**
 * Takes from all other users of the machine what they may do with the folder of the data and with what is ours in it.
 * Where a system has no such rights, nothing is done.
 * @returns how many files and folders others could read or write until now
 * @throws Error in words where they belong to another user, or the folder is one that many share
 */
export async function makePrivate(data: string): Promise<number> {
  if (process.platform === 'win32') return 0;
  if ((await lstat(data)).mode & sticky)
    throw new Error(
      `${data}: got a folder that many users share, expected one of this server's own: the data of customers are kept there. Name another folder.`,
    );
  let mended = await close(data);
  for (const name of (await readdir(data)).filter((name) => ours.test(name)))
    mended += await closeAll(join(data, name));
  return mended;
}

async function closeAll(path: string): Promise<number> {
  let mended = await close(path);
  const inside = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR' || error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of inside) mended += await closeAll(join(path, name));
  return mended;
}

async function close(path: string): Promise<0 | 1> {
  const before = await lstat(path).catch(() => null);
  // A link has no rights of its own; what was deleted meanwhile has none either.
  if (!before || before.isSymbolicLink() || (before.mode & others) === 0) return 0;
  const failed = await chmod(path, before.mode & 0o700).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  const after = failed ? before : await lstat(path);
  if ((after.mode & others) === 0) return 1;
  const mode = (after.mode & 0o777).toString(8);
  const why = failed
    ? `it belongs to the user with the number ${before.uid}. Give it to this server's user (chown -R), or take the rights of others away (chmod -R go=)`
    : `its file system keeps no rights. Mount it so that only this server's user reads it (as with umask=077), or name another folder`;
  throw new Error(
    `${path}: got the mode ${mode}, expected that only this server's user may read it; ${why}.`,
    {
      cause: failed,
    },
  );
}
