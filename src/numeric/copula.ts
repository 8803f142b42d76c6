/**
 * Correlated draws by a Gaussian copula: standard normal numbers are made from independent ones by a triangular matrix,
 * and each law is a rising function of its own, so the ranks are correlated as the normal numbers' are, whatever the
 * laws. C. Lemieux, Monte Carlo and Quasi-Monte Carlo Sampling (2009), 3.5; R. B. Nelsen, An Introduction to Copulas
 * (2006).
 */

/** A wanted rank correlation (Spearman's), from -1 to 1, of two variables. */
export interface RankCorrelation {
  readonly a: string;
  readonly b: string;
  readonly rho: number;
}

/** Correlated variables, sorted by name (UTF-16 units), so that the order of the file does not matter. */
export interface CorrelatedGroup {
  readonly names: readonly string[];
  /** Cholesky factor of the correlation matrix of the normal numbers, lower triangular: entry (i, j) at i · n + j. */
  readonly factor: Float64Array;
}

/**
 * Groups, each to be drawn together; or, where a matrix is no correlation matrix (not positive semi-definite), for each
 * such matrix the names to blame: without any one of them it would be one.
 */
export type Correlated =
  | { readonly ok: true; readonly groups: readonly CorrelatedGroup[] }
  | { readonly ok: false; readonly blame: readonly (readonly string[])[] };

/**
 * Prepares rank correlations. Pairs of a group that are not given have correlation 0. Throws a RangeError where a pair
 * is given twice or is of one name, or where a correlation is not from -1 to 1.
 */
export function correlate(pairs: readonly RankCorrelation[]): Correlated {
  const known = new Map<string, Map<string, number>>();
  const put = (a: string, b: string, r: number) => {
    const row = known.get(a) ?? new Map<string, number>();
    if (a === b || row.has(b)) throw new RangeError(`the pair ${a}, ${b} is not of two names, or is given twice`);
    known.set(a, row.set(b, r));
  };
  for (const { a, b, rho } of pairs) {
    const r = gaussianCorrelation(rho);
    put(a, b, r);
    put(b, a, r);
  }
  const entry = (a: string, b: string): number => (a === b ? 1 : (known.get(a)?.get(b) ?? 0));
  const groups: CorrelatedGroup[] = [];
  const blame: string[][] = [];
  for (const names of connected(known)) {
    const { factor, failed } = factorise(names, entry);
    if (failed === -1) groups.push({ names, factor });
    else blame.push(smallest(names.slice(0, failed + 1), entry));
  }
  return blame.length === 0 ? { ok: true, groups } : { ok: false, blame };
}

/**
 * The correlation of two normal variables whose rank correlation is rho: 2 sin(π rho / 6). K. Pearson, On further
 * methods of determining correlation (1907).
 */
export function gaussianCorrelation(rho: number): number {
  if (!(rho >= -1 && rho <= 1)) throw new RangeError(`a correlation is from -1 to 1, and ${rho} is not`);
  if (Math.abs(rho) === 1) return rho;
  const x = (Math.PI * rho) / 6;
  // Taylor's series: below π/6 what is left out is less than 1e-19.
  let term = x;
  let sine = x;
  for (let k = 2; k <= 14; k += 2) {
    term *= -(x * x) / (k * (k + 1));
    sine += term;
  }
  return 2 * sine;
}

/** Sets of names that correlations link, each in order. */
function connected(known: ReadonlyMap<string, ReadonlyMap<string, number>>): string[][] {
  const seen = new Set<string>();
  const sets: string[][] = [];
  for (const first of [...known.keys()].sort()) {
    if (seen.has(first)) continue;
    const set = [first];
    seen.add(first);
    for (const name of set) {
      for (const other of known.get(name)!.keys()) {
        if (seen.has(other)) continue;
        seen.add(other);
        set.push(other);
      }
    }
    sets.push(set.sort());
  }
  return sets;
}

/** The correlation of two variables' normal numbers. */
type CorrelationOf = (a: string, b: string) => number;

/**
 * A pivot at most this counts as 0, and entries below it must then be at most its square root: what rounding leaves in
 * a matrix of hundreds of rows.
 */
const TINY = 1e-12;

/**
 * Cholesky's factor of a positive semi-definite matrix; `failed` is the row at which the matrix proves not to be one,
 * or -1. Zero pivots are allowed (N. J. Higham, Accuracy and Stability of Numerical Algorithms (2002), 10.3): such a
 * variable is a mixture of those before it.
 */
function factorise(names: readonly string[], entry: CorrelationOf): { factor: Float64Array; failed: number } {
  const n = names.length;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = entry(names[i]!, names[j]!);
      for (let m = 0; m < j; m++) rest -= factor[i * n + m]! * factor[j * n + m]!;
      if (i === j) {
        if (rest < -TINY) return { factor, failed: i };
        factor[i * n + i] = rest <= TINY ? 0 : Math.sqrt(rest);
      } else {
        const pivot = factor[j * n + j]!;
        if (pivot === 0 && Math.abs(rest) > Math.sqrt(TINY)) return { factor, failed: i };
        factor[i * n + j] = pivot === 0 ? 0 : rest / pivot;
      }
    }
  }
  return { factor, failed: -1 };
}

/**
 * Weights to redraw some variables of a group while others keep their normal numbers z. `kept` gives the latter by
 * their places among the names. With an independent draw z' of the whole group, each variable that is not kept becomes
 * its own z' plus the sum over the kept ones of weight · (z - z'). The result has one row of weights for each variable
 * that is not kept, in the order of names, one weight for each kept. (Matheron's rule: J.-P. Chilès, P. Delfiner,
 * Geostatistics (2012), 7.3.)
 */
export function keepingWeights({ names, factor }: CorrelatedGroup, kept: readonly number[]): Float64Array[] {
  const n = names.length;
  const correlation = (i: number, j: number): number => {
    let sum = 0;
    for (let m = 0; m <= Math.min(i, j); m++) sum += factor[i * n + m]! * factor[j * n + m]!;
    return sum;
  };
  const k = kept.length;
  const own = factorise(
    kept.map((i) => names[i]!),
    (a, b) => (a === b ? 1 : correlation(names.indexOf(a), names.indexOf(b))),
  ).factor;
  const others = names.flatMap((_, i) => (kept.includes(i) ? [] : [i]));
  return others.map((i) => {
    const weights = Float64Array.from(kept, (j) => correlation(i, j));
    // A zero pivot is a variable that those before it determine: its weight is 0.
    for (let j = 0; j < k; j++) {
      for (let m = 0; m < j; m++) weights[j] = weights[j]! - own[j * k + m]! * weights[m]!;
      weights[j] = own[j * k + j] === 0 ? 0 : weights[j]! / own[j * k + j]!;
    }
    for (let j = k - 1; j >= 0; j--) {
      for (let m = j + 1; m < k; m++) weights[j] = weights[j]! - own[m * k + j]! * weights[m]!;
      weights[j] = own[j * k + j] === 0 ? 0 : weights[j]! / own[j * k + j]!;
    }
    return weights;
  });
}

/**
 * Of names whose matrix is not positive semi-definite, some whose matrix is neither, but that of any fewer of them is.
 */
function smallest(names: readonly string[], entry: CorrelationOf): string[] {
  let kept = [...names];
  for (const name of names) {
    const fewer = kept.filter((other) => other !== name);
    if (factorise(fewer, entry).failed !== -1) kept = fewer;
  }
  return kept;
}

/**
 * Turns independent standard normal numbers into those of the group, in place: columns[i] belongs to the group's
 * names[i], and has the number of world w at offset + w · stride.
 */
export function mixNormals(
  { names, factor }: CorrelatedGroup,
  columns: readonly Float64Array[],
  offset: number,
  stride: number,
  worlds: number,
): void {
  const n = names.length;
  const end = offset + worlds * stride;
  // Rows are done from the last to the first, because a row reads itself and those before it.
  for (let i = n - 1; i >= 0; i--) {
    const column = columns[i]!;
    const own = factor[i * n + i]!;
    for (let o = offset; o < end; o += stride) column[o] = own * column[o]!;
    for (let j = 0; j < i; j++) {
      const weight = factor[i * n + j]!;
      if (weight === 0) continue;
      const other = columns[j]!;
      for (let o = offset; o < end; o += stride) column[o] = column[o]! + weight * other[o]!;
    }
  }
}
