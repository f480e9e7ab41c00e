import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { crsCode } from '../text/crsCode.ts';
import { wkbCells } from '../text/wkb.ts';
import { isObject } from './envelope.ts';
import { type ValueText, valueText } from './parquetValues.ts';

/** A column as it is imported: a leaf of the file's schema, or one of a point's two coordinates. */
export interface ParquetColumn {
  readonly name: string;
  /** The column of the file that holds it. */
  readonly top: string;
  /** Its cell, of a value of that column. */
  text(value: unknown): string;
}

/** What a file says of its geometries. */
export interface ParquetGeometry {
  readonly column: string;
  /** As `systemNamed` reads it; undefined where it is not told. */
  readonly crs: string | undefined;
  /** Whether all of them are lines or areas. */
  readonly shapes: boolean;
}

/**
 * The columns of a file: objects within it as "a.b", lists and maps as one cell, a geometry as its two coordinates.
 * Changes the schema so that values are handed on as they are stored.
 */
export function columnsOf(root: SchemaTree, geometry: ParquetGeometry | null): ParquetColumn[] {
  const names = new Set(root.children.map(({ element }) => element.name));
  return root.children.flatMap((node): ParquetColumn[] => {
    const top = node.element.name;
    if (top !== geometry?.column || node.element.type !== 'BYTE_ARRAY') return leavesOf(node, top, []);
    valueText(node.element);
    const free = !names.has('longitude') && !names.has('latitude');
    return ['longitude', 'latitude'].map((name, i) => ({
      name: free ? name : `${top}.${name}`,
      top,
      text: (value) => (value instanceof Uint8Array ? wkbCells(value)[i]! : ''),
    }));
  });
}

function leavesOf(node: SchemaTree, top: string, path: readonly string[]): ParquetColumn[] {
  const { element, children } = node;
  const repeated = element.repetition_type === 'REPEATED';
  const { logical_type: logical } = element;
  // The reader knows lists and maps by the older mark, which new writers may leave out.
  if (logical?.type === 'LIST' || logical?.type === 'MAP') element.converted_type = logical.type;
  const isCollection = element.converted_type === 'LIST' || element.converted_type === 'MAP' || repeated;
  if (children.length > 0 && !isCollection) {
    return children.flatMap((child) => leavesOf(child, top, [...path, child.element.name]));
  }
  const text = textOf(node);
  const name = [top, ...path].join('.');
  return [
    {
      name,
      top,
      text(value) {
        let inner = value;
        for (const step of path) inner = isObject(inner) ? inner[step] : null;
        return inner === null || inner === undefined ? '' : text(inner);
      },
    },
  ];
}

/** The cell of a list, a map or a plain value: of a list of objects only its length. */
function textOf(node: SchemaTree): ValueText {
  const leaves = leafElements(node);
  const texts = leaves.map(valueText);
  const value = texts.at(-1)!;
  return function text(of: unknown): string {
    if (Array.isArray(of)) {
      const all = of.filter((one) => one !== null && one !== undefined);
      return all.some((one) => isPlainObject(one)) ? String(all.length) : all.map(text).join(', ');
    }
    if (!isPlainObject(of)) return value(of);
    return Object.entries(of)
      .map(([key, one]) => `${key}: ${one === null || one === undefined ? '' : text(one)}`)
      .join(', ');
  };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !(value instanceof Uint8Array);
}

function leafElements({ element, children }: SchemaTree): SchemaElement[] {
  return children.length === 0 ? [element] : children.flatMap(leafElements);
}

const usual = /^(geom|geometry|the_geom|wkb_geometry|wkb|shape)$/i;

/** The geometries of a file by its `geo` metadata, by their type in the schema, or by their name. */
export function geometryOf({ key_value_metadata, schema }: FileMetaData): ParquetGeometry | null {
  const geo = parsed(key_value_metadata?.find(({ key }) => key === 'geo')?.value);
  const column = geo?.primary_column;
  const columns = geo?.columns;
  if (typeof column === 'string' && isObject(columns) && isObject(columns[column])) {
    const { crs, geometry_types: types } = columns[column];
    const kinds = Array.isArray(types) ? types.map(String) : [];
    const shapes = kinds.length > 0 && kinds.every((kind) => !/point|geometry/i.test(kind));
    // Where it tells none, it is degrees; null says that it is not known.
    return { column, crs: crs === undefined || crs === null ? undefined : crsOf(crs), shapes };
  }
  const typed = schema.find(({ logical_type: logical }) => logical?.type === 'GEOMETRY');
  if (typed?.logical_type?.type === 'GEOMETRY') {
    const { crs } = typed.logical_type;
    return { column: typed.name, crs: crs?.replace(/^srid:/i, 'EPSG:'), shapes: false };
  }
  const named = schema.find(
    ({ type, name, converted_type: converted, logical_type: logical }) =>
      type === 'BYTE_ARRAY' && !converted && !logical && usual.test(name),
  );
  return named ? { column: named.name, crs: undefined, shapes: false } : null;
}

/** The system that PROJJSON names. */
function crsOf(crs: unknown): string {
  if (!isObject(crs)) return String(crs);
  const id = isObject(crs.id) ? crs.id : {};
  const code = crsCode(`${id.authority}:${id.code}`);
  return code === null ? String(crs.name ?? 'PROJJSON') : `EPSG:${code}`;
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
