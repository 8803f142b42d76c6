import { Best } from '../analysis/best.ts';
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { formatMonth } from '../formula/month.ts';
import { isSortName, SORT_NAMES, type SortName, sortMeasure } from '../report/sorting.ts';
import { measureOf } from '../scenario/figure.ts';
import { type Measure, MONTHLY_NAMES } from '../scenario/measure-names.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';
import { readFigure } from '../scenario/target.ts';
import { readFully } from './load.ts';
import { caught, usageOf } from './usage.ts';

/** Most variants sorted in memory. */
const MOST_SORTED = 100_000;

export interface SortOptions {
  readonly sort?: string;
  readonly top?: string;
}

/** The options --sort and --top. */
export interface SortAsked {
  readonly text: string;
  /** Null for a figure that must be read for each scenario. */
  readonly name: SortName | null;
  /** How many variants to keep, without the baseline; null: all. */
  readonly top: number | null;
}

export interface Sorting extends SortAsked {
  readonly measure: Pick<Measure, 'unit' | 'better'>;
}

/** Reads --sort and --top; null where nothing is to be sorted. Faults go to `faults`. */
export function readSorting({ sort, top }: SortOptions, faults: Diagnostic[]): SortAsked | null {
  const most = top === undefined ? null : readFully('--top', top, 1, MOST_SORTED, faults);
  if (sort === undefined) {
    if (top !== undefined) fault('--top', top, 'it keeps the best, and --sort does not say by what', BY, faults);
    return null;
  }
  const name = sort.trim();
  return { text: sort, name: isSortName(name) ? name : null, top: most };
}

const BY = 'as in --sort survival --top 10';

/** The figure to ask of a scenario so that its variants can be sorted; null where every comparison has it. */
export function sortFigure({ text, name }: SortAsked, scenario: Scenario, faults: Diagnostic[]): FigureAsked | null {
  if (name !== null) return null;
  const found: Diagnostic[] = [];
  const figure = caught(() => readFigure({ name: '--sort', text }, scenario), found);
  const word = text.trim();
  if (found[0]?.code === 'unknown-measure' && /^\w*$/.test(word)) {
    const message = `variants are not sorted by "${word}"${didYouMean(word, [...SORT_NAMES, ...MONTHLY_NAMES])}`;
    const hint = `measures: ${SORT_NAMES.join(', ')}; or a figure with its months, as in cash@${formatMonth(scenario.start)}, min(cash)`;
    fault('--sort', text, message, hint, faults, 'unknown-measure');
  } else faults.push(...found);
  return figure;
}

/**
 * How to sort the variants of several files. Throws Faults where there are too many, where money is in two currencies,
 * and where the figure is good in one file and bad in another.
 */
export function sortingOf(asked: SortAsked, variants: number, sets: readonly SortedSet[]): Sorting {
  const { name, top, text } = asked;
  const faults: Diagnostic[] = [];
  const [measure, ...others] = sets.map(({ scenario, figure }) =>
    figure === null ? sortMeasure(name!) : measureOf(scenario, figure),
  ) as [Measure, ...Measure[]];
  const by = text.trim();
  if (top === null && variants > MOST_SORTED) {
    const message = `${variants} variants are too many to be sorted; at most ${MOST_SORTED} are`;
    fault('--sort', text, message, 'with --top N the best of any number are kept', faults);
  }
  const currencies = new Set(sets.map(({ scenario }) => scenario.currency));
  if (measure.unit === 'money' && currencies.size > 1) {
    const message = `${by} is in ${[...currencies].join(' and ')}, of which neither is more`;
    fault('--sort', text, message, 'sort by a measure that is no money, such as survival or runway', faults);
  }
  if (others.some(({ better }) => better !== measure.better)) {
    const message = `${by} is revenue in one file and a cost in another: more of it is better and worse`;
    fault('--sort', text, message, 'sort by what all files mean alike, such as survival or runway', faults);
  }
  if (faults.length > 0) throw new Faults(faults);
  return { ...asked, measure };
}

/** A file whose variants are sorted. */
interface SortedSet {
  readonly scenario: Scenario;
  readonly figure: FigureAsked | null;
}

function fault(
  option: string,
  text: string,
  message: string,
  hint: string,
  faults: Diagnostic[],
  code: Diagnostic['code'] = 'usage',
): void {
  faults.push({ ...usageOf(option, text, message, hint), code });
}

/**
 * Yields the first variant, which is the baseline, then the others, the best first. A value that does not occur ranks
 * as infinite.
 */
export async function* sorted<V>(
  variants: AsyncIterable<V>,
  { name, top, measure }: Sorting,
  rank: (name: SortName | null, variant: V) => number,
): AsyncGenerator<V> {
  const best = new Best<V>(top ?? MOST_SORTED, measure.better);
  let isFirst = true;
  for await (const variant of variants) {
    if (isFirst) yield variant;
    else best.add(variant, rank(name, variant));
    isFirst = false;
  }
  yield* best.sorted();
}
