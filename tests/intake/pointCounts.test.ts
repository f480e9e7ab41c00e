import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PointCounts } from '../../src/intake/report/pointCounts.ts';

// Guards: points that share a slot of the table, or lie west and south of zero.
test('the point of the most rows is that of a plain count', () => {
  const steps = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -180_000, max: 180_000 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(steps, steps), { maxLength: 300 }), (points) => {
      const counts = new PointCounts();
      const plain = new Map<string, { lon: number; lat: number; count: number; line: number }>();
      for (const [line, [lon, lat]] of points.entries()) {
        counts.add(lon, lat, line);
        const known = plain.get(`${lon} ${lat}`);
        if (known) known.count++;
        else plain.set(`${lon} ${lat}`, { lon, lat, count: 1, line });
      }
      const sorted = [...plain.values()].sort((a, b) => b.count - a.count || a.line - b.line);
      expect(counts.most()).toEqual({ first: sorted[0] ?? null, second: sorted[1]?.count ?? 0 });
      expect([counts.all, counts.size]).toEqual([points.length, plain.size]);
    }),
  );
});

test('points after the first five thousand are not counted, those before go on', () => {
  const counts = new PointCounts();
  for (let i = 0; i < 20_000; i++) counts.add(i, -i, i);
  counts.add(4000, -4000, 20_000);
  counts.add(4000, -4000, 20_001);
  expect(counts.size).toBe(5000);
  expect(counts.all).toBe(20_002);
  expect(counts.most()).toEqual({ first: { lon: 4000, lat: -4000, count: 3, line: 4000 }, second: 1 });
});
