import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberText, readGrid } from '../../src/analysis/grid.ts';
import { constantValue } from '../../src/formula/constant.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { argument, HEAD, scenarioOf } from '../scenario/reading.ts';

const scenario = scenarioOf(`${HEAD}levers: {cut: {value: 5%, from: 2024-03}, raise: 0, other: 7}`);
const grid = (...grids: string[]) =>
  readGrid(
    scenario,
    leverSettings(scenario),
    grids.map((text) => argument('--grid', text)),
  );
const expand = (...grids: string[]) => [...grid(...grids).variants()];

describe('a grid', () => {
  test('sets its levers and leaves the others as they are', () => {
    const [variant] = expand('cut=10%@2024-06');
    expect(variant!.settings.get('cut')).toEqual({ value: 0.1, from: 2024 * 12 + 5, until: null });
    expect(variant!.settings.get('other')).toEqual({ value: 7, from: 2024 * 12, until: null });
    expect([...variant!.settings.keys()]).toEqual(['cut', 'raise', 'other']);
  });

  test('keeps the month that it does not name', () => {
    for (const { settings } of expand('cut=0:1:0.5')) expect(settings.get('cut')!.from).toBe(2024 * 12 + 2);
  });

  test('has the last month that it gives, for a value and for a range', () => {
    const months = { from: 2024 * 12 + 1, until: 2024 * 12 + 3 };
    for (const grid of ['cut=10%@2024-02..2024-04', 'cut=10%:20%:5%@2024-02..2024-04']) {
      const [first] = expand(grid);
      expect(first!.settings.get('cut')).toEqual({ value: 0.1, ...months });
      expect(first!.name).toBe('cut=10%@2024-02..2024-04');
    }
  });

  test('has as many variants as the product of its axes, each once', () => {
    const variants = expand('cut=0%:100%:10%,raise=0,1M,2M', 'other=1:4:1');
    expect(variants).toHaveLength(11 * 3 * 4);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  });

  test('is counted before it is made, and made from any number on', () => {
    const some = grid('cut=0%:100%:10%,raise=0,1M,2M', 'other=1:4:1');
    const all = [...some.variants()];
    expect(all).toHaveLength(some.count);
    for (const first of [0, 1, 11, 60, some.count - 1, some.count])
      expect([...some.variants(first)]).toEqual(all.slice(first));
  });

  test('of a million variants gives its first without the others', () => {
    const large = grid('cut=0:0.999:0.001,raise=0:999:1');
    expect(large.count).toBe(1e6);
    expect(large.variants().next().value!.name).toBe('cut=0 raise=0');
    expect(large.variants(999_999).next().value!.name).toBe('cut=0.999 raise=999');
  });

  test('that is too large says how large, by arithmetic', () => {
    expect(() => grid('cut=0:1:1e-6,raise=0:1:1e-3')).toThrow(/has 1001001001 variants; at most 1000000 are run/);
    expect(() => grid('cut=0:1:1e-300')).toThrow(/has more than 9007199254740991 variants/);
  });

  test('has each lever once, in one argument or several', () => {
    expect(() => grid('cut=0%', 'raise=0,cut=5%')).toThrow(/"cut" stands twice/);
  });

  test('goes from its low end to its high end, whatever the step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom('0.1', '0.05', '1%', '0.3', '7', '1k'),
        (steps, step) => {
          const size = constantValue(parseFormula(step).node!)!;
          const variants = expand(`cut=0:${steps} * ${step}:${step}`);
          expect(variants).toHaveLength(steps + 1);
          const values = variants.map(({ settings }) => settings.get('cut')!.value);
          expect(values[0]).toBe(0);
          expect(values.at(-1)).toBeCloseTo(steps * size, 9);
        },
      ),
    );
  });
});

describe('the name of a value', () => {
  test.each<[number, boolean, string]>([
    [0, false, '0'],
    [0.2, true, '20%'],
    [0.1 + 0.2, true, '30%'],
    [0.07, true, '7%'],
    [20e6, false, '20M'],
    [1.5e9, false, '1.5B'],
    [-3e6, false, '-3M'],
    [12_000, false, '12k'],
    [1200, false, '1200'],
    [0.30000000000000004, false, '0.3'],
  ])('%d (percent: %s) is %s', (value, isPercent, name) => {
    expect(numberText(value, isPercent)).toBe(name);
  });

  test('reads back as the value', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.boolean(), (n, isPercent) => {
        const value = n / 1000;
        const read = constantValue(parseFormula(numberText(value, isPercent)).node!)!;
        expect(Math.abs(read - value)).toBeLessThanOrEqual(1e-9 * Math.abs(value));
      }),
    );
  });
});
