import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zoneAt } from '../../src/analysis/zoneAt.ts';
import { readShapes } from '../../src/analysis/zoneShapes.ts';
import { degreesOfUtm40, makaniPoints } from '../../src/model/makani.ts';

// Guards: a Makani number leads to its point and its zone. Points and zones are those of the service's own answers.
const shapes = readShapes(JSON.parse(readFileSync('data/geometry.json', 'utf8')));
const zoneOf = (number: string) =>
  makaniPoints(number)
    ?.map(([longitude, latitude]) => zoneAt(shapes, longitude, latitude))
    .find((zone) => zone !== null);

describe('makaniPoints', () => {
  it.each([
    ['30032 95320', 25.26464, 55.31217],
    ['3001695350', 25.26491, 55.31201],
    ['١٣٢٧٠ ٧٤٩١٥', 25.07846, 55.14856],
  ])('%s', (number, latitude, longitude) => {
    const best = makaniPoints(number)!.map(([x, y]) => Math.hypot(x - longitude, y - latitude));
    expect(Math.min(...best)).toBeLessThan(2e-5);
  });

  it('finds their zones', () => {
    expect(['30032 95320', '30016 95350', '13270 74915'].map(zoneOf)).toEqual(['C119', 'C119', 'C393']);
  });

  it('takes nothing else for one', () => {
    expect(['', '251', '123456789', '12345678901', '30032 9532x'].map(makaniPoints)).toEqual(
      Array(5).fill(null),
    );
  });
});

describe('degreesOfUtm40', () => {
  it('agrees with a known point of zone 345', () => {
    const [longitude, latitude] = degreesOfUtm40(326_128.24, 2_787_897.55);
    expect(latitude).toBeCloseTo(25.19719, 5);
    expect(longitude).toBeCloseTo(55.27436, 5);
  });
});
