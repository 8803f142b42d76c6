import { describe, expect, test } from 'vitest';
import { askCase, compile } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { differences } from '../oracle/differences.ts';
import { generateScenario } from '../oracle/generate.ts';
import { naiveCase } from '../oracle/naive.ts';
import { gridOf } from './asking.ts';

/** Number of seeds of this run. To replay one: RUNWAY_SEED=4711 npx vitest run test/engine/agreement.test.ts */
const COUNT = 600;
const only = process.env.RUNWAY_SEED;
const seeds = only === undefined ? Array.from({ length: COUNT }, (_, i) => i + 1) : [Number(only)];

function scenarioOf(seed: number): Scenario {
  const { scenario, diagnostics } = readScenario({ name: `seed ${seed}`, text: generateScenario(seed) });
  if (scenario === null) throw new Error(`seed ${seed} does not read: ${diagnostics[0]?.message}`);
  return scenario;
}

describe('the engine and the naive engine', () => {
  test(`agree on every number of ${seeds.length} random scenarios`, () => {
    const differing = seeds.flatMap((seed) => {
      const scenario = scenarioOf(seed);
      const fast = askCase(compile(scenario), leverSettings(scenario));
      const differing = differences(scenario, naiveCase(scenario), fast);
      return differing.length === 0 ? [] : [`seed ${seed}: ${differing.slice(0, 3).join('; ')}`];
    });
    console.info(`naive engine: ${seeds.length - differing.length}/${seeds.length} scenarios agree`);
    expect(differing).toEqual([]);
  });

  test('agree on levers set otherwise than in the file', () => {
    const differing = seeds.slice(0, 200).flatMap((seed) => {
      const scenario = scenarioOf(seed);
      const settings = new Map(
        [...leverSettings(scenario)].map(([name, { value, from }], i) => [
          name,
          { value: value / 2 + 0.1, from: from + (i % 3), until: i % 2 === 0 ? null : from + (i % 3) + 6 },
        ]),
      );
      const fast = askCase(compile(scenario), settings);
      const differing = differences(scenario, naiveCase(scenario, settings), fast);
      return differing.length === 0 ? [] : [`seed ${seed}: ${differing.slice(0, 3).join('; ')}`];
    });
    expect(differing).toEqual([]);
  });
});

describe('a grid', () => {
  test('gives each variant what it gives alone, to the last bit', () => {
    for (const seed of seeds.slice(0, 150)) {
      const scenario = scenarioOf(seed);
      const model = compile(scenario);
      const variants = [0, 0.25, 0.5, 1].map(
        (x, i) =>
          new Map(
            [...leverSettings(scenario)].map(([name, { value, from }]) => [
              name,
              { value: value * x, from: from + i, until: null },
            ]),
          ),
      );
      const together = gridOf(model, variants);
      const alone = variants.map((variant) => gridOf(model, [variant])[0]);
      expect(together, `seed ${seed}`).toEqual(alone);
      const cases = variants.map((variant) => askCase(model, variant));
      together.forEach(({ measures, endCash, endOwed }, i) => {
        expect(cases[i]!.measures, `seed ${seed}`).toEqual(measures);
        expect(endCash).toBe(cases[i]!.byMonth.cash.at(-1));
        expect(endOwed).toBe(cases[i]!.byMonth.owed.at(-1));
      });
    }
  });

  test('of thousands of settings gives each what it gives alone', () => {
    for (const seed of seeds.slice(0, 25)) {
      const scenario = scenarioOf(seed);
      const model = compile(scenario);
      const variants = Array.from(
        { length: 1500 },
        (_, i) =>
          new Map(
            [...leverSettings(scenario)].map(([name, { value, from }]) => [
              name,
              { value: value * ((i % 40) / 39), from: from + (i % 7), until: i % 3 === 0 ? from + (i % 7) + 4 : null },
            ]),
          ),
      );
      const together = gridOf(model, variants);
      for (const i of [0, 1, 63, 1023, 1024, 1499])
        expect(together[i], `seed ${seed}, variant ${i}`).toEqual(gridOf(model, [variants[i]!])[0]);
    }
  });

  test('of thousands of settings names what is wrong in one of them', () => {
    const { scenario } = readScenario({
      name: 'test',
      text: 'runway: 1\nstart: 2024-01\ncash: 5\nlevers: {cut: 0}\nassumptions: {bad: 1 / (cut - 700)}',
    });
    const variants = Array.from(
      { length: 1000 },
      (_, i) => new Map([['cut', { value: i, from: scenario!.start, until: null }]]),
    );
    expect(() => gridOf(compile(scenario!), variants)).toThrow(
      'assumptions.bad has no finite value, in 2024-01, in world 700',
    );
  });
});
