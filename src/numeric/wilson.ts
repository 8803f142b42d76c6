import { normalQuantile } from './normal.ts';

/**
 * Wilson's score interval of a share that was found in `count` of `total`, at a confidence from 0 to 1: low and high,
 * from 0 to 1. E. B. Wilson, J. Am. Stat. Assoc. 22 (1927). Throws a RangeError unless 0 ≤ count ≤ total and total is
 * above 0.
 */
export function wilson(count: number, total: number, confidence = 0.95): [low: number, high: number] {
  if (!(total > 0 && count >= 0 && count <= total)) throw new RangeError(`no share: ${count} of ${total}`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`a confidence is between 0 and 1, and ${confidence} is not`);
  const z = normalQuantile(0.5 + confidence / 2);
  const share = count / total;
  const spread = (z * z) / total;
  const middle = share + spread / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / total + spread / (4 * total));
  // The ends are exact where nothing, or everything, was counted; elsewhere rounding keeps inside them.
  const low = count === 0 ? 0 : Math.max(0, (middle - reach) / (1 + spread));
  const high = count === total ? 1 : Math.min(1, (middle + reach) / (1 + spread));
  return [low, high];
}
