/**
 * Draws from beta densities by rejection from a histogram: J. H. Ahrens, A one-table method for sampling from
 * continuous and discrete distributions, Computing 54 (1995). The range is cut, from the mode outwards, into strips
 * whose rectangles above the density have the same area. A strip is as likely as any other; a point of its rectangle
 * that lies below the density's lowest in the strip is accepted at once (about 98 in 100), any other by the density
 * itself. The result is distributed exactly.
 */
import { exp, log, log1p } from '../elementary.ts';
import { type Stream, Words } from '../philox.ts';

export const STRIPS = 256;
/** Steps of the height that decides at once. */
export const STEPS = 4096;
export const STRIP_SHIFT = 8;
export const HEIGHT_SHIFT = 20;

/**
 * Strips of a beta density with both parameters at least 1. Positions are distances from the mode, so that they keep
 * their digits.
 */
export interface Strips {
  readonly a: number;
  readonly b: number;
  readonly mode: number;
  readonly start: Float64Array;
  /** Widths of the strips; below 0 left of the mode. */
  readonly width: Float64Array;
  /** Heights of the rectangles, in units of the density at the mode. */
  readonly height: Float64Array;
  /** Steps of the height up to which the whole rectangle lies under the density. */
  readonly sure: Int32Array;
}

/** The density over that at the mode, at a distance d from it. */
function relativeDensity(a: number, b: number, mode: number, d: number): number {
  const left = a === 1 ? 0 : (a - 1) * log1p(Math.max(-1, d / mode));
  const right = b === 1 ? 0 : (b - 1) * log1p(Math.max(-1, -d / (1 - mode)));
  return exp(left + right);
}

/**
 * Cuts one side, from the mode to its end, into strips of an area; returns how many, and -1 where there is no room for
 * them.
 */
function cut(strips: Strips, from: number, area: number, end: number): number {
  const { a, b, mode } = strips;
  const sign = end < 0 ? -1 : 1;
  const length = Math.abs(end);
  let i = from;
  let x = 0;
  let top = 1;
  while (x < length) {
    if (i === STRIPS) return -1;
    const next = Math.min(length, x + area / top);
    const bottom = relativeDensity(a, b, mode, sign * next);
    const height = area / (next - x);
    strips.start[i] = sign * x;
    strips.width[i] = sign * (next - x);
    strips.height[i] = height;
    // What rounding may do to the density is far below a step; the factor covers it where the quotient is a whole
    // number of steps.
    strips.sure[i] = Math.floor(STEPS * (bottom / height) * (1 - 1e-9));
    i++;
    x = next;
    top = bottom;
  }
  return i - from;
}

/** Shapes that were cut last: several variables often have one, and threads and blocks ask again. */
const MOST_KNOWN = 64;
const known = new Map<string, Strips>();

/** Prepares draws of beta(a, b), a ≥ 1 and b ≥ 1. */
export function stripsOf(a: number, b: number): Strips {
  const key = `${a} ${b}`;
  const found = known.get(key) ?? cutStrips(a, b);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

function cutStrips(a: number, b: number): Strips {
  const strips: Strips = {
    a,
    b,
    mode: a + b > 2 ? (a - 1) / (a + b - 2) : 0.5,
    start: new Float64Array(STRIPS),
    width: new Float64Array(STRIPS),
    height: new Float64Array(STRIPS),
    sure: new Int32Array(STRIPS),
  };
  // The smallest area that covers the range in so many strips. All rectangles lie in a unit square: twice its share is
  // enough.
  let low = 1e-12;
  let high = 2 / STRIPS;
  while (high / low > 1.0001) {
    const area = Math.sqrt(low * high);
    if (cutBoth(strips, area) < 0) low = area;
    else high = area;
  }
  const used = cutBoth(strips, high);
  // A strip too many has no point under the density.
  strips.start.fill(0, used);
  strips.width.fill(0, used);
  strips.height.fill(Infinity, used);
  strips.sure.fill(0, used);
  return strips;
}

function cutBoth(strips: Strips, area: number): number {
  const right = cut(strips, 0, area, 1 - strips.mode);
  const left = right < 0 ? -1 : cut(strips, right, area, -strips.mode);
  return left < 0 ? -1 : right + left;
}

const words = new Words();

/** 44 bits of a word as a number u, 0 < u < 1; the other bits choose strip and height. */
const along = (low: number, high: number): number => ((high >>> 0) * 4096 + (low >>> HEIGHT_SHIFT) + 0.5) * 2 ** -44;

/** The draw whose word 0 is low and high, and which reads later words where it must; from 0 to 1. */
export function drawStrips(
  strips: Strips,
  low: number,
  high: number,
  stream: Stream,
  world: number,
  month: number,
): number {
  const strip = low & (STRIPS - 1);
  const step = (low >>> STRIP_SHIFT) & (STEPS - 1);
  const d = strips.start[strip]! + strips.width[strip]! * along(low, high);
  if (step < strips.sure[strip]!) return inUnit(strips.mode + d);
  words.start(stream, world, month, 1);
  return decide(strips, strip, step, d);
}

/** The draw of a world, from its first word on; from 0 to 1. */
export function drawStripsAlone(strips: Strips, stream: Stream, world: number, month: number): number {
  words.start(stream, world, month, 0);
  words.next();
  return drawStrips(strips, words.low, words.high, stream, world, month);
}

/** A draw that is not under the density for certain. `words` stands before the next word. */
function decide(strips: Strips, strip: number, step: number, d: number): number {
  for (;;) {
    if (step < strips.sure[strip]!) break;
    const height = (strips.height[strip]! * (step + words.unit())) / STEPS;
    if (height < relativeDensity(strips.a, strips.b, strips.mode, d)) break;
    words.next();
    strip = words.low & (STRIPS - 1);
    step = (words.low >>> STRIP_SHIFT) & (STEPS - 1);
    d = strips.start[strip]! + strips.width[strip]! * along(words.low, words.high);
  }
  return inUnit(strips.mode + d);
}

const inUnit = (x: number): number => Math.max(0, Math.min(x, 1));

/**
 * A draw of beta(a, b) where a parameter is below 1 and the density has a pole: from beta(a + 1, b) or beta(a, b + 1),
 * since a gamma variate of shape a is one of shape a + 1 times U^(1/a) (G. Marsaglia and W. W. Tsang, ACM TOMS 26,
 * 2000, section 6).
 */
export function drawPole(
  strips: Strips,
  a: number,
  b: number,
  low: number,
  high: number,
  stream: Stream,
  world: number,
  month: number,
): number {
  const x = drawStrips(strips, low, high, stream, world, month);
  // Starts at a word that rejection, at about 1 in 100 a try, does not reach.
  words.start(stream, world, month, POLE_WORD);
  let odds = log(x) - log1p(-x);
  if (a < 1) odds += log(words.unit()) / a;
  if (b < 1) odds -= log(words.unit()) / b;
  return logistic(odds);
}

const POLE_WORD = 0x40000000;

/** The probability of which these are the logarithmic odds. */
export function logistic(odds: number): number {
  if (odds >= 0) return 1 / (1 + exp(-odds));
  const e = exp(odds);
  return e / (1 + e);
}
