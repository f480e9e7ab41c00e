import { readFileSync } from 'node:fs';
import { parseReference, type Reference, type ReferenceFiles } from '../intake/reference.ts';

const folder = new URL('../../data/', import.meta.url);
let known: Reference | undefined;

/** Reads the reference files of data/ once. Throws an Error that names the file that does not fit. */
export function referenceData(): Reference {
  known ??= parseReference({
    zones: json('zones'),
    geometry: json('geometry'),
    categories: json('categories'),
    channels: json('channels'),
    services: json('services'),
    entities: json('entities'),
    stages: json('stages'),
    priorities: json('priorities'),
    languages: json('languages'),
    customerKinds: json('customerKinds'),
    calendar: json('calendar'),
    targets: json('targets'),
    goals: json('goals'),
  });
  return known;
}

function json(name: keyof ReferenceFiles): unknown {
  const url = new URL(`${name}.json`, folder);
  let text: string;
  try {
    text = readFileSync(url, 'utf8');
  } catch (cause) {
    throw new Error(`data/${name}.json: could not be read; it belongs to the repository`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`data/${name}.json: not JSON`, { cause });
  }
}
