import { describe, expect, test } from 'vitest';
import { betaCdf } from '../../src/numeric/beta.ts';
import { type LawName, lawMedian, lawOfNormal, lawQuantile, lawSampler, pertShape } from '../../src/numeric/laws.ts';
import { normalCdf } from '../../src/numeric/normal.ts';
import { streamOf } from '../../src/numeric/philox.ts';
import { percentiles } from '../../src/numeric/select.ts';
import { correlation, kolmogorovBound, kolmogorovDistance, type Moments, momentErrors } from './statistics.ts';

const N = 100_000;

function draw(law: LawName, params: readonly number[], options: Partial<Where> = {}): Float64Array {
  const { seed = 1, name = 'growth', k = 0, month = 0, first = 0, worlds = N } = options;
  const out = new Float64Array(worlds);
  lawSampler(law, params)(out, 0, 1, first, worlds, streamOf(seed, name, k), month);
  return out;
}

interface Where {
  seed: number;
  name: string;
  k: number;
  month: number;
  first: number;
  worlds: number;
}

interface Case {
  readonly law: LawName;
  readonly params: readonly number[];
  /** Null for the discrete laws, whose frequencies are tested instead. */
  readonly cdf: ((x: number) => number) | null;
  readonly moments: Moments;
  readonly bounds: readonly [number, number];
}

function normalCase(mean: number, sd: number): Case {
  return {
    law: 'normal',
    params: [mean, sd],
    cdf: (x) => normalCdf((x - mean) / sd),
    moments: { mean, variance: sd * sd, kurtosis: 3 },
    bounds: [-Infinity, Infinity],
  };
}

function lognormalCase(median: number, sigma: number): Case {
  const w = Math.exp(sigma * sigma);
  return {
    law: 'lognormal',
    params: [median, sigma],
    cdf: (x) => normalCdf(Math.log(x / median) / sigma),
    moments: {
      mean: median * Math.sqrt(w),
      variance: median * median * w * (w - 1),
      kurtosis: w ** 4 + 2 * w ** 3 + 3 * w ** 2 - 3,
    },
    bounds: [0, Infinity],
  };
}

function uniformCase(a: number, b: number): Case {
  return {
    law: 'uniform',
    params: [a, b],
    cdf: (x) => (x - a) / (b - a),
    moments: { mean: (a + b) / 2, variance: (b - a) ** 2 / 12, kurtosis: 1.8 },
    bounds: [a, b],
  };
}

function triangularCase(low: number, mode: number, high: number): Case {
  const width = high - low;
  return {
    law: 'triangular',
    params: [low, mode, high],
    cdf: (x) =>
      x < mode ? (x - low) ** 2 / (width * (mode - low)) : 1 - (high - x) ** 2 / (width * (high - mode) || 1),
    moments: {
      mean: (low + mode + high) / 3,
      variance: (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18,
      kurtosis: 2.4,
    },
    bounds: [low, high],
  };
}

function betaMoments(a: number, b: number): Moments {
  const n = a + b;
  const excess = (6 * ((a - b) ** 2 * (n + 1) - a * b * (n + 2))) / (a * b * (n + 2) * (n + 3));
  return { mean: a / n, variance: (a * b) / (n * n * (n + 1)), kurtosis: 3 + excess };
}

function betaCase(a: number, b: number): Case {
  return { law: 'beta', params: [a, b], cdf: (x) => betaCdf(x, a, b), moments: betaMoments(a, b), bounds: [0, 1] };
}

function pertCase(low: number, mode: number, high: number): Case {
  const [a, b] = pertShape(low, mode, high);
  const { mean, variance, kurtosis } = betaMoments(a, b);
  const width = high - low;
  return {
    law: 'pert',
    params: [low, mode, high],
    cdf: (x) => betaCdf((x - low) / width, a, b),
    moments: { mean: low + width * mean, variance: width * width * variance, kurtosis },
    bounds: [low, high],
  };
}

function bernoulliCase(p: number): Case {
  const q = 1 - p;
  return {
    law: 'bernoulli',
    params: [p],
    cdf: null,
    moments: { mean: p, variance: p * q, kurtosis: 3 + (1 - 6 * p * q) / (p * q) },
    bounds: [0, 1],
  };
}

function wholeCase(a: number, b: number): Case {
  const n = b - a + 1;
  return {
    law: 'whole',
    params: [a, b],
    cdf: null,
    moments: {
      mean: (a + b) / 2,
      variance: (n * n - 1) / 12,
      kurtosis: 3 - (6 * (n * n + 1)) / (5 * (n * n - 1)),
    },
    bounds: [a, b],
  };
}

const CASES: readonly Case[] = [
  normalCase(0, 1),
  normalCase(-5e6, 0.02),
  lognormalCase(99e6, 0.3),
  lognormalCase(1, 0.01),
  uniformCase(-1, 3),
  uniformCase(0.2, 0.6),
  triangularCase(1, 2, 6),
  triangularCase(0, 0, 1),
  triangularCase(-2, 5, 5),
  pertCase(1, 2, 6),
  pertCase(-3e6, -3e6, 1e6),
  pertCase(0, 1, 1),
  betaCase(1, 1),
  betaCase(2, 3),
  betaCase(1, 8),
  betaCase(1.0001, 3),
  betaCase(40, 2),
  betaCase(3e4, 5e4),
  betaCase(0.5, 0.5),
  betaCase(0.1, 2.5),
  betaCase(3, 0.7),
  bernoulliCase(0.4),
  bernoulliCase(0.999),
  wholeCase(3, 9),
  wholeCase(-1, 1),
  wholeCase(1, 1_000_000),
];
const titled = CASES.map((c) => [`${c.law}(${c.params.join(', ')})`, c] as const);

describe.each(titled)('draws of %s', (_, { law, params, cdf, moments, bounds }) => {
  const sample = draw(law, params);

  test('stay within the bounds', () => {
    expect(sample.every((x) => x >= bounds[0] && x <= bounds[1])).toBe(true);
  });

  test('have the exact mean and variance, to five standard errors', () => {
    const errors = momentErrors(sample, moments);
    expect(Math.abs(errors.mean)).toBeLessThan(5);
    expect(Math.abs(errors.variance)).toBeLessThan(5);
  });

  test.runIf(cdf !== null)('have the exact distribution', () => {
    expect(kolmogorovDistance(sample, cdf!)).toBeLessThan(kolmogorovBound(N));
  });

  test.runIf(cdf !== null)('have half their number on either side of the median of the base case', () => {
    const median = lawMedian(law, params);
    const below = sample.reduce((n, x) => n + (x <= median ? 1 : 0), 0);
    expect(Math.abs(below - N / 2)).toBeLessThan((5 * Math.sqrt(N)) / 2);
  });

  test('do not go with those of the next month, world, call, name or seed', () => {
    const bound = 5 / Math.sqrt(N - 1);
    const others = [{ month: 1 }, { k: 1 }, { name: 'growti' }, { seed: 2 }].map((o) => draw(law, params, o));
    for (const other of others) expect(Math.abs(correlation(sample, other))).toBeLessThan(bound);
    expect(Math.abs(correlation(sample.subarray(1), sample.subarray(0, N - 1)))).toBeLessThan(bound);
    expect(Math.abs(correlation(sample.subarray(2), sample.subarray(0, N - 2)))).toBeLessThan(bound);
  });
});

describe('the tails of a normal draw', () => {
  test('are those of the law, beyond the last layer too', () => {
    const worlds = 4_000_000;
    const z = draw('normal', [0, 1], { worlds });
    for (const beyond of [2, 3, 3.654152885361009, 4, 4.5]) {
      for (const sign of [-1, 1]) {
        const p = normalCdf(-beyond);
        const count = z.reduce((n, x) => n + (sign * x > beyond ? 1 : 0), 0);
        expect(Math.abs(count - p * worlds), `beyond ${sign * beyond}`).toBeLessThan(5 * Math.sqrt(p * worlds));
      }
    }
  });
});

describe('whole(a, b)', () => {
  test('is each number as often, to five standard errors', () => {
    const counts = new Float64Array(7);
    for (const x of draw('whole', [3, 9])) counts[x - 3]!++;
    for (const n of counts) expect(Math.abs(n - N / 7)).toBeLessThan(5 * Math.sqrt(((N / 7) * 6) / 7));
  });

  test('favours none where the numbers do not divide 2^52: a third of the words are drawn again', () => {
    // 3 · 2^50 numbers have one share each; without drawing again the first 2^50 would be twice as likely.
    const half = 3 * 2 ** 49;
    const sample = draw('whole', [-half, half - 1]);
    expect(sample.every((x) => Number.isInteger(x) && x >= -half && x < half)).toBe(true);
    expect(kolmogorovDistance(sample, (x) => (x + half) / (2 * half))).toBeLessThan(kolmogorovBound(N));
  });
});

describe('any range of worlds', () => {
  const laws = CASES.filter(({ law, params }, i) => CASES.findIndex((c) => c.law === law) === i || params[0] === 0.5);

  test.each(laws.map((c) => [c.law, c.params] as const))('has the bytes of the whole run: %s(%j)', (law, params) => {
    const stream = streamOf(7, 'churn', 2);
    const fill = lawSampler(law, params);
    const whole = new Float64Array(10_000);
    fill(whole, 0, 1, 0, 10_000, stream, 35);
    for (const [first, worlds] of [
      [5000, 5000],
      [4321, 1],
      [4321, 3333],
      [9999, 1],
      [1, 9998],
      [1023, 2],
      [1024, 1024],
    ] as const) {
      const part = new Float64Array(worlds);
      lawSampler(law, params)(part, 0, 1, first, worlds, stream, 35);
      expect(part).toEqual(whole.subarray(first, first + worlds));
    }
    for (const block of [1, 7, 1000, 1024, 4096]) {
      const blocks = new Float64Array(10_000);
      for (let at = 0; at < 10_000; at += block) fill(blocks, at, 1, at, Math.min(block, 10_000 - at), stream, 35);
      expect(blocks).toEqual(whole);
    }
    const spaced = new Float64Array(5 + 3 * 3000);
    fill(spaced, 5, 3, 2001, 3000, stream, 35);
    for (let i = 0; i < 3000; i++) expect(spaced[5 + 3 * i]).toBe(whole[2001 + i]);
    expect(spaced.subarray(0, 5).every((x) => x === 0) && spaced[6] === 0 && spaced[7] === 0).toBe(true);
  });

  test('may be numbered up to 2^32', () => {
    const top = draw('normal', [0, 1], { first: 2 ** 32 - 5, worlds: 5 });
    const last = draw('normal', [0, 1], { first: 2 ** 32 - 1, worlds: 1 });
    expect(last[0]).toBe(top[4]);
    expect(new Set([...top, ...draw('normal', [0, 1], { worlds: 5 })]).size).toBe(10);
  });
});

/** FNV-1a of the bytes, little-endian. */
function fingerprint(x: Float64Array): string {
  const view = new DataView(new ArrayBuffer(8));
  let h = 0x811c9dc5;
  for (const value of x) {
    view.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) h = Math.imul(h ^ view.getUint8(i), 0x01000193);
  }
  return (h >>> 0).toString(16);
}

test('the bytes of 20,000 draws of each law are the same on every host and in every release', () => {
  const prints = Object.fromEntries(
    titled.map(([title, { law, params }]) => [
      title,
      fingerprint(draw(law, params, { seed: 42, name: 'funding.série_a.amount', k: 1, month: 11, worlds: 20_000 })),
    ]),
  );
  expect(prints).toMatchInlineSnapshot(`
    {
      "bernoulli(0.4)": "f4aea2e5",
      "bernoulli(0.999)": "8203e638",
      "beta(0.1, 2.5)": "180b6aa6",
      "beta(0.5, 0.5)": "66c65a69",
      "beta(1, 1)": "cf37bf8f",
      "beta(1, 8)": "ca493c79",
      "beta(1.0001, 3)": "b4fb6247",
      "beta(2, 3)": "38613432",
      "beta(3, 0.7)": "17466dcc",
      "beta(30000, 50000)": "3dee60",
      "beta(40, 2)": "d611e675",
      "lognormal(1, 0.01)": "bef9fcff",
      "lognormal(99000000, 0.3)": "9f38926c",
      "normal(-5000000, 0.02)": "687f6e66",
      "normal(0, 1)": "35e7108d",
      "pert(-3000000, -3000000, 1000000)": "e1fa8a7a",
      "pert(0, 1, 1)": "beb40d0",
      "pert(1, 2, 6)": "988926fd",
      "triangular(-2, 5, 5)": "947d5045",
      "triangular(0, 0, 1)": "7747bc3b",
      "triangular(1, 2, 6)": "c2f59ca3",
      "uniform(-1, 3)": "755815e",
      "uniform(0.2, 0.6)": "a69f79bf",
      "whole(-1, 1)": "2c5a99f8",
      "whole(1, 1000000)": "7bfad525",
      "whole(3, 9)": "cfbbc6ef",
    }
  `);
});

describe('quantiles', () => {
  const steps = [1e-12, 1e-6, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1 - 1e-6];

  test.each(titled.filter(([, c]) => c.cdf !== null))(
    'of %s undo its probabilities',
    (_, { law, params, cdf, bounds }) => {
      for (const p of steps) {
        const x = lawQuantile(law, p, params);
        expect(x >= bounds[0] && x <= bounds[1]).toBe(true);
        // The double x stands for its neighbours; the probabilities of those bracket p.
        const slack = 4e-16 * Math.max(Math.abs(x), ...bounds.filter(Number.isFinite).map(Math.abs));
        const tolerance = 1e-9 * Math.min(p, 1 - p) + 1e-15;
        expect(cdf!(Math.max(bounds[0], x - slack)) - tolerance).toBeLessThanOrEqual(p);
        expect(cdf!(Math.min(bounds[1], x + slack)) + tolerance).toBeGreaterThanOrEqual(p);
      }
      expect(lawQuantile(law, 0, params)).toBe(bounds[0]);
      expect(lawQuantile(law, 1, params)).toBe(bounds[1]);
    },
  );

  test('of the discrete laws are the lowest number reached with that probability', () => {
    expect([0, 0.1, 1 / 7, 0.15, 0.5, 0.99, 1].map((p) => lawQuantile('whole', p, [3, 9]))).toEqual([
      3, 3, 3, 4, 6, 9, 9,
    ]);
    expect([0, 0.6, 0.61, 1].map((p) => lawQuantile('bernoulli', p, [0.4]))).toEqual([0, 0, 1, 1]);
    expect([0, 0.5, 1].map((p) => lawQuantile('bernoulli', p, [0]))).toEqual([0, 0, 0]);
    expect([0, 0.5, 1].map((p) => lawQuantile('bernoulli', p, [1]))).toEqual([1, 1, 1]);
  });

  test.each(titled)(
    'of the probabilities of normal numbers are what %s makes of them',
    (_, { law, params, bounds }) => {
      const ofNormal = lawOfNormal(law, params);
      // Beside the interpolation, ln Γ of large parameters errs by some units of its last place.
      const size = law === 'beta' ? params[0]! + params[1]! : 6;
      const error = 1e-11 + 4 * size * Math.log(size + 2) * 2 ** -52;
      let before = bounds[0];
      for (let z = -6.03; z <= 6; z += 0.0479) {
        const x = ofNormal(z);
        expect(x).toBeGreaterThanOrEqual(before);
        expect(x).toBeLessThanOrEqual(bounds[1]);
        before = x;
        // Upper quantiles lose digits with 1 - p; z itself does not. The probability is compared, not the quantile.
        const p = normalCdf(z);
        const low = lawQuantile(law, Math.max(0, p - error), params);
        const high = lawQuantile(law, Math.min(1, p + error), params);
        const slack = 1e-14 * Math.max(Math.abs(low), Math.abs(high));
        expect(x).toBeGreaterThanOrEqual(low - slack);
        expect(x).toBeLessThanOrEqual(high + slack);
      }
      for (const z of [-40, -9, 9, 40]) expect(ofNormal(z)).not.toBeNaN();
    },
  );
});

describe('distributions of a single number', () => {
  test.each([
    ['normal', [5, 0], 5],
    ['lognormal', [5, 0], 5],
    ['uniform', [0.1, 0.1], 0.1],
    ['triangular', [0.1, 0.1, 0.1], 0.1],
    ['pert', [0.1, 0.1, 0.1], 0.1],
    ['bernoulli', [0], 0],
    ['bernoulli', [1], 1],
    ['whole', [-4, -4], -4],
  ] as const)('%s(%j) is always %d', (law, params, value) => {
    expect(draw(law, params, { worlds: 5000 }).every((x) => x === value)).toBe(true);
    expect(lawQuantile(law, 0.3, params)).toBe(value);
    expect([-40, -9, 0, 9, 40].map(lawOfNormal(law, params))).toEqual(Array(5).fill(value));
  });
});

test('the widest ranges stay within their bounds', () => {
  const most = Number.MAX_VALUE;
  for (const [law, params] of [
    ['uniform', [-most, most]],
    ['triangular', [-most, 0, most]],
  ] as const) {
    const sample = draw(law, params, { worlds: 5000 });
    expect(sample.every((x) => Number.isFinite(x))).toBe(true);
    expect(Math.abs(percentiles(sample, [50])[0]! / most)).toBeLessThan(0.1);
  }
});

test('extreme beta parameters neither hang nor leave the range', () => {
  for (const params of [
    [1e-3, 1e-3],
    [1e-3, 1e3],
    [1e9, 1],
    [1, 1e9],
    [1e7, 1e7],
    [1 + 1e-12, 1 + 1e-12],
    [1e-3, 1],
  ]) {
    const sample = draw('beta', params, { worlds: 3000 });
    expect(sample.every((x) => x >= 0 && x <= 1)).toBe(true);
    const { mean } = momentErrors(sample, betaMoments(params[0]!, params[1]!));
    expect(Math.abs(mean)).toBeLessThan(6);
  }
});
