import { describe, expect, test } from 'vitest';
import { parseMonth } from '../../src/formula/month.ts';
import { codesOf, faultsOf, HEAD, numberOf, scenarioOf } from './reading.ts';

describe('lines', () => {
  test('are earned and used over months, with what was so at the start', () => {
    const { revenue, costs } = scenarioOf(`${HEAD}revenue:
  plans: {amount: 600, over: 12, deferred: [40k, 20k], day: 25}
  sales: 5
costs:
  servers: {amount: 900, over: 36, prepaid: [2k]}
  rent: 5`);
    expect(revenue.get('plans')).toMatchObject({ over: 12, day: 25 });
    expect(revenue.get('plans')!.deferred.map(numberOf)).toEqual([40_000, 20_000]);
    expect(revenue.get('sales')).toMatchObject({ over: 1, deferred: [], day: null });
    expect(costs.get('servers')!.over).toBe(36);
    expect(costs.get('servers')!.prepaid.map(numberOf)).toEqual([2000]);
    expect(costs.get('rent')).toMatchObject({ over: 1, prepaid: [] });
  });

  test.each([
    ['revenue: {r: {amount: 5, over: 0}}', ['bad-value']],
    ['revenue: {r: {amount: 5, over: 1.5}}', ['bad-value']],
    ['costs: {r: {amount: 5, over: 121}}', ['bad-value']],
    ['costs: {r: {amount: 5, over: x}}', ['bad-value']],
    ['costs: {r: {amount: 5, deferred: [5]}}', ['unknown-key']],
    ['revenue: {r: {amount: 5, prepaid: [5]}}', ['unknown-key']],
    ['costs: {r: {amount: 5, day: 5}}', ['unknown-key']],
    ['revenue: {r: {amount: 5, deferred: [t]}}', ['not-once']],
    ['costs: {r: {amount: 5, prepaid: ["uniform(1, 2)"]}}', ['misplaced-distribution']],
    ['revenue: {r: {amount: 5, deferred: 5}}', ['wrong-type']],
  ])('%s is refused', (text, codes) => {
    expect(codesOf(HEAD + text)).toEqual(codes);
  });

  test('by month in a list are told to be a series', () => {
    const text = `${HEAD}revenue: {sweets: [2550, 2675]}\nassumptions: {a: [1, 2, 3, 4]}`;
    expect(faultsOf(text)).toEqual(['5:18 wrong-type', '4:19 wrong-type']);
  });
});

describe('assets', () => {
  test('are a number alone, or several by name', () => {
    const one = scenarioOf(`${HEAD}assets: 2 * 250k`).assets;
    expect([...one.keys()]).toEqual(['assets']);
    expect(numberOf(one.get('assets')!.value)).toBe(500_000);
    expect(one.get('assets')).toMatchObject({ sold: null, day: null });
    const { assets } = scenarioOf(`${HEAD}assumptions: {worth: "uniform(1, 2)"}\nassets:
  stock: {value: worth, sold: 2024-04, proceeds: 300k * (1 - t / 10), day: 12}
  van: 5k
  land: {value: 1M, sold: {when: cash < 5}}`);
    expect([...assets.keys()]).toEqual(['stock', 'van', 'land']);
    expect(assets.get('stock')).toMatchObject({ sold: { kind: 'month', month: parseMonth('2024-04') }, day: 12 });
    expect(assets.get('van')).toMatchObject({ sold: null, day: null });
    expect(numberOf(assets.get('van')!.proceeds)).toBe(0);
    expect(assets.get('land')!.sold).toMatchObject({ kind: 'when', test: { text: 'cash < 5' } });
  });

  test('share their names with nobody', () => {
    expect(codesOf(`${HEAD}assets: {stock: 5}\ncosts: {stock: 5}\ncreditors: {stock: {}}`)).toEqual([]);
    expect(codesOf(`${HEAD}assets: {Stock: 5}`)).toEqual(['bad-name']);
    expect(codesOf(`${HEAD}assets: {days: 5}`)).toEqual(['bad-name']);
    expect(codesOf(`${HEAD}assets: {stock: {value: 5, source: memo}}`)).toEqual(['unknown-source']);
  });

  test.each([
    ['-5', ['negative-amount']],
    ['{stock: -5}', ['negative-amount']],
    ['{stock: {value: 5, sold: 2023-12}}', ['bad-dates']],
    ['{stock: {value: 5, sold: 2024-01}}', []],
    ['{stock: {value: 5, sold: 3}}', ['bad-value']],
    ['{stock: {value: 5, day: 3}}', ['misplaced-key']],
    ['{stock: {sold: 2024-03}}', ['missing-key']],
    ['{stock: {value: t}}', ['not-once']],
    ['{stock: {value: 5, sold: 2024-03, proceeds: "normal(3, 1)"}}', ['misplaced-distribution']],
    ['[5]', ['wrong-type']],
    ['', []],
  ])('%s', (assets, codes) => {
    expect(codesOf(`${HEAD}assets: ${assets}`)).toEqual(codes);
  });
});

describe('funding', () => {
  const monthOf = (month: string) =>
    scenarioOf(`${HEAD}levers: {raise: {value: 5, from: 2024-03}}\nassumptions: {m: "uniform(1, 5)"}
funding: {f: {amount: 5, month: ${month}}}`).funding.get('f')!.month;

  test('comes in a month, in one that a formula gives, or when a test holds', () => {
    expect(monthOf('2024-06')).toEqual({ kind: 'month', month: parseMonth('2024-06') });
    expect(monthOf('m + 3')).toMatchObject({ kind: 'formula', formula: { text: 'm + 3' } });
    expect(monthOf('from(raise) + 1')).toMatchObject({ kind: 'formula', formula: { text: 'from(raise) + 1' } });
    expect(monthOf('"whole(3, 9)"')).toMatchObject({ kind: 'formula' });
    expect(monthOf('{when: cash < 3M}')).toMatchObject({ kind: 'when', test: { text: 'cash < 3M' } });
  });

  test.each([
    ['t', ['not-once']],
    ['2024-13', ['bad-value']],
    ['2024-1', ['bad-value']],
    ['cash < 5', ['not-once']],
    ['arrived("f")', ['not-once']],
    ['{when: "uniform(0, 1) < 0.5"}', ['misplaced-distribution']],
    ['{when: }', ['formula-syntax']],
    ['{}', ['missing-key']],
    ['{when: 1, if: 2}', ['unknown-key']],
    ['from(nobody)', ['unknown-lever']],
    ['from(m)', ['unknown-lever']],
  ])('in %s is refused', (month, codes) => {
    expect(codesOf(`${HEAD}assumptions: {m: 3}\nfunding:\n  f:\n    amount: 5\n    month: ${month}`)).toEqual(codes);
  });
});
