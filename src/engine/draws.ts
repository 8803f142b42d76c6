import { lawSampler } from '../numeric/laws.ts';
import { streamOf } from '../numeric/philox.ts';
import { drawnTogether } from './correlated.ts';
import type { Block } from './javascript.ts';
import type { WorldsRequest } from './kept.ts';
import type { Variable } from './lower-formula.ts';
import type { Model } from './model.ts';
import { LEVEL, type Level } from './program.ts';

/** Worlds that are simulated at once: enough to pay for the call, few enough to stay in the processor's cache. */
export const BLOCK = 1024;

/** Draws of one variable for ranges of worlds; its tables are made once. */
export interface Drawer {
  /** Fills a column: a number a world, or by month × worlds + world where it is drawn monthly. */
  fill(column: Float64Array, firstWorld: number, worlds: number): void;
  /** Numbers of a column a world. */
  readonly rows: number;
}

/** Prepares the draws of a variable under a seed. What is drawn once is drawn as of month 0. */
export function drawerOf({ name, k, law, params, monthly }: Variable, seed: number, months: number): Drawer {
  const stream = streamOf(seed, name, k);
  const fill = lawSampler(law, params);
  const rows = monthly ? months : 1;
  return {
    rows,
    fill(column, firstWorld, worlds) {
      for (let t = 0; t < rows; t++) fill(column, t * worlds, 1, firstWorld, worlds, stream, t);
    },
  };
}

/** The part of a block that the draws decide. */
export type DrawnWorlds = Pick<Block, 'columns' | 'worlds'> & { readonly varying: ReadonlyMap<string, Level> };

/** Prepares the draws of all variables: what it gives is overwritten by the next block. */
export function drawing(
  model: Model,
  { first, count, seed }: Pick<WorldsRequest, 'first' | 'count' | 'seed'>,
): (at: number, worlds: number) => DrawnWorlds {
  const { months } = model.scenario;
  const varying = new Map<string, Level>();
  const together = drawnTogether(model);
  const standard = new Map(together.flatMap(({ inputs, standard }) => inputs.map((input, i) => [input, standard[i]!])));
  const drawers = model.month.program.inputs.map(({ name }, i) => {
    const draw = model.defaults.get(name)?.draw ?? null;
    if (draw === null) return null;
    varying.set(name, draw.monthly ? LEVEL.both : LEVEL.world);
    return drawerOf(standard.get(i) ?? draw, seed, months);
  });
  const columns = drawers.map((drawer) => drawer && new Float64Array(drawer.rows * Math.min(BLOCK, count)));
  const groups = together.map(({ inputs, fromNormals }) => ({
    columns: inputs.map((input) => columns[input]!),
    rows: drawers[inputs[0]!]!.rows,
    fromNormals,
  }));
  return (at, worlds) => {
    drawers.forEach((drawer, i) => {
      drawer?.fill(columns[i]!, first + at, worlds);
    });
    for (const { columns, rows, fromNormals } of groups) fromNormals(columns, rows * worlds);
    return { columns, worlds, varying };
  };
}

/** The draws of one world alone. */
export const drawWorld = (model: Model, seed: number, world: number): DrawnWorlds =>
  drawing(model, { first: world, count: 1, seed })(0, 1);
