import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp, log, log1p } from '../../src/numeric/elementary.ts';

/** The distance to the next double away from 0. */
function ulp(x: number): number {
  const cell = new Float64Array([Math.abs(x)]);
  new BigInt64Array(cell.buffer)[0]!++;
  return cell[0]! - Math.abs(x);
}

const within = (value: number, reference: number, ulps: number): void => {
  if (value !== reference) expect(Math.abs(value - reference)).toBeLessThanOrEqual(ulps * ulp(reference));
};

// The doubles nearest the true values, from 50 digits. A result within one unit of the truth is at most one double from
// them.
const EXP = [
  [-745, 5e-324],
  [-708.5, 2.006132305331306e-308],
  [-300.25, 4.009422364622857e-131],
  [-1.5, 0.22313016014842982],
  [-1e-9, 0.999999999],
  [0.1, 1.1051709180756477],
  [0.5, 1.6487212707001282],
  [1, Math.E],
  [12.34, 228661.9520568098],
  [100.1, 2.9708288895158073e43],
  [700.7, 2.0424125462260529e304],
  [709.7, 1.6549840276802644e308],
] as const;
const LOG = [
  [5e-324, -744.4400719213812],
  [1e-300, -690.7755278982137],
  [0.1, -Math.LN10],
  [0.5, -Math.LN2],
  [0.7, -0.35667494393873245],
  [0.99999, -1.0000050000287824e-5],
  [1.0000001, 9.999999505838704e-8],
  [1.41421357, 0.3465735956730089],
  [2, Math.LN2],
  [10, Math.LN10],
  [12345.678, 9.421061321291832],
  [1e300, 690.7755278982137],
  [1.7e308, 709.7268368932282],
] as const;
const LOG1P = [
  [-0.999999, -13.815510557935518],
  [-0.5, -Math.LN2],
  [-0.2929, -0.3465831803719419],
  [-1e-10, -1.00000000005e-10],
  [1e-20, 1e-20],
  [1e-10, 9.999999999500001e-11],
  [0.1, 0.09531017980432487],
  [0.4142, 0.3465640001880034],
  [0.5, 0.4054651081081644],
  [3, 1.3862943611198906],
  [1e17, 39.14394658089878],
] as const;

describe.each([
  ['exp', exp, EXP, Math.exp, fc.double({ min: -700, max: 709, noNaN: true })],
  ['log', log, LOG, Math.log, fc.double({ min: 0, minExcluded: true, max: Number.MAX_VALUE, noNaN: true })],
  ['log1p', log1p, LOG1P, Math.log1p, fc.double({ min: -0.9999, max: 1e6, noNaN: true })],
] as const)('%s', (_, fn, reference, host, x) => {
  test.each(reference as readonly (readonly [number, number])[])('of %d is %d, to a unit', (at, value) =>
    within(fn(at), value, 1),
  );

  test("is the host's, to two units", () => {
    fc.assert(
      fc.property(x, (at) => within(fn(at), host(at), 2)),
      { seed: 1, numRuns: 20_000 },
    );
    fc.assert(
      fc.property(fc.double({ min: -0.7, max: 2, noNaN: true }), (at) => {
        if (fn !== log || at > 0) within(fn(at), host(at), 2);
      }),
      { seed: 2, numRuns: 20_000 },
    );
  });
});

test('the ends are those of IEEE 754', () => {
  expect([exp(-Infinity), exp(-800), exp(0), exp(-0), exp(710), exp(Infinity)]).toEqual([
    0,
    0,
    1,
    1,
    Infinity,
    Infinity,
  ]);
  expect([log(0), log(-0), log(1), log(Infinity)]).toEqual([-Infinity, -Infinity, 0, Infinity]);
  expect([log1p(-1), log1p(0), log1p(Infinity)]).toEqual([-Infinity, 0, Infinity]);
  expect([exp(709.8), exp(-709.8)]).toEqual([Infinity, Math.exp(-709.8)]);
  expect([exp(Number.NaN), log(-1), log(Number.NaN), log1p(-2), log1p(Number.NaN)]).toEqual(Array(5).fill(Number.NaN));
});
