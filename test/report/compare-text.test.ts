import { describe, expect, it } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import type { Measures } from '../../src/engine/month/measures.ts';
import { compareTable } from '../../src/report/compare-text.ts';
import { csv } from '../../src/report/csv.ts';
import { tableRows } from '../../src/report/table.ts';
import type { ComparedCase } from '../../src/report/variant.ts';
import { aCase } from './a-case.ts';

const variant = (name: string, measures: Partial<Measures>, endCash: number, endOwed: number): ComparedCase => ({
  name,
  file: 'a.yaml',
  figure: null,
  plan: null,
  start: 2024 * 12,
  months: 24,
  currency: 'USD',
  levers: new Map(),
  result: { measures: aCase(1, { measures }).measures, endCash, endOwed },
});

const variants = [
  variant('base', { zeroCash: 0, runway: 0.34, failure: { t: 5, cause: 'unpaid:staff' } }, 0, 64e6),
  variant('cut', { zeroCash: 3, runway: 3.5, failure: { t: 9, cause: 'petition:cloud' } }, 2e6, 30e6),
  variant('raise', { low: { cash: 1e6, t: 4 } }, 5e6, 80e6),
];

describe('variants side by side', () => {
  it('tell dates, causes and money, and what differs from the first', () => {
    expect(tableRows(compareTable(variants), 160).map(rowText)).toEqual([
      'Variant  Zero cash  +/-  Runway   +/-   Failure  +/-  Cause            Lowest cash   +/-  Cash at end   +/-  Owed at end    +/-',
      'base      Jan 2024       0.3 mo        Jun 2024       staff unpaid              $0                 $0               $64M',
      'cut       Apr 2024   +3  3.5 mo  +3.2  Oct 2024   +4  cloud petitions           $0    $0          $2M  +$2M         $30M  -$34M',
      'raise        never       >24 mo        survives                                $1M  +$1M          $5M  +$5M         $80M  +$16M',
    ]);
  });

  it('keep each difference beside its figure when they continue beneath', () => {
    const titles = tableRows(compareTable(variants), 80)
      .map(rowText)
      .filter((row) => row.startsWith('Variant'));
    expect(titles).toEqual([
      'Variant  Zero cash  +/-  Runway   +/-   Failure  +/-  Cause',
      'Variant  Lowest cash   +/-  Cash at end   +/-  Owed at end    +/-',
    ]);
  });

  it('hold values for machines', () => {
    const [header, base, cut] = csv(compareTable(variants)).split('\r\n');
    expect(header).toBe(
      'variant,zero_cash,zero_cash_delta,runway,runway_delta,failure,failure_delta,cause,low,low_delta,end_cash,end_cash_delta,end_owed,end_owed_delta',
    );
    expect(base).toBe('base,2024-01,,0.34,,2024-06,,unpaid:staff,0,,0,,64000000,');
    expect(cut).toBe('cut,2024-04,3,3.5,3.16,2024-10,4,petition:cloud,0,0,2000000,2000000,30000000,-34000000');
  });
});
