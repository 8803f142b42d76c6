import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CREDITOR_NAMES, MONTHLY_NAMES } from '../../src/engine/month/measures.ts';
import { stringify } from '../../src/report/stringify.ts';
import { worldsJson } from '../../src/report/worlds-json.ts';
import { aLever, aScenario } from './a-case.ts';
import { everywhere, fan, monthSpread, someWorlds, spread } from './some-worlds.ts';

const START = 2024 * 12;
const scenario = aScenario(2, { levers: [aLever('layoffs')] }, { plan: 'shrink', seed: 99 });
const levers = new Map([['layoffs', { value: 0.3, from: START + 1, until: null }]]);
const worlds = someWorlds(2, {
  seed: 7,
  count: 100,
  byMonth: {
    cash: fan([10, -0], [0, 0.5, 1, 2, 3]),
    net_burn: fan([5, 5]),
    'line sales': fan([1, 2]),
    'creditor staff due': fan([3, 4]),
    'creditor staff owed': fan([0, 4]),
    'creditor cloud due': fan([1, 1]),
  },
  failing: [0.25, 0.5],
  measures: {
    zeroCash: monthSpread([0, 0, 1, 1, null], 0.06),
    runway: spread([0.5, 0.75, 1.5, 2, null], null),
    runwayNow: spread([1, 1, 2, 3, 4], 2.25),
    failure: monthSpread([0, 0, 1, 1, null], 0.25),
    low: { cash: spread([-0, 0, 1, 2, 3], 1.25), month: monthSpread([0, 0, 1, 1, 1]) },
    defaultAlive: 0.03,
  },
  causes: [
    { cause: 'unpaid:staff', share: 0.8, count: 60, medianT: 1, examples: [] },
    { cause: 'petition:cloud', share: 0.2, count: 15, medianT: 0, examples: [] },
  ],
  opening: { cash: everywhere(20) },
  warnings: [
    { code: 'amount-below-zero', where: 'revenue.sales', months: 12, worlds: 9, message: 'below zero' },
    { code: 'lever-out-of-range', where: 'levers.layoffs', months: null, message: 'beyond its range' },
  ],
});
const read = (...rest: [wanted?: string[], all?: boolean]) =>
  JSON.parse(stringify(worldsJson(scenario, worlds, levers, ...rest)));
const numbers = (mean: number | null, p5: number, p25: number, p50: number, p75: number, p95: number | null) => ({
  mean,
  p5,
  p25,
  p50,
  p75,
  p95,
});

describe('run --worlds --json', () => {
  it('begins as the base case does, with the number of worlds and the seed of the run', () => {
    const { format, command, scenario: head, plan, levers: set, worlds: count, seed } = read();
    expect({ format, command, head, plan, set, count, seed }).toEqual({
      format: 1,
      command: 'run',
      head: { name: 'A company', currency: 'USD', start: '2024-01', months: 2 },
      plan: 'shrink',
      set: { layoffs: { value: 0.3, from: '2024-02' } },
      count: 100,
      seed: 7,
    });
    expect(Object.keys(read()).slice(0, 2)).toEqual(['format', 'command']);
  });

  it('gives measures as mean and percentiles, months as percentiles and the share that never has them', () => {
    const never = { p5: null, p25: null, p50: null, p75: null, p95: null, never: 1 };
    expect(read().measures).toEqual({
      zero_cash: { p5: '2024-01', p25: '2024-01', p50: '2024-02', p75: '2024-02', p95: null, never: 0.06 },
      first_unpaid: never,
      months_alive: { mean: null, p5: null, p25: null, p50: null, p75: null, p95: null },
      runway: numbers(null, 0.5, 0.75, 1.5, 2, null),
      runway_now: numbers(2.25, 1, 1, 2, 3, 4),
      failure: {
        month: { p5: '2024-01', p25: '2024-01', p50: '2024-02', p75: '2024-02', p95: null, never: 0.25 },
        cause: 'unpaid:staff',
      },
      low: {
        cash: numbers(1.25, 0, 0, 1, 2, 3),
        month: { p5: '2024-01', p25: '2024-01', p50: '2024-02', p75: '2024-02', p95: '2024-02', never: 0 },
      },
      insolvent: never,
      break_even: never,
      default_alive: 0.03,
    });
  });

  it('lists causes by share, and warnings by worlds and months', () => {
    expect(read().causes).toEqual([
      { cause: 'unpaid:staff', share: 0.8, median_month: '2024-02' },
      { cause: 'petition:cloud', share: 0.2, median_month: '2024-01' },
    ]);
    expect(read().warnings).toEqual([
      { code: 'amount-below-zero', where: 'revenue.sales', months: 12, worlds: 9, message: 'below zero' },
      { code: 'lever-out-of-range', where: 'levers.layoffs', months: null, worlds: null, message: 'beyond its range' },
    ]);
    expect(read().opening.cash).toEqual(numbers(20, 20, 20, 20, 20, 20));
  });

  it('has no cause where no world fails', () => {
    const json = JSON.parse(stringify(worldsJson(scenario, someWorlds(2), levers, ['cash'])));
    expect(json.measures.failure.cause).toBeNull();
    expect(json.causes).toEqual([]);
  });

  it('holds cash, arrears, owed, net burn and survival by month, unless others are asked for', () => {
    const json = read(undefined);
    expect(Object.keys(json.by_month)).toEqual(['month', 'alive', 'cash', 'overdue', 'owed', 'net_burn', 'survival']);
    expect(json.by_month.month).toEqual(['2024-01', '2024-02']);
    expect(json.by_month.survival).toEqual([0.75, 0.25]);
    // Of 100 worlds a quarter fails in the first month: means of the second are over the others.
    expect(json.by_month.alive).toEqual([100, 75]);
    expect(json.by_month.cash).toEqual({
      mean: [10, 0],
      p5: [0, 0],
      p25: [5, 0],
      p50: [10, 0],
      p75: [20, 0],
      p95: [30, 0],
    });
    expect(json).not.toHaveProperty('lines');
    expect(json).not.toHaveProperty('creditors');
    expect(Object.keys(read(['net_burn']).by_month)).toEqual(['month', 'alive', 'net_burn']);
  });

  it('holds everything where all is asked for', () => {
    const zeros = Object.fromEntries(MONTHLY_NAMES.map((name) => [name, fan([0, 0])]));
    const all = someWorlds(2, { byMonth: { ...zeros, ...Object.fromEntries(worlds.byMonth), reserve: fan([1, 1]) } });
    const json = JSON.parse(stringify(worldsJson(scenario, all, levers, [], true)));
    expect(Object.keys(json.by_month)).toEqual(['month', 'alive', ...MONTHLY_NAMES, 'survival']);
    expect(json.lines.sales.p50).toEqual([1, 2]);
    expect(Object.keys(json.creditors)).toEqual(['staff', 'cloud']);
    expect(json.creditors.staff.owed.p95).toEqual([0, 4]);
    for (const name of Object.keys(json.creditors.staff)) expect(CREDITOR_NAMES).toContain(name);
    const bare = someWorlds(2, { byMonth: zeros });
    expect(worldsJson(scenario, bare, levers, [], true)).toMatchObject({ lines: {}, creditors: {} });
  });

  it('refuses a series that the run did not keep', () => {
    expect(() => worldsJson(scenario, worlds, levers, ['revenue'])).toThrow('revenue');
  });

  it('is never -0, NaN or infinite, whatever the numbers', () => {
    const any = fc.oneof(fc.double(), fc.constant(-0), fc.constant(null));
    const five = fc.array(any, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(five, any, fc.array(fc.double(), { minLength: 2, maxLength: 2 }), (percentiles, mean, series) => {
        const odd = someWorlds(2, {
          byMonth: { cash: fan(series) },
          measures: { runway: spread(percentiles, mean) },
          opening: { cash: spread(percentiles, mean) },
        });
        const json = worldsJson(scenario, odd, levers, ['cash', 'survival']);
        const walk = (value: unknown): void => {
          if (typeof value === 'number') expect(Number.isFinite(value) && !Object.is(value, -0)).toBe(true);
          else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
        };
        walk(json);
        expect(() => stringify(json)).not.toThrow();
      }),
    );
  });
});
