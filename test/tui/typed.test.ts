import { describe, expect, test } from 'vitest';
import { parseMonth } from '../../src/formula/month.ts';
import { readTyped } from '../../src/tui/typed.ts';

describe('what is typed for a lever', () => {
  test.each([
    ['20%', 0.2, null],
    ['12M', 12e6, null],
    ['0', 0, null],
    ['2024-03', null, '2024-03'],
    ['@2024-03', null, '2024-03'],
    ['20%@2024-03', 0.2, '2024-03'],
    [' 1.5M @ 2024-03 ', 1.5e6, '2024-03'],
  ])('%s', (text, value, month) => {
    expect(readTyped(text, 'USD')).toEqual({ value, from: month === null ? null : parseMonth(month), until: null });
  });

  test.each(['abc', '20%@', '20%@2024', '2024-13', '2024-1', '1/0', '20 30', '"x"', '1e308%', '-1e16'])(
    '%s is refused with a reason',
    (text) => {
      const typed = readTyped(text, 'USD');
      expect(typed).toHaveProperty('fault');
      expect((typed as { fault: string }).fault).not.toBe('');
    },
  );

  test.each(['abc', '12m', '20 30', 'layoffs * 2'])('%s is told how a value is written', (text) => {
    expect(readTyped(text, 'USD')).toEqual({ fault: 'this is no value: write it like 20%, 12M or 20%@2024-01' });
  });
});
