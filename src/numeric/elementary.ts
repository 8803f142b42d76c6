/**
 * Elementary functions from + - * / and the bits of doubles alone, so that every host and back end has the same bytes;
 * the last bit of `Math.exp` and `Math.log` differs between hosts. Errors stay below one unit in the last place.
 */
import { HIGH } from './double.ts';

const cell = new Float64Array(1);
const cellWords = new Int32Array(cell.buffer);

/** `ROOT[j]` is 2^(j/32) for j from 0 to 31, `ROOT_REST[j]` what rounding it to a double lost. */
// biome-ignore format: a table
const ROOT = Float64Array.of(
  1.0, 1.0218971486541166, 1.0442737824274138, 1.0671404006768237, 1.0905077326652577, 1.1143867425958924,
  1.1387886347566916, 1.1637248587775775, 1.189207115002721, 1.215247359980469, 1.241857812073484, 1.2690509571917332,
  1.2968395546510096, 1.3252366431597413, 1.3542555469368927, 1.383909881963832, Math.SQRT2, 1.4451808069770467,
  1.4768261459394993, 1.5091644275934228, 1.5422108254079407, 1.5759808451078865, 1.6104903319492543, 1.645755478153965,
  1.681792830507429, 1.718619298122478, 1.7562521603732995, 1.7947090750031072, 1.8340080864093424, 1.8741676341103,
  1.9152065613971474, 1.9571441241754002,
);
// biome-ignore format: a table
const ROOT_REST = Float64Array.of(
  0.0, 5.109225028973444e-17, 8.551889705537965e-17, -7.899853966841582e-17, -3.046782079812471e-17,
  1.0410278456845571e-16,
  8.912812676025408e-17, 3.8292048369240935e-17, 3.982015231465646e-17, -7.712630692681488e-17, 4.658027591836937e-17,
  2.667932131342186e-18, 2.5382502794888315e-17, -2.8587312100388614e-17, 7.70094837980299e-17, -6.770511658794786e-17,
  -9.667293313452913e-17, -3.0237581349939873e-17, -3.483994556892796e-17, -1.016455327754295e-16,
  7.949834809697621e-17, -1.0136916471278304e-17, 2.4707192569797888e-17, -1.0125679913674773e-16,
  8.199010020581497e-17, -1.851380418263111e-17,
  2.960140695448873e-17, 1.8227458427912087e-17, 3.283107224245627e-17, -6.122763413004143e-17, -1.0619946056195963e-16,
  8.960767791036668e-17,
);

/** 2^e at index e + 1022, for e from -1022 to 1023. */
const SCALE = powersOfTwo();

function powersOfTwo(): Float64Array {
  const scale = new Float64Array(2046);
  scale[1022] = 1;
  for (let e = 1; e <= 1023; e++) scale[1022 + e] = 2 * scale[1021 + e]!;
  for (let e = 1; e <= 1022; e++) scale[1022 - e] = scale[1023 - e]! / 2;
  return scale;
}

/** Constants of `exp`, which its vector form uses, too. */
export const EXP = {
  /** For x above it the result is ∞; below `least` it is 0. */
  most: 709.8,
  least: -745.2,
  /** For |x| below it the result is a normal number, neither infinite nor subnormal. */
  ordinary: 700,
  /** 32 / ln 2. */
  perUnit: 46.16624130844683,
  /**
   * ln 2 / 32 in two parts, the first with 20 zero bits at its end: a product with a whole number of 16 bits is exact.
   */
  high: 0.021660849390173098,
  low: 2.325192846878874e-12,
  /** 1.5 · 2^52: added to a number and subtracted again, it rounds the number to a whole one. */
  rounder: 6755399441055744,
  polynomial: [1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720],
  roots: ROOT,
  rests: ROOT_REST,
} as const;
const { perUnit: THIRTY_SECONDS_PER_LN2, high: LN2_32_HIGH, low: LN2_32_LOW, rounder: ROUNDER } = EXP;

/**
 * e to the power x, by table and polynomial: P. T. P. Tang, Table-driven implementation of the exponential function in
 * IEEE floating-point arithmetic, ACM TOMS 15 (1989). The polynomial is Taylor's, whose rest is below 4e-18 for |r| ≤
 * ln 2 / 64.
 */
export function exp(x: number): number {
  if (!(x < EXP.most)) return Number.isNaN(x) ? x : Infinity;
  if (x < EXP.least) return 0;
  const n = x * THIRTY_SECONDS_PER_LN2 + ROUNDER - ROUNDER;
  const j = n & 31;
  const e = n >> 5;
  const high = x - n * LN2_32_HIGH;
  const low = n * LN2_32_LOW;
  const r = high - low;
  const rest = r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  const p = high - (low - rest);
  const root = ROOT[j]!;
  const y = root + (ROOT_REST[j]! + root * p);
  if (e >= -1022 && e <= 1023) return y * SCALE[e + 1022]!;
  return e > 0 ? y * SCALE[e + 1021]! * 2 : y * SCALE[e + 1122]! * SCALE[922]!;
}

/** Constants of `log`, which its vector form uses, too. */
export const LOG = {
  /** ln 2 in two parts, the first with 20 zero bits at its end. */
  high: 0.6931471804855391,
  low: 7.440617110012397e-11,
  /** Coefficients in s⁴, of the even and the odd part. */
  even: [0.3999999999940942, 0.22222198432149784, 0.15313837699209373],
  odd: [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586],
  /** The high word of √2 less that of 1: mantissas from there on are halved. */
  rootTwo: 0x6a09c,
} as const;
const { high: LN2_HIGH, low: LN2_LOW, rootTwo: ROOT_TWO } = LOG;
const [EVEN_0, EVEN_1, EVEN_2] = LOG.even;
const [ODD_0, ODD_1, ODD_2, ODD_3] = LOG.odd;

/**
 * k ln 2 + ln(1 + f) + rest, for 1 + f from √½ to √2: fdlibm's series in s = f / (2 + f), error of the polynomial below
 * 2^-58.
 */
function logSum(k: number, f: number, rest: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (EVEN_0 + w * (EVEN_1 + w * EVEN_2));
  const odd = z * (ODD_0 + w * (ODD_1 + w * (ODD_2 + w * ODD_3)));
  return k * LN2_HIGH - (half - (s * (half + (even + odd)) + (k * LN2_LOW + rest)) - f);
}

/** ln(x + rest) for a finite x > 0 and a rest below its last place. */
function logOf(x: number, rest: number): number {
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984;
    k = -54;
  }
  cell[0] = x;
  const word = cellWords[HIGH]!;
  const mantissa = word & 0xfffff;
  const halved = mantissa >= ROOT_TWO ? 1 : 0;
  cellWords[HIGH] = mantissa | ((1023 - halved) << 20);
  k += (word >> 20) - 1023 + halved;
  return logSum(k, cell[0]! - 1, rest / x);
}

/**
 * The natural logarithm: -∞ of 0, NaN below.
 * Argument reduction after Cody and Waite (1980), polynomial of fdlibm's e_log.c (Sun Microsystems, 1993).
 */
export function log(x: number): number {
  if (x > 0) return x === Infinity ? x : logOf(x, 0);
  return x === 0 ? -Infinity : Number.NaN;
}

/** ln(1 + x), accurate near 0: what rounding 1 + x loses is corrected (fdlibm's s_log1p.c). -∞ of -1, NaN below. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) return x > -1e-17 && x < 1e-17 ? x : logSum(0, x, 0);
  if (!(x > -1)) return x === -1 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  const u = 1 + x;
  return logOf(u, x > 1 ? 1 - (u - x) : x - (u - 1));
}
