import type { Draw } from '../../src/formula/tree.ts';
import { nodes } from '../../src/formula/walk.ts';
import { lawQuantile, lawSampler } from '../../src/numeric/laws.ts';
import { normalCdf } from '../../src/numeric/normal.ts';
import { streamOf } from '../../src/numeric/philox.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { Dice } from './dice.ts';

const drawsOf = (scenario: Scenario, name: string): Draw[] =>
  [...nodes(scenario.assumptions.get(name)!.value.node)].filter((node) => node.op === 'draw');

/**
 * The text of a scenario with a `correlate` section of chains among the assumptions that may be correlated; null where
 * none may.
 */
export function withCorrelations(text: string, scenario: Scenario, seed: number): string | null {
  const dice = new Dice(seed);
  const names = [...scenario.assumptions.keys()].filter((name) => drawsOf(scenario, name).length === 1);
  const lines: string[] = [];
  for (const monthly of [true, false]) {
    const alike = dice.shuffled(names.filter((name) => drawsOf(scenario, name)[0]!.monthly === monthly));
    // A chain with correlations up to 1/2 is always possible.
    for (let i = 0; i + 1 < alike.length; i++) {
      const rank = dice.chance(0.1) ? 0 : dice.whole(-45, 45);
      lines.push(`  link_${lines.length}: {pair: [${alike[i]}, ${alike[i + 1]}], rank: ${rank}%}`);
    }
  }
  return lines.length === 0 ? null : `${text.trimEnd()}\ncorrelate:\n${lines.join('\n')}\n`;
}

/**
 * What a correlated assumption draws in a world, in month t (0 for what is drawn once), written plainly: all normal
 * numbers of the assumptions that pairs link to it, in the order of their names, through the textbook's triangular
 * matrix, then the quantile of the law. Of laws that jump, the lower and the upper neighbour of the jump: the two ways
 * there round differently.
 */
export function naiveDraw(scenario: Scenario, name: string, seed: number, world: number, t: number): [number, number] {
  const names = linked(scenario, name);
  const normals = names.map((other) => {
    const out = new Float64Array(1);
    lawSampler('normal', [0, 1])(out, 0, 1, world, 1, streamOf(seed, other, 0), t);
    return out[0]!;
  });
  const row = triangle(names.map((a) => names.map((b) => correlationOf(scenario, a, b))))[names.indexOf(name)]!;
  const z = row.reduce((sum, weight, i) => sum + weight * normals[i]!, 0);
  const { law, params } = drawsOf(scenario, name)[0]!;
  return [normalCdf(z - 1e-9), normalCdf(z + 1e-9)].map((p) => lawQuantile(law, p, params)) as [number, number];
}

function linked(scenario: Scenario, name: string): string[] {
  const found = new Set([name]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { pair } of scenario.correlate.values())
      if (pair.some((one) => found.has(one))) for (const one of pair) found.add(one);
  }
  return [...found].sort();
}

function correlationOf(scenario: Scenario, a: string, b: string): number {
  if (a === b) return 1;
  const given = [...scenario.correlate.values()].find(({ pair }) => pair.includes(a) && pair.includes(b));
  return given === undefined ? 0 : 2 * Math.sin((Math.PI / 6) * given.rank);
}

/** Cholesky's factor of a positive definite matrix. */
function triangle(matrix: readonly (readonly number[])[]): number[][] {
  const factor: number[][] = [];
  for (const [i, entries] of matrix.entries()) {
    const row: number[] = [];
    for (let j = 0; j < i; j++) {
      const rest = factor[j]!.slice(0, j).reduce((sum, x, m) => sum - x * row[m]!, entries[j]!);
      row.push(rest / factor[j]![j]!);
    }
    row.push(Math.sqrt(row.reduce((sum, x) => sum - x * x, entries[i]!)));
    factor.push(row);
  }
  return factor;
}
