import { Random } from './random.ts';

/**
 * How many requests each day gets: `rows` in all, in proportion to the weights, scattered as chance would have it.
 */
export function planDays(rows: number, weights: readonly number[], seed: number): number[] {
  const random = new Random(seed, 'days');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scattered = weights.map((weight) => {
    const expected = (rows * weight) / total;
    return expected === 0 ? 0 : random.poisson(expected) * random.logNormal(1, 0.035);
  });
  const sum = scattered.reduce((a, b) => a + b, 0);
  const shares = sum > 0 ? scattered : weights;
  const whole = sum > 0 ? sum : total;
  let before = 0;
  let given = 0;
  return shares.map((share) => {
    before += share;
    const upTo = Math.round((rows * before) / whole);
    const count = upTo - given;
    given = upTo;
    return count;
  });
}
