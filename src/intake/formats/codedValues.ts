import type { JsonPlace } from '../fileLayout.ts';
import { isObject } from './envelope.ts';

/** Where a map server defines the columns of its features. */
export const codedValuesPath = '$.fields';

/** Whether the start of a text defines words for codes. */
export function hasCodedValues(start: string): boolean {
  return start.includes('"codedValues"');
}

/** The words that definitions of columns have for codes, as a map server's domains: `codedValues: [{ code, name }]`. */
export function codedValuesOf(definitions: unknown): JsonPlace['words'] {
  if (!Array.isArray(definitions)) return {};
  const out: Record<string, Readonly<Record<string, string>>> = {};
  for (const definition of definitions) {
    if (!isObject(definition) || !isObject(definition.domain)) continue;
    const { codedValues } = definition.domain;
    if (typeof definition.name !== 'string' || !Array.isArray(codedValues)) continue;
    const words = codedValues
      .filter(isObject)
      .filter(({ code, name }) => code !== null && code !== undefined && typeof name === 'string');
    if (words.length === 0) continue;
    out[definition.name] = Object.fromEntries(words.map(({ code, name }) => [String(code), String(name)]));
  }
  return out;
}
