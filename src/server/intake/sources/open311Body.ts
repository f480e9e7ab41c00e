import { SaxesParser } from 'saxes';
import { type FlatRecord, flattened } from '../../../intake/formats/flatten.ts';

/** What an Open311 server answered: records of services or requests, or what it says went wrong. */
export interface Open311Body {
  readonly records: readonly FlatRecord[];
  readonly errors: readonly { readonly code: string; readonly description: string }[];
}

/** Deeper elements than a record has fields are no answer of this standard. */
const deepest = 12;

/**
 * Reads the answer to `services` or `requests`, in the format that was asked for.
 * @throws Error that says in words why the text is no such answer; it quotes nothing of it
 */
export function parseBody(text: string, format: 'json' | 'xml'): Open311Body {
  const records = format === 'json' ? ofJson(text) : ofXml(text);
  const isError = (record: FlatRecord) =>
    record.has('code') && record.has('description') && !record.has('service_code');
  return {
    records: records.filter((record) => record.size > 0 && !isError(record)),
    errors: records.filter(isError).map((record) => ({
      code: record.get('code')!,
      description: record.get('description')!,
    })),
  };
}

function ofJson(text: string): FlatRecord[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${kindOf(text)}, expected JSON`);
  }
  const list = listOf(json);
  if (list === null) throw new Error('JSON without a list of records, expected [{…}, {…}]');
  return list.map((value) => flattened(value));
}

/** The list itself, or the one in the only wrapper that servers put around it: {"service_requests": […]}. */
function listOf(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return json;
  if (typeof json !== 'object' || json === null) return null;
  if ('code' in json && 'description' in json) return [json];
  const lists = Object.values(json).filter(Array.isArray);
  return lists.length === 1 ? lists[0]! : null;
}

const roots: readonly string[] = ['services', 'service_requests', 'errors'];

function ofXml(text: string): FlatRecord[] {
  const kind = kindOf(text);
  if (kind !== otherXml) throw new Error(`${kind}, expected XML`);
  const records: FlatRecord[] = [];
  const path: string[] = [];
  let record: FlatRecord = new Map();
  let value = '';
  let leaf = true;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new Error(`broken XML (line ${parser.line}), expected XML`);
  });
  parser.on('opentag', ({ name }) => {
    if (path.length === 0 && !roots.includes(name.toLowerCase())) {
      throw new Error(`${kind}, expected one of the elements ${roots.join(', ')}`);
    }
    if (path.length === 1) record = new Map();
    path.push(name);
    if (path.length > deepest) throw new Error(`elements more than ${deepest} levels within each other`);
    value = '';
    leaf = true;
  });
  const add = (piece: string) => {
    value += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    if (leaf && path.length > 2) {
      const key = path.slice(2).join('.');
      const before = record.get(key);
      record.set(key, before ? `${before}, ${value.trim()}` : value.trim());
    }
    if (path.length === 2) records.push(record);
    path.pop();
    leaf = false;
  });
  parser.write(text).close();
  return records;
}

const otherXml = 'XML of another kind';

function kindOf(text: string): string {
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (start === '') return 'nothing';
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'a web page';
  if (start.startsWith('<')) return otherXml;
  return start.startsWith('[') || start.startsWith('{') ? 'broken JSON' : 'a text of another kind';
}
