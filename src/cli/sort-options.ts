import { Best } from '../analysis/best.ts';
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { isSortName, SORT_NAMES, type SortName, sortMeasure } from '../report/sorting.ts';
import { readFully } from './load.ts';

/** Variants that are sorted in memory. */
const MOST_SORTED = 100_000;

export interface SortOptions {
  readonly sort?: string;
  readonly top?: string;
}

export interface Sorting {
  readonly by: SortName;
  /** How many are kept, the baseline not counted; null: all. */
  readonly top: number | null;
}

/** What --sort and --top say; null where nothing is sorted. Faults go to `faults`. */
export function readSorting({ sort, top }: SortOptions, faults: Diagnostic[]): Sorting | null {
  const most = top === undefined ? null : readFully('--top', top, 1, MOST_SORTED, faults);
  if (sort === undefined) {
    if (top !== undefined) fault('--top', top, 'it keeps the best, and --sort does not say by what', BY, faults);
    return null;
  }
  const name = sort.trim();
  if (isSortName(name)) return { by: name, top: most };
  const message = `variants are not sorted by "${name}"${didYouMean(name, SORT_NAMES)}`;
  fault('--sort', sort, message, `measures: ${SORT_NAMES.join(', ')}`, faults, 'unknown-measure');
  return null;
}

const BY = 'as in --sort survival --top 10';

/** Refuses to sort so many variants at once, and money of two currencies. Throws Faults. */
export function refuseSorting({ by, top }: Sorting, variants: number, currencies: ReadonlySet<string>): void {
  const faults: Diagnostic[] = [];
  if (top === null && variants > MOST_SORTED) {
    const message = `${variants} variants are too many to be sorted; at most ${MOST_SORTED} are`;
    fault('--sort', by, message, 'with --top N the best of any number are kept', faults);
  }
  if (sortMeasure(by).unit === 'money' && currencies.size > 1) {
    const message = `${by} is in ${[...currencies].join(' and ')}, of which neither is more`;
    fault('--sort', by, message, 'sort by a measure that is no money, such as survival or runway', faults);
  }
  if (faults.length > 0) throw new Faults(faults);
}

function fault(
  option: string,
  text: string,
  message: string,
  hint: string,
  faults: Diagnostic[],
  code: Diagnostic['code'] = 'usage',
): void {
  const place = { source: { name: option, text }, start: 0, end: text.length };
  faults.push({ severity: 'error', code, place, message, hint });
}

/**
 * The first, which is the baseline, then the others, the best first; what does not occur is later than any month and
 * more than any number.
 */
export async function* sorted<V>(
  variants: AsyncIterable<V>,
  { by, top }: Sorting,
  rank: (name: SortName, variant: V) => number,
): AsyncGenerator<V> {
  const best = new Best<V>(top ?? MOST_SORTED, sortMeasure(by).better);
  let isFirst = true;
  for await (const variant of variants) {
    if (isFirst) yield variant;
    else best.add(variant, rank(by, variant));
    isFirst = false;
  }
  yield* best.sorted();
}
