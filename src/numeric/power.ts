/**
 * Powers from + - * / and the bits of doubles alone, so that every host and back end has the same bytes; the last bit
 * of the host's own differs between hosts, and it takes several times as long. (Powers that `power` leaves to the host,
 * those of 0, of subnormal and infinite numbers and those beyond e^±700, may differ by host, but not by back end.)
 *
 * x^y is e^(y ln x), the logarithm in two doubles: by table and polynomial after P. T. P. Tang, Table-driven
 * implementation of the logarithm function in IEEE floating-point arithmetic, ACM TOMS 16 (1990), the exponential as in
 * `elementary.ts`. The error stays below 0.6 units in the last place, so that powers that are doubles are exact: 2^10
 * is 1024.
 */
import { HIGH, LOW } from './double.ts';
import { EXP } from './elementary.ts';

const PARTS = 128;

/** Constants of `power`, which its vector form uses, too. */
export const POWER = {
  parts: PARTS,
  /** The high 32 bits of the double √½: z, the mantissa, is taken from there up to √2. */
  rootHalf: 0x3fe6a09e,
  /**
   * ln 2 in two parts, the first a multiple of 2^-42: a product with an exponent, and the sum with a table's logarithm,
   * are exact.
   */
  ln2High: 3048493539143 / 2 ** 42,
  ln2Low: 5.497923018708371e-14,
  /** Coefficients of r³, r⁴, … in ln(1 + r) - r + r²/2: Taylor's series, whose rest is below 2^-80 for |r| < 2^-7. */
  cubic: [1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8, 1 / 9, -1 / 10],
  /** The least positive normal number. */
  leastNormal: 2 ** -1022,
  /** Clears the lower half of a number's bits: products of what is left are exact. */
  upperHalf: -(2 ** 27),
} as const;
const { rootHalf, ln2High, ln2Low } = POWER;
const [C3, C4, C5, C6, C7, C8, C9, C10] = POWER.cubic;

/** By one of 128 parts of z's range: an `inverse` near 1 / its middle, and -ln(inverse) as the sum of two doubles. */
export interface PowerTable {
  readonly inverse: Float64Array;
  readonly logHigh: Float64Array;
  readonly logLow: Float64Array;
}

let made: PowerTable | null = null;

/** The table, made on first use. */
export function powerTable(): PowerTable {
  made ??= makeTable();
  return made;
}

/** Binary places of fixed-point numbers. */
const FIXED = 128n;
const ONE = 1n << FIXED;

/** ln(p / q) in units of 2^-128, for p / q near 1: 2 artanh((p - q) / (p + q)), by its series. */
function fixedLog(p: bigint, q: bigint): bigint {
  const s = ((p - q) * ONE) / (p + q);
  const square = (s * s) >> FIXED;
  let sum = 0n;
  let term = s;
  for (let k = 1n; term !== 0n && term !== -1n; k += 2n) {
    sum += term / k;
    term = (term * square) >> FIXED;
  }
  return 2n * sum;
}

/** A number in units of 2^-128 as two doubles: the nearest multiple of 2^-42, and the rest. */
function inTwo(x: bigint): [number, number] {
  const unit = FIXED - 42n;
  const high = (x + (1n << (unit - 1n))) >> unit;
  return [Number(high) / 2 ** 42, Number(x - (high << unit)) / 2 ** 128];
}

function makeTable(): PowerTable {
  const table = {
    inverse: new Float64Array(PARTS),
    logHigh: new Float64Array(PARTS),
    logLow: new Float64Array(PARTS),
  };
  for (let i = 0; i < PARTS; i++) {
    const from = zOf(rootHalf + i * 8192);
    const to = zOf(rootHalf + (i + 1) * 8192);
    // The inverse has so few bits that its product with z, less 1, is exact; it is 1 where the part holds 1, so that
    // logarithms near 0 are exact too.
    const bits = from < 1 ? 128 : 256;
    const inverse = from <= 1 && to > 1 ? 1 : Math.round((2 * bits) / (from + to)) / bits;
    table.inverse[i] = inverse;
    const [high, low] = inTwo(fixedLog(256n, BigInt(inverse * 256)));
    table.logHigh[i] = high;
    table.logLow[i] = low;
  }
  return table;
}

const cell = new Float64Array(1);
const words = new Int32Array(cell.buffer);

/** The double with these high 32 bits, and 0 below. */
function zOf(high: number): number {
  words[HIGH] = high;
  words[LOW] = 0;
  return cell[0]!;
}

/** The upper half of a number's bits. */
function upper(x: number): number {
  cell[0] = x;
  words[LOW] = words[LOW]! & POWER.upperHalf;
  return cell[0];
}

/** a to the power b, as `a ** b` but for its last bit; 0 to the power 0 is 1. */
export function power(a: number, b: number): number {
  if (a >= POWER.leastNormal && a < Infinity) return ofPositive(a, b);
  if (a <= -POWER.leastNormal && a > -Infinity && Number.isInteger(b)) {
    const result = ofPositive(-a, b);
    return b % 2 === 0 ? result : -result;
  }
  // Powers of 0, of infinite numbers, of NaN and of numbers below 0 follow the language's rules to the last bit. So do
  // those of numbers too small to have all their bits.
  return a ** b;
}

/** a^b for a positive normal a. */
function ofPositive(a: number, b: number): number {
  cell[0] = a;
  const word = words[HIGH]!;
  const shifted = word - rootHalf;
  const k = shifted >> 20;
  const part = (shifted >> 13) & (PARTS - 1);
  words[HIGH] = word - (k << 20);
  const z = cell[0];
  words[LOW] = 0;
  const zHigh = cell[0];
  const { inverse, logHigh, logLow } = powerTable();
  const c = inverse[part]!;
  const rHigh = zHigh * c - 1;
  const rLow = (z - zHigh) * c;
  const r = rHigh + rLow;
  const base = k * ln2High + logHigh[part]!;
  const sum = base + r;
  const half = -0.5 * r;
  const halfHigh = -0.5 * rHigh;
  const square = rHigh * halfHigh;
  const log = sum + square;
  const rr = r * r;
  const cubes = r * rr * (C3 + r * C4 + rr * (C5 + r * C6 + rr * (C7 + r * C8 + rr * (C9 + r * C10))));
  const lost = k * ln2Low + logLow[part]! + (base - sum + r) + rLow * (half + halfHigh) + (sum - log + square) + cubes;
  const y = log + lost;
  const rest = log - y + lost;
  const bHigh = upper(b);
  const yHigh = upper(y);
  const x = bHigh * yHigh;
  const xLow = (b - bHigh) * yHigh + b * (y - yHigh + rest);
  // Negated, so that it holds of NaN, too.
  if (!(Math.abs(x) < EXP.ordinary)) return a ** b;
  const n = x * EXP.perUnit + EXP.rounder - EXP.rounder;
  const p = x - n * EXP.high - (n * EXP.low - xLow);
  const root = EXP.roots[n & 31]!;
  const scaled = root + (EXP.rests[n & 31]! + root * (p + p * p * series(p)));
  cell[0] = scaled;
  words[HIGH] = words[HIGH]! + ((n >> 5) << 20);
  return cell[0];
}

const [E2, E3, E4, E5, E6] = EXP.polynomial;
const series = (p: number): number => E2 + p * (E3 + p * (E4 + p * (E5 + p * E6)));
