import { describe, expect, test } from 'vitest';
import { askCase, compile, drawWorld, drawWorlds, Engine } from '../../src/engine/ask.ts';
import type { Redrawn } from '../../src/engine/draws/redrawn.ts';
import { normalCdf } from '../../src/numeric/normal.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { correlation, kolmogorovBound, kolmogorovDistance, rankCorrelation } from '../numeric/statistics.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { drawnColumns } from './columns.ts';

const scenario = scenarioOf(`runway: 1
start: 2024-01
months: 6
cash: 900k
assumptions:
  churn: beta(2, 6)
  growth: normal(3%, 1%)
  price: lognormal(20, 0.3)
  twin: uniform(0, 1)
  twice: uniform(1, 2)
  weather: monthly(normal(0, 5%))
correlate:
  one: {pair: [growth, churn], rank: -0.7}
  two: {pair: [growth, price], rank: 0.4}
  same: {pair: [twin, twice], rank: 1}
costs: {all: 100k * (1 + growth + churn + price / 20 + twin + twice + weather)}
funding: {grant: {amount: 'normal(50k, 5k)', month: 2024-03, probability: 40%}}
`);
const model = compile(scenario);
const N = 5000;
const input = (name: string): string => `draw ${name} 0`;
const of = (inputs: readonly string[]): Redrawn => ({ seed: 9, inputs: inputs.map(input) });
const columns = (seed: number, redrawn: Redrawn | null = null) => drawnColumns(model, seed, 0, N, 'random', redrawn);

const own = columns(5);
const others = columns(9);

describe('draws made afresh', () => {
  test('inputs independent of the others take the draws of the other seed, and all others stay', () => {
    const found = columns(5, of(['weather', 'funding.grant.amount', 'twin', 'twice']));
    const fresh = ['weather', 'funding.grant.amount', 'twin', 'twice'].map(input);
    for (const [name, column] of found) expect(column).toEqual((fresh.includes(name) ? others : own).get(name));
  });

  test('some of a group: the others stay, and it is tied to them as it was', () => {
    const found = columns(5, of(['churn', 'price']));
    const [churn, growth, price] = ['churn', 'growth', 'price'].map((name) => found.get(input(name))!);
    expect(growth).toEqual(own.get(input('growth')));
    const within = 5 / Math.sqrt(N);
    expect(Math.abs(rankCorrelation(growth!, churn!) + 0.7)).toBeLessThan(within);
    expect(Math.abs(rankCorrelation(growth!, price!) - 0.4)).toBeLessThan(within);
    // Prices before and after have in common what growth tells of them: the square of the correlation.
    const [log, before] = [price!, own.get(input('price'))!].map((column) => column.map(Math.log));
    const r = 2 * Math.sin((Math.PI * 0.4) / 6);
    expect(Math.abs(correlation(log!, before!) - r * r)).toBeLessThan(within);
    expect(kolmogorovDistance(price!, (x) => normalCdf(Math.log(x / 20) / 0.3))).toBeLessThan(kolmogorovBound(N));
  });

  test('an input that others determine keeps its value', () => {
    const found = columns(5, of(['twice'])).get(input('twice'))!;
    const off = found.map((x, w) => Math.abs(x - own.get(input('twice'))![w]!));
    expect(Math.max(...off)).toBeLessThan(1e-9);
  });

  test('a run has them, block by block, in any range; and the next run has its own again', () => {
    const redrawn = of(['churn', 'weather', 'funding.grant.probability']);
    const settings = leverSettings(scenario);
    const engine = new Engine();
    const ask = (worlds: object) =>
      engine
        .answer({
          ...{ want: 'numbers', model, variants: [{ settings }], numbers: ['low'] },
          worlds: { first: 0, count: 2100, seed: 5, ...worlds },
        })
        .of(0)
        .slice();
    const plain = ask({});
    const all = ask({ redrawn });
    expect(ask({})).toEqual(plain);
    expect(ask({ first: 1001, count: 1050, redrawn })).toEqual(all.subarray(1001, 2051));
    for (const world of [0, 1, 1500]) {
      const drawn = drawWorlds(model, { first: world, count: 1, seed: 5, redrawn });
      const numbers = new Map([...drawn].map(([name, months]) => [name, Float64Array.from(months, ([x]) => x!)]));
      const { varying } = drawWorld(model, 5, world);
      expect(askCase(model, settings, { varying, numbers }).measures.low.cash).toBe(all[world]);
    }
  });
});
