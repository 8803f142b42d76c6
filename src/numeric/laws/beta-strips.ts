/**
 * Draws from beta densities by rejection from a histogram: J. H. Ahrens, A one-table method for sampling from
 * continuous and discrete distributions, Computing 54 (1995). The range is cut, from the mode outwards, into strips
 * whose rectangles above the density have the same area. A strip is as likely as any other; a point of its rectangle
 * that lies below the density's lowest in the strip is accepted at once (about 98 in 100), any other by the density
 * itself. The result is distributed exactly.
 */
import { exp, log, log1p } from '../elementary.ts';
import { type Stream, Words } from '../philox.ts';
import { remembered } from '../remembered.ts';

export const STRIPS = 256;
/** Steps into which the height of a strip is divided: 12 bits of a draw choose one. */
export const STEPS = 4096;
// The lowest 8 bits of a word choose the strip, the next 12 the step of its height, the upper 44 the place along it.
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
  /** By strip, its end nearer to the mode. */
  readonly start: Float64Array;
  /** Widths of the strips; below 0 left of the mode. */
  readonly width: Float64Array;
  /** Heights of the rectangles, in units of the density at the mode. */
  readonly height: Float64Array;
  /** By strip, how many steps of its height lie under the density over all its width. */
  readonly sure: Int32Array;
}

/** The density over that at the mode, at a distance d from it. */
function relativeDensity(a: number, b: number, mode: number, d: number): number {
  const left = a === 1 ? 0 : (a - 1) * log1p(Math.max(-1, d / mode));
  const right = b === 1 ? 0 : (b - 1) * log1p(Math.max(-1, -d / (1 - mode)));
  return exp(left + right);
}

/** How many strips one side of the mode takes. */
interface CutSide {
  readonly count: number;
  /** The same with a fraction: of the last strip the part that the side needs. */
  readonly size: number;
}

/** Strips after which cutting is given up. More than `STRIPS` are counted: they tell how far an area is too small. */
const COUNTED = STRIPS + 16;

/**
 * Cuts one side, from the mode to `end`, into strips of an area, from index `from` on; null where it takes too many.
 */
function cut(strips: Strips, from: number, area: number, end: number): CutSide | null {
  const { a, b, mode } = strips;
  const sign = end < 0 ? -1 : 1;
  const length = Math.abs(end);
  let i = from;
  let x = 0;
  let top = 1;
  let filled = 1;
  while (x < length) {
    if (i === COUNTED) return null;
    const whole = x + area / top;
    const next = Math.min(length, whole);
    const bottom = relativeDensity(a, b, mode, sign * next);
    const height = area / (next - x);
    if (i < STRIPS) {
      strips.start[i] = sign * x;
      strips.width[i] = sign * (next - x);
      strips.height[i] = height;
      // What rounding may do to the density is far below a step; the factor covers it where the quotient is a whole
      // number of steps.
      strips.sure[i] = Math.floor(STEPS * (bottom / height) * (1 - 1e-9));
    }
    filled = (next - x) / (whole - x);
    i++;
    x = next;
    top = bottom;
  }
  // Towards its end the density falls as a power.
  return { count: i - from, size: i - from - 1 + exp(log(filled) / (end < 0 ? a : b)) };
}

/** Pairs of parameters whose strips are kept: several variables often have the same, and every run asks. */
const MOST_KNOWN = 64;

/** Prepares draws of beta(a, b), a ≥ 1 and b ≥ 1. */
export const stripsOf = remembered(MOST_KNOWN, cutStrips);

function cutStrips(a: number, b: number): Strips {
  const mode = a + b > 2 ? (a - 1) / (a + b - 2) : 0.5;
  const strips: Strips = {
    // A parameter so little above 1 that the mode is 0 or 1 in doubles counts as 1: else the density would be NaN.
    a: mode === 0 ? 1 : a,
    b: mode === 1 ? 1 : b,
    mode,
    start: new Float64Array(STRIPS),
    width: new Float64Array(STRIPS),
    height: new Float64Array(STRIPS),
    sure: new Int32Array(STRIPS),
  };
  const cover = cutSmallest(strips);
  // Where a mode is so near a bound that doubles hardly tell them apart, the density is NaN, and no area covers it.
  const used = covers(cover) ? cover.count : STRIPS - 1;
  // Strips that are not needed are never accepted.
  strips.start.fill(0, used);
  strips.width.fill(0, used);
  strips.height.fill(Infinity, used);
  strips.sure.fill(0, used);
  return strips;
}

/** The strips that rectangles of an area make on both sides of the mode. */
interface Cover {
  readonly area: number;
  readonly count: number;
  /** By side, `CutSide.size`. */
  readonly right: number;
  readonly left: number;
}

function cutBoth(strips: Strips, area: number): Cover | null {
  const right = cut(strips, 0, area, 1 - strips.mode);
  const left = right === null ? null : cut(strips, right.count, area, -strips.mode);
  if (right === null || left === null) return null;
  return { area, count: right.count + left.count, right: right.size, left: left.size };
}

const covers = (cover: Cover | null): cover is Cover => cover !== null && cover.count <= STRIPS;

/** An area that is too small to cover the range. */
const LEAST = 1e-12;
/** An area that is enough: all rectangles lie in a unit square, so twice its share is. */
const MOST = 2 / STRIPS;

/** Nearer to 1 a parameter has too few digits for the mode, and larger areas may not cover what smaller ones do. */
const NEAR_ONE = 1e-6;
/** Guesses of the smallest area, at most; of PERT four are enough, as a rule. */
const MOST_GUESSES = 8;

/**
 * Cuts the range into strips of the smallest area that covers it, to one part in 10,000, by bisection. As any larger
 * area covers it too, most steps are known from a few tries next to where it seems to end.
 */
function cutSmallest(strips: Strips): Cover | null {
  let tooSmall = LEAST;
  let enough = MOST;
  let latest = cutBoth(strips, MOST);
  const covered = (area: number): boolean => {
    latest = cutBoth(strips, area);
    return covers(latest);
  };
  let last = latest;
  let before: Cover | null = null;
  const isCertain = [strips.a, strips.b].every((parameter) => parameter === 1 || parameter > 1 + NEAR_ONE);
  for (let i = 0; i < MOST_GUESSES && isCertain && last !== null; i++) {
    const near = guess(last, before);
    const [low, high] = halved((area) => area <= tooSmall || (area < enough && area < near));
    // The upper end comes last: then the strips are those of its area.
    const area = low > tooSmall ? low : high;
    if (area === enough) break;
    if (covered(area)) enough = area;
    else tooSmall = area;
    if (latest !== null) [before, last] = [last, latest];
  }
  const [, smallest] = halved((area) => area <= tooSmall || (area < enough && !covered(area)));
  return latest?.area === smallest ? latest : cutBoth(strips, smallest);
}

/** Bisects areas to one part in 10,000: one that is too small, and one that is not. */
function halved(isTooSmall: (area: number) => boolean): [low: number, high: number] {
  let low = LEAST;
  let high = MOST;
  while (high / low > 1.0001) {
    const area = Math.sqrt(low * high);
    if (isTooSmall(area)) low = area;
    else high = area;
  }
  return [low, high];
}

/**
 * About the smallest area that covers the range, from the last two that were tried: a side takes nearly p / area + q
 * strips, and a strip is no part of both sides.
 */
function guess(last: Cover, before: Cover | null): number {
  const areaOf = (side: 'right' | 'left', strips: number): number => {
    if (last[side] === 0) return 0;
    const p =
      before === null ? last[side] * last.area : (last[side] - before[side]) / (1 / last.area - 1 / before.area);
    return p / (strips - last[side] + p / last.area);
  };
  const share = (STRIPS * last.right) / (last.right + last.left);
  return Math.min(
    ...[Math.floor(share), Math.ceil(share)].map((right) =>
      Math.max(areaOf('right', right), areaOf('left', STRIPS - right)),
    ),
  );
}

const words = new Words();

/** The upper 44 bits of a word as a number u, 0 < u < 1: the place along the strip's width. */
const along = (low: number, high: number): number => ((high >>> 0) * 4096 + (low >>> HEIGHT_SHIFT) + 0.5) * 2 ** -44;

/** The draw, from 0 to 1, with word 0 given as `low` and `high`; it reads later words where that is rejected. */
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
  // Begins at a word that `drawStrips`, which rejects about 1 in 100 words, does not reach.
  words.start(stream, world, month, POLE_WORD);
  let odds = log(x) - log1p(-x);
  if (a < 1) odds += log(words.unit()) / a;
  if (b < 1) odds -= log(words.unit()) / b;
  return logistic(odds);
}

const POLE_WORD = 0x40000000;

/** The probability x with ln(x / (1 - x)) = odds. */
export function logistic(odds: number): number {
  if (odds >= 0) return 1 / (1 + exp(-odds));
  const e = exp(odds);
  return e / (1 + e);
}
