/**
 * How far one input alone moves a figure, in two conventions: one at a time from the base case, and over the worlds of
 * a run, as the change of the figure's mean by bins of the input.
 */
import { Faults } from '../diagnostic/diagnostic.ts';
import { compile, type Model, type Variant } from '../engine/ask.ts';
import { constantValue } from '../formula/constant.ts';
import { binMeans, equalCountBins } from '../numeric/bins.ts';
import type { Settings } from '../scenario/override.ts';
import { amountName, withAmounts } from './funding-amounts.ts';
import { atOnce, type Steps } from './in-steps.ts';
import { outcomesOf, type SensitivityAsked, type Simulated } from './sensitivity-asking.ts';
import { type UncertainInput, uncertainInputs } from './uncertain.ts';
import { leverRange, type VariedKind } from './vary.ts';

/** A value of an input, and the figure with it. */
export interface TornadoEnd {
  readonly value: number;
  /** Null where the scenario does not allow the value. */
  readonly result: number | null;
}

/**
 * Which two values are tried: p10 and p90 of a drawn input; no and yes of an event; 10% less and more of a plain
 * number; for a lever a tenth of its range (or one step, if greater) to both sides of its value, within its range.
 */
export type TornadoSpan = 'p10_p90' | 'no_yes' | 'ten_percent' | 'lever';

/** One input, and the figure at both of its ends. */
export interface TornadoBar {
  readonly name: string;
  readonly kind: VariedKind;
  readonly span: TornadoSpan;
  /** Whether the input is drawn every month; it then has the value in every month. */
  readonly isMonthly: boolean;
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
  /** Highest less lowest of the two results and the base case's, in the unit of the figure. */
  readonly swing: number;
}

/** The figure in the base case, and a bar for each input. */
export interface Tornado {
  /** The figure in the base case. */
  readonly base: number;
  /** By falling swing. */
  readonly bars: readonly TornadoBar[];
}

interface MovedInput extends Omit<TornadoBar, 'low' | 'high' | 'swing'> {
  readonly values: readonly [low: number, high: number];
  readonly variant: (end: 0 | 1) => Variant;
}

/**
 * Moves one input at a time, the others as in the base case. Null where the asking was stopped. Throws Faults of the
 * base case.
 */
export async function tornado(asked: SensitivityAsked, count: Simulated): Promise<Tornado | null> {
  const { settings } = asked;
  const { scenario } = asked.model;
  const plain = [...scenario.funding.values()].filter(({ amount }) => plainNumber(amount.node) !== null);
  const model =
    plain.length === 0
      ? asked.model
      : compile(
          withAmounts(
            scenario,
            plain.map(({ name }) => name),
          ),
        );
  const moved = [...drawnOnes(asked.model, settings), ...plainOnes(model, settings), ...levers(model, settings)];
  const own = await outcomesOf(asked, model, [{ settings }], { worlds: null, count });
  if (own === null) return null;
  const base = own[0]!.values[0]!;
  const variants = moved.flatMap(({ variant }) => [variant(0), variant(1)]);
  const results = await resultsOf(asked, model, variants, count);
  if (results === null) return null;
  const bars = moved.map(({ values, variant: _, ...one }, i): TornadoBar => {
    const [low, high] = [results[2 * i]!, results[2 * i + 1]!];
    const all = [base, low, high].filter((result) => result !== null);
    return {
      ...one,
      low: { value: values[0], result: low },
      high: { value: values[1], result: high },
      swing: Math.max(...all) - Math.min(...all),
    };
  });
  return { base, bars: bars.sort((a, b) => b.swing - a.swing || (a.name < b.name ? -1 : 1)) };
}

/** Results of all variants in one question; where one is not allowed, asks each alone, and gives null for those. */
async function resultsOf(
  asked: SensitivityAsked,
  model: Model,
  variants: readonly Variant[],
  count: Simulated,
): Promise<(number | null)[] | null> {
  try {
    const found = await outcomesOf(asked, model, variants, { worlds: null, count });
    return found === null ? null : found.map(({ values }) => values[0]!);
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
  }
  const results: (number | null)[] = [];
  for (const variant of variants) {
    try {
      const found = await outcomesOf(asked, model, [variant], { worlds: null, count });
      if (found === null) return null;
      results.push(found[0]!.values[0]!);
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      results.push(null);
    }
  }
  return results;
}

const drawnOnes = (model: Model, settings: Settings): MovedInput[] =>
  uncertainInputs(model).map(({ name, kind, isYesOrNo, isMonthly, draws, low, high }) => ({
    ...{ name, kind, isMonthly, span: isYesOrNo ? 'no_yes' : 'p10_p90', values: [low.value, high.value] },
    variant: (end) => ({ settings, replaced: new Map([[draws, (end === 0 ? low : high).drawn]]) }),
  }));

/** The number that the node is, where it is constant and not 0; else null: 10% of 0 moves nothing. */
function plainNumber(node: Parameters<typeof constantValue>[0]): number | null {
  const value = constantValue(node);
  return value === 0 ? null : value;
}

/** Assumptions and funding amounts that are plain numbers; in `model` amounts are assumptions. */
function plainOnes({ scenario }: Model, settings: Settings): MovedInput[] {
  const isAmount = new Set([...scenario.funding.keys()].map(amountName));
  return [...scenario.assumptions.values()].flatMap(({ name, value }): MovedInput[] => {
    const now = plainNumber(value.node);
    if (now === null) return [];
    const ends = [0.9 * now, 1.1 * now].sort((a, b) => a - b) as [number, number];
    return [
      {
        ...{ name, kind: isAmount.has(name) ? 'funding' : 'assumption', span: 'ten_percent' as const, values: ends },
        isMonthly: false,
        variant: (end) => ({ settings, replaced: new Map([[name, ends[end]]]) }),
      },
    ];
  });
}

function levers({ scenario }: Model, settings: Settings): MovedInput[] {
  return [...scenario.levers.values()].flatMap((lever): MovedInput[] => {
    const { name, step, range } = lever;
    const own = settings.get(name)!;
    const [low, high] = leverRange(lever, own.value);
    const by = range === null ? Math.abs(own.value) / 10 : Math.max((high - low) / 10, step ?? 0);
    const ends = range === null ? [own.value - by, own.value + by] : [own.value - by, own.value + by].map(within);
    const [from, to] = ends as [number, number];
    function within(value: number): number {
      return Math.min(Math.max(value, Math.min(low, own.value)), Math.max(high, own.value));
    }
    if (from === to) return [];
    return [
      {
        ...{ name, kind: 'lever', span: 'lever', isMonthly: false, values: [from, to] },
        variant: (end) => ({ settings: new Map([...settings, [name, { ...own, value: [from, to][end]! }]]) }),
      },
    ];
  });
}

/** Bins of the second convention. */
export const BINS = 10;

/** The figure's mean by bins of an input. */
export interface BinnedBar {
  readonly name: string;
  readonly kind: 'assumption' | 'funding';
  readonly isEvent: boolean;
  readonly isMonthly: boolean;
  /** Mean of the input and of the figure, in the bin of the lowest and in that of the highest values of the input. */
  readonly low: { readonly value: number; readonly result: number };
  readonly high: { readonly value: number; readonly result: number };
  /** Highest less lowest of the bins' means, in the unit of the figure. */
  readonly swing: number;
  readonly bins: number;
  /** The swing that an input without any effect exceeds in 5 of 100 runs only, in the unit of the figure. */
  readonly chance: number;
}

/**
 * Sorts the worlds by each input into ten bins of equal count, equal values in one bin, and compares the figure's means
 * of the bins. By falling swing.
 */
export const binnedTornado = (
  inputs: readonly UncertainInput[],
  columns: readonly Float64Array[],
  values: Float64Array,
): BinnedBar[] => atOnce(binnedSteps(inputs, columns, values));

/** As `binnedTornado`, in steps: one for each input. */
export function* binnedSteps(
  inputs: readonly UncertainInput[],
  columns: readonly Float64Array[],
  values: Float64Array,
): Steps<BinnedBar[]> {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  const bars: BinnedBar[] = [];
  for (const [i, { name, kind, isEvent, isMonthly }] of inputs.entries()) {
    const bins = equalCountBins(columns[i]!, BINS);
    const [x, y] = [binMeans(bins, columns[i]!), binMeans(bins, values)];
    const last = bins.count - 1;
    // Bins of unequal sizes count as if all had their harmonic mean (approximation of Tukey and Kramer).
    const size = bins.count / bins.sizes.reduce((sum, n) => sum + 1 / n, 0);
    bars.push({
      ...{ name, kind, isEvent, isMonthly, bins: bins.count },
      low: { value: x[0]!, result: y[0]! },
      high: { value: x[last]!, result: y[last]! },
      swing: Math.max(...y) - Math.min(...y),
      chance: (RANGES[bins.count]! * deviation) / Math.sqrt(size),
    });
    yield;
  }
  return bars.sort((a, b) => b.swing - a.swing || (a.name < b.name ? -1 : 1));
}

/**
 * By number of bins, the range of so many standard normal numbers that is exceeded once in twenty times (studentised
 * range, infinite degrees of freedom): E. S. Pearson, H. O. Hartley, Biometrika Tables for Statisticians I, table 29.
 */
const RANGES = [
  ...[0, 0, 2.772, 3.314, 3.633, 3.858, 4.03, 4.17, 4.286, 4.387, 4.474],
  ...[4.552, 4.622, 4.685, 4.743, 4.796, 4.845, 4.891, 4.934, 4.974, 5.012],
];
