import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amount,
  columnAmount,
  digits,
  money,
  monthCount,
  months,
  percent,
  signedMoney,
  signedMonths,
} from '../../src/chart/money.ts';

describe('money', () => {
  it.each([
    [0, '$0'],
    [-0, '$0'],
    [8_250_000, '$8.25M'],
    [-1_200_000, '-$1.2M'],
    [950_000, '$950k'],
    [1_530_000_000, '$1.53B'],
    [4_000_000, '$4M'],
    [999, '$999'],
    [999.4, '$999'],
    [999.5, '$1k'],
    [999_499, '$999k'],
    [999_500, '$1M'],
    [999_999, '$1M'],
    [999_999_999, '$1B'],
    [1e12, '$1T'],
    [9.99e14, '$999T'],
    [1e15, '$1e15'],
    [-1.234e18, '-$1.23e18'],
    [0.338, '$0.34'],
    [0.005, '$0.01'],
    [0.004, '$0'],
    [-0.004, '$0'],
    [12.5, '$12.5'],
    [100, '$100'],
  ])('%d reads %s', (value, text) => {
    expect(money(value)).toBe(text);
  });

  it('puts the sign of a currency before the amount, and a code with a blank', () => {
    expect(money(12_500, 'EUR')).toBe('€12.5k');
    expect(money(-12_500, 'GBP')).toBe('-£12.5k');
    expect(money(8.25e6, 'CHF')).toBe('CHF 8.25M');
    expect(money(-8.25e6, 'CHF')).toBe('-CHF 8.25M');
    expect(money(12_500, 'EUR', true)).toBe('EUR 12.5k');
    expect(money(12_500, 'USD', true)).toBe('$12.5k');
  });

  it('signs differences, but no nothing', () => {
    expect(signedMoney(1.2e6)).toBe('+$1.2M');
    expect(signedMoney(-1.2e6)).toBe('-$1.2M');
    expect(signedMoney(0)).toBe('$0');
    expect(signedMoney(0.001)).toBe('$0');
    expect(signedMoney(50, 'CHF')).toBe('+CHF 50');
  });

  it('keeps three digits in columns', () => {
    expect([8e6, 950_000, 12.5e6, 0, -1e3, 44].map(columnAmount)).toEqual([
      '8.00M',
      '950k',
      '12.5M',
      '0',
      '-1.00k',
      '44',
    ]);
    expect(amount(8e6)).toBe('8M');
  });

  it('is within half of the third digit, never wider than 6 columns below 1e15, never -0', () => {
    const units: Record<string, number> = { '': 1, k: 1e3, M: 1e6, B: 1e9, T: 1e12 };
    const value = fc.tuple(fc.double({ min: -9.99, max: 9.99, noNaN: true }), fc.integer({ min: -3, max: 13 }));
    fc.assert(
      fc.property(value, ([mantissa, power]) => {
        const exact = mantissa * 10 ** power;
        for (const text of [amount(exact), columnAmount(exact)]) {
          const [, number, unit] = /^(-?[\d.]+)([kMBT]?)$/.exec(text) as RegExpExecArray;
          const read = Number(number) * (units[unit as string] as number);
          expect(Math.abs(read - exact)).toBeLessThanOrEqual(Math.max(Math.abs(exact) * 0.00501, 0.00501));
          expect(text.length).toBeLessThanOrEqual(6);
          expect(text).not.toMatch(/^-0(\.0*)?[kMBT]?$/);
        }
      }),
    );
  });

  it('refuses what is no finite number', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      for (const write of [money, amount, columnAmount, percent, months, digits, signedMonths]) {
        expect(() => write(bad)).toThrow(RangeError);
      }
    }
  });
});

describe('months, percent and plain numbers', () => {
  it.each([
    [4.3, '4.3 months'],
    [0.338, '0.3 months'],
    [1, '1 month'],
    [1.04, '1 month'],
    [12, '12 months'],
    [0, '0 months'],
    [0.03, '<0.1 months'],
  ])('%d months read %s', (value, text) => {
    expect(months(value)).toBe(text);
  });

  it('signs differences in months', () => {
    expect([3, -1.5, 0, 10, 0.02].map(signedMonths)).toEqual(['+3', '-1.5', '0', '+10', '<0.1']);
    expect(monthCount(-0.02)).toBe('>-0.1');
  });

  it.each([
    [0.125, '12.5%'],
    [0, '0%'],
    [-0, '0%'],
    [1, '100%'],
    [0.0025, '0.25%'],
    [0.07 + 0.05, '12%'],
    [-0.2, '-20%'],
    [1e14, '1e16%'],
    [-1e308, '-1e310%'],
  ])('%d is %s', (value, text) => {
    expect(percent(value)).toBe(text);
  });

  it('writes plain numbers to three digits', () => {
    expect([2, 0.1 + 0.2, 1234.5, 99.96, 1e-9, 1e20].map(digits)).toEqual(['2', '0.3', '1235', '100', '1e-9', '1e20']);
  });
});
