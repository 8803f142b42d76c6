/** What a run is asked for: variants that meet the same worlds, and what is kept of each world. */
import type { WorldDraws } from '../draws/draws.ts';
import type { Model } from '../month/model.ts';
import { OPENING_NAMES } from '../month/opening.ts';
import { FINAL_NAMES, type FinalName, type OpeningFinal, openingFinal } from '../month/outcome.ts';
import type { Replaceable } from '../month/replaceable.ts';
import type { Variant } from '../month/variant.ts';
import type { Compiled } from '../program/compiled.ts';
import type { Final } from '../program/kept.ts';
import type { Level } from '../program/program.ts';

/** Worlds `first` to `first + count - 1`: any range gives what the whole run gives for it. */
export interface WorldRange extends WorldDraws {
  readonly first: number;
  readonly count: number;
}

export interface Asked {
  /** The model, compiled so that what is in `replaceable` may be replaced. */
  readonly model: Model;
  readonly replaceable: Replaceable;
  readonly variants: readonly Variant[];
  /** Null: each variant is a world of its own, draws at their medians. */
  readonly worlds: WorldRange | null;
  /** Of variants that are worlds, inputs that differed in those before: one program then serves both. */
  readonly varying?: ReadonlyMap<string, Level>;
  readonly finals: readonly (FinalName | Final)[];
  /** Whether each world is run without later money too. */
  readonly alone: boolean;
  /** Whether warnings are counted. */
  readonly tallies: boolean;
  /** Series by month: of the first, mean and percentiles are wanted, of the others the mean alone. */
  readonly series: readonly string[];
  readonly means: readonly string[];
  /** Finals of which mean and percentiles are wanted. */
  readonly spreads: readonly SpreadFinal[];
  /** Whether the worlds are a part of more, which run one part after another; and how many all of them are. */
  readonly isPart?: boolean;
  readonly total?: number;
  /** Of a part that follows another, what that was compiled to: all parts lie alike in the memory. */
  readonly compiled?: readonly Compiled[];
}

/** A run of which finals alone are kept. */
export const NOTHING_SUMMED = { tallies: false, series: [], means: [], spreads: [] } as const;

/** Finals that are amounts or lengths of time, the opening balances first. */
export type SpreadFinal = OpeningFinal | 'runway' | 'runwayNow' | 'monthsAlive' | 'low';
export const SPREAD_FINALS: readonly SpreadFinal[] = [
  ...OPENING_NAMES.map(openingFinal),
  'runway',
  'runwayNow',
  'monthsAlive',
  'low',
];

/** What is kept of a world whose measures are wanted, and of one of which only the end is. */
export const WORLD_FINALS = FINAL_NAMES.filter(
  (name): name is Exclude<FinalName, 'untroubled' | 'selfSufficient'> =>
    name !== 'untroubled' && name !== 'selfSufficient',
);
export const ENDING_FINALS = ['failure', 'cause', 'open cash'] as const satisfies readonly FinalName[];

/** A key that two ranges of worlds share only where a model's draws are the same in both, but for those redrawn. */
export const drawKey = ({ first, count, seed, sampler = 'random' }: WorldRange): string =>
  [first, count, seed, sampler].join();
