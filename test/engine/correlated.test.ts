import { describe, expect, test } from 'vitest';
import { askCase, compile } from '../../src/engine/ask.ts';
import { drawInput } from '../../src/engine/month/inputs.ts';
import { type LawName, lawQuantile } from '../../src/numeric/laws.ts';
import { normalCdf } from '../../src/numeric/normal.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { correlation, kolmogorovBound, kolmogorovDistance, rankCorrelation } from '../numeric/statistics.ts';
import { naiveDraw, withCorrelations } from '../oracle/correlations.ts';
import { generateScenario } from '../oracle/generate.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { worldsOf } from './asking.ts';
import { drawnColumns } from './columns.ts';

const N = 50_000;
const MONTHS = 4;

const ASSUMPTIONS = `assumptions:
  growth: 1 + normal(3%, 1%)
  churn: beta(2, 6)
  price: pert(1, 2, 6)
  size: lognormal(20k, 0.4)
  deals: whole(1, 6)
  weather: monthly(normal(0, 5%))
  season: monthly(uniform(-1, 1))`;
const PAIRS = [
  ['growth', 'churn', -0.7],
  ['growth', 'price', 0.4],
  ['price', 'churn', 0.1],
  ['weather', 'season', 0.8],
] as const;

type Pair = readonly [string, string, number];

const company = (pairs: readonly Pair[], assumptions = ASSUMPTIONS): Scenario =>
  scenarioOf(`runway: 1
start: 2024-01
months: ${MONTHS}
cash: 1M
${assumptions}
correlate:
${pairs.map(([a, b, rank], i) => `  p${i}: {pair: [${a}, ${b}], rank: ${rank}}`).join('\n')}
costs: {all: 10k * growth * (1 + churn + price + deals + weather + season) + size}
`);

/** What each assumption draws in worlds from `first` on: a number a world, or by month × worlds + world. */
function draws(scenario: Scenario, first = 0, worlds = N): Map<string, Float64Array> {
  const columns = drawnColumns(compile(scenario), 5, first, worlds);
  return new Map([...scenario.assumptions.keys()].map((name) => [name, columns.get(drawInput(name, 0))!]));
}

const month = (column: Float64Array, t: number): Float64Array => column.subarray(t * N, (t + 1) * N);

/**
 * Five standard errors: at most about (1 + rho²/2) / √n for a rank correlation (Bonett and Wright, Psychometrika 65,
 * 2000).
 */
const within = (rho: number): number => (5 * (1 + (rho * rho) / 2)) / Math.sqrt(N);

describe('correlated assumptions', () => {
  const drawn = draws(company(PAIRS));

  test.each(PAIRS.slice(0, 3))('%s and %s have rank correlation %d', (a, b, rho) => {
    expect(Math.abs(rankCorrelation(drawn.get(a)!, drawn.get(b)!) - rho)).toBeLessThan(within(rho));
  });

  test('drawn monthly hang together month by month, and months do not', () => {
    const [weather, season] = [drawn.get('weather')!, drawn.get('season')!];
    for (let t = 0; t < MONTHS; t++) {
      expect(Math.abs(rankCorrelation(month(weather, t), month(season, t)) - 0.8)).toBeLessThan(within(0.8));
      const next = month(season, (t + 1) % MONTHS);
      expect(Math.abs(rankCorrelation(month(weather, t), next))).toBeLessThan(within(0));
    }
  });

  test.each<[string, LawName, number[]]>([
    ['growth', 'normal', [0.03, 0.01]],
    ['churn', 'beta', [2, 6]],
    ['price', 'pert', [1, 2, 6]],
    ['season', 'uniform', [-1, 1]],
  ])('%s keeps its distribution', (name, law, params) => {
    const sample = drawn.get(name)!.subarray(0, N).slice().sort();
    // A sample's p-quantile lies between the exact quantiles of p less and p more than the Kolmogorov bound.
    const bound = kolmogorovBound(N);
    for (const p of [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) {
      const found = sample[Math.floor(p * N)]!;
      expect(found).toBeGreaterThanOrEqual(lawQuantile(law, Math.max(0, p - bound), params));
      expect(found).toBeLessThanOrEqual(lawQuantile(law, Math.min(1, p + bound), params));
    }
  });

  test('leave the others as they were', () => {
    const alone = draws(company([['growth', 'churn', 0.3]]));
    for (const name of ['size', 'deals']) {
      expect(drawn.get(name)).toEqual(alone.get(name));
      expect(Math.abs(correlation(drawn.get(name)!, drawn.get('churn')!))).toBeLessThan(within(0));
    }
    expect(drawn.get('weather')).not.toEqual(alone.get('weather'));
  });

  test('are the same in any range and block', () => {
    const part = draws(company(PAIRS), 4321, 1500);
    const alone = draws(company(PAIRS), 5000, 1);
    for (const name of ['growth', 'churn', 'price']) {
      expect(part.get(name)).toEqual(drawn.get(name)!.subarray(4321, 5821));
      expect(alone.get(name)).toEqual(drawn.get(name)!.subarray(5000, 5001));
    }
    for (const name of ['weather', 'season']) {
      for (let t = 0; t < MONTHS; t++) {
        const monthly = part.get(name)!.subarray(t * 1500, (t + 1) * 1500);
        expect(monthly).toEqual(month(drawn.get(name)!, t).subarray(4321, 5821));
      }
    }
  });

  test('do not depend on the order of sections, pairs, or the two of a pair', () => {
    const lines = ASSUMPTIONS.split('\n');
    const turned = PAIRS.map(([a, b, rank]) => [b, a, rank] as const).reverse();
    const other = draws(company(turned, [lines[0], ...lines.slice(1).reverse()].join('\n')), 0, 2000);
    for (const [name, column] of draws(company(PAIRS), 0, 2000)) expect(other.get(name), name).toEqual(column);
  });

  test('of rank 0 are independent, each of its distribution', () => {
    const none = draws(company([['growth', 'size', 0]]));
    expect(Math.abs(rankCorrelation(none.get('growth')!, none.get('size')!))).toBeLessThan(within(0));
    const cdf = (x: number) => normalCdf(Math.log(x / 20_000) / 0.4);
    expect(kolmogorovDistance(none.get('size')!, cdf)).toBeLessThan(kolmogorovBound(N));
  });

  test.each([1, -1])('of rank %d rise as one, or one as the other falls', (rank) => {
    const tied = draws(company([['growth', 'size', rank]]));
    // The same normal number, or its opposite, makes both.
    const z = tied.get('growth')!.map((x) => (x - 0.03) / 0.01);
    tied.get('size')!.forEach((x, w) => {
      expect(Math.abs(Math.log(x / 20_000) / 0.4 - rank * z[w]!)).toBeLessThan(1e-9);
    });
  });

  test('may jump: a throw of dice rises with what it hangs on', () => {
    const thrown = draws(company([['deals', 'size', 0.9]]));
    const shares = new Float64Array(6);
    const sizes = new Float64Array(6);
    thrown.get('deals')!.forEach((eyes, w) => {
      shares[eyes - 1]! += 1 / N;
      sizes[eyes - 1]! += thrown.get('size')![w]!;
    });
    const means = [...sizes].map((sum, i) => sum / (shares[i]! * N));
    expect(means).toEqual([...means].sort((a, b) => a - b));
    for (const share of shares) expect(Math.abs(share - 1 / 6)).toBeLessThan(5 * Math.sqrt(5 / 36 / N));
  });
});

describe('a company of correlated assumptions', () => {
  const settings = leverSettings(company(PAIRS));
  const request = { first: 0, count: 3000, seed: 5, series: ['cash'] };
  const base = (pairs: readonly Pair[]) => askCase(compile(company(pairs)), settings);

  test('has the base case of independent ones', () => {
    expect(base(PAIRS)).toEqual(base([['growth', 'churn', 0]]));
  });

  test('is the surer the more its costs make up for each other', () => {
    const spread = (rank: number) => {
      const { p5, p95 } = worldsOf(compile(company([['price', 'churn', rank]])), settings, request).byMonth.get(
        'cash',
      )!;
      return p95[MONTHS - 1]! - p5[MONTHS - 1]!;
    };
    expect(spread(-0.9)).toBeLessThan(spread(0));
    expect(spread(0)).toBeLessThan(spread(0.9));
  });
});

describe('random scenarios', () => {
  test('draw what the naive way draws', () => {
    const differing: string[] = [];
    let compared = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const text = generateScenario(seed);
      const plain = readScenario({ name: 'plain', text }).scenario!;
      const correlated = withCorrelations(text, plain, seed);
      if (correlated === null) continue;
      const scenario = scenarioOf(correlated);
      const model = compile(scenario);
      for (const world of [0, 4711]) {
        const columns = drawnColumns(model, 3, world, 1);
        for (const name of new Set([...scenario.correlate.values()].flatMap(({ pair }) => pair))) {
          columns.get(drawInput(name, 0))!.forEach((found, t) => {
            const [low, high] = naiveDraw(scenario, name, 3, world, t);
            const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-3);
            compared++;
            if (found < low - slack || found > high + slack)
              differing.push(`seed ${seed}, world ${world}, ${name} in month ${t}: ${found}, not ${low} to ${high}`);
          });
        }
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(500);
  });
});
