import { describe, expect, test } from 'vitest';
import { askCase, compile } from '../../src/engine/ask.ts';
import { formatMonth } from '../../src/formula/month.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { naiveCase } from '../oracle/naive.ts';
import { filesIn, read } from './page.ts';

/**
 * What the recipes say was worked out by hand: a figure at the end of a month, or of it, in thousands but for shares.
 * `npm run docs` writes whatever the program says into the page; this does not follow it.
 */
const FIGURES: Readonly<Record<string, readonly (readonly [measure: string, month: string, figure: number])[]>> = {
  // 100 - 12 x 6 - 4 x 1.5 - 9 - 4
  quarterly: [['cash', '2026-12', 9]],
  // 26 paydays; 2, 16 and 30 January, 3, 17 and 31 July
  fortnightly: [
    ['gross_burn', '2026-01', 30],
    ['gross_burn', '2026-06', 20],
    ['gross_burn', '2026-07', 30],
    ['cash', '2026-12', 5],
  ],
  // 6 x 8 + 2 x 5; 700 - 3 x 32 - 5 x 48 - 4 x 72 - 5 x 5
  hiring: [
    ['gross_burn', '2026-04', 58],
    ['cash', '2026-12', 51],
  ],
  // 40 + 21 + 19 + 24 + 26 + 25 - 5 x 27; 40 + 335 - 324
  row: [
    ['cash', '2026-05', 20],
    ['cash', '2026-12', 51],
  ],
  // 60 + 40 x (0.6 + 0.6 + 0.8 + 0.9 + 1 + 1 + 0.8 + 0.7) - 8 x 38; 60 + 480 - 456
  season: [
    ['cash', '2026-08', 12],
    ['cash', '2026-12', 84],
  ],
  // nothing, 20, then 40 a month
  'forty-five': [
    ['cash', '2026-02', 30],
    ['receivable', '2026-12', 60],
    ['cash', '2026-12', 80],
  ],
  // an n-th of n billings; 12 x 24 - (1 + … + 12) x 2 not earned yet
  ahead: [
    ['revenue', '2026-10', 20],
    ['cash', '2026-12', 58],
    ['deferred_income', '2026-12', 132],
  ],
  // 12; 12 + 0.8 x 12; 12 + 0.8 x (12 + 9.6)
  renewals: [
    ['billings', '2026-12', 12],
    ['billings', '2027-01', 21.6],
    ['billings', '2028-01', 29.28],
    ['revenue', '2027-01', 12.8],
  ],
  // waiting: 60 - 45 = 15, and 30 of February's 45 are missing
  factoring: [
    ['cash', '2026-01', 15],
    ['overdue', '2026-02', 30],
  ],
  // 500 + 3 x 15 - 360; 360 x 35/36
  machines: [
    ['cash', '2026-03', 185],
    ['prepaid', '2026-03', 350],
    ['costs', '2026-03', 55],
  ],
  // 20 + 2 x 1.5 - 12; 8.5 + 1
  insurance: [
    ['cash', '2026-02', 11],
    ['costs', '2026-01', 9.5],
    ['costs', '2026-02', 9.5],
  ],
  // 650 - 8 x 25.6 - 2 x 208; and 2 x 430.4
  stock: [
    ['cash', '2026-10', 29.2],
    ['cash', '2026-12', 890],
  ],
  // 560 - 11 x 46.8, and 1.6 of December's are missing
  dollars: [
    ['cash', '2026-11', 45.2],
    ['overdue', '2026-12', 1.6],
  ],
  // 60 - 18 - 30 = 12 a month; 3 x 20% x (50 - 15) in April; income 50 - 15 - 30
  vat: [
    ['cash', '2026-03', 46],
    ['cash', '2026-04', 37],
    ['due_later', '2026-06', 21],
    ['net_income', '2026-04', 5],
  ],
  // 200 - 120 + 300; + 25 - 25% x (300 - 120)
  tax: [
    ['cash', '2027-12', 380],
    ['cash', '2028-01', 360],
  ],
  // 12 x 80 for 900
  'pay-cut': [['overdue', '2026-12', 60]],
  // 890 - 70 - 80 - 90 - 100 - 110 - 120 - 130 - 90 - 50 - 10; the alarm is July's
  tripwire: [
    ['cash', '2026-06', 320],
    ['gross_burn', '2026-07', 450],
    ['gross_burn', '2026-08', 450],
    ['cash', '2026-10', 40],
  ],
  // 25 x 1.0075 - 9.8125 - 0.1875 = 15.1875; likewise 5.30140625; 10 - 0.039760546875 - 5.30140625 + 5
  line: [
    ['debt', '2026-03', 25],
    ['debt', '2026-04', 15.1875],
    ['debt', '2026-05', 5.30140625],
    ['cash', '2026-06', 9.658833203125],
  ],
  // 4550 - 12 x 170, then 7 x (150 + 2000 x 1% / (1 - 1.01^-24))
  venture: [
    ['cash', '2027-03', 2510],
    ['cash', '2027-10', 2510 - 7 * (150 + 20 / (1 - 1.01 ** -24))],
  ],
  // 500 x 1.04 - 20; 100 + 500 - 13 x 10 - 2 x 20
  coupon: [
    ['debt', '2026-06', 500 * 1.04 ** (5 / 6)],
    ['debt', '2026-07', 500],
    ['debt', '2027-01', 500],
    ['cash', '2027-01', 430],
  ],
  // 18 payments of 20 from February on; 330 - 18 x 10
  share: [
    ['debt', '2026-01', 360],
    ['debt', '2027-06', 20],
    ['debt', '2027-07', 0],
    ['cash', '2027-07', 150],
  ],
  // 45 + 6 x (4 - 10), then + 4
  instalments: [
    ['debt', '2026-05', 10],
    ['cash', '2026-06', 9],
    ['cash', '2026-12', 33],
  ],
  // 60 x (1.05 + … + 1.05^10) = 63 x (1.05^10 - 1) / 0.05
  tranche: [
    ['cash', '2026-10', 800 + (63 * (1.05 ** 10 - 1)) / 0.05 - 1500],
    ['equity_raised', '2026-11', 1000],
  ],
  // 400 with eleven months of 8%/12, at the opening of January
  note: [
    ['debt_converted', '2027-01', 400 * (1 + 0.08 / 12) ** 11],
    ['cash', '2027-12', 100 + 400 + 2000 - 24 * 25],
  ],
  // half of the pay on the 15th
  payday: [['overdue', '2026-05', 50]],
};

const files = filesIn(read('docs/recipes.md'));

test('each figure that is worked by hand is of a recipe on the page', () => {
  expect(Object.keys(FIGURES).filter((name) => !files.has(`${name}.yaml`))).toEqual([]);
});

describe.each(Object.entries(FIGURES))('%s', (name, figures) => {
  const { scenario } = readScenario({ name, text: files.get(`${name}.yaml`)! });
  const fast = askCase(compile(scenario!), leverSettings(scenario!));
  const naive = naiveCase(scenario!);

  test.each(figures)('%s in %s is %d thousand', (measure, month, figure) => {
    const t = fast.byMonth.cash.findIndex((_, i) => formatMonth(scenario!.start + i) === month);
    for (const { byMonth } of [fast, naive]) {
      expect(byMonth[measure as keyof typeof byMonth][t]).toBeCloseTo(figure * 1000, 6);
    }
  });
});
