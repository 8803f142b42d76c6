import { describe, expect, test } from 'vitest';
import { parseDay, parseMonth } from '../../src/formula/month.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import type { Node } from '../../src/formula/tree.ts';

/** The tree of a formula without its places. */
function treeOf(text: string, currency?: string): unknown {
  const { node, faults } = parseFormula(text, currency);
  if (node === null) throw new Error(`${text}: ${faults.map(({ message }) => message).join('; ')}`);
  return JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

const number = (value: number): Partial<Node> => ({ op: 'number', value });
const month = (text: string): number => parseMonth(text)!;

describe('the words of the calendar, of rows and of memory', () => {
  test.each<[string, object]>([
    ['month_of_year', { op: 'month_of_year' }],
    ['days', { op: 'days' }],
    ['every(3, "2026-03")', { op: 'every', n: 3, month: month('2026-03') }],
    ['every(2 * 6, "1999-12")', { op: 'every', n: 12, month: month('1999-12') }],
    ['paydays("2026-01-02", 14)', { op: 'paydays', firstDay: 20_455, gap: 14 }],
    ['series("2026-02", 5, 6k/year, -7)', { op: 'series', month: month('2026-02'), values: [5, 500, -7] }],
    [
      'steps("2025-06", 1, "2026-03", 2%)',
      { op: 'steps', months: [month('2025-06'), month('2026-03')], values: [1, 0.02] },
    ],
    ['steps("2026-04", 9)', { op: 'steps', months: [month('2026-04')], values: [9] }],
    [
      'by_month(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 3 * 4)',
      { op: 'by_month', values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
    ],
    ['from(raise)', { op: 'from', lever: 'raise' }],
    ['lag(sales, 2, 7)', { op: 'lag', name: 'sales', n: 2, first: number(7) }],
    ['lag(sales, 60)', { op: 'lag', name: 'sales', n: 60, first: number(0) }],
    ['past("net_income", 24)', { op: 'past', measure: 'net_income', n: 24 }],
    ['arrived("series_b")', { op: 'arrived', funding: 'series_b' }],
  ])('%s', (text, tree) => {
    expect(treeOf(text)).toEqual(tree);
  });

  test('rows and gaps are of numbers alone, and finite', () => {
    for (const text of [
      'series("2024-01", growth)',
      'steps("2024-01", t)',
      'by_month(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, cash)',
      'every(n, "2024-01")',
      'paydays("2024-01-05", days)',
      'lag(x, t)',
      'past("costs", months)',
    ])
      expect(
        parseFormula(text).faults.map(({ code }) => code),
        text,
      ).toEqual(['not-constant']);
    expect(parseFormula('series("2024-01", 1/0)').faults[0]).toMatchObject({ code: 'not-finite' });
  });
});

describe('a day', () => {
  test('is counted from 1970-01-01', () => {
    const days = ['1970-01-01', '1969-12-31', '2000-02-29', '2026-01-02', '1900-01-01', '2199-12-31'];
    expect(days.map(parseDay)).toEqual([0, -1, 11_016, 20_455, -25_567, 84_005]);
  });

  test('is one that there is', () => {
    for (const text of [
      '2023-02-29',
      '1900-02-29',
      '2024-04-31',
      '2024-13-01',
      '2024-00-10',
      '2024-01-00',
      '2024-1-1',
      '2024-01',
      '',
    ])
      expect(parseDay(text), text).toBeNull();
  });
});

describe('month, quarter and year', () => {
  test('stand after / or beside *', () => {
    for (const text of ['12k/year', '5 * month', 'quarter * 2', 'x / (4 * quarter)', '8%/ month', '2 *\tyear^2'])
      expect(parseFormula(text).faults, text).toEqual([]);
  });

  test('elsewhere are told by what means what was meant', () => {
    const hints = ['month == 4', 'quarter == 2', 'year < 2025'].map((text) => parseFormula(text).faults[0]!.hint!);
    expect(hints[0]).toContain('month_of_year == 4');
    expect(hints[0]).toContain('every(12, "2026-04")');
    expect(hints[1]).toContain('every(3, ');
    expect(hints[2]).toContain('every(12, ');
  });
});

describe('the sign of a currency', () => {
  test.each([
    ['USD', '$'],
    ['AUD', '$'],
    ['BRL', '$'],
    ['MXN', '$'],
    ['EUR', '€'],
    ['GBP', '£'],
    ['EGP', '£'],
    ['SYP', '£'],
  ])('of %s is %s', (currency, sign) => {
    expect(treeOf(`${sign}4k`, currency)).toEqual(number(4000));
    for (const other of ['$', '€', '£'].filter((one) => one !== sign))
      expect(parseFormula(`2 + ${other}4k`, currency).faults, other).toMatchObject([
        { code: 'other-currency', at: { start: 4, end: 7 } },
      ]);
  });

  test('no sign is of a currency that has none of them', () => {
    for (const sign of ['$', '€', '£'])
      expect(parseFormula(`${sign}4k`, 'JPY').faults).toMatchObject([{ code: 'other-currency' }]);
  });

  test('of another is told how to convert', () => {
    expect(parseFormula('$40k', 'GBP').faults[0]!.hint).toBe(
      'write 40k * usd, with usd an assumption: GBP for one USD',
    );
  });
});
