import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

// Guards: nothing is explained to a mouse alone. A `title` may name a control that is read by the same name, or repeat
// words that are cut where they stand; whatever else there is to say, a finger and the keyboard reach (Tip, Why).
const source = fileURLToPath(new URL('../../src', import.meta.url));

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Attribute extends Node {
  readonly name?: { readonly name: string };
  readonly value?: Node | null;
}
interface Element extends Node {
  readonly openingElement: Node & { readonly name: Node; readonly attributes: readonly Attribute[] };
  readonly children: readonly Node[];
}

/** The elements of a file whose title says what nothing else does. */
function lonelyTitles(path: string, text: string): string[] {
  const found: string[] = [];
  const written = ({ start, end }: Node) => text.slice(start, end).trim();
  const look = (element: Element) => {
    const { name, attributes } = element.openingElement;
    const value = (of: string) => {
      const own = attributes.find((attribute) => attribute.name?.name === of);
      return own?.value ? written(own.value) : null;
    };
    const title = value('title');
    if (!/^[a-z]/.test(written(name)) || title === null) return;
    if (title === value('aria-label') || title === element.children.map(written).join('')) return;
    const line = text.slice(0, element.start).split('\n').length;
    found.push(`${path}:${line} ${written(name)} title=${title}`);
  };
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ((node as Node).type === 'JSXElement') look(node as Element);
    for (const child of Object.values(node)) walk(child);
  };
  walk(parseSync(path, text).program);
  return found;
}

test('no title says what only a mouse can read', () => {
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.tsx'),
  );
  expect(paths.length).toBeGreaterThan(100);
  const found = paths.flatMap((path) => lonelyTitles(path, readFileSync(join(source, path), 'utf8')));
  expect(found).toEqual([]);
});

test('an explanation in a title is found, a name and words that are cut are let be', () => {
  expect(lonelyTitles('a.tsx', '<td title={why}>{value}</td>')).toEqual(['a.tsx:1 td title={why}']);
  expect(lonelyTitles('a.tsx', '<li title="12" />')).toHaveLength(1);
  expect(lonelyTitles('a.tsx', '<button aria-label={name} title={name}><X /></button>')).toEqual([]);
  expect(lonelyTitles('a.tsx', '<bdi className="cut" title={name}>\n  {name}\n</bdi>')).toEqual([]);
  expect(lonelyTitles('a.tsx', '<Panel title={name} />')).toEqual([]);
});
