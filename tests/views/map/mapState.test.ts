import { expect, test } from 'vitest';
import { type MapState, type MapStep, nextMapState, openingMap } from '../../../src/views/map/mapState.ts';

const hover = { kind: 'zone', id: 'C1', x: 1, y: 2, by: 'mouse' } as unknown as MapState['hover'];
const after = (...steps: readonly MapStep[]) => steps.reduce(nextMapState, openingMap);

test('the table takes the place of the map and gives it back, with nothing under the pointer', () => {
  expect(after({ kind: 'hover', hover })).toEqual({ ...openingMap, hover });
  expect(after({ kind: 'hover', hover }, { kind: 'table', shown: true })).toEqual({
    ...openingMap,
    form: 'table',
  });
  expect(after({ kind: 'table', shown: true }, { kind: 'table', shown: false })).toEqual(openingMap);
});

test('what has failed stays so, whatever is asked of it', () => {
  for (const shown of [true, false]) {
    expect(after({ kind: 'failed', what: 'map' }, { kind: 'table', shown }).form).toBe('unavailable');
    const streets = after({ kind: 'failed', what: 'streets' }, { kind: 'streets', shown });
    expect(streets).toEqual({ ...openingMap, streets: 'failed' });
  }
  expect(
    after({ kind: 'table', shown: true }, { kind: 'hover', hover }, { kind: 'failed', what: 'map' }),
  ).toEqual({
    ...openingMap,
    form: 'unavailable',
  });
  expect(after({ kind: 'failed', what: 'heat' })).toEqual({ ...openingMap, heatFailed: true });
});

test('colours and streets are set each by itself', () => {
  expect(after({ kind: 'around', around: false })).toEqual({ ...openingMap, around: false });
  expect(after({ kind: 'fitted', fitted: true })).toEqual({ ...openingMap, fitted: true });
  expect(after({ kind: 'streets', shown: false })).toEqual({ ...openingMap, streets: 'hidden' });
  expect(after({ kind: 'streets', shown: false }, { kind: 'streets', shown: true })).toEqual(openingMap);
});

// Guards: a pointer that leaves the map again and again draws nothing anew.
test('a step that changes nothing gives the same state', () => {
  const idle: MapStep[] = [
    { kind: 'hover', hover: null },
    { kind: 'table', shown: false },
    { kind: 'around', around: true },
    { kind: 'fitted', fitted: false },
    { kind: 'streets', shown: true },
  ];
  for (const step of idle) expect(nextMapState(openingMap, step)).toBe(openingMap);
  const failed = after({ kind: 'failed', what: 'map' });
  expect(nextMapState(failed, { kind: 'table', shown: true })).toBe(failed);
});
