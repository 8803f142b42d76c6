import { describe, expect, test } from 'vitest';
import { parseMonth } from '../../src/formula/month.ts';
import { readTyped } from '../../src/tui/typed.ts';

const AMOUNT = { range: [0, 20e6], step: 1e6 } as const;
const SWITCH = { range: [0, 1], step: 1 } as const;

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
    expect(readTyped(AMOUNT, text, 'USD')).toEqual({
      value,
      from: month === null ? null : parseMonth(month),
      until: null,
    });
  });

  test.each(['abc', '20%@', '20%@2024', '2024-13', '2024-1', '1/0', '20 30', '"x"', '1e308%', '-1e16'])(
    '%s is refused with a reason',
    (text) => {
      const typed = readTyped(AMOUNT, text, 'USD');
      expect(typed).toHaveProperty('fault');
      expect((typed as { fault: string }).fault).not.toBe('');
    },
  );

  test.each(['abc', '12m', '20 30', 'layoffs * 2'])('%s is told how a value is written', (text) => {
    expect(readTyped(AMOUNT, text, 'USD')).toEqual({
      fault: 'this is no value: write it like 20%, 12M or 20%@2024-01',
    });
  });

  test.each([
    ['on', 1, null],
    ['Off', 0, null],
    ['1', 1, null],
    [' on @ 2024-03 ', 1, '2024-03'],
    ['2024-03', null, '2024-03'],
  ])('%s, for one that is on or off', (text, value, month) => {
    expect(readTyped(SWITCH, text, 'USD')).toEqual({
      value,
      from: month === null ? null : parseMonth(month),
      until: null,
    });
  });

  test.each(['onwards', 'on.5', 'yes'])('%s is neither on nor off, and is told so', (text) => {
    expect(readTyped(SWITCH, text, 'USD')).toEqual({ fault: 'this is no value: write on, off or on@2024-01' });
  });

  test('on means nothing for an amount', () => {
    expect(readTyped(AMOUNT, 'on', 'USD')).toHaveProperty('fault');
  });
});
