import { existsSync } from 'node:fs';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkHouse, houseFile } from '../house/house.ts';
import { lockFor, restoring } from '../intake/store/storeFile.ts';
import { sync } from './backupFiles.ts';
import { copyStore } from './storeCopy.ts';

/**
 * Writes a house as it is now into one new file, while a server may go on writing it.
 * @returns false where there is none
 * @throws StoreError where it is damaged, or cannot be read or written
 */
export function copyHouse(from: string, to: string): boolean {
  if (!existsSync(from)) return false;
  copyStore(from, to);
  checkHouse(to);
  return true;
}

/**
 * Puts the house of a backup where it belongs, in one step. A backup without one leaves what is there.
 * @param makeSingle brings what stands beside an old one into it
 * @returns whether there was one
 * @throws StoreError where the one of the backup is damaged, or a server runs
 */
export async function putHouseBack(
  backup: string,
  data: string,
  makeSingle: (file: string) => Promise<void>,
): Promise<boolean> {
  const [from, to] = [join(backup, houseFile), join(data, houseFile)];
  if (!existsSync(from)) return false;
  const lock = lockFor(to);
  try {
    checkHouse(from);
    const coming = `${to}${restoring}`;
    await rm(coming, { force: true });
    await copyFile(from, coming);
    await chmod(coming, 0o600);
    await sync(coming);
    if (existsSync(to)) await makeSingle(to);
    await rename(coming, to);
    return true;
  } finally {
    lock.close();
  }
}
