import { describe, expect, test } from 'vitest';
import { askCase, compile, type Model } from '../../src/engine/ask.ts';
import { drawWorld } from '../../src/engine/draws/drawn-worlds.ts';
import { arrivalInput, drawInput } from '../../src/engine/month/inputs.ts';
import type { Draw, Formula } from '../../src/formula/tree.ts';
import { nodes } from '../../src/formula/walk.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { withCorrelations } from '../oracle/correlations.ts';
import { differences } from '../oracle/differences.ts';
import { generateScenario } from '../oracle/generate.ts';
import { type Chance, naiveCase } from '../oracle/naive.ts';
import { amongOthers, endingsOf, worldsOf } from './asking.ts';

/** A scenario of that seed; every other one with correlations, where it has assumptions for them. */
function scenarioOf(seed: number): Scenario {
  const text = generateScenario(seed);
  const plain = readSeed(seed, text);
  const correlated = seed % 2 === 0 ? null : withCorrelations(text, plain, seed);
  return correlated === null ? plain : readSeed(seed, correlated);
}

function readSeed(seed: number, text: string): Scenario {
  const { scenario } = readScenario({ name: `seed ${seed}`, text });
  if (scenario === null) throw new Error(`seed ${seed} does not read`);
  return scenario;
}

/** The draws of one world as the naive engine asks for them: by the node of the formula. */
function chanceOf(model: Model, seed: number, world: number): Chance {
  const { numbers } = drawWorld(model, seed, world);
  const column = (name: string) => numbers.get(name);
  const names = new Map<Draw, string>();
  const own = (formula: Formula, owner: string) => {
    for (const node of nodes(formula.node)) if (node.op === 'draw') names.set(node, drawInput(owner, node.k));
  };
  for (const { name, value } of model.scenario.assumptions.values()) own(value, name);
  for (const { name, amount, month } of model.scenario.funding.values()) {
    own(amount, `funding.${name}.amount`);
    if (month.kind === 'formula') own(month.formula, `funding.${name}.month`);
  }
  return {
    draw: (node, t) => column(names.get(node)!)![node.monthly ? t : 0]!,
    arrives: (funding, probability) => probability === 1 || column(arrivalInput(funding))![0]! < probability,
  };
}

describe('a world', () => {
  test('is what the naive engine makes of its draws', () => {
    const differing: string[] = [];
    for (let seed = 1; seed <= 150; seed++) {
      const scenario = scenarioOf(seed);
      const model = compile(scenario);
      for (const world of [0, 1, 4711]) {
        const fast = askCase(model, leverSettings(scenario), drawWorld(model, 1, world));
        const naive = naiveCase(scenario, undefined, chanceOf(model, 1, world));
        const found = differences(scenario, naive, fast);
        if (found.length > 0) differing.push(`seed ${seed}, world ${world}: ${found.slice(0, 2).join('; ')}`);
      }
    }
    expect(differing).toEqual([]);
  });

  test('is the same alone as among others, in whatever range', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const scenario = scenarioOf(seed);
      const model = compile(scenario);
      const settings = leverSettings(scenario);
      const request = { seed: 7, series: ['cash'] };
      const all = worldsOf(model, settings, { ...request, first: 0, count: 2100 });
      const some = worldsOf(model, settings, { ...request, first: 1500, count: 1 });
      const alone = askCase(model, settings, drawWorld(model, 7, 1500));
      const cash = amongOthers(alone.byMonth.cash, alone.measures.failure?.t ?? null);
      expect([...some.byMonth.get('cash')!.p50], `seed ${seed}`).toEqual(cash);
      expect([...some.byMonth.get('cash')!.mean]).toEqual(cash);
      expect(some.measures.failure.p50).toBe(alone.measures.failure?.t ?? null);
      expect(some.measures.defaultAlive).toBe(alone.measures.defaultAlive);
      expect(all.count).toBe(2100);
    }
  });
});

describe('many worlds', () => {
  const scenario = scenarioOf(107);
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  const worlds = worldsOf(model, settings, { first: 0, count: 401, seed: 3, series: ['cash', 'owed'] });
  const cases = Array.from({ length: 401 }, (_, w) => askCase(model, settings, drawWorld(model, 3, w)));

  test('give the percentiles and means that sorting gives', () => {
    for (let t = 0; t < scenario.months; t++) {
      // Who failed in an earlier month owes more than any that lives, and has less cash.
      const living = cases.filter(({ measures: { failure } }) => failure === null || failure.t >= t);
      expect(worlds.alive[t]).toBe(living.length);
      for (const [name, dead] of [
        ['owed', Number.POSITIVE_INFINITY],
        ['cash', Number.NEGATIVE_INFINITY],
      ] as const) {
        const own = living.map(({ byMonth }) => byMonth[name][t]!);
        const sorted = [...own, ...Array<number>(401 - own.length).fill(dead)].sort((a, b) => a - b);
        const { p5, p50, p95, mean } = worlds.byMonth.get(name)!;
        // 400 intervals: the percentiles fall on order statistics.
        const known = [20, 200, 380].map((rank) => (Number.isFinite(sorted[rank]) ? sorted[rank] : Number.NaN));
        expect([p5[t], p50[t], p95[t]]).toEqual(known);
        const expected = own.reduce((a, b) => a + b, 0) / own.length;
        if (own.length === 0) expect(mean[t]).toBeNaN();
        else expect(Math.abs(mean[t]! - expected)).toBeLessThanOrEqual(1e-12 * Math.max(...own.map(Math.abs)));
      }
    }
  });

  test('give shares of what happens in each', () => {
    const failed = cases.filter(({ measures }) => measures.failure !== null);
    expect(worlds.survival.at(-1)).toBeCloseTo(1 - failed.length / 401, 12);
    expect(worlds.measures.failure.never).toBeCloseTo(1 - failed.length / 401, 12);
    expect(worlds.causes.reduce((n, { count }) => n + count, 0)).toBe(failed.length);
    for (const { cause, count } of worlds.causes) {
      expect(failed.filter(({ measures }) => measures.failure!.cause === cause)).toHaveLength(count);
    }
  });

  test('name worlds of each cause that fail early, late and between', () => {
    const later = worldsOf(model, settings, { first: 100, count: 301, seed: 3, series: [] });
    expect(later.causes.flatMap(({ examples }) => examples).length).toBeGreaterThan(1);
    for (const { cause, count, medianT, examples } of later.causes) {
      const own = cases.slice(100).map(({ measures: { failure } }) => (failure?.cause === cause ? failure.t : -1));
      const months = own.filter((t) => t >= 0).sort((a, b) => a - b);
      const wanted = [5, 25, 50, 75, 95].map((percent) => months[Math.ceil((percent * count) / 100) - 1]!);
      expect(examples.map(({ t }) => t)).toEqual([...new Set(wanted)]);
      expect(examples.map(({ world }) => world)).toEqual(examples.map(({ t }) => 100 + own.indexOf(t)));
      expect(examples.some(({ t }) => t === medianT)).toBe(true);
    }
  });

  test('name the world in which a formula has no finite value', () => {
    const text = 'runway: 1\nstart: 2024-01\ncash: 5\nassumptions: {d: "whole(0, 9)", bad: 1 / d}';
    const { scenario: broken } = readScenario({ name: 'test', text });
    const run = () => worldsOf(compile(broken!), new Map(), { first: 0, count: 100, seed: 1, series: [] });
    expect(run).toThrow(/assumptions\.bad has no finite value, before the first month, in world 15/);
  });
});

describe('endings alone', () => {
  test('are those of all measures, with means beside them', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const scenario = scenarioOf(seed);
      const model = compile(scenario);
      const settings = leverSettings(scenario);
      const request = { first: 7, count: 1500, seed: 2 };
      const { means, ...endings } = endingsOf(model, settings, {
        ...request,
        series: ['cash'],
        means: ['overdue', 'owed'],
      });
      const whole = worldsOf(model, settings, { ...request, series: ['cash', 'overdue', 'owed'] });
      expect({ ...whole, byMonth: endings.byMonth }, `seed ${seed}`).toMatchObject(endings);
      expect(endings.byMonth.get('cash')).toEqual(whole.byMonth.get('cash'));
      expect([...means]).toEqual(['overdue', 'owed'].map((name) => [name, whole.byMonth.get(name)!.mean]));
    }
  });
});
