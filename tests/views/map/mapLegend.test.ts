import { describe, expect, it } from 'vitest';
import { makeText } from '../../../src/i18n/text.ts';
import { className, legendNumber, pointMetres } from '../../../src/views/map/mapLegend.tsx';

const en = makeText('en');

describe('className', () => {
  it('says what a class holds', () => {
    const breaks = [0.78, 0.885];
    expect([0, 1, 2].map((index) => className(en, 'completionRate', breaks, index))).toEqual([
      'below 78%',
      '78% to 88.5%',
      '88.5% and more',
    ]);
  });

  it('writes numbers in the reader’s digits', () => {
    expect(legendNumber(makeText('ar', 'arab'), 'received', 1200)).toBe('١٬٢٠٠');
    expect(legendNumber(makeText('ar'), 'received', 1200)).toBe('1,200');
  });
});

describe('legendNumber', () => {
  it('writes durations short', () => {
    expect([0.22, 2, 6.5, 120].map((hours) => legendNumber(en, 'resolutionP50', hours))).toEqual([
      '13m',
      '2h',
      '6.5h',
      '5d',
    ]);
  });
});

describe('pointMetres', () => {
  it('is the step of the grid in two digits', () => {
    expect(pointMetres(0.0005)).toBe(56);
    expect(pointMetres(0.001)).toBe(110);
  });
});
