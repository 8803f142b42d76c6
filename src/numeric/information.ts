/** What it is worth to know an uncertain number before one of several choices is made. */
import { type Bins, equalCountBins } from './bins.ts';
import { type PairedMean, pairedMean } from './paired.ts';
import { mean } from './sum.ts';

/**
 * Folds of the cross-validation: world w is in fold w modulo this, and a fold's choices are made by the other folds.
 */
const FOLDS = 10;
/** About how many worlds a bin has, and the most bins. */
const WORLDS_IN_BIN = 50;
const MOST_BINS = 20;

/**
 * The expected value of knowing x (expected value of partial perfect information): how much better it is on average to
 * choose for each bin of x what is best there than to choose once for all; in the unit of `values`, which has for each
 * choice its value in each world, more being better. What is chosen for a world is decided by the worlds of the other
 * folds, so that chance is not taken for insight: of an x that tells nothing the result is 0 on average, and may come
 * out below. (M. Strong, J. Oakley, An efficient method for computing single-parameter partial EVPI, Med. Decis. Making
 * 33, 2013, choose within bins of x.) Throws a RangeError where there is no world.
 */
export function valueOfKnowing(x: Float64Array, values: readonly Float64Array[]): PairedMean {
  const n = x.length;
  const bins = equalCountBins(x, Math.max(1, Math.min(MOST_BINS, Math.floor(n / WORLDS_IN_BIN))));
  const folds = Math.min(FOLDS, n);
  const sums = values.map((own) => sumsOf(own, bins, folds));
  const chosen = new Float64Array(n);
  const plain = new Float64Array(n);
  for (let fold = 0; fold < folds; fold++) {
    const seen = sums.map((own) => othersOf(own, fold, bins.count));
    const once = bestOf(seen.map((own) => own.reduce((a, b) => a + b, 0)));
    const best = Array.from({ length: bins.count }, (_, bin) => {
      const found = seen.map((own) => own[bin]!);
      const most = bestOf(found);
      // Of choices that are equally good in a bin, the one that is best overall stays.
      return found[most]! > found[once]! ? most : once;
    });
    for (let w = fold; w < n; w += folds) {
      chosen[w] = values[best[bins.of[w]!]!]![w]!;
      plain[w] = values[once]![w]!;
    }
  }
  return pairedMean(chosen, plain);
}

/**
 * The expected value of knowing everything, in the unit of `values`: how much better it is on average to choose what is
 * best in each world than to choose once for all. Knowing a single input is worth no more, but for chance.
 */
export function valueOfKnowingAll(values: readonly Float64Array[]): PairedMean {
  const means = values.map(mean);
  const once = values[bestOf(means)]!;
  const best = once.map((_, w) => values.reduce((most, own) => Math.max(most, own[w]!), Number.NEGATIVE_INFINITY));
  return pairedMean(best, once);
}

/** The index of the greatest value, the first of several. */
const bestOf = (values: readonly number[]): number => values.indexOf(values.reduce((a, b) => Math.max(a, b)));

/** Sums of values, by fold and bin: fold × count + bin. */
function sumsOf(values: Float64Array, { count, of }: Bins, folds: number): Float64Array {
  const sums = new Float64Array(folds * count);
  for (let w = 0; w < values.length; w++) {
    const at = (w % folds) * count + of[w]!;
    sums[at] = sums[at]! + values[w]!;
  }
  return sums;
}

/** Sums by bin over all folds but one; where there is one fold alone, its own. */
function othersOf(sums: Float64Array, fold: number, count: number): Float64Array {
  const folds = sums.length / count;
  const others = new Float64Array(count);
  for (let h = 0; h < folds; h++) {
    if (h === fold && folds > 1) continue;
    for (let bin = 0; bin < count; bin++) others[bin] = others[bin]! + sums[h * count + bin]!;
  }
  return others;
}
