import { describe, expect, test } from 'vitest';
import { stepOf } from '../../src/ui/BarList.tsx';
import { sortRows } from '../../src/ui/DataTable.tsx';
import { draggedSpan } from '../../src/ui/RangeBrush.tsx';

describe('dragging a window', () => {
  const scale = { min: 0, max: 99 };
  const value = { from: 20, to: 29 };

  test('a new window goes either way from where it began', () => {
    expect(draggedSpan('new', value, 50, 60, scale)).toEqual({ from: 50, to: 60 });
    expect(draggedSpan('new', value, 50, 40, scale)).toEqual({ from: 40, to: 50 });
  });

  test('an end never crosses the other', () => {
    expect(draggedSpan('from', value, 20, 35, scale)).toEqual({ from: 29, to: 29 });
    expect(draggedSpan('to', value, 29, 3, scale)).toEqual({ from: 20, to: 20 });
  });

  test('the window keeps its length at the edges of the scale', () => {
    expect(draggedSpan('window', value, 25, -60, scale)).toEqual({ from: 0, to: 9 });
    expect(draggedSpan('window', value, 25, 500, scale)).toEqual({ from: 90, to: 99 });
    expect(draggedSpan('window', value, 25, 27, scale)).toEqual({ from: 22, to: 31 });
  });

  test('nothing leaves the scale', () => {
    expect(draggedSpan('from', value, 20, -5, scale).from).toBe(0);
    expect(draggedSpan('to', value, 29, 500, scale).to).toBe(99);
    expect(draggedSpan('new', value, 98, 500, scale)).toEqual({ from: 98, to: 99 });
  });
});

describe('rows by keyboard', () => {
  test('arrows stop at the ends', () => {
    expect([stepOf('ArrowDown', 0, 3), stepOf('ArrowDown', 2, 3), stepOf('ArrowUp', 0, 3)]).toEqual([
      1, 2, 0,
    ]);
    expect([stepOf('Home', 2, 3), stepOf('End', 0, 3)]).toEqual([0, 2]);
  });

  test('other keys and an empty list lead nowhere', () => {
    expect([stepOf('a', 0, 3), stepOf('ArrowDown', 0, 0)]).toEqual([null, null]);
  });
});

describe('sorting a table', () => {
  const rows = [{ n: 2 }, { n: null }, { n: 10 }, { n: 2 }];

  test('by number, rows without one last either way', () => {
    expect(sortRows(rows, (row) => row.n, false, 'en').map((row) => row.n)).toEqual([2, 2, 10, null]);
    expect(sortRows(rows, (row) => row.n, true, 'en').map((row) => row.n)).toEqual([10, 2, 2, null]);
  });

  test('equal rows keep their order', () => {
    const sorted = sortRows(rows, (row) => row.n, true, 'en');
    expect([sorted[1], sorted[2]]).toEqual([rows[0], rows[3]]);
    expect(sorted[1]).toBe(rows[0]);
  });

  test('words by the alphabet', () => {
    expect(sortRows(['ب', 'ا', 'ت'], (word) => word, false, 'ar-AE')).toEqual(['ا', 'ب', 'ت']);
    // A letter of no Latin alphabet's middle, and numbers by their size.
    const names = ['Zabeel', 'البرشاء 10', 'Al Barsha 10', 'البرشاء 2', 'Al Barsha 2', 'الأولى', 'أبو هيل'];
    const sorted = (locale: string) => sortRows(names, (word) => word, false, locale);
    const arabic = ['أبو هيل', 'الأولى', 'البرشاء 2', 'البرشاء 10'];
    const latin = ['Al Barsha 2', 'Al Barsha 10', 'Zabeel'];
    expect(sorted('ar-AE')).toEqual([...arabic, ...latin]);
    expect(sorted('en-GB')).toEqual([...latin, ...arabic]);
  });
});
