import type { City } from '../../model/city.ts';
import { weekdayOfDay } from '../../model/day.ts';
import {
  type ChoiceDimension,
  childOf,
  isWordDimension,
  noneId,
  responseBounds,
  responseTimes,
} from '../../model/dimension.ts';
import { type Filter, filterGroups } from '../../model/filter.ts';
import { type HeadColumn, headColumnNames, nullOf } from '../../model/schema.ts';
import { afterOf, type Narrow } from './block.ts';
import { type Column, type DetailColumn, detailColumns, type RowsChunk } from './rowsChunk.ts';

/** A column of codes, in the head or in the details. */
export type CodeColumn = HeadColumn | DetailColumn;

/** Which codes of a column pass, by code. */
interface Test {
  readonly column: CodeColumn;
  readonly passes: Uint8Array;
}

/** The column of a chunk. @throws Error where the chunk's details are not there */
export function columnOf(chunk: RowsChunk, name: CodeColumn): Column {
  if ((headColumnNames as readonly string[]).includes(name)) return chunk.head[name as HeadColumn];
  if (!chunk.details) throw new Error(`the column "${name}" has not come yet`);
  return chunk.details[name as DetailColumn];
}

/** Whether a dimension is read off the details. */
export function inDetails(dimension: string): boolean {
  return (detailColumns as readonly string[]).includes(dimension);
}

/**
 * The choices of a filter, without its period, as steps that must all pass.
 * @param at half day at whose end response times are counted
 */
export function selection(city: City, filter: Filter, at: number): Narrow[] {
  const out: Narrow[] = [];
  for (const group of filterGroups) {
    const chosen = group.filter((dimension) => filter[dimension]?.length);
    if (chosen.length === 0) continue;
    if (chosen[0] === 'responseTime') out.push(byResponseTime(filter.responseTime!, at));
    else if (chosen[0] === 'weekday') out.push(byWeekday(filter.weekday!));
    else {
      const tests = chosen.map((dimension) => testOf(city, dimension, filter[dimension]!));
      out.push(tests.length === 1 ? byOne(tests[0]!) : byAny(tests));
    }
  }
  return out;
}

function byOne({ column, passes }: Test): Narrow {
  return (block) => {
    const codes = columnOf(block.chunk, column);
    const { indexes, count } = block;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const i = indexes[k]!;
      indexes[kept] = i;
      kept += passes[codes[i]!]!;
    }
    block.count = kept;
  };
}

function byAny(tests: readonly Test[]): Narrow {
  return (block) => {
    const columns = tests.map(({ column, passes }) => ({ codes: columnOf(block.chunk, column), passes }));
    const { indexes, count } = block;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const i = indexes[k]!;
      if (columns.some(({ codes, passes }) => passes[codes[i]!] === 1)) indexes[kept++] = i;
    }
    block.count = kept;
  };
}

function byWeekday(ids: readonly string[]): Narrow {
  const wanted = new Set(ids.map(Number));
  return (block) => {
    if (!wanted.has(weekdayOfDay(block.day))) block.count = 0;
  };
}

function byResponseTime(ids: readonly string[], at: number): Narrow {
  const passes = new Uint8Array(responseTimes.length + 1);
  for (const id of ids) {
    const index = responseTimes.findIndex((bucket) => bucket.id === id);
    if (index >= 0) passes[index + 1] = 1;
    else if (id === noneId) passes[0] = 1;
  }
  return (block) => {
    const { indexes, count, day } = block;
    const { respondedAfter, response } = block.chunk.head;
    const after = afterOf(at, day);
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const i = indexes[k]!;
      const bucket = respondedAfter[i]! <= after ? responseTimeOf[response[i]!]! : 0;
      indexes[kept] = i;
      kept += passes[bucket]!;
    }
    block.count = kept;
  };
}

/** By index in `responseBounds`: one more than the index in `responseTimes`. One without a time counts in the last. */
export const responseTimeOf = Uint8Array.from({ length: 256 }, (_, fine) => {
  const end = responseBounds[fine];
  return end === undefined ? responseTimes.length : responseTimes.findIndex(({ below }) => end <= below) + 1;
});

function testOf(city: City, dimension: ChoiceDimension, ids: readonly string[]): Test {
  const none = ids.includes(noneId);
  const codes = isWordDimension(dimension)
    ? ids.map((id) => city.codeOf(dimension, id)).filter((code) => code >= 0)
    : [];
  switch (dimension) {
    case 'sector':
    case 'district':
    case 'service':
      return { column: childOf[dimension], passes: childrenOf(city.parents[dimension], codes, none) };
    case 'hour': {
      const wanted = new Set(ids.map(Number));
      return { column: 'hour', passes: Uint8Array.from({ length: 256 }, (_, hour) => +wanted.has(hour)) };
    }
    case 'weekday':
    case 'responseTime':
      throw new Error(`${dimension} is no column`);
    default: {
      const missing = missingIn(dimension);
      const passes = new Uint8Array(missing + 1);
      for (const code of codes) passes[code] = 1;
      passes[missing] = +none;
      return { column: dimension, passes };
    }
  }
}

/** The code that stands for null in a column of codes. */
export function missingIn(column: CodeColumn): number {
  return column === 'zone' || column === 'place' || column === 'topic' ? nullOf.u16 : nullOf.u8;
}

function childrenOf(parents: readonly number[], codes: readonly number[], none: boolean): Uint8Array {
  const passes = new Uint8Array(nullOf.u16 + 1);
  parents.forEach((parent, child) => {
    passes[child] = +(parent < 0 ? none : codes.includes(parent));
  });
  passes[nullOf.u16] = +none;
  return passes;
}
