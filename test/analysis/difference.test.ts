import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../src/analysis/difference.ts';
import type { MeasureValue } from '../../src/analysis/measure.ts';
import { MONTHLY, WORLD } from '../../src/scenario/measure-names.ts';

const number = (value: number): MeasureValue => ({ number: value });
const month = (value: number): MeasureValue => ({ month: value });
const [MAY, JUNE] = [2024 * 12 + 4, 2024 * 12 + 5];

describe('one value against another', () => {
  test.each<[keyof typeof WORLD, MeasureValue, MeasureValue, number | null, string]>([
    ['runway', number(5), number(3.5), 1.5, 'better'],
    ['runway', number(3), number(3), 0, 'same'],
    // An event that does not occur is later than any month, and its number greater than any.
    ['runway', null, number(3.5), null, 'better'],
    ['failure', month(MAY), null, null, 'worse'],
    ['failure', null, null, null, 'same'],
    ['failure', month(JUNE), month(MAY), 1, 'better'],
    ['break_even', month(JUNE), month(MAY), 1, 'worse'],
    ['break_even', null, month(MAY), null, 'worse'],
    ['survival', number(0.25), number(0.5), -0.25, 'worse'],
  ])('%s', (name, value, other, by, news) => {
    const each = (one: MeasureValue) => ({ value: one, currency: 'USD' });
    expect(differenceOf(WORLD[name], each(value), each(other))).toEqual({ by, news });
  });

  test('money is compared in one currency alone; months and lengths of time in any', () => {
    const euro = { value: number(5), currency: 'EUR' };
    const dollar = { value: number(3), currency: 'USD' };
    expect(differenceOf(MONTHLY.owed, euro, dollar)).toEqual({ by: null, news: null });
    expect(differenceOf(WORLD.low, euro, dollar)).toEqual({ by: null, news: null });
    expect(differenceOf(WORLD.runway, euro, dollar)).toEqual({ by: 2, news: 'better' });
    expect(differenceOf(MONTHLY.owed, euro, { ...dollar, currency: 'EUR' })).toEqual({ by: 2, news: 'worse' });
  });
});
