import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../src/formula/functions.ts';
import { constantOf, monthValue } from './evaluate.ts';

describe('the example of every function comes to what it says: ', () => {
  test.each(Object.values(FUNCTIONS).map(({ example: [formula, value] }) => [formula, value] as const))(
    '%s is %d',
    (formula, expected) => {
      expect(monthValue(formula)).toBe(expected);
    },
  );
});

/** Formulas with their values, worked by hand. */
const TABLE: Record<string, Record<string, number>> = {
  'numbers may be written': {
    '4': 4,
    '4.5': 4.5,
    '4.': 4,
    '.5': 0.5,
    '1e3': 1000,
    '1E-2': 0.01,
    '1e+2': 100,
    '.5e1': 5,
    '4_000_000': 4e6,
    '1_0.2_5': 10.25,
    $4: 4,
    '-$4M + 5M': 1e6,
    $1_000: 1000,
    '$0.5B': 5e8,
    '1*month': 1,
    'quarter*1': 3,
    '12/year': 1,
    '(4 * quarter)': 12,
    '99M/year': 8.25e6,
    '8%/year': 0.08 / 12,
  },
  'a suffix is part of its number': {
    '5k': 5000,
    '5 k': 5000,
    '5\tM': 5e6,
    '2B': 2e9,
    '1e3k': 1e6,
    '1.005k': 1005,
    '1.1k': 1100,
    '8.2M': 8.2e6,
    '8/2M*1M': 4,
    '12/2 k': 0.006,
    '2k^2': 4e6,
    '-2k^2': -4e6,
    '2^.01k': 1024,
    '1k-1k': 0,
    '1k<2k': 1,
    '(1k)': 1000,
    'max(1k,2k)': 2000,
  },
  'a percentage is part of its number, and never of another': {
    '10%': 0.1,
    '10 %': 0.1,
    '2.3%': 0.023,
    '.5%': 0.005,
    '1e3%': 10,
    '1_000%': 10,
    '10%+5%': 0.1 + 0.05,
    '10% + 5%': 0.1 + 0.05,
    '100 - 10%': 99.9,
    '100 + 10%': 100.1,
    '100 * 10%': 10,
    '10%^2 * 1e4': 0.1 ** 2 * 1e4,
    '2^100%': 2,
    '-8%': -0.08,
    '8%-3': 0.08 - 3,
    '8% * -1': -0.08,
    '8% < 9%': 1,
    '8% and 1': 1,
    '0% or 0%': 0,
    '8% ? 1 : 2': 1,
    '1 ? 8% : 9%': 0.08,
    'max(3%, 2%)': 0.03,
    '(8%)': 0.08,
  },
  'precedence is that of math.js': {
    '2 + 3 * 4': 14,
    '(2 + 3) * 4': 20,
    '8 - 2 - 1': 5,
    '8 / 2 / 2': 2,
    '6 / 2 * 3': 9,
    '7 - 2 + 1': 6,
    '2 * 3 ^ 2': 18,
    '-3 ^ 2': -9,
    '(-3) ^ 2': 9,
    '2 ^ 3 ^ 2': 512,
    '(2 ^ 3) ^ 2': 64,
    '2 ^ -1': 0.5,
    '2 ^ -1 ^ 2': 0.5,
    '-2 ^ -2': -0.25,
    '2 - -3': 5,
    '--3': 3,
    '2 * -3': -6,
    '1 + 1 == 2': 1,
    '1 < 2 + 3': 1,
    '1 or 0 and 0': 1,
    '(1 or 0) and 0': 0,
    '1 < 2 and 3 < 4': 1,
    '1 > 2 or 3 < 4': 1,
    'not (0) and 0': 0,
    'not (1) or 1': 1,
    'not (1 > 2)': 1,
    'not (not (3))': 1,
    'not max(0, 0)': 1,
    '(not (1)) + 1': 1,
    '0 ? 2 : 3 + 4': 7,
    '1 or 0 ? 5 : 6': 5,
    '1 ? (0 ? 2 : 3) : 4': 3,
    '(0 ? 1 : 0) ? 2 : 3': 3,
    'if(1, if(0, 2, 3), 4)': 3,
  },
  'a comparison gives 1 or 0, and a chain holds where every link does': {
    '2 < 3': 1,
    '3 < 2': 0,
    '2 <= 2': 1,
    '2 >= 3': 0,
    '2 == 2': 1,
    '2 != 2': 0,
    '1 < 2 < 3': 1,
    '3 > 2 > 2': 0,
    '1 < 3 > 2': 1,
    '1 < 2 <= 2 == 2 != 3': 1,
    '2 == 2 == 1': 0,
    '3 > 2 == 2': 1,
    '(3 > 2) == 2': 0,
    '(3 > 2) + (2 > 1)': 2,
  },
  'any number but 0 is true': {
    '-1 and 0.5': 1,
    '0 or -2': 1,
    '5 and 0': 0,
    '-0 or 0': 0,
    'if(-1, 2, 3)': 2,
  },
  'functions come to': {
    'min(4)': 4,
    'max(1, 5, 3, 2)': 5,
    'abs(2)': 2,
    'floor(-2.1)': -3,
    'ceil(-2.9)': -2,
    'round(-2.5)': -3,
    'round(0.49999999999999994)': 0,
    'round(2.4999999999999996)': 2,
    'exp(1)': Math.E,
    'log(exp(2))': 2,
    'log10(0.001)': -3,
    'sqrt(2)': Math.SQRT2,
    'clamp(-1, 0, 5)': 0,
    'clamp(3, 0, 5)': 3,
    'clamp(3, 5, 0)': 5,
    '0^0': 1,
    '4^.5': 2,
  },
};

/** Formulas of the month and of the state, in January 2024. */
const IN_JANUARY: Record<string, number> = {
  t: 0,
  'not t': 1,
  cash: 1000,
  sales: 100,
  'since("2023-12")': 1,
  'since("2024-02")': 0,
  "since('2024-01')": 1,
  'until("2024-01")': 1,
  'at("2024-02")': 0,
  'between("2023-01", "2023-12")': 0,
  'between("2024-01", "2024-01")': 1,
  'ramp("2024-01", 4)': 0,
  'ramp("2023-12", 4)': 0.25,
  'ramp("2023-01", 4)': 1,
  'ramp("2024-01", 0)': 1,
  'ramp("2024-01", -2)': 1,
  'ramp("2024-02", 0)': 0,
  'since("1900-01") * until("2199-12")': 1,
  'prev(sales)': 100,
  'change(sales)': 100,
  'change(sales, 130)': -30,
  'prev(sales, cash / 10)': 100,
  'owed("cloud") - overdue("cloud")': 20,
  'normal(7, 2) + lognormal(9, 1)': 16,
  'monthly(uniform(2, 4)) * 2': 6,
  'bernoulli(49.9%)': 0,
  'whole(-3, 0)': -2,
};

for (const [title, formulas] of Object.entries(TABLE)) {
  describe(`${title}: `, () => {
    test.each(Object.entries(formulas))('%s is %d', (formula, expected) => {
      expect(constantOf(formula)).toBeCloseTo(expected, 12);
      expect(monthValue(formula)).toBeCloseTo(expected, 12);
    });
  });
}

test('a number is rounded once, from its digits as written', () => {
  const written = ['1.005k', '8.2M', '0.07M', '2.3%', '4.35%', '1.1e3k', '0.000_1B'];
  expect(written.map(constantOf)).toEqual([1005, 8.2e6, 7e4, 0.023, 0.0435, 1.1e6, 1e5]);
});

describe('in January 2024, the first month: ', () => {
  test.each(Object.entries(IN_JANUARY))('%s is %d', (formula, expected) => {
    expect(monthValue(formula)).toBeCloseTo(expected, 12);
  });
});

test('only the branch taken counts', () => {
  expect(monthValue('t == 0 ? 1 : 1 / t')).toBe(1);
  expect(monthValue('if(t, log(t), 5)')).toBe(5);
});
