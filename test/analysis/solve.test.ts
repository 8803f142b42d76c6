import { describe, expect, test } from 'vitest';
import { holdsInCase } from '../../src/analysis/target.ts';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { leverSettings, type Settings } from '../../src/scenario/override.ts';
import { NO_OVERRIDES, readScenario } from '../../src/scenario/read.ts';
import { readTarget } from '../../src/scenario/target.ts';
import { worldsOf } from '../engine/asking.ts';
import { generateScenario } from '../oracle/generate.ts';
import { argument, scenarioOf } from '../scenario/reading.ts';
import { solutionOf, targetBetween } from './asked.ts';

/** Six months of wages of 30 against 100 in the bank: a cut of 1 - 100/180, 44.44…%, is what it takes. */
const BURN = `runway: 1
start: 2024-01
months: 6
cash: 100
levers: {cut: {value: 0%, range: [0%, 100%], step: 5%}}
costs: {wages: {amount: 30 * (1 - cut), to: staff}}
creditors: {staff: {critical: true}}
`;
/** The same of wages that no one knows: 30 at the median. */
const RISKY = BURN.replace('30 * (1 - cut)', 'due * (1 - cut)').replace(
  'levers:',
  'assumptions: {due: "uniform(20, 40)"}\nlevers:',
);
/**
 * It spends 100 times how far x is from 20% or 80%, whichever is nearer: at most 10 a month, from 10% to 30% and from
 * 70% to 90%.
 */
const TWO = `runway: 1
start: 2024-01
months: 6
cash: 60
levers: {x: {value: 50%, range: [0%, 100%], step: 2%}}
costs: {waste: {amount: 100 * abs(abs(x - 0.5) - 0.3), to: staff}}
creditors: {staff: {critical: true}}
`;
/** In half of the worlds the angel's money comes. */
const CHANCE = `runway: 1
start: 2024-01
months: 6
cash: 100
seed: 3
assumptions: {wages_due: "uniform(20, 40)"}
funding: {angel: {amount: 50, month: 2024-03, probability: 50%}}
costs: {wages: {amount: wages_due, to: staff}}
creditors: {staff: {critical: true}}
`;

describe('worked by hand', () => {
  test('the least cut that pays six months, and the step above it', async () => {
    const found = await solutionOf(scenarioOf(BURN), { vary: 'cut', until: 'survival >= 100%' });
    expect(found.now).toMatchObject({ share: 0, holds: false });
    expect(found.tolerance).toBe(0.0001);
    expect(found.least).toMatchObject({ value: 0.4445, share: 1, unsure: null });
    expect(found.onStep).toMatchObject({ value: 0.45 });
    expect(found.holds).toEqual([{ from: 0.4445, to: 1 }]);
    expect(found).toMatchObject({ isMonotone: true, best: null });
  });

  test('two stretches: nothing is taken for granted of the order', async () => {
    const found = await solutionOf(scenarioOf(TWO), { vary: 'x', until: 'survival >= 100%' });
    expect(found.holds).toHaveLength(2);
    for (const [i, [from, to]] of [
      [0.1, 0.3],
      [0.7, 0.9],
    ].entries()) {
      expect(found.holds[i]!.from).toBeCloseTo(from!, 3);
      expect(found.holds[i]!.to).toBeCloseTo(to!, 3);
    }
    expect(found.isMonotone).toBe(false);
    // 30% and 70% are as near to 50%: of two the lower.
    expect(found.least!.value).toBeCloseTo(0.3, 3);
    expect(found.onStep!.value).toBe(0.3);
  });

  test('a target that holds already needs no change', async () => {
    const found = await solutionOf(scenarioOf(BURN.replace('value: 0%', 'value: 60%')), {
      ...{ vary: 'cut', until: 'survival >= 100%' },
    });
    expect(found.now.holds).toBe(true);
    expect(found.least).toMatchObject({ value: 0.6 });
    expect(found.onStep).toMatchObject({ value: 0.6 });
  });

  test('where no value reaches the target, the nearest is given: 100 at the end is all that there is', async () => {
    const found = await solutionOf(scenarioOf(BURN), { vary: 'cut', until: 'cash@2024-06 >= 150' });
    expect(found).toMatchObject({ holds: [], least: null, onStep: null });
    expect(found.best).toMatchObject({ value: 1, gap: 50 });
  });

  test('less may be what is asked for', async () => {
    const found = await solutionOf(scenarioOf(BURN), { vary: 'cut', until: 'wages@2024-01 <= 20' });
    expect(found.least!.value).toBe(0.3334);
    expect(found.onStep!.value).toBe(0.35);
  });

  test('an assumption, around its value', async () => {
    const file = BURN.replace('cash: 100', 'cash: money\nassumptions: {money: 60 + 40}').replace(
      'cash: money',
      'cash: money',
    );
    const found = await solutionOf(scenarioOf(file), { vary: 'money', until: 'survival >= 100%' });
    expect(found.varied).toMatchObject({ kind: 'assumption', now: 100, from: 0, to: 200, isDrawn: false });
    expect(found.least).toMatchObject({ value: 180 });
  });

  test('a lever in the value of an assumption counts as it is set; what changes by month has no one value', async () => {
    const file = BURN.replace(
      'cash: 100',
      'cash: 100\nassumptions: {a: 100 * (1 - cut), b: "prev(b, 5) + 1", c: bell + 0, bell: "normal(7, 1)"}',
    );
    const scenario = scenarioOf(file.replace('value: 0%', 'value: 20%'));
    const nowOf = async (vary: string) =>
      (await solutionOf(scenario, { vary, until: 'survival >= 100%', range: '0..1' })).varied;
    expect(await nowOf('a')).toMatchObject({ now: 80, isDrawn: false });
    expect(await nowOf('b')).toMatchObject({ now: null });
    expect(await nowOf('c')).toMatchObject({ now: 7, isDrawn: true });
    const ending = scenarioOf(file.replace('value: 0%', 'value: 20%, from: 2024-01, until: 2024-02'));
    const asked = { vary: 'a', until: 'survival >= 100%', range: '0..1' };
    expect((await solutionOf(ending, asked)).varied).toMatchObject({ now: null });
  });
});

describe('over worlds', () => {
  test('the share in the middle of a fall: the end is where the estimate crosses, and the doubt is around it', async () => {
    const scenario = scenarioOf(RISKY);
    const found = await solutionOf(scenario, { vary: 'cut', until: 'survival >= 50%', worlds: 400 });
    const { least } = found;
    // At the median of the wages, 30, it is the cut of above.
    expect(least!.value).toBeCloseTo(4 / 9, 1);
    expect(least!.interval![0]).toBeLessThan(0.5);
    expect(least!.unsure!.from).toBeLessThan(least!.value);
    expect(least!.unsure!.to).toBeGreaterThan(least!.value);
    for (const { value, interval } of found.tried) {
      const isInside = value >= least!.unsure!.from && value <= least!.unsure!.to;
      expect(interval![0] < 0.5 && interval![1] >= 0.5).toBe(isInside);
    }
    expect(found.simulated).toBe((found.tried.length + 1) * 400);
  });

  test('a target that is no share holds with the confidence asked for', async () => {
    const scenario = scenarioOf(RISKY);
    const least = async (confidence: number) =>
      (await solutionOf(scenario, { vary: 'cut', until: 'runway >= 4', worlds: 400, confidence })).least!;
    const [half, most] = [await least(0.5), await least(0.9)];
    expect(half.share).toBeGreaterThanOrEqual(0.5);
    expect(most.share).toBeGreaterThanOrEqual(0.9);
    expect(most.value).toBeGreaterThan(half.value);
  });

  test('a number in place of an assumption is what --assume makes of it', async () => {
    const found = await solutionOf(scenarioOf(CHANCE), { vary: 'wages_due', until: 'survival >= 40%', worlds: 200 });
    for (const { value, share } of found.tried.filter((_, i) => i % 10 === 0)) {
      const assume = [argument('--assume', `wages_due=${value}`)];
      const scenario = scenarioOf(CHANCE, { ...NO_OVERRIDES, assume });
      expect(share).toBe(survivalOf(scenario, 200));
    }
    expect(found.best).toBeNull();
  });

  test('an amount of funding is what the file would say, in the same worlds', async () => {
    for (const amount of ['50', 'lognormal(50, 20%)']) {
      const file = CHANCE.replace('amount: 50', `amount: "${amount}"`);
      const found = await solutionOf(scenarioOf(file), {
        vary: 'funding.angel',
        until: 'survival >= 20%',
        worlds: 200,
      });
      expect(found.varied).toMatchObject({ kind: 'funding', now: 50, from: 0, to: 100 });
      expect(found.now.share).toBe(survivalOf(scenarioOf(file), 200));
      for (const { value, share } of found.tried.filter((_, i) => i % 10 === 0))
        expect(share).toBe(survivalOf(scenarioOf(CHANCE.replace('amount: 50', `amount: ${value}`)), 200));
      expect(found.holds).toHaveLength(1);
    }
  });
});

const survivalOf = (scenario: ReturnType<typeof scenarioOf>, count: number): number =>
  worldsOf(compile(scenario), leverSettings(scenario), {
    ...{ first: 0, count, seed: scenario.seed, sampler: 'random', series: [] },
  }).survival.at(-1)!;

describe('laws', () => {
  test('moving the far end does not change the least', async () => {
    for (const range of ['0%..100%', '0%..80%', '0%..50%', '-20%..100%']) {
      const { least, tolerance } = await solutionOf(scenarioOf(BURN), {
        vary: 'cut',
        until: 'survival >= 100%',
        range,
      });
      expect(least!.value).toBeGreaterThanOrEqual(4 / 9);
      expect(least!.value).toBeLessThanOrEqual(4 / 9 + tolerance);
    }
  });

  test('a step that is finer than the scan is found all the same', async () => {
    const found = await solutionOf(scenarioOf(BURN.replace('step: 5%', 'step: 0.003%')), {
      ...{ vary: 'cut', until: 'survival >= 100%' },
    });
    // 14815 steps of 0.003% are the first above 4/9.
    expect(found.onStep!.value).toBeCloseTo(0.44445, 6);
  });
});

/** Scenarios of seeds, and how many levers of them are held to what trying everything gives. */
const SEEDS = Array.from({ length: 45 }, (_, i) => 4700 + i);

describe('agrees with trying every step, of scenarios made at random', () => {
  let agreed = 0;
  let moving = 0;
  test.each(SEEDS)('seed %i', async (seed) => {
    const { scenario } = readScenario({ name: `seed ${seed}`, text: generateScenario(seed) });
    if (scenario === null) throw new Error(`seed ${seed} makes no scenario`);
    const model = compile(scenario);
    const settings = leverSettings(scenario);
    for (const lever of scenario.levers.values()) {
      if (lever.range === null || lever.range[0] >= lever.range[1]) continue;
      const at = (value: number): Settings =>
        new Map([...settings, [lever.name, { ...settings.get(lever.name)!, value }]]);
      const [low, high] = lever.range;
      const until = targetBetween(scenario, at(low), at(high));
      const target = readTarget({ name: '--until', text: until }, scenario);
      const holdsAt = (value: number): boolean => holdsInCase(scenario, askCase(model, at(value)), target);
      let found: Awaited<ReturnType<typeof solutionOf>>;
      try {
        found = await solutionOf(scenario, { vary: lever.name, until });
      } catch (error) {
        // An amount that the lever makes impossible is an error of the file, and says where.
        expect((error as Faults).diagnostics[0]!.message).toContain(`${lever.name} is `);
        continue;
      }
      const step = lever.step ?? (high - low) / 50;
      const steps = Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, i) =>
        Number((low + i * step).toPrecision(12)),
      ).filter((value) => value <= high);
      const good = steps.filter(holdsAt);
      const distance = (value: number): number => Math.abs(value - found.varied.now!);
      const nearest = good.reduce<number | null>((a, b) => (a === null || distance(b) < distance(a) ? b : a), null);
      // The value in force is kept to its last bit: a step as far as twelve digits tell.
      const onStep = found.onStep === null ? null : Number(found.onStep.value.toPrecision(12));
      expect([seed, lever.name, onStep]).toEqual([seed, lever.name, lever.step === null ? null : nearest]);
      for (const value of steps) {
        const isIn = found.holds.some(({ from, to }) => from <= value && value <= to);
        expect([seed, lever.name, value, isIn]).toEqual([seed, lever.name, value, good.includes(value)]);
      }
      for (const { from, to } of found.holds) {
        expect(holdsAt(from) && holdsAt(to)).toBe(true);
        if (from > low)
          expect(
            found.tried.some((one) => !one.holds && one.value < from && from - one.value <= found.tolerance * 1.000001),
          ).toBe(true);
        if (to < high)
          expect(
            found.tried.some((one) => !one.holds && one.value > to && one.value - to <= found.tolerance * 1.000001),
          ).toBe(true);
      }
      if (found.least !== null)
        for (const value of good) expect(distance(found.least.value)).toBeLessThanOrEqual(distance(value));
      agreed++;
      if (good.length > 0 && good.length < steps.length) moving++;
    }
  });

  test('and there are enough of them', () => {
    expect(agreed).toBeGreaterThan(30);
    expect(moving).toBeGreaterThan(3);
  });
});

test.each(['0..1e-300', '99999999999999990..99999999999999999', '0..1e308', '-1e-320..1e-320'])(
  'a range at the ends of what numbers are comes to an end: %s',
  async (range) => {
    const file = BURN.replace('30 * (1 - cut)', 'if(x > 5e-301, 10, 30)').replace(
      'levers:',
      'assumptions: {x: 0}\nlevers:',
    );
    const scenario = scenarioOf(file.replace('if(x > 5e-301, 10, 30)', '"if(x > 5e-301, 10, 30)"'));
    const found = await solutionOf(scenario, { vary: 'x', until: 'survival >= 100%', range });
    expect(found.tried.length).toBeLessThan(2000);
    for (const { value } of found.tried) expect(Number.isFinite(value)).toBe(true);
  },
);

describe('refuses', () => {
  const faultsOf = async (vary: string, range?: string): Promise<string[]> => {
    try {
      await solutionOf(scenarioOf(CHANCE), {
        vary,
        until: 'survival >= 50%',
        ...(range === undefined ? {} : { range }),
      });
      return [];
    } catch (error) {
      return (error as Faults).diagnostics.map(({ code, message, hint }) => `${code}: ${message} / ${hint}`);
    }
  };

  test('levers that do not exist, and ranges that are none', async () => {
    expect(await faultsOf('wage_due')).toEqual([
      'usage: there is no lever, assumption or funding "wage_due"; did you mean "wages_due"? / levers: none; assumptions: wages_due; funding: angel',
    ]);
    expect((await faultsOf('wages_due', '5'))[0]).toContain('"5" is no range / a range is LOW..HIGH');
    expect((await faultsOf('wages_due', '5..2'))[0]).toContain('from a lower to a higher number');
    expect((await faultsOf('wages_due', '5..x'))[0]).toContain('not-constant');
    expect((await faultsOf('wages_due', '-1e308..1e308'))[0]).toContain('wider than the greatest number');
  });

  test('a value with which the file cannot be simulated is named', async () => {
    const scenario = scenarioOf(BURN.replace('cash: 100', 'cash: 100 / share\nassumptions: {share: 1}'));
    const solving = solutionOf(scenario, { vary: 'share', until: 'survival >= 100%', range: '-1..1' });
    await expect(solving).rejects.toThrow(Faults);
    const faults = (await solving.catch((error: unknown) => error)) as Faults;
    expect(faults.diagnostics[0]!.message).toMatch(/; found where share is -1$/);
  });
});
