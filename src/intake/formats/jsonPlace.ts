import { Tokenizer, TokenType } from '@streamparser/json';
import type { JsonPlace } from '../fileLayout.ts';

/** Names of lists of records, the likeliest first. */
const preferred: readonly string[] = [
  'service_requests',
  'requests',
  'features',
  'hits',
  'records',
  'data',
  'results',
  'items',
  'rows',
  'value',
  'values',
  'edges',
];

/** Lists of lists of numbers that are no rows. */
const shapes: ReadonlySet<string> = new Set(['coordinates', 'bbox', 'arcs', 'rings', 'paths']);

/** A list or object of the text, as far as its start shows it. */
interface Container {
  readonly list: boolean;
  /** Its name in what holds it. */
  readonly name: string;
  /** Null where it lies within a row of a list, or too deep. */
  readonly path: string | null;
  objects: number;
  lists: number;
  plain: number;
  /** Lists within it that hold values side by side. */
  rows: number;
  /** Names of its own values; of an object. */
  readonly keys: string[];
  /** Whether its objects have the names of the first one. */
  first: readonly string[] | null;
  alike: number;
}

const deepest = 8;
const mostContainers = 10_000;

type Found = Pick<JsonPlace, 'path' | 'rows'>;

/**
 * Finds the records of a JSON text by its start: the text itself where it is a list; the list in it, at any depth,
 * that is named most like one, or comes first; an object that holds records by their keys; else the text is records
 * that follow each other. Of several texts that follow each other, as the pages of an answer, the lists are read that
 * all of them have. Null: there are none.
 */
export function jsonPlace(start: string): Found | null {
  const { all, roots, rootIsList } = containersOf(start);
  if (roots > 1 && !rootIsList) return pagesOf(all) ?? { path: '', rows: 'objects' };
  const keyed = all.filter(isKeyed).map(({ path }) => path!);
  const found = all
    .map((container, order) => ({ container, rows: rowsOf(container), order }))
    .filter(({ rows }) => rows !== null)
    .filter(({ container }) => !keyed.some((path) => container.path!.startsWith(`${path}.`)))
    .sort((a, b) => rank(a.container) - rank(b.container) || a.order - b.order)[0];
  if (rootIsList) {
    const root = all.find(({ path }) => path === '$');
    const rows = root ? rowsOf(root) : null;
    return rows && { path: '$', rows };
  }
  if (found) return { path: found.container.path!, rows: found.rows! };
  return roots === 1 ? { path: '', rows: 'objects' } : null;
}

/** The list of each page where the texts are pages: their records tell more than they do. Null where they are records. */
function pagesOf(all: readonly Container[]): Found | null {
  const [page] = all;
  const list = all
    .filter(({ list, objects, first }) => list && objects > 1 && first !== null)
    .sort((a, b) => rank(a) - rank(b))
    .find(({ path, first }) => path !== null && path !== '$' && first!.length > page!.keys.length);
  return list ? { path: list.path!, rows: 'objects' } : null;
}

function rowsOf(container: Container): Found['rows'] | null {
  if (container.path === null) return null;
  if (!container.list) return isKeyed(container) ? 'keyed' : null;
  if (container.objects > 0) return 'objects';
  if (container.rows > 0) return shapes.has(container.name) ? null : 'lists';
  const empty = container.lists + container.plain === 0;
  return empty && (container.path === '$' || preferred.includes(container.name)) ? 'objects' : null;
}

/** Whether an object holds nothing but objects that are alike, as records by their ids. */
function isKeyed({ list, path, objects, lists, plain, alike }: Container): boolean {
  return !list && path !== null && objects > 1 && lists + plain === 0 && alike === objects - 1;
}

/** Less is likelier: by its own name, by the names around it, lists of objects first, then those near the root. */
function rank({ name, path, list, objects }: Container): number {
  const of = (one: string) => (preferred.includes(one) ? preferred.indexOf(one) : preferred.length);
  const steps = path!.split('.').slice(1);
  const around = Math.min(preferred.length, ...steps.map(of));
  const kind = list && objects > 0 ? 0 : list ? 1 : 2;
  return ((of(name) * 20 + around) * 4 + kind) * 10 + steps.length;
}

function containersOf(start: string): { all: readonly Container[]; roots: number; rootIsList: boolean } {
  const all: Container[] = [];
  const open: Container[] = [];
  let roots = 0;
  let rootIsList = false;
  let key: string | null = null;
  let keyNext = false;
  const enter = (list: boolean) => {
    const above = open.at(-1);
    const path =
      above === undefined
        ? '$'
        : above.list || above.path === null || key === null || /[.*]|^$/.test(key) || open.length > deepest
          ? null
          : `${above.path}.${key}`;
    if (above === undefined) {
      roots++;
      rootIsList ||= list;
    } else if (list) above.lists++;
    else above.objects++;
    const container = {
      list,
      name: key ?? '',
      path,
      objects: 0,
      lists: 0,
      plain: 0,
      rows: 0,
      keys: [],
      first: null,
      alike: 0,
    };
    open.push(container);
    if (path !== null && all.length < mostContainers) all.push(container);
    key = null;
    keyNext = !list;
  };
  const leave = () => {
    const container = open.pop();
    const above = open.at(-1);
    keyNext = false;
    if (!container || !above) return;
    if (container.list) {
      if (container.plain > 1) above.rows++;
    } else if (above.first === null) above.first = container.keys;
    else {
      const same = container.keys.filter((one) => above.first!.includes(one)).length;
      if (same > 1 && same * 2 >= above.first.length && container.plain > 1) above.alike++;
    }
  };
  const tokens = new Tokenizer({ separator: '' });
  tokens.onError = () => {};
  tokens.onToken = ({ token, value }) => {
    switch (token) {
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET:
        enter(token === TokenType.LEFT_BRACKET);
        break;
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
        leave();
        break;
      case TokenType.COMMA:
        keyNext = open.at(-1)?.list === false;
        key = null;
        break;
      case TokenType.COLON:
      case TokenType.SEPARATOR:
        break;
      default: {
        const holder = open.at(-1);
        if (keyNext) {
          key = String(value);
          keyNext = false;
          if (holder && holder.keys.length < 500) holder.keys.push(key);
        } else if (holder) holder.plain++;
      }
    }
  };
  for (let i = 0; i < start.length && all.length < mostContainers; i += 2 ** 14)
    tokens.write(start.slice(i, i + 2 ** 14));
  return { all, roots, rootIsList };
}
