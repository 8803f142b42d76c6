import { describe, expect, test } from 'vitest';
import { formatMonth } from '../../src/formula/month.ts';
import { codesOf, HEAD, scenarioOf } from './reading.ts';

const text = (check: string): string => `${HEAD}months: 12\ncosts: {rent: 5}\nchecks: {c: {at_least: 1, ${check}}}`;

function shown(check: string): string {
  const { measure, of, over, from, to } = scenarioOf(text(check)).checks.get('c')!;
  const months = [from, to].map((month) => (month === null ? '-' : formatMonth(month))).join('..');
  return `${over} ${measure}${of === null ? '' : ` of ${of}`} ${months}`;
}

describe('the least, the most and the mean of a measure', () => {
  test.each([
    ['measure: min(cash)', 'min cash -..-'],
    ['measure: max( cash )', 'max cash -..-'],
    ['measure: mean(rent), from: 2024-02, to: 2024-05', 'mean rent 2024-02..2024-05'],
    ['measure: min(cash), at: 2024-05', 'min cash 2024-05..2024-05'],
    // `from` alone goes on to the last month, `to` alone begins with the first.
    ['measure: min(cash), from: 2024-05', 'min cash 2024-05..2024-12'],
    ['measure: min(cash), to: 2024-05', 'min cash 2024-01..2024-05'],
    ['measure: min(cash), from: 2026-05', 'min cash 2026-05..2026-05'],
    [`measure: "max(owed('others'))", from: 2024-02, to: 2024-03`, 'max owed of others 2024-02..2024-03'],
    [`measure: "age('others')", at: 2024-03`, 'plain age of others 2024-03..2024-03'],
    ['measure: cash, from: 2024-05, to: 2024-06', 'plain cash 2024-05..2024-06'],
    ['measure: billings, from: 2024-05', 'plain billings 2024-05..2024-05'],
    ['measure: months_alive', 'plain months_alive -..-'],
  ])('%s', (check, expected) => {
    expect(shown(check)).toBe(expected);
  });

  test.each([
    ['measure: min(survival)', ['unknown-measure']],
    ['measure: max(zero_cash)', ['unknown-measure']],
    ['measure: min(csh)', ['unknown-measure']],
    ['measure: min()', ['unknown-measure']],
    ['measure: min(min(cash))', ['unknown-measure']],
    ['measure: median(cash)', ['unknown-measure']],
    [`measure: "min(owed('nobody'))"`, ['unknown-creditor']],
    ['measure: cash', ['missing-key']],
    ['measure: min(cash), from: 2024-05, to: 2024-02', ['bad-dates']],
    ['measure: min(cash), at: 2024-05, to: 2024-02', ['bad-dates']],
  ])('%s is refused', (check, codes) => {
    expect(codesOf(text(check))).toEqual(codes);
  });

  test('a month that is not there yet is a month: first_unpaid', () => {
    const check = scenarioOf(text('measure: first_unpaid').replace('at_least: 1', 'at_least: 2024-06')).checks.get(
      'c',
    )!;
    expect(check.atLeast).toEqual({ number: null, month: 2024 * 12 + 5 });
  });
});
