import { describe, expect, test } from 'vitest';
import { valueOfKnowing, valueOfKnowingAll } from '../../src/numeric/information.ts';
import { lawSampler } from '../../src/numeric/laws.ts';
import { normalCdf } from '../../src/numeric/normal.ts';
import { streamOf } from '../../src/numeric/philox.ts';
import { superiority } from '../../src/numeric/superiority.ts';

function normal(name: string, trial: number, count: number): Float64Array {
  const out = new Float64Array(count);
  lawSampler('normal', [0, 1])(out, 0, 1, trial * count, count, streamOf(1, name, 0), 0);
  return out;
}
const share = (trials: number, is: (trial: number) => boolean): number =>
  Array.from({ length: trials }, (_, trial) => Number(is(trial))).reduce((a, b) => a + b, 0) / trials;

describe('the probability of superiority', () => {
  test('counts pairs, equals for half', () => {
    // 3 beats 1 and 2; 2 beats 1 and is equal to 2; 1 is equal to 1.
    expect(superiority(Float64Array.of(3, 1, 2), Float64Array.of(1, 2)).probability).toBe(4 / 6);
    expect(superiority(Float64Array.of(1, 1), Float64Array.of(1)).probability).toBe(0.5);
  });

  test('by the law: two normal groups a standard deviation apart', () => {
    const exact = normalCdf(1 / Math.SQRT2);
    const covered = share(200, (trial) => {
      const first = normal('first', trial, 60).map((x) => x + 1);
      const { interval } = superiority(first, normal('second', trial, 25));
      return interval[0] <= exact && exact <= interval[1];
    });
    expect(covered).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 200));
  });

  test('where all pairs go one way the interval still says how few they were', () => {
    const { probability, interval } = superiority(Float64Array.of(4, 5, 6), Float64Array.of(1, 2, 3));
    expect([probability, interval[1]]).toEqual([1, 1]);
    expect(interval[0]).toBeGreaterThan(0.3);
    expect(interval[0]).toBeLessThan(0.8);
    const other = superiority(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)).interval;
    expect(other[1]).toBeCloseTo(1 - interval[0], 9);
  });

  test('an empty group has none', () => {
    expect(() => superiority(new Float64Array(0), Float64Array.of(1))).toThrow(RangeError);
  });
});

describe('the value of knowing', () => {
  const N = 1000;
  // One choice brings x and a half, the other nothing: who does not know x takes the first.
  const MORE = 0.5;
  const choices = (trial: number) => {
    const x = normal('x', trial, N);
    const noise = normal('noise', trial, N);
    return { x, values: [new Float64Array(N), x.map((own, w) => own + MORE + noise[w]!)] };
  };
  /** E[max(0, m + s z)] - m of a standard normal z. */
  const gain = (m: number, s: number): number =>
    s * (Math.exp(-((m / s) ** 2) / 2) / Math.sqrt(2 * Math.PI)) + m * normalCdf(m / s) - m;
  const exact = gain(MORE, 1);
  const trials = Array.from({ length: 60 }, (_, trial) => choices(trial));
  const covered = (of: readonly { interval: readonly [number, number] | null }[], value: number): number =>
    share(of.length, (i) => of[i]!.interval![0] <= value && value <= of[i]!.interval![1]);
  const mean = (of: readonly { mean: number }[]): number => of.reduce((sum, one) => sum + one.mean, 0) / of.length;

  test('the number on which the choice turns', () => {
    const found = trials.map(({ x, values }) => valueOfKnowing(x, values));
    expect(Math.abs(mean(found) - exact)).toBeLessThan(0.01);
    expect(covered(found, exact)).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 60));
  });

  test('a number that tells nothing is worth nothing, and now and then a little less', () => {
    const found = trials.map(({ values }, trial) => valueOfKnowing(normal('other', trial, N), values));
    expect(Math.abs(mean(found))).toBeLessThan(0.01);
    expect(found.some((one) => one.mean < 0)).toBe(true);
  });

  test('everything: the noise too, which is as wide as x', () => {
    const found = trials.map(({ values }) => valueOfKnowingAll(values));
    expect(Math.abs(mean(found) - gain(MORE, Math.SQRT2))).toBeLessThan(0.02);
  });

  test('with one choice alone no knowledge is worth anything', () => {
    const { x, values } = trials[0]!;
    expect(valueOfKnowing(x, [values[1]!])).toEqual({ mean: 0, interval: [0, 0] });
  });
});
