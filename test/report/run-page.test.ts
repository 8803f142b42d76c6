import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import type { Glyphs } from '../../src/chart/glyphs.ts';
import { headline } from '../../src/report/headline.ts';
import { leverValue } from '../../src/report/lever-value.ts';
import { pageRows } from '../../src/report/page.ts';
import { runPage } from '../../src/report/run-page.ts';
import { aCase, aCreditor, aFunding, aLever, aScenario } from './a-case.ts';

const START = 2024 * 12;

/** Six months of a company that runs short in February, is saved in March by Intel, and fails in May. */
const scenario = aScenario(6, {
  levers: [
    aLever('layoffs', { isShare: true, label: 'Lay off staff', range: [0, 0.8], delay: 1 }),
    aLever('raise', { range: [0, 3e7] }),
  ],
  creditors: [aCreditor('cloud', { priority: 4 }), aCreditor('staff', { label: 'Staff', priority: 1, critical: true })],
  funding: [aFunding('intel', START + 2)],
});
const levers = new Map([
  ['layoffs', { value: 0.2, from: START + 3, until: null }],
  ['raise', { value: 0, from: START, until: null }],
]);
const result = aCase(6, {
  measures: {
    zeroCash: 1,
    firstUnpaid: 0,
    runway: 1.25,
    runwayNow: 0.34,
    failure: { t: 4, cause: 'unpaid:staff' },
    low: { cash: 0, t: 1 },
    insolvent: 0,
  },
  byMonth: {
    cash: [2e6, 0, 8e6, 3e6, 0, 0],
    overdue: [0, 1e6, 4e6, 9e6, 15e6, 15e6],
    owed: [8e6, 16e6, 24e6, 32e6, 40e6, 40e6],
    net_burn: [2e6, 2e6, 12e6, 5e6, 3e6, 0],
    accrued_burn: [11.8e6, 11e6, 11e6, 11e6, 11e6, 0],
    equity_raised: [0, 0, 20e6, 0, 0, 0],
    funding: [0, 0, 20e6, 0, 0, 0],
  },
  creditors: {
    cloud: {
      due: [5e6, 1e6, 4e6, 9e6, 12e6, 0],
      overdue: [0, 1e6, 4e6, 9e6, 12e6, 12e6],
      suspended: [0, 0, 0, 1, 1, 1],
    },
    staff: { due: [4e6, 4e6, 4e6, 4e6, 4e6, 0], paid: [4e6, 4e6, 4e6, 4e6, 1e6, 0], overdue: [0, 0, 0, 0, 3e6, 3e6] },
  },
  opening: { cash: 4e6 },
  troubleAlone: { kind: 'short', t: 1 },
  warnings: [{ code: 'amount-below-zero', where: 'revenue.sales', months: 2, message: 'below zero in 2 of 6 months' }],
});
const page = (width: number, glyphs: Glyphs = 'blocks'): string[] =>
  pageRows(runPage(scenario, result, levers, glyphs), { width, glyphs }).map(rowText);

describe('the headline', () => {
  it('tells a failure, its reason and what led there', () => {
    expect(headline(scenario, result).map(({ label, text }) => `${label}: ${text}`)).toEqual([
      'First unpaid: Jan 2024: $5M due is not paid, to cloud',
      'Zero cash: Feb 2024, after 1.3 months: it cannot pay all that is due',
      'Failure: May 2024, 3 months after zero cash: Staff could not be paid in full',
      'Insolvent: Jan 2024: first month-end at which it owes more than it has',
      'Break-even: not before it fails',
      'Default alive: no: without new funding or loans it runs short in Feb 2024',
      'Lowest cash: $0 at the end of Feb 2024; $0 at the end of May 2024',
      'Net burn: $2M in Jan 2024, paid less received; $5.33M a month over the first 3',
      'Accrued burn: $11.8M in Jan 2024, paid or not: at that rate opening cash lasts 0.3 months',
      'Owed: $40M when it fails, $15M of it in arrears',
    ]);
  });

  it('tells a survival, and to which month it is known', () => {
    const alive = aCase(6, {
      measures: { breakEven: 3, defaultAlive: 1, low: { cash: 5, t: 5 } },
      byMonth: { cash: [9, 9, 9, 9, 9, 5] },
    });
    expect(headline(scenario, alive).map(({ text }) => text)).toEqual([
      'nobody: all that falls due through Jun 2024 is paid then',
      'not by Jun 2024, the last month simulated',
      'none: lives through Jun 2024, the last of 6 months',
      'not by Jun 2024: at no month-end does it owe more than it has',
      'Apr 2024: revenue covers costs from then through Jun 2024, 3 months',
      'yes, through Jun 2024: without new funding or loans it stays out of trouble, and stops burning',
      '$5 at the end of Jun 2024',
      '$0 in Jan 2024, paid less received',
      '$0 in Jan 2024, paid or not: revenue covers costs',
      '$0 at the end of Jun 2024',
    ]);
  });

  it('tells a petition, also where cash never ran out', () => {
    const petition = aCase(6, { measures: { failure: { t: 2, cause: 'petition:cloud' } } });
    const texts = headline(scenario, petition).map(({ text }) => text);
    expect(texts[1]).toBe('not before it fails');
    expect(texts[2]).toBe('Mar 2024: cloud petitioned for insolvency');
  });
});

describe('the page of a run', () => {
  it('shows the levers that are pulled, and names those that are not', () => {
    const rows = page(80);
    expect(rows).toContain('Lever          Value  From      Decide by');
    expect(rows).toContain('Lay off staff    20%  Apr 2024  Mar 2024');
    expect(rows).toContain('Levers not pulled: raise');
  });

  it('ends the month table at the failure and says so', () => {
    const rows = page(80);
    const from = rows.indexOf('By month, in USD');
    expect(rows.slice(from, from + 9)).toEqual([
      'By month, in USD',
      'Month      Revenue  Received  Paid  Net burn  Funding   Cash  Arrears   Owed',
      'opening                                                4.00M        0      0',
      'Jan 2024         0         0     0     2.00M        0  2.00M        0  8.00M',
      'Feb 2024▼        0         0     0     2.00M        0      0    1.00M  16.0M',
      'Mar 2024▲        0         0     0     12.0M    20.0M  8.00M    4.00M  24.0M',
      'Apr 2024■        0         0     0     5.00M        0  3.00M    9.00M  32.0M',
      'May 2024✗        0         0     0     3.00M        0      0    15.0M  40.0M',
      '▲ funding  ■ suspension  ◆ lever  ▼ zero cash  ✗ failure',
    ]);
    expect(rows).toContain('The company fails in May 2024; the month after it is left out.');
  });

  it('tells what happens beside the figures where there is room', () => {
    const rows = page(120);
    expect(rows.find((row) => row.startsWith('Mar 2024'))).toMatch(/24\.0M {2}intel$/);
    expect(rows.find((row) => row.startsWith('Feb 2024'))).toMatch(/16\.0M {2}zero cash$/);
  });

  it('lists creditors in the order in which they are paid and marks the one that ends the company', () => {
    const rows = page(80);
    const from = rows.indexOf('Creditors in May 2024, the month of failure, first paid first, in USD');
    expect(rows.slice(from + 1, from + 4)).toEqual([
      'Creditor    Due   Paid  Arrears  Owed  Standing',
      'Staff     4.00M  1.00M    3.00M     0  ends the company',
      'cloud     12.0M      0    12.0M     0  suspended Apr 2024',
    ]);
  });

  it('ends with warnings', () => {
    expect(page(80).slice(-2)).toEqual(['Warnings', '! revenue.sales: below zero in 2 of 6 months']);
  });

  it('fits any width from 80, without blanks at the ends of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 80, max: 240 }),
        fc.constantFrom('braille' as const, 'blocks' as const, 'ascii' as const),
        fc.string({ maxLength: 120 }),
        (width, glyphs, name) => {
          const titled = { ...scenario, name, currency: 'EUR', plan: 'shrink' };
          for (const row of pageRows(runPage(titled, result, levers, glyphs), { width, glyphs })) {
            expect(rowWidth(row)).toBeLessThanOrEqual(width);
            expect(rowText(row)).toBe(rowText(row).trimEnd());
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is ASCII where that is asked', () => {
    const rows = pageRows(runPage({ ...scenario, currency: 'EUR' }, result, levers, 'ascii'), {
      width: 100,
      glyphs: 'ascii',
    });
    expect(rows.map(rowText).join('')).toMatch(/^[\u0020-\u007e]*$/);
  });
});

describe('the value of a lever', () => {
  it.each([
    [{ isShare: true, range: [0, 0.8] as const, value: 0, step: null }, 0.2, '20%'],
    [{ isShare: true, range: [0, 2] as const, value: 0, step: null }, 1.5, '150%'],
    [{ isShare: false, range: [0, 3e7] as const, value: 0, step: null }, 2e7, '$20M'],
    [{ isShare: false, range: [0, 3e7] as const, value: 0, step: null }, 0, '$0'],
    [{ isShare: false, range: [0, 6] as const, value: 2, step: null }, 2, '2'],
    [{ isShare: false, range: null, value: 1, step: null }, 1, '1'],
    [{ isShare: false, range: null, value: 0, step: null }, 0, '0'],
    [{ isShare: false, range: [0, 1] as const, value: 0, step: 1 }, 0, 'off'],
    [{ isShare: true, range: [0, 1] as const, value: 0, step: 1 }, 1, 'on'],
    [{ isShare: true, range: [0, 1] as const, value: 0, step: 0.1 }, 1, '100%'],
  ])('%j at %d is %s', (lever, value, text) => {
    expect(leverValue(lever, value, 'USD')).toBe(text);
  });
});
