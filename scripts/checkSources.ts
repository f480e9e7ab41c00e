import { readdirSync, readFileSync } from 'node:fs';
import { mappedDictionaries } from '../src/intake/mapping.ts';
import { checkSourceMapping } from '../src/server/intake/sources/sourceMapping.ts';
import { referenceData } from '../src/server/referenceData.ts';

const folder = new URL('../data/sources/', import.meta.url);

/** The mappings of data/sources as parsed JSON, by the name of the file. */
export function sourceMappings(): Record<string, unknown> {
  const names = readdirSync(folder).filter((name) => !name.endsWith('.services360.json'));
  return Object.fromEntries(
    names.sort().map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
  );
}

/** What does not fit in mappings: a sentence a fault with file, entry and expectation; empty if nothing is. */
export function checkSources(mappings: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(mappings).flatMap(([file, json]) => {
    try {
      return faultsOf(`sources/${file}`, json);
    } catch (cause) {
      return [(cause as Error).message];
    }
  });
}

function faultsOf(file: string, json: unknown): string[] {
  const { words, zones } = referenceData();
  const { mapping, constants } = checkSourceMapping(json, file);
  const idsOf = (name: (typeof mappedDictionaries)[number]) =>
    new Set(
      (name === 'zone'
        ? zones.zones
        : name === 'channel'
          ? [...words.channel, ...words.account]
          : words[name]
      ).map(({ id }) => id),
    );
  const unknown = (entry: string, id: string) =>
    `${file}, ${entry}: names "${id}", expected the id of a word of data/*.json.`;
  const faults = mappedDictionaries.flatMap((name) => {
    const ids = idsOf(name);
    return Object.entries(mapping.words[name] ?? {}).flatMap(([word, target]) =>
      typeof target === 'string' && !ids.has(target) ? [unknown(`words.${name} "${word}"`, target)] : [],
    );
  });
  for (const [column, id] of Object.entries(constants)) {
    const name = column.slice(1, -1) as (typeof mappedDictionaries)[number];
    if (!idsOf(name).has(id)) faults.push(unknown(`constants.${name}`, id));
  }
  if (!mapping.notes?.some((note) => note.startsWith('Invented column names'))) {
    faults.push(
      `${file}: notes do not say that its column names are invented, expected "Invented column names: …".`,
    );
  }
  return faults;
}
