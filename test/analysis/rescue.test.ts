import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LeverSet,
  type LeverSpace,
  movedBy,
  orderOf,
  painOf,
  setsByPain,
  settingsOfSet,
  stepsOf,
} from '../../src/analysis/lever-space.ts';
import { FRESH, type Rescue } from '../../src/analysis/rescue.ts';
import { neededOf } from '../../src/analysis/screening.ts';
import { holdsOverWorlds, numbersWanted } from '../../src/analysis/target.ts';
import { compile, Engine } from '../../src/engine/ask.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { readTarget } from '../../src/scenario/target.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { fileOf, randomLevers } from './random-scenario.ts';
import { asking, rescueOf, spaceOf } from './rescuing.ts';

/**
 * 100 in the bank and 30 a month: the staff is not paid in April. `cut` saves 10 for each of its steps, from January
 * on; `beg` brings 50 once.
 */
const BURN = `runway: 1
start: 2024-01
months: 6
cash: 100
levers:
  cut: {value: 0, range: [0, 3], step: 1, pain: 6}
  beg: {value: 0, range: [0, 50], step: 25, pain: 3, from: 2024-03}
revenue: {gift: "beg * at('2024-03')"}
costs: {wages: {amount: 30 - 10 * cut, to: staff}}
creditors: {staff: {critical: true}}
`;

/** Every set, one axis after the other. */
function product(space: LeverSpace): LeverSet[] {
  let all: number[][] = [[]];
  for (const { choices } of space.axes) all = all.flatMap((at) => choices.map((_, i) => [...at, i]));
  return all.map((at) => ({ at, pain: painOf(space, at) }));
}

describe('sets of levers', () => {
  test('a lever takes the values on its steps, and the far end where no step meets it', () => {
    expect(stepsOf([0, 0.6], 0.2)).toEqual([0, 0.2, 0.4, 0.6]);
    expect(stepsOf([0, 1], 0.3)).toEqual([0, 0.3, 0.6, 0.9, 1]);
    expect(stepsOf([2, 5], null)).toEqual([2, 5]);
  });

  test('a lever that begins in another month has no end, as with --set; in its own month it keeps it', () => {
    const scenario = scenarioOf(BURN.replace('step: 1, pain: 6', 'step: 3, pain: 6, until: 2024-02'));
    const space = spaceOf(scenario, [scenario.start, scenario.start + 2]);
    const months = space.axes[0]!.choices.map(({ setting: { value, from, until } }) => [
      value,
      from - scenario.start,
      until === null ? null : until - scenario.start,
    ]);
    expect(months).toEqual([
      [0, 0, 1],
      [3, 0, 1],
      [3, 1, null],
      [3, 2, null],
    ]);
  });

  test('pain is counted from where a lever stands, by the share of its range; its month costs none', () => {
    const scenario = scenarioOf(BURN.replace('cut: {value: 0', 'cut: {value: 1'));
    const space = spaceOf(scenario, [scenario.start, scenario.start + 1]);
    const cut = space.axes[0]!.choices.map(({ setting, pain }) => [setting.value, setting.from - scenario.start, pain]);
    expect(cut).toEqual([
      [1, 0, 0],
      [0, 0, 2],
      [2, 0, 2],
      [2, 1, 2],
      [3, 0, 4],
      [3, 1, 4],
    ]);
  });

  test('months before the start and the delay are past deciding', () => {
    const scenario = scenarioOf(BURN.replace('step: 25,', 'step: 25, delay: 4,'));
    expect([...spaceOf(scenario).fixed]).toEqual([['beg', 'too_late']]);
    const wide = spaceOf(scenario, [scenario.start, scenario.start + 5]);
    expect(wide.axes[1]!.choices.slice(1).map(({ setting }) => setting.from - scenario.start)).toEqual([4, 5, 4, 5]);
  });

  test('come once each, by rising pain', () => {
    fc.assert(
      fc.property(randomLevers(4), (levers) => {
        const space = spaceOf(scenarioOf(fileOf(levers)));
        const sets = [...setsByPain(space)];
        expect(sets.map(({ pain }) => pain)).toEqual(sets.map(({ pain }) => pain).sort((a, b) => a - b));
        const keys = (some: readonly LeverSet[]) => some.map(({ at }) => at.join()).sort();
        expect(keys(sets)).toEqual(keys(product(space)));
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});

/**
 * Every set in every world, and of those that hold on the sample the first by pain, share and order that holds on fresh
 * worlds.
 */
function bruteForce(scenario: Scenario, until: string, worlds: number): { best: LeverSet | null; tried: number } {
  const space = spaceOf(scenario);
  const [model, engine] = [compile(scenario), new Engine()];
  const target = readTarget({ name: '--until', text: until }, scenario);
  const held = (sets: readonly LeverSet[], count: number, seed: number) =>
    [
      ...engine.ask({
        ...{ want: 'numbers', model, numbers: numbersWanted(scenario, target), worlds: { first: 0, count, seed } },
        variants: sets.map((set) => ({ settings: settingsOfSet(space, set) })),
      }),
    ].map(({ outcome }) => holdsOverWorlds(scenario, target, outcome, { confidence: 0.8 }));
  const all = product(space);
  const found = held(all, worlds, scenario.seed).map((over, i) => ({ over, set: all[i]! }));
  const holding = found
    .filter(({ over }) => over.holds)
    .sort((a, b) => a.set.pain - b.set.pain || b.over.share - a.over.share || orderOf(a.set, b.set));
  const samePain = (i: number) => holding.slice(0, i).filter(({ set }) => set.pain === holding[i]!.set.pain).length;
  const retested = holding.filter((_, i) => samePain(i) < 5).map(({ set }) => set);
  const fresh = held(retested, FRESH, scenario.seed + 1);
  return { best: retested.find((_, i) => fresh[i]!.holds) ?? null, tried: all.length };
}

describe('against every set in every world', () => {
  test.each(['survival >= 80%', 'survival@2024-05 >= 60%', 'min(cash)@2024-01..2024-05 >= 5', 'failure >= 2024-06'])(
    '%s: the same set',
    async (until) => {
      let reached = 0;
      const runs = 25;
      await fc.assert(
        fc.asyncProperty(randomLevers(4), fc.integer({ min: 60, max: 200 }), async (levers, cash) => {
          const scenario = scenarioOf(fileOf(levers, cash));
          const { best, tried } = bruteForce(scenario, until, 300);
          const found = await rescueOf(scenario, until, { worlds: { first: 0, count: 300, seed: scenario.seed } });
          expect(found.reached ? found.best!.set.at : null).toEqual(best?.at ?? null);
          expect(found.method).toBe('exhaustive');
          expect(found.bound).toBe(best === null ? null : best.pain);
          if (best === null) expect(found.tried).toBe(tried);
          reached += Number(best !== null);
        }),
        { numRuns: runs, seed: 7 },
      );
      // The law says little where all are reached, or none.
      expect(reached).toBeGreaterThan(2);
      expect(reached).toBeLessThan(runs);
    },
  );
});

describe('by hand', () => {
  const set = (scenario: Scenario, found: Rescue) =>
    Object.fromEntries([...movedBy(spaceOf(scenario), found.best!.set)].map(([name, { value }]) => [name, value]));

  test('in the base case the least painful set lives to the end', async () => {
    // Six months cost 180, and 100 are there: 80 are missing. Two steps of `cut` save 120 for a pain of 4; one step and
    // the whole of `beg` make
    // 110 for 5; one step and half of it 85 for 3.5.
    const scenario = scenarioOf(BURN);
    const found = await rescueOf(scenario, 'survival >= 80%', { worlds: null });
    expect(set(scenario, found)).toEqual({ cut: 1, beg: 25 });
    expect(found).toMatchObject({ reached: true, method: 'exhaustive', bound: 3.5, fresh: null });
    expect(found.best).toMatchObject({ share: 1, interval: null });
  });

  test('a file that holds as it stands needs nothing', async () => {
    const scenario = scenarioOf(BURN.replace('cash: 100', 'cash: 1000'));
    const found = await rescueOf(scenario, 'survival >= 80%', { worlds: null });
    expect(found.best!.set.pain).toBe(0);
    expect(found.tried).toBeLessThanOrEqual(64);
  });

  const CHANCE = BURN.replace('amount: 30', 'amount: 30 + 1000 * unlucky').replace(
    'levers:',
    'assumptions: {unlucky: bernoulli(66%)}\nlevers:',
  );

  test('where no set reaches the target, the best one is given', async () => {
    const scenario = scenarioOf(CHANCE);
    const found = await rescueOf(scenario, 'survival >= 80%');
    expect(found).toMatchObject({ reached: false, method: 'exhaustive', bound: null, tried: 12 });
    expect(found.best!.share).toBeCloseTo(0.34, 1);
    expect(found.best!.interval![0]).toBeLessThan(found.best!.share);
  });

  test('a share from above, and a confidence', async () => {
    const scenario = scenarioOf(CHANCE);
    const most = await rescueOf(scenario, 'survival <= 50%');
    expect(most.best!.set.pain).toBe(0);
    expect(most.best!.share).toBe(0);
    const third = await rescueOf(scenario, 'failure >= 2024-08', { confidence: 0.3 });
    expect(third.reached).toBe(true);
    expect(set(scenario, third)).toEqual({ cut: 1, beg: 25 });
  });

  test('the lower end of the interval asks for more than the estimate', async () => {
    const scenario = scenarioOf(CHANCE);
    const share = (await rescueOf(scenario, 'survival >= 30%')).best!.share;
    const near = `survival >= ${Math.floor(share * 1000) / 10}%`;
    const worlds = { first: 0, count: 20_000, seed: 1 };
    const estimate = await rescueOf(scenario, near, { worlds });
    const bound = await rescueOf(scenario, near, { worlds, accept: 'bound' });
    expect(bound.reached).toBe(false);
    expect(bound.passedOver + estimate.passedOver).toBeGreaterThan(0);
  });
});

test('the count that is needed is the least whose share is no less', () => {
  const scenario = scenarioOf(BURN);
  const held = (text: string, confidence = 0.8) => ({ target: readTarget({ name: 't', text }, scenario), confidence });
  expect(neededOf(scenario, held('survival >= 80%'), 1000)).toBe(800);
  expect(neededOf(scenario, held('survival >= 80%'), 7)).toBe(6);
  expect(neededOf(scenario, held('survival <= 30%'), 10)).toBe(7);
  expect(neededOf(scenario, held('runway >= 3', 0.5), 9)).toBe(5);
  expect(neededOf(scenario, held('survival >= 0%'), 9)).toBe(0);
});

test('the frontier rises with pain and with chance, and begins with how the levers stand', async () => {
  const levers = [
    { steps: 3, pain: 3, brings: 30, beside: 5 },
    { steps: 2, pain: 5, brings: 25, beside: 0 },
  ];
  const found = await rescueOf(scenarioOf(fileOf(levers, 60)), 'survival >= 99%');
  const { frontier } = found;
  expect(frontier.length).toBeGreaterThan(2);
  expect(frontier[0]!.set.pain).toBe(0);
  frontier.slice(1).forEach((step, i) => {
    expect(step.set.pain).toBeGreaterThan(frontier[i]!.set.pain);
    expect(step.share).toBeGreaterThan(frontier[i]!.share);
  });
});

describe('beyond what can be tried whole', () => {
  const levers = [
    { steps: 3, pain: 3, brings: 16, beside: 5 },
    { steps: 3, pain: 5, brings: 25, beside: -4 },
    { steps: 3, pain: 1, brings: 3, beside: 0 },
    { steps: 3, pain: 4, brings: 18, beside: 2 },
  ];
  const scenario = scenarioOf(fileOf(levers, 60));

  test('the search says that it is one, what is proven, and finds what holds', async () => {
    const whole = await rescueOf(scenario, 'survival >= 80%');
    const most = { tried: 10, searched: 5000 };
    const found = await rescueOf(scenario, 'survival >= 80%', { most, mostWhole: 10 });
    expect(whole).toMatchObject({ method: 'exhaustive', reached: true });
    expect(found).toMatchObject({ method: 'search', reached: true });
    expect(found.bound!).toBeLessThanOrEqual(whole.best!.set.pain);
    expect(found.best!.set.pain).toBeGreaterThanOrEqual(whole.best!.set.pain);
    expect(found.best!.set.pain).toBe(whole.best!.set.pain);
  });

  test('the set that the search finds reaches the target, and is as a rule the least painful', async () => {
    let [reached, least] = [0, 0];
    await fc.assert(
      fc.asyncProperty(randomLevers(4), fc.integer({ min: 60, max: 120 }), async (some, cash) => {
        const file = scenarioOf(fileOf(some, cash));
        const whole = await rescueOf(file, 'survival >= 80%');
        const found = await rescueOf(file, 'survival >= 80%', { most: { tried: 1, searched: 5000 }, mostWhole: 0 });
        if (!found.reached) return;
        expect(whole.reached).toBe(true);
        expect(found.best!.share).toBeGreaterThanOrEqual(0.8);
        expect(found.best!.set.pain).toBeGreaterThanOrEqual(whole.best!.set.pain);
        reached++;
        least += Number(found.best!.set.pain === whole.best!.set.pain);
      }),
      { numRuns: 40, seed: 5 },
    );
    expect(reached).toBeGreaterThan(10);
    expect(least / reached).toBeGreaterThan(0.8);
  });

  test('interrupted, what is known is told, and marked', async () => {
    const engine = new Engine();
    let asked = 0;
    const found = await rescueOf(scenario, 'survival >= 80%', {
      ask: async function* (question) {
        asked++;
        if (asked === 5) return;
        yield* asking(engine)(question);
      },
    });
    expect(found.isStopped).toBe(true);
    expect(found.reached).toBe(false);
    expect(found.best).not.toBeNull();
  });
});
