import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import type { Glyphs } from '../../src/chart/glyphs.ts';
import type { Worlds } from '../../src/engine/run/spread.ts';
import { odds, roughOdds } from '../../src/report/odds.ts';
import { pageRows } from '../../src/report/page.ts';
import { worldsEvents } from '../../src/report/worlds-chart.ts';
import { worldsHeadline } from '../../src/report/worlds-headline.ts';
import { worldsPage } from '../../src/report/worlds-page.ts';
import { aCase, aCreditor, aLever, aScenario } from './a-case.ts';
import { everywhere, fan, monthSpread, someWorlds, spread } from './some-worlds.ts';

const START = 2024 * 12;

/** Six months in which 800 of 1,000 worlds fail, most of them in March and April. */
const scenario = aScenario(6, {
  levers: [aLever('layoffs', { isShare: true, label: 'Lay off staff' })],
  creditors: [aCreditor('staff', { label: 'Payroll', critical: true }), aCreditor('cloud')],
});
const levers = new Map([['layoffs', { value: 0.2, from: START + 5, until: null }]]);
const causes: Worlds['causes'] = [
  { cause: 'unpaid:staff', share: 0.75, count: 600, medianT: 3, examples: [] },
  { cause: 'petition:cloud', share: 0.25, count: 200, medianT: 4, examples: [] },
];
const worlds = someWorlds(6, {
  byMonth: {
    cash: fan([6e6, 5e6, 4e6, 3e6, 2e6, 1e6], [0.3, 0.7, 1, 1.3, 1.8]),
    overdue: fan([0, 0, 1e6, 2e6, 3e6, 4e6]),
    owed: fan([2e6, 2e6, 3e6, 4e6, 5e6, 6e6]),
  },
  failing: [0, 0, 0.3, 0.4, 0.05, 0.05],
  measures: {
    zeroCash: monthSpread([1, 1, 2, 3, null], 0.06),
    failure: monthSpread([2, 2, 3, 4, null], 0.2),
    low: { cash: spread([0, 0, 4e5, 1e6, 2e6]), month: monthSpread([1, 2, 3, 4, 5]) },
    defaultAlive: 0.04,
  },
  causes,
  opening: { cash: everywhere(7e6), owed: everywhere(1e6) },
  warnings: [
    {
      code: 'amount-below-zero',
      where: 'revenue.sales',
      months: 12,
      worlds: 7,
      message: 'amount below zero in 7 of 1000 worlds, 12 of 6000 months',
    },
  ],
});
const base = aCase(6, {
  measures: { zeroCash: 2, failure: { t: 4, cause: 'unpaid:staff' } },
  byMonth: { cash: [6e6, 4e6, 2e6, 1e6, 5e5, 5e5] },
  opening: { cash: 7e6 },
});
const page = (width: number, glyphs: Glyphs = 'blocks'): string[] =>
  pageRows(worldsPage(scenario, worlds, base, levers, glyphs), { width, glyphs }).map(rowText);
const answers = (what: Worlds): Record<string, string> =>
  Object.fromEntries(worldsHeadline(scenario, what, base).map(({ label, text }) => [label, text]));

describe('the headline over worlds', () => {
  it('says the odds, by when, and what ends it', () => {
    expect(answers(worlds)).toEqual({
      Odds: 'In 70% of futures it fails before May 2024, in 80% by the end of Jun 2024. What ends it: Payroll unpaid (75% of failures).',
      Survival: '20% of worlds live through Jun 2024 (95% interval 17.6% to 22.6%)',
      'Zero cash': '5% of worlds by Feb 2024, half by Mar 2024; in 6% not by Jun 2024',
      Failure: '5% of worlds by Mar 2024, half by Apr 2024; in 20% not by Jun 2024',
      'Lowest cash': '$400k at the median; $0 at p5, $2M at p95',
      'Default alive':
        '4% of worlds need no new funding or loans to stay out of trouble through Jun 2024, and stop burning',
      'Base case': 'zero cash Mar 2024; fails May 2024: Payroll could not be paid in full',
    });
  });

  it('says when no world fails, and how sure that is', () => {
    const { Odds, Survival, Failure } = answers(someWorlds(6));
    expect(Odds).toBe('In every one of 1,000 worlds it lives through Jun 2024.');
    expect(Survival).toBe('100% of worlds live through Jun 2024 (95% interval 99.6% to 100%)');
    expect(Failure).toBe('in no world within 6 months');
  });

  it('says when every world fails', () => {
    const doomed = { causes: [{ cause: 'unpaid:staff', share: 1, count: 1000, medianT: 1, examples: [] }] };
    const soon = someWorlds(6, { ...doomed, failing: [0, 1, 0, 0, 0, 0] });
    expect(answers(soon).Odds).toBe(
      'In every future it fails before Mar 2024. What ends it: Payroll unpaid (all failures).',
    );
    const slow = someWorlds(6, { ...doomed, failing: [0, 0.8, 0, 0, 0, 0.2] });
    expect(answers(slow).Odds).toMatch(/^In 80% of futures it fails before Mar 2024, in all by the end of Jun 2024\./);
    const late = someWorlds(6, { ...doomed, failing: [0, 0, 0, 0, 0, 0.5] });
    expect(answers(late).Odds).toMatch(/^In 50% of futures it fails by the end of Jun 2024\./);
  });

  it('gives of equal months the greatest share, and of few failures their share', () => {
    const at = (zeroCash: Worlds['measures']['zeroCash']) => answers(someWorlds(6, { measures: { zeroCash } }));
    expect(at(monthSpread([0, 0, 0, 1, 2]))['Zero cash']).toBe('half of worlds by Jan 2024, 95% by Mar 2024');
    expect(at(monthSpread([1, 1, 1, 1, 1]))['Zero cash']).toBe('95% of worlds by Feb 2024');
    expect(at(monthSpread([null, null, null, null, null], 0.98))['Zero cash']).toBe(
      'in 2% of worlds; in 98% not by Jun 2024',
    );
  });
});

describe('odds', () => {
  it.each([
    [0, '0%', '0%'],
    [0.0001, '<0.1%', '<0.1%'],
    [0.004, '0.4%', '0.4%'],
    [0.1234, '12.3%', '12%'],
    [0.5, '50%', '50%'],
    [0.9949, '99.5%', '99.5%'],
    [0.99996, '>99.9%', '>99.9%'],
    [1, '100%', '100%'],
  ])('%d is %s, roughly %s', (share, exact, rough) => {
    expect(odds(share)).toBe(exact);
    expect(roughOdds(share)).toBe(rough);
  });
});

describe('the page of a run over worlds', () => {
  it('is titled with the number of worlds and the seed', () => {
    expect(page(80).slice(0, 2)).toEqual([
      'A company                                              Jan 2024 to Jun 2024, USD',
      '1,000 worlds, each a possible future; seed 1',
    ]);
  });

  it('tells what ends the worlds that fail', () => {
    const rows = page(80);
    const from = rows.findIndex((row) => row.startsWith('Causes of death'));
    expect(rows.slice(from, from + 3)).toEqual([
      'Causes of death                    Of failures  Of worlds  Median month',
      'Payroll could not be paid in full          75%        60%  Apr 2024',
      'cloud petitioned for insolvency            25%        20%  May 2024',
    ]);
    const alive = pageRows(worldsPage(scenario, someWorlds(6), base, levers, 'blocks'), {
      width: 80,
      glyphs: 'blocks',
    }).map(rowText);
    expect(alive.join('\n')).not.toContain('Causes of death');
  });

  it('shows survival, the spread of cash and what is owed by month', () => {
    const rows = page(80);
    const from = rows.findIndex((row) => row.startsWith('By month, in USD'));
    expect(rows.slice(from + 1, from + 9)).toEqual([
      'Month      Alive  Cash p5    p25    p50    p75    p95  Arrears p50  Owed p50',
      'opening     100%    7.00M  7.00M  7.00M  7.00M  7.00M            0     1.00M',
      'Jan 2024    100%    1.80M  4.20M  6.00M  7.80M  10.8M            0     2.00M',
      'Feb 2024    100%    1.50M  3.50M  5.00M  6.50M  9.00M            0     2.00M',
      'Mar 2024▼    70%    1.20M  2.80M  4.00M  5.20M  7.20M        1.00M     3.00M',
      'Apr 2024✗    30%     900k  2.10M  3.00M  3.90M  5.40M        2.00M     4.00M',
      'May 2024     25%     600k  1.40M  2.00M  2.60M  3.60M        3.00M     5.00M',
      'Jun 2024◆    20%     300k   700k  1.00M  1.30M  1.80M        4.00M     6.00M',
    ]);
  });

  it('marks levers that come into force after the base case has failed', () => {
    expect(worldsEvents(scenario, worlds, base, levers).map(({ t, kind }) => `${t} ${kind}`)).toEqual([
      '5 lever',
      '2 zero-cash',
      '3 failure',
    ]);
  });

  it('ends with warnings, and in how many worlds and months', () => {
    expect(page(80).slice(-2)).toEqual([
      'Warnings',
      '! revenue.sales: amount below zero in 7 of 1000 worlds, 12 of 6000 months',
    ]);
  });

  it('fits any width from 40, without blanks at the ends of rows, whatever the numbers', () => {
    const anyGlyphs = fc.constantFrom('braille' as const, 'blocks' as const, 'ascii' as const);
    const amount = fc.double({ min: 0, max: 1e14, noNaN: true });
    const month = fc.option(fc.nat(5));
    const months = fc.array(month, { minLength: 5, maxLength: 5 });
    const never = fc.double({ min: 0, max: 1, noNaN: true });
    const anyWorlds = fc.record({
      cash: fc.array(amount, { minLength: 6, maxLength: 6 }),
      failing: fc.array(
        fc.nat(166).map((n) => n / 1000),
        { minLength: 6, maxLength: 6 },
      ),
      zeroCash: fc.tuple(months, never),
      failure: fc.tuple(months, never),
    });
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 240 }), anyGlyphs, anyWorlds, (width, glyphs, any) => {
        const what = someWorlds(6, {
          byMonth: { cash: fan(any.cash, [0, 0.5, 1, 1.5, 3]), owed: fan(any.cash) },
          failing: any.failing,
          measures: { zeroCash: monthSpread(...any.zeroCash), failure: monthSpread(...any.failure) },
          causes,
        });
        const titled = { ...scenario, currency: 'EUR', plan: 'shrink' };
        const rows = pageRows(worldsPage(titled, what, base, levers, glyphs), { width, glyphs });
        for (const row of rows) {
          expect(rowWidth(row)).toBeLessThanOrEqual(width);
          expect(rowText(row)).toBe(rowText(row).trimEnd());
        }
        if (glyphs === 'ascii') expect(rows.map(rowText).join('')).toMatch(/^[\u0020-\u007e]*$/);
      }),
      { numRuns: 60 },
    );
  });
});
