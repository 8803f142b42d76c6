import type { Block } from './javascript.ts';
import type { SamplerName, WorldsRequest } from './kept.ts';
import type { Variable } from './lower-formula.ts';
import type { Model } from './model.ts';
import { LEVEL, type Level } from './program.ts';
import { type Sampler, samplerOf } from './sampler.ts';

/** Worlds that are simulated at once: enough to pay for the call, few enough to stay in the processor's cache. */
export const BLOCK = 1024;

/** Draws of one variable for ranges of worlds; its tables are made once. */
export interface Drawer {
  /** Fills a column: a number a world, or by month × worlds + world where it is drawn monthly. */
  fill(column: Float64Array, firstWorld: number, worlds: number): void;
  /** Numbers of a column a world. */
  readonly rows: number;
}

/** Prepares the draws of a variable. What is drawn once is drawn as of month 0. */
export function drawerOf(variable: Variable, sampler: Sampler, months: number): Drawer {
  const rows = variable.monthly ? months : 1;
  const prepare = sampler(variable);
  const fills = Array.from({ length: rows }, (_, t) => prepare(t));
  return {
    rows,
    fill(column, firstWorld, worlds) {
      fills.forEach((fill, t) => {
        fill(column, t * worlds, firstWorld, worlds);
      });
    },
  };
}

/** The part of a block that the draws decide. */
export type DrawnWorlds = Pick<Block, 'columns' | 'worlds'> & { readonly varying: ReadonlyMap<string, Level> };

/** Prepares the draws of all variables: what it gives is overwritten by the next block. */
export function drawing(
  model: Model,
  { first, count, seed, sampler = 'random' }: Pick<WorldsRequest, 'first' | 'count' | 'seed' | 'sampler'>,
): (at: number, worlds: number) => DrawnWorlds {
  const { months } = model.scenario;
  const varying = new Map<string, Level>();
  const variables = [...model.defaults.values()].flatMap(({ draw }) => draw ?? []);
  const from = samplerOf(sampler, seed, variables);
  const drawers = model.month.program.inputs.map(({ name }) => {
    const draw = model.defaults.get(name)?.draw ?? null;
    if (draw === null) return null;
    varying.set(name, draw.monthly ? LEVEL.both : LEVEL.world);
    return drawerOf(draw, from, months);
  });
  const columns = drawers.map((drawer) => drawer && new Float64Array(drawer.rows * Math.min(BLOCK, count)));
  return (at, worlds) => {
    drawers.forEach((drawer, i) => {
      drawer?.fill(columns[i]!, first + at, worlds);
    });
    return { columns, worlds, varying };
  };
}

/** The draws of one world alone. */
export const drawWorld = (model: Model, seed: number, world: number, sampler: SamplerName = 'random'): DrawnWorlds =>
  drawing(model, { first: world, count: 1, seed, sampler })(0, 1);
