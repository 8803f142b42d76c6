import { describe, expect, test } from 'vitest';
import { type Deadline, pulledValue } from '../../src/analysis/deadlines.ts';
import { holdsInCase } from '../../src/analysis/target.ts';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import type { SamplerName } from '../../src/engine/answers.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { formatMonth } from '../../src/formula/month.ts';
import { leverSettings, planSettings, type Setting, type Settings } from '../../src/scenario/override.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { readTarget } from '../../src/scenario/target.ts';
import { worldsOf } from '../engine/asking.ts';
import { generateScenario } from '../oracle/generate.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { deadlinesOf, targetBetween } from './asked.ts';

/**
 * Wages of 30 a month against 100: three months are paid and the fourth, April, is not. A cut of all of it from April
 * on is in time, from May on it is not; a cut of 10% never is, and one of a half must come in February: 30 + 5 × 15 is
 * 105, so it comes at once, in January.
 */
const burn = (levers: string, plans = '', cash = '100'): Scenario =>
  scenarioOf(`runway: 1
start: 2024-01
months: 6
cash: ${cash}
levers: ${levers}
costs: {wages: {amount: 30 * (1 - cut), to: staff}}
creditors: {staff: {critical: true}}
${plans}`);

const ALIVE = { until: 'survival >= 100%' };
const only = async (scenario: Scenario, asked: Parameters<typeof deadlinesOf>[1] = ALIVE): Promise<Deadline> =>
  (await deadlinesOf(scenario, asked)).levers[0]!;
const latestOf = ({ latest }: Deadline): string | null => latest && formatMonth(latest.by);

describe('worked by hand', () => {
  test('the last month is April, and it must be decided two months before', async () => {
    const found = await only(burn('{cut: {value: 0%, range: [0%, 100%], delay: 2}}'));
    expect(found).toMatchObject({ status: 'open', value: 1, asked: 'target' });
    expect(latestOf(found)).toBe('2024-04');
    expect(formatMonth(found.latest!.decide)).toBe('2024-02');
    expect(found.later).toMatchObject({ holds: false, outcome: { share: 0 } });
    expect(found.without).toMatchObject({ share: 0, holds: false });
    expect(found.tried.map(({ holds }) => holds)).toEqual([true, true, true, true, false, false]);
  });

  test('notice of four months: it would have had to be decided in December', async () => {
    const found = await only(burn('{cut: {value: 0%, range: [0%, 100%], delay: 4}}'));
    expect(found.status).toBe('too_late');
    expect(formatMonth(found.latest!.decide)).toBe('2023-12');
  });

  test('a half must come at once; a tenth never is enough', async () => {
    expect(latestOf(await only(burn('{cut: {value: 0%, range: [0%, 50%]}}')))).toBe('2024-01');
    expect(await only(burn('{cut: {value: 0%, range: [0%, 10%]}}'))).toMatchObject({ status: 'never', latest: null });
  });

  test('a company with enough cash needs no lever', async () => {
    expect(await only(burn('{cut: {value: 0%, range: [0%, 100%]}}', '', '1000'))).toMatchObject({
      status: 'not_needed',
    });
  });

  test('the far end is the one farther from 0; a lever that is pulled is tried as it is pulled', async () => {
    expect((await only(burn('{cut: {value: 0%, range: [-20%, 100%]}}'))).value).toBe(1);
    expect((await only(burn('{cut: {value: 0%, range: [-80%, 10%]}}'))).value).toBe(-0.8);
    expect((await only(burn('{cut: {value: 70%, range: [0%, 100%]}}'))).value).toBe(0.7);
    expect((await only(burn('{cut: {value: 0%}}'))).value).toBe(1);
    expect(await only(burn('{cut: {value: 0}}'))).toMatchObject({ value: null, status: 'no_value', tried: [] });
  });

  test('of a lever that is pulled it is asked whether it is needed', async () => {
    const found = await only(burn('{cut: {value: 100%, range: [0%, 100%], from: 2024-02}}'));
    expect(found).toMatchObject({ status: 'open', without: { share: 0 } });
    expect(latestOf(found)).toBe('2024-04');
  });

  test('a plan is moved as a whole, and decided when the first of its levers is', async () => {
    const levers = `{cut: {value: 0%, range: [0%, 100%], delay: 1}, raise: {value: 0, range: [0, 50], from: 2024-02}}`;
    const file = burn(
      levers,
      'funding: {angel: {amount: raise, month: 2024-05}}\nplans: {both: {set: {cut: 60%@2024-03, raise: 20}}}',
    );
    const { plans } = await deadlinesOf(file, ALIVE);
    // From March on 60 + 4 × 12 are 108 of 120; from April on 90 + 12, and then what the angel brings is there: 110 is
    // left of 120 till May.
    const [both] = plans;
    expect(both!.tried.map(({ by }) => by)).toEqual([-1, 0, 1, 2, 3, 4]);
    expect(both!.tried.map(({ decide }) => formatMonth(decide))).toEqual([
      ...['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'],
    ]);
    expect(both!.status).toBe('open');
    expect(both!.latest!.by).toBe(0);
  });

  test('a lever or plan that ends is in force as many months wherever it begins', async () => {
    // Three months without wages leave three, which are 90; from May on April is not paid. Two leave four, which are
    // 120.
    const three = '{cut: {value: 100%, range: [0%, 100%], from: 2024-01, until: 2024-03}}';
    const found = await only(burn(three));
    expect(found.tried.map(({ holds }) => holds)).toEqual([true, true, true, true, false, false]);
    expect(await only(burn(three.replace('2024-03', '2024-02')))).toMatchObject({ status: 'never' });
    const file = burn(
      '{cut: {value: 0%}}',
      'plans: {pause: {set: {cut: 100%@2024-01..2024-03}}, short: {set: {cut: 100%@2024-01..2024-02}}}',
    );
    const { plans } = await deadlinesOf(file, ALIVE);
    expect(plans.map(({ latest }) => latest?.by ?? null)).toEqual([3, null]);
  });

  test('a plan in which nothing is pulled has no month', async () => {
    const { plans } = await deadlinesOf(burn('{cut: {value: 50%}}', 'plans: {none: {set: {cut: 0%}}}'), ALIVE);
    expect(plans[0]).toMatchObject({ status: 'no_month', tried: [] });
  });

  test('without a target: half of what survival gains, else half of the months lived', async () => {
    const whole = await only(burn('{cut: {value: 0%, range: [0%, 100%]}}'), { until: null });
    expect(whole).toMatchObject({ asked: 'survival', status: 'open' });
    expect(latestOf(whole)).toBe('2024-04');
    // A tenth: 27 a month from January on is 81 in three months, and the fourth fails all the same.
    expect(await only(burn('{cut: {value: 0%, range: [0%, 10%]}}'), { until: null })).toMatchObject({
      ...{ asked: 'survival', status: 'never' },
    });
    // 30%: 21 a month are paid until April, a month longer than the three; from March on it is 60 + 21, and no fourth
    // month.
    const month = await only(burn('{cut: {value: 0%, range: [0%, 30%]}}'), { until: null });
    expect(month).toMatchObject({ asked: 'months_alive', status: 'open', without: { monthsAlive: 3 } });
    expect(month.best!.outcome.monthsAlive).toBe(4);
    expect(latestOf(month)).toBe('2024-02');
  });
});

/** The outcomes of a setting moved to every month, each simulated by itself. */
function lastHolding(
  scenario: Scenario,
  setting: (from: number) => Settings,
  holdsAt: (settings: Settings) => boolean,
) {
  let last: number | null = null;
  for (let t = 0; t < scenario.months; t++) if (holdsAt(setting(scenario.start + t))) last = scenario.start + t;
  return last;
}

const withOne = (settings: Settings, name: string, change: Partial<Setting>): Settings =>
  new Map([...settings, [name, { ...settings.get(name)!, ...change }]]);

describe('agrees with trying every month, of scenarios made at random', () => {
  let agreed = 0;
  let dated = 0;
  test.each(Array.from({ length: 45 }, (_, i) => 5200 + i))('seed %i', async (seed) => {
    const scenario = scenarioOf(generateScenario(seed));
    const model = compile(scenario);
    const settings = leverSettings(scenario);
    const worlds = seed % 3 === 0 ? 50 : 0;
    let until = 'survival >= 50%';
    let found: Awaited<ReturnType<typeof deadlinesOf>>;
    try {
      if (worlds === 0) until = firstTarget(scenario);
      found = await deadlinesOf(scenario, { until, worlds });
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      return;
    }
    const target = readTarget({ name: '--until', text: until }, scenario);
    const holdsAt = (own: Settings): boolean => {
      if (worlds === 0) return holdsInCase(scenario, askCase(model, own), target);
      const range = { first: 0, count: worlds, seed: scenario.seed, sampler: 'random', series: [] } as const;
      return worldsOf(model, own, range).survival.at(-1)! >= 0.5;
    };
    for (const one of found.levers) {
      if (one.value === null) continue;
      const { delay } = scenario.levers.get(one.name)!;
      // A lever that ends is in force as many months wherever it begins.
      const { from: first, until: end } = settings.get(one.name)!;
      const movedTo = (from: number): Settings =>
        withOne(settings, one.name, { value: one.value!, from, until: end === null ? null : from + (end - first) });
      const last = lastHolding(scenario, movedTo, holdsAt);
      const isNeeded = !holdsAt(withOne(settings, one.name, { value: 0 }));
      const isOpen = last !== null && last - delay >= scenario.start;
      const status = !isNeeded ? 'not_needed' : last === null ? 'never' : isOpen ? 'open' : 'too_late';
      expect([seed, one.name, one.status, one.latest?.by ?? null]).toEqual([seed, one.name, status, last]);
      agreed++;
      if (isNeeded && last !== null) dated++;
    }
  });

  test('and there are enough of them', () => {
    expect(agreed).toBeGreaterThan(30);
    expect(dated).toBeGreaterThan(3);
  });
});

/**
 * A target that the first lever reaches if it is in force from the first month on, and that is not reached without it.
 */
function firstTarget(scenario: Scenario): string {
  const settings = leverSettings(scenario);
  const lever = [...scenario.levers.values()].find((one) => pulledValue(one, one) !== null);
  if (lever === undefined) return 'survival >= 100%';
  const at = (value: number): Settings => withOne(settings, lever.name, { value, from: scenario.start });
  return targetBetween(scenario, at(0), at(pulledValue(lever, lever)!));
}

test('survival has intervals where worlds are drawn at random, as they are where no sampler is named', async () => {
  const scenario = burn(
    '{cut: {value: 0%, range: [0%, 100%]}}',
    'assumptions: {opening: "uniform(100, 200)"}',
    'opening',
  );
  const without = async (sampler: SamplerName | null) =>
    (await only(scenario, { until: null, worlds: 64, sampler })).without!;
  expect((await without('random')).interval).not.toBeNull();
  expect(await without(null)).toEqual(await without('random'));
  expect((await without('sobol')).interval).toBeNull();
});

test('a plan of one lever is that lever', async () => {
  for (let seed = 5300; seed < 5315; seed++) {
    const file = generateScenario(seed);
    const scenario = scenarioOf(file);
    const lever = [...scenario.levers.values()].find(({ value }) => value === 0);
    if (lever === undefined) continue;
    const set = new Map([[lever.name, { value: 0.3, from: null, until: null, place: lever.place }]]);
    const plan = { name: 'own', label: null, note: null, source: null, place: lever.place, set };
    const planned: Scenario = { ...scenario, plans: new Map([['own', plan]]) };
    const settings = planSettings(planned, 'own');
    try {
      const asked = { until: null, worlds: 30 } as const;
      const { levers } = await deadlinesOf(scenario, { ...asked, settings });
      const { plans } = await deadlinesOf(planned, asked);
      const [own, asPlan] = [levers.find(({ name }) => name === lever.name)!, plans[0]!];
      expect(asPlan.status).toBe(own.status);
      expect(asPlan.without).toEqual(own.without);
      expect(asPlan.tried.map(({ by, ...rest }) => ({ by: by + lever.from, ...rest }))).toEqual(own.tried);
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
    }
  }
});
