/** What a run is asked for: variants, the worlds that each of them meets, and what is kept of each world. */
import type { WorldDraws } from '../draws/draws.ts';
import type { Model } from '../month/model.ts';
import { OPENING_NAMES } from '../month/opening.ts';
import { FINAL_NAMES, type FinalName, type OpeningFinal, openingFinal } from '../month/outcome.ts';
import type { Replaceable } from '../month/replaceable.ts';
import type { Variant } from '../month/variant.ts';
import type { Compiled } from '../program/compiled.ts';
import type { Final } from '../program/kept.ts';
import type { Level } from '../program/program.ts';

/** Worlds `first` to `first + count - 1`. A world's numbers do not depend on the range. */
export interface WorldRange extends WorldDraws {
  readonly first: number;
  readonly count: number;
}

/** What a run is asked for. */
export interface Asked {
  /** The model in which `replaceable` may be replaced. */
  readonly model: Model;
  readonly replaceable: Replaceable;
  readonly variants: readonly Variant[];
  /** Null: each variant is one world, with draws at their medians. */
  readonly worlds: WorldRange | null;
  /** Where `worlds` is null, inputs that differed between variants of an earlier run: one program then serves both. */
  readonly varying?: ReadonlyMap<string, Level>;
  readonly finals: readonly (FinalName | Final)[];
  /** Whether each world is run a second time without money that comes after month 0, where the scenario has any. */
  readonly alone: boolean;
  /** Whether warnings are counted. */
  readonly tallies: boolean;
  /** Series by month of which mean and percentiles are wanted. */
  readonly series: readonly string[];
  /** Series by month of which the mean alone is wanted. */
  readonly means: readonly string[];
  /** Finals of which mean and percentiles are wanted. */
  readonly spreads: readonly SpreadFinal[];
  /** Whether the worlds are one part of several, which are run one after the other. */
  readonly isPart?: boolean;
  /** How many worlds all parts have; left out: as many as `worlds`. */
  readonly total?: number;
  /** The programs of the part before, which serve for this one; left out: they are compiled. */
  readonly compiled?: readonly Compiled[];
}

/** The fields of a run of which finals alone are kept, and nothing is summed up. */
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

/** The finals kept of a world whose measures are wanted. */
export const WORLD_FINALS = FINAL_NAMES.filter(
  (name): name is Exclude<FinalName, 'untroubled' | 'selfSufficient'> =>
    name !== 'untroubled' && name !== 'selfSufficient',
);
/** The finals kept of a world of which only the end is wanted. */
export const ENDING_FINALS = ['failure', 'cause', 'open cash'] as const satisfies readonly FinalName[];

/**
 * A key: two ranges of worlds have the same one only where a model's draws are the same in both, redrawn ones apart.
 */
export const drawKey = ({ first, count, seed, sampler = 'random' }: WorldRange): string =>
  [first, count, seed, sampler].join();
