/** What it is worth to know an uncertain number before one of several choices is made. */
import { type Bins, equalCountBins } from './bins.ts';
import { type PairedMean, pairedMean } from './paired.ts';
import { mean } from './sum.ts';

/** Worlds are dealt to so many hands in turn: each hand chooses by what the others saw. */
const HANDS = 10;
/** Worlds of a bin, about, by whose mean a choice is made; and the most bins. */
const WORLDS_IN_BIN = 50;
const MOST_BINS = 20;

/**
 * The expected value of knowing x (expected value of partial perfect information): how much better it is on average to
 * choose for each bin of x what is best there than to choose once for all. `values` has for each choice what it comes
 * to in each world, more being better. A world's choice is made by other worlds than itself, so that chance is not
 * taken for insight: nothing is worth 0 on average, and a little less may be found. (M. Strong, J. Oakley, An efficient
 * method for computing single-parameter partial EVPI, Med. Decis. Making 33, 2013, choose within bins of x.)
 */
export function valueOfKnowing(x: Float64Array, values: readonly Float64Array[]): PairedMean {
  const n = x.length;
  const bins = equalCountBins(x, Math.max(1, Math.min(MOST_BINS, Math.floor(n / WORLDS_IN_BIN))));
  const hands = Math.min(HANDS, n);
  const sums = values.map((own) => sumsOf(own, bins, hands));
  const chosen = new Float64Array(n);
  const plain = new Float64Array(n);
  for (let hand = 0; hand < hands; hand++) {
    const seen = sums.map((own) => othersOf(own, hand, bins.count));
    const once = bestOf(seen.map((own) => own.reduce((a, b) => a + b, 0)));
    const best = Array.from({ length: bins.count }, (_, bin) => {
      const found = seen.map((own) => own[bin]!);
      const most = bestOf(found);
      // What is no better there is not chosen instead.
      return found[most]! > found[once]! ? most : once;
    });
    for (let w = hand; w < n; w += hands) {
      chosen[w] = values[best[bins.of[w]!]!]![w]!;
      plain[w] = values[once]![w]!;
    }
  }
  return pairedMean(chosen, plain);
}

/**
 * The same of knowing everything: the best choice of each world. No single input is worth more, but for chance.
 */
export function valueOfKnowingAll(values: readonly Float64Array[]): PairedMean {
  const means = values.map(mean);
  const once = values[bestOf(means)]!;
  const best = once.map((_, w) => values.reduce((most, own) => Math.max(most, own[w]!), Number.NEGATIVE_INFINITY));
  return pairedMean(best, once);
}

/** The first of the greatest. */
const bestOf = (values: readonly number[]): number => values.indexOf(values.reduce((a, b) => Math.max(a, b)));

/** Sums by hand and bin. */
function sumsOf(values: Float64Array, { count, of }: Bins, hands: number): Float64Array {
  const sums = new Float64Array(hands * count);
  for (let w = 0; w < values.length; w++) {
    const at = (w % hands) * count + of[w]!;
    sums[at] = sums[at]! + values[w]!;
  }
  return sums;
}

/** Sums by bin over all hands but one; of one hand alone its own. */
function othersOf(sums: Float64Array, hand: number, count: number): Float64Array {
  const hands = sums.length / count;
  const others = new Float64Array(count);
  for (let h = 0; h < hands; h++) {
    if (h === hand && hands > 1) continue;
    for (let bin = 0; bin < count; bin++) others[bin] = others[bin]! + sums[h * count + bin]!;
  }
  return others;
}
