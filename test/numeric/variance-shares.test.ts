import { describe, expect, test } from 'vitest';
import { equalCountBins } from '../../src/numeric/bins.ts';
import { type LawName, lawSampler } from '../../src/numeric/laws.ts';
import { streamOf } from '../../src/numeric/philox.ts';
import {
  firstOrderShare,
  frozenShare,
  ShapleyShares,
  totalShare,
  type VarianceShare,
} from '../../src/numeric/variance-shares.ts';

const WORLDS = 400;
const TRIALS = 60;

/** Draws of an input; another trial has other worlds, and a fresh one another seed. */
function draw(
  name: string,
  trial: number,
  { law = 'normal' as LawName, params = [0, 1], seed = 1 } = {},
): Float64Array {
  const out = new Float64Array(WORLDS);
  lawSampler(law, params)(out, 0, 1, trial * WORLDS, WORLDS, streamOf(seed, name, 0), 0);
  return out;
}

type Inputs = readonly Float64Array[];
interface Model {
  readonly inputs: (trial: number, seed: number) => Inputs;
  readonly y: (inputs: readonly number[]) => number;
}

const evaluate = ({ y }: Model, inputs: Inputs): Float64Array => inputs[0]!.map((_, w) => y(inputs.map((x) => x[w]!)));

const LINEAR: Model = {
  inputs: (trial, seed) => ['a', 'b', 'c', 'dummy'].map((name) => draw(name, trial, { seed })),
  y: ([a, b, c]) => 3 * a! + 2 * b! + c! + 100,
};
const LINEAR_SHARES = [9, 4, 1, 0].map((x) => x / 14);

/** T. Ishigami, T. Homma (1990): of the third input all is in what it does together with the first. */
const [A, B] = [7, 0.1];
const ISHIGAMI: Model = {
  inputs: (trial, seed) =>
    ['x', 'y', 'z', 'dummy'].map((name) => draw(name, trial, { law: 'uniform', params: [-Math.PI, Math.PI], seed })),
  y: ([x, y, z]) => Math.sin(x!) + A * Math.sin(y!) ** 2 + B * z! ** 4 * Math.sin(x!),
};
const V1 = 0.5 * (1 + (B * Math.PI ** 4) / 5) ** 2;
const V2 = A ** 2 / 8;
const V13 = B ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
const VARIANCE = V1 + V2 + V13;
const ISHIGAMI_FIRST = [V1, V2, 0, 0].map((v) => v / VARIANCE);
const ISHIGAMI_TOTAL = [V1 + V13, V2, V13, 0].map((v) => v / VARIANCE);

/** Inputs of which some are as they were. */
const mixed = (inputs: Inputs, other: Inputs, isKept: (i: number) => boolean): Inputs =>
  inputs.map((x, i) => (isKept(i) ? x : other[i]!));

const meanOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** What is estimated in one trial, by the kind of share, input by input. */
function estimates(model: Model, trial: number): Record<'bins' | 'frozen' | 'total' | 'shapley', VarianceShare[]> {
  const [inputs, other] = [model.inputs(trial, 1), model.inputs(trial, 2)];
  const y = evaluate(model, inputs);
  const all = (1 << inputs.length) - 1;
  // By the set of inputs that are kept.
  const redrawn = Array.from({ length: all }, (_, set) =>
    evaluate(
      model,
      mixed(inputs, other, (i) => ((set >> i) & 1) === 1),
    ),
  );
  const shapley = new ShapleyShares(inputs.length, y);
  redrawn.forEach((values, set) => {
    shapley.add(set, values);
  });
  return {
    bins: inputs.map((x) => firstOrderShare(x, y)),
    frozen: inputs.map((_, i) => frozenShare(y, redrawn[1 << i]!, redrawn[0]!)),
    total: inputs.map((_, i) => totalShare(y, redrawn[all - (1 << i)]!)),
    shapley: shapley.shares(),
  };
}

const CASES = [
  { name: 'a linear model', model: LINEAR, first: LINEAR_SHARES, total: LINEAR_SHARES },
  { name: "Ishigami's function", model: ISHIGAMI, first: ISHIGAMI_FIRST, total: ISHIGAMI_TOTAL },
];

describe.each(CASES)('$name', ({ model, first, total }) => {
  // Both models have no more than pairs of inputs that work together: each has half of what the pair does.
  const shapley = first.map((share, i) => (share + total[i]!) / 2);
  const found = Array.from({ length: TRIALS }, (_, trial) => estimates(model, trial));

  test.each([
    ['bins', first],
    ['frozen', first],
    ['total', total],
    ['shapley', shapley],
  ] as const)('%s: the intervals have the closed form in them', (kind, exact) => {
    exact.forEach((share, i) => {
      const own = found.map((one) => one[kind][i]!);
      const coverage = meanOf(own.map(({ interval: [low, high] }) => Number(low <= share && share <= high)));
      // 95% less three standard errors of so many trials.
      expect(coverage, `input ${i}`).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / TRIALS));
      const mean = meanOf(own.map((one) => one.share));
      const spread = Math.sqrt(meanOf(own.map((one) => (one.share - mean) ** 2)) / TRIALS);
      // Bins hide a little of what is steep; else chance alone is between them.
      expect(Math.abs(mean - share), `input ${i}`).toBeLessThan(4 * spread + 0.01);
      // No interval is more than about three times as wide as it need be.
      const width = meanOf(own.map(({ interval: [low, high] }) => high - low));
      expect(width, `input ${i}`).toBeLessThan(12 * spread * Math.sqrt(TRIALS) + 1e-9);
    });
  });

  test('an input that does nothing has no total and no effect, in every trial; and below zero is not hidden', () => {
    const dummy = exactly(found.flatMap(({ total, shapley }) => [total[3]!, shapley[3]!]));
    expect(dummy).toEqual([JSON.stringify({ share: 0, interval: [0, 0] })]);
    expect(found.some(({ bins }) => bins[3]!.share < 0)).toBe(true);
  });

  test('Shapley effects sum to all of the variance', () => {
    for (const { shapley: own } of found) expect(meanOf(own.map(({ share }) => share)) * 4).toBeCloseTo(1, 9);
  });
});

const exactly = (all: readonly VarianceShare[]): string[] => [...new Set(all.map((one) => JSON.stringify(one)))];

describe('bins', () => {
  test('numbers that are equal are in one, whatever their order, and the others are about equal in count', () => {
    const x = Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? 5 : i));
    const { count, of, sizes } = equalCountBins(x, 10);
    expect([...sizes]).toEqual([60, 10, 10, 10, 10]);
    expect(count).toBe(5);
    expect([...new Set(of.subarray(0, 60))]).toEqual([0]);
    expect([...equalCountBins(x.slice().reverse(), 10).of]).toEqual([...of].reverse());
    expect(equalCountBins(new Float64Array(9), 10)).toMatchObject({ count: 1 });
  });

  test('rare values beside many equal ones have a bin of their own, at either end', () => {
    for (const rare of [0, 1]) {
      const x = Float64Array.from({ length: 100 }, (_, i) => (i % 50 === 7 ? rare : 1 - rare));
      expect([...equalCountBins(x, 10).sizes].sort((a, b) => a - b)).toEqual([2, 98]);
    }
    const between = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : i < 52 ? 1 : 2));
    expect([...equalCountBins(between, 10).sizes]).toEqual([50, 2, 48]);
  });

  test('an input of two values has the share that its groups have', () => {
    // Means 0 and 10, each with ±1 around it: 25 of the variance of 26.
    const x = Float64Array.from({ length: 400 }, (_, i) => Number(i < 200));
    const y = x.map((one, i) => 10 * one + (i % 2 === 0 ? 1 : -1));
    expect(firstOrderShare(x, y).share).toBeCloseTo(25 / 26, 3);
  });

  test('an output that does not vary has no shares', () => {
    const [x, same] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 4, 4)];
    expect(() => firstOrderShare(x, same)).toThrow(RangeError);
    expect(() => totalShare(same, same)).toThrow(RangeError);
    expect(firstOrderShare(same, x)).toEqual({ share: 0, interval: [0, 0] });
  });
});
