import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { power } from '../../src/numeric/power.ts';
import { ROOTS, TABLES_END, writeTables } from '../../src/numeric/simd-draw-tables.ts';
import { addPower, POWER_BYTES, writePowerTables } from '../../src/numeric/simd-power.ts';
import { call, f64x2, get, i32, v128 } from '../../src/wasm/code.ts';
import { compileModule, wasm } from '../../src/wasm/host.ts';
import { HOST, ModuleMaker } from '../../src/wasm/module.ts';

/** Numbers in units of 2^-FIXED. */
const FIXED = 260n;
const ONE = 1n << FIXED;
const cell = new Float64Array(1);
const bits = new BigUint64Array(cell.buffer);

/** A double as a whole number times a power of two. */
function partsOf(x: number): [bigint, number] {
  cell[0] = x;
  const exponent = Number((bits[0]! >> 52n) & 2047n);
  const mantissa = (bits[0]! & ((1n << 52n) - 1n)) | (exponent > 0 ? 1n << 52n : 0n);
  return [x < 0 ? -mantissa : mantissa, Math.max(exponent, 1) - 1075];
}

const shifted = (x: bigint, by: bigint): bigint => (by >= 0n ? x << by : x >> -by);

/** 2 artanh(p / q), by its series. */
function artanhTwice(p: bigint, q: bigint): bigint {
  const s = (p * ONE) / q;
  let sum = 0n;
  for (let k = 1n, term = s; term !== 0n && term !== -1n; k += 2n, term = (((term * s) >> FIXED) * s) >> FIXED)
    sum += term / k;
  return 2n * sum;
}

const LN2 = artanhTwice(1n, 3n);

function ln(x: number): bigint {
  const [m, e] = partsOf(x);
  const whole = 1n << 53n;
  const isSmall = 2n * m * m < whole * whole;
  const z = isSmall ? 2n * m : m;
  return BigInt(e + 53 - (isSmall ? 1 : 0)) * LN2 + artanhTwice(z - whole, z + whole);
}

/** How far a result is from a^b, in units of its own last place. */
function errorOf(result: number, a: number, b: number): number {
  const [factor, scale] = partsOf(b);
  const x = shifted(ln(a) * factor, BigInt(scale));
  const n = (x >= 0n ? x + LN2 / 2n : x - LN2 / 2n) / LN2;
  let sum = ONE;
  for (let k = 1n, term = ONE; term !== 0n && term !== -1n; k++) {
    term = ((term * (x - n * LN2)) >> FIXED) / k;
    sum += term;
  }
  const [mantissa, exponent] = partsOf(result);
  const extra = 60n;
  const exact = shifted(sum, n - FIXED - BigInt(exponent) + extra);
  return Math.abs(Number((mantissa << extra) - exact)) / 2 ** Number(extra);
}

/** Bases and exponents of many sizes, with results that have all their bits. */
const pairs = fc
  .oneof(
    fc.tuple(fc.double({ min: 1e-3, max: 2, noNaN: true }), fc.double({ min: -20, max: 60, noNaN: true })),
    fc.tuple(fc.double({ min: 0.999, max: 1.001, noNaN: true }), fc.double({ min: -1e5, max: 1e5, noNaN: true })),
    fc.tuple(
      fc.double({ min: 2 ** -1022, max: Number.MAX_VALUE, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    ),
    fc.tuple(fc.double({ min: 1, max: 1.2, noNaN: true }), fc.integer({ min: 0, max: 360 })),
  )
  .filter(([a, b]) => b !== 0 && a ** b > 1e-290 && a ** b < 1e290);

const SPECIAL = [0, -0, 1, -1, 2, -2, 0.5, 1 / 3, -3, 1e300, -1e300, 5e-324, 1e-310, 2 ** -1022, Number.MAX_VALUE];
const STRANGE = [...SPECIAL, Infinity, -Infinity, Number.NaN, 1023.5, -1074, 709];

describe('a power', () => {
  it('is within 0.6 units in the last place of the exact one', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(errorOf(power(a, b), a, b)).toBeLessThan(0.6);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('is exact where it is a whole number that a double holds', () => {
    for (let a = 2n; a < 60n; a++)
      for (let b = 0n; a ** b < 1n << 53n; b++) expect(power(Number(a), Number(b)), `${a}^${b}`).toBe(Number(a ** b));
    expect([power(2, -3), power(9, 0.5), power(-3, 3), power(-2, 2), power(0, 0)]).toEqual([0.125, 3, -27, 4, 1]);
  });

  it('follows the language where the base, the exponent or the result is out of the ordinary', () => {
    for (const a of STRANGE)
      for (const b of STRANGE) {
        const [found, expected] = [power(a, b), a ** b];
        if (Number.isFinite(expected) && expected !== 0 && Math.abs(expected) > 2 ** -1022)
          expect(Math.abs(found / expected - 1), `${a}^${b}`).toBeLessThan(4e-16);
        else expect(found, `${a}^${b}`).toBe(expected);
      }
  });
});

describe('powers by vectors', () => {
  const at = 64 * Math.ceil(TABLES_END / 64);
  const memory = new wasm!.Memory({ initial: 1 });
  const module = new ModuleMaker({ isShared: false, maximum: 65536 });
  const two = addPower(module, at, ROOTS, module.import('power', ['f64', 'f64'], ['f64']));
  module.add('run', ['f64', 'f64', 'f64', 'f64'], [], () => {
    const pair = (first: number, second: number) => f64x2.replace(1, f64x2.splat(get(first)), get(second));
    return v128.store(i32.const(0), call(two, pair(0, 1), pair(2, 3)));
  });
  writeTables(memory.buffer);
  writePowerTables(memory.buffer, at);
  const { run } = new wasm!.Instance(compileModule(module.bytes())!, { [HOST]: { memory, power } }).exports;
  const found = new Float64Array(memory.buffer, 0, 2);
  const areSame = (a: readonly [number, number], b: readonly [number, number]): void => {
    run!(a[0], a[1], b[0], b[1]);
    expect([...found], `${a} to the power ${b}`).toEqual([power(a[0], b[0]), power(a[1], b[1])]);
  };

  it('are the same bits as those of single numbers', () => {
    expect(at + POWER_BYTES).toBeLessThan(memory.buffer.byteLength);
    fc.assert(
      fc.property(pairs, pairs, ([a, b], [c, d]) => areSame([a, c], [b, d])),
      { numRuns: 3000, seed: 2 },
    );
    for (const a of STRANGE) for (const b of STRANGE) areSame([a, 1.5], [b, 2.5]);
  });
});
