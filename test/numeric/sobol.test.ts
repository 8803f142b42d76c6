import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIMENSIONS, directionNumbers, publishedRows } from '../../src/numeric/direction-numbers.ts';
import { type LawName, lawOfUniform, lawQuantile } from '../../src/numeric/laws.ts';
import { streamOf } from '../../src/numeric/philox.ts';
import { fillPoints, scrambled, sobolUniforms } from '../../src/numeric/sobol.ts';
import { kolmogorovBound, kolmogorovDistance } from './statistics.ts';

/** Points of the unscrambled sequence, as numbers from 0 to 1. */
function plain(dimension: number, first: number, count: number): number[] {
  const words = new Int32Array(count);
  fillPoints(words, directionNumbers(dimension), first, count);
  return Array.from(words, (word) => (word >>> 0) / 2 ** 32);
}

function uniforms(dimension: number, seed: number, first: number, count: number): Float64Array {
  const out = new Float64Array(count);
  sobolUniforms(dimension, streamOf(seed, 'growth', 0), 0)(out, 0, first, count);
  return out;
}

describe('direction numbers', () => {
  test.each([
    [2, 1, 0, [1]],
    [3, 2, 1, [1, 3]],
    [7, 4, 4, [1, 3, 5, 13]],
    [20, 7, 1, [1, 3, 7, 11, 23, 15, 103]],
    [101, 9, 253, [1, 3, 3, 7, 29, 37, 33, 123, 147]],
    [256, 11, 560, [1, 1, 1, 5, 19, 3, 53, 133, 97, 863, 983]],
    [400, 12, 906, [1, 3, 5, 15, 11, 39, 15, 63, 263, 9, 199, 445]],
    [512, 13, 224, [1, 1, 1, 1, 25, 9, 23, 225, 385, 629, 603, 3747, 4241]],
  ])('of dimension %i are those of new-joe-kuo-6.21201', (d, degree, a, m) => {
    expect(publishedRows()[d - 2]).toEqual({ degree, a, m });
  });

  test('end at the last dimension', () => {
    expect(publishedRows()).toHaveLength(DIMENSIONS - 1);
    expect(() => directionNumbers(DIMENSIONS)).toThrow(RangeError);
  });
});

describe("Sobol's points", () => {
  // The first points of Joe and Kuo's own program, which visits them in the order of the Gray code: 0, 1, 3, 2, 6, 7,
  // 5, 4.
  test('are the published ones', () => {
    const byDimension = [0, 1, 2].map((d) => plain(d, 0, 8));
    const inGrayOrder = [0, 1, 3, 2, 6, 7, 5, 4].map((i) => byDimension.map((points) => points[i]));
    expect(inGrayOrder).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
    ]);
  });

  // From SciPy 1.17, scipy.stats.qmc.Sobol(512, scramble=False): its points 1000 and 4095 are those of index 540 and
  // 2048.
  test.each([
    [540, [900, 396, 2124, 284, 764, 1020, 1620]],
    [2048, [1, 3855, 1369, 1009, 3943, 2511, 3747]],
  ])('of index %i are those of SciPy up to dimension 512', (index, numerators) => {
    const points = [1, 2, 3, 10, 100, 256, 512].map((d) => plain(d - 1, index, 1)[0]! * 4096);
    expect(points).toEqual(numerators);
  });

  test('of any range are those of the whole sequence, to its last index', () => {
    const range = fc.tuple(fc.nat(DIMENSIONS - 1), fc.nat(2 ** 32 - 101), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(range, ([dimension, first, count]) => {
        const alone = Array.from({ length: count }, (_, i) => plain(dimension, first + i, 1)[0]!);
        expect(plain(dimension, first, count)).toEqual(alone);
      }),
    );
    expect(plain(0, 2 ** 32 - 2, 2)).toEqual([(2 ** 31 - 1) / 2 ** 32, (2 ** 32 - 1) / 2 ** 32]);
  });
});

/** Most and fewest points in the cells of a grid of 2^across × 2^up. */
function crowding(x: ArrayLike<number>, y: ArrayLike<number>, across: number, up: number): [number, number] {
  const cells = new Int32Array(2 ** (across + up));
  for (let i = 0; i < x.length; i++) cells[Math.floor(x[i]! * 2 ** across) * 2 ** up + Math.floor(y[i]! * 2 ** up)]!++;
  return [Math.min(...cells), Math.max(...cells)];
}

describe('scrambled points', () => {
  test('hold one in each interval of every dimension', () => {
    for (let d = 0; d < DIMENSIONS; d++) {
      const intervals = new Set(uniforms(d, d, 512, 256).map((u) => Math.floor(u * 256)));
      expect(intervals.size, `dimension ${d}`).toBe(256);
    }
  });

  // A (t, m, 2)-net: t is at most the sum of the polynomials' degrees, each less 1 (Sobol' 1967); the first dimension's
  // counts as 1.
  test('hold their share of each elementary interval of two dimensions', () => {
    const degree = (d: number) => (d === 0 ? 1 : publishedRows()[d - 1]!.degree);
    const pair = fc.uniqueArray(fc.nat(6), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(pair, fc.nat(1000), fc.nat(20), fc.nat(10), ([a, b], seed, block, cut) => {
        const m = 10;
        const t = degree(a!) + degree(b!) - 2;
        const across = Math.min(cut, m - t);
        const x = uniforms(a!, seed, block * 2 ** m, 2 ** m);
        const y = uniforms(b!, seed + 1, block * 2 ** m, 2 ** m);
        expect(crowding(x, y, across, m - t - across)).toEqual([2 ** t, 2 ** t]);
      }),
    );
  });

  test('keep as many first places in common as before', () => {
    const word = fc.integer();
    const common = (a: number, b: number) => Math.clz32(a ^ b);
    fc.assert(
      fc.property(word, word, fc.nat(31), word, (a, other, place, seed) => {
        const b = a ^ (other >>> place);
        expect(common(scrambled(a, seed), scrambled(b, seed))).toBe(common(a, b));
      }),
    );
  });

  test('are each uniform over the seeds', () => {
    const n = 20_000;
    for (const index of [0, 1, 4711]) {
      const sample = Float64Array.from({ length: n }, (_, seed) => uniforms(3, seed, index, 1)[0]!);
      expect(kolmogorovDistance(sample, (u) => u)).toBeLessThan(kolmogorovBound(n));
    }
  });

  // What Owen's variance rests on, and what the hash of 2011 breaks: two points that part at the first place are
  // independent after it.
  test('are independent of each other after the place at which they part', () => {
    const n = 32_000;
    const counts = new Int32Array(32);
    for (let seed = 0; seed < n; seed++) {
      const [u, v] = [uniforms(0, seed, 0, 1)[0]!, uniforms(0, seed, 1, 1)[0]!];
      expect(u < 0.5).not.toBe(v < 0.5);
      counts[Math.floor(u * 8) * 4 + (Math.floor(v * 8) % 4)]!++;
    }
    const expected = n / 32;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 31 degrees of freedom: above 85 once in a million.
    expect(chiSquare).toBeLessThan(85);
  });

  test('have the mean squared error of one uniform number in each of n intervals, 1 / 12n³', () => {
    const repeats = 2000;
    for (const n of [1, 16, 256]) {
      let sum = 0;
      for (let seed = 0; seed < repeats; seed++) {
        const mean = uniforms(5, seed, 0, n).reduce((a, u) => a + u, 0) / n;
        sum += (mean - 0.5) ** 2;
      }
      // A square of n uniform numbers' mean has a kurtosis of at most 3: five standard errors of the mean of so many
      // squares.
      expect(Math.abs((sum / repeats) * 12 * n ** 3 - 1)).toBeLessThan(5 * Math.sqrt(2 / repeats));
    }
  });
});

test.each<[LawName, number[]]>([
  ['normal', [3, 2]],
  ['lognormal', [3, 0.5]],
  ['uniform', [-1, 4]],
  ['triangular', [0, 1, 5]],
  ['pert', [0, 1, 5]],
  ['beta', [0.5, 3]],
  ['bernoulli', [0.3]],
  ['whole', [-2, 6]],
])('%s of a uniform number is its quantile', (law, params) => {
  const ofUniform = lawOfUniform(law, params);
  for (const u of [1e-9, 0.001, 0.1, 0.4999, 0.7123, 0.999, 1 - 1e-9]) {
    const exact = lawQuantile(law, u, params);
    expect(Math.abs(ofUniform(u) - exact)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(exact), 1e-6));
  }
});
