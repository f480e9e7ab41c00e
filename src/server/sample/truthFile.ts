import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Truth } from '../../sample/truth.ts';

/** What was planted in a sample city, as it is written beside its snapshot. */
export interface PlantedTruth extends Truth {
  readonly rows: number;
  readonly seed: number;
  /** ISO 8601. */
  readonly asOf: string;
}

export async function writeTruth(out: string, truth: PlantedTruth): Promise<void> {
  const file = truthFile(out);
  await mkdir(folderOf(out), { recursive: true });
  await writeFile(`${file}.new`, truthJson(truth));
  await rename(`${file}.new`, file);
}

/** @throws Error in a sentence that names the file: it is not there, or an earlier version made it */
export async function readTruth(out: string): Promise<PlantedTruth> {
  const file = truthFile(out);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${file}: could not be read; make the city first, with --out ${out}.`, { cause });
  });
  const truth = JSON.parse(text) as Partial<PlantedTruth>;
  if (truth.events?.every(({ effect }) => effect !== undefined) && truth.leftOut && truth.rain)
    return truth as PlantedTruth;
  throw new Error(`${file}: was not made by this version; make the city again, with --out ${out}.`);
}

/** Puts what was planted in one city in the place of what was in another, and removes the folder that it was in. */
export async function moveTruth(from: string, to: string): Promise<void> {
  await rename(truthFile(from), truthFile(to));
  await rm(folderOf(from), { recursive: true, force: true });
}

/** The text of the file. */
export function truthJson(truth: PlantedTruth): string {
  return `${JSON.stringify(truth, null, 2)}\n`;
}

function truthFile(out: string): string {
  return `${folderOf(out)}/truth.json`;
}

function folderOf(out: string): string {
  return `${out.replace(/(?<=.)\/+$/, '')}.report`;
}
