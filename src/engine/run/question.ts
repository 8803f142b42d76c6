/** What is asked of many worlds, and where in the memory the answer's columns lie. */
import type { Settings } from '../../scenario/override.ts';
import type { Model } from '../month/model.ts';
import { FINAL_NAMES, type FinalName } from '../month/outcome.ts';
import type { Compiled } from '../program/compiled.ts';
import { Counts } from './counts.ts';
import type { Job } from './job.ts';
import type { EndingsRequest, SpreadFinal, WorldsRequest } from './kept.ts';
import type { Layout } from './layout.ts';
import type { Worlds } from './spread.ts';

/** What is kept of a world whose measures are wanted, and of one of which only the end is. */
export const WORLD_FINALS = FINAL_NAMES.filter((name) => name !== 'untroubled');
export const ENDING_FINALS = ['failure', 'cause', 'openCash'] as const satisfies readonly FinalName[];

/** What is kept of a setting in a grid, unless less is wanted. */
export const GRID_FINALS: readonly FinalName[] = FINAL_NAMES.filter((name) => !name.startsWith('open'));

/** A question about many worlds, and the run that answers it. */
export interface Question {
  readonly model: Model;
  readonly settings: Settings;
  readonly request: EndingsRequest;
  /** The run as it is, and where money may come later, the same without it. */
  readonly compiled: readonly Compiled[];
  readonly finals: readonly FinalName[];
  readonly job: Job;
}

/** What is wanted of worlds: all their measures, or just how they end. */
export type Depth = 'all' | 'endings';

/** The columns of some series, every month of each. */
export const seriesColumns = ({ kernels, stride }: Layout, from: number, series: number, months: number): number[] =>
  Array.from({ length: series * months }, (_, i) => kernels[0]!.series + 8 * stride * (from * months + i));

/** The columns of finals that are no months. */
export const finalColumns = (
  { kernels, stride }: Layout,
  finals: readonly FinalName[],
  wanted: readonly SpreadFinal[],
): number[] => wanted.map((name) => kernels[0]!.finals + 8 * stride * finals.indexOf(name));

/** Parts of one run, which differ in the series they have. */
export const joined = (parts: readonly Worlds[]): Worlds => ({
  ...parts[0]!,
  byMonth: new Map(parts.flatMap(({ byMonth }) => [...byMonth])),
});

export const countsOf = ({ scenario, month }: Model): Counts =>
  new Counts(scenario.months, month.causes.length, 2 * month.tallies.length);

/** Tells the draws of a model apart. */
export const drawKey = ({ first, count, seed, sampler = 'random' }: WorldsRequest): string =>
  [first, count, seed, sampler].join();
