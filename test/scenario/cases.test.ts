import { describe, expect, test } from 'vitest';
import { canEnd } from '../../src/scenario/creditors.ts';
import { lint } from '../../src/scenario/lint.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { scenarioOf } from './reading.ts';

/** Files as people wrote them, that once were misread, refused without help or taken without a word. */
const at = (start: string, text: string): string => `runway: 1\nstart: ${start}\n${text}`;

const criticalOf = ({ creditors }: Scenario): string[] =>
  [...creditors.values()].filter(({ critical }) => critical).map(({ name }) => name);

/** The faults of a file that is refused: the text at each one's place, and its hint. */
function blamed(text: string): string[] {
  const { scenario, diagnostics } = readScenario({ name: 'test', text });
  expect(scenario).toBeNull();
  return diagnostics.map(({ place, hint }) => `${text.slice(place!.start, place!.end)} → ${hint}`);
}

describe('a file that is read', () => {
  test('of cash, costs and revenue alone ends when somebody cannot be paid', () => {
    const scenario = scenarioOf(at('2026-01', 'cash: 300k\nrevenue: {subscriptions: 20k}\ncosts: {everything: 30k}'));
    expect(criticalOf(scenario)).toEqual(['others']);
    expect(canEnd(scenario)).toBe(true);
  });

  test('with a covenant calls its loan by a test', () => {
    const { debts, creditors } = scenarioOf(
      at(
        '2026-01',
        `cash: 12M
costs: {pay: {amount: 1M, to: staff}}
creditors:
  staff: {priority: 2, critical: true}
  bank: {priority: 1, patience: 0, then: petition}
debts:
  loan: {principal: 5M, kind: interest_only, due: 2028-12, lender: bank, call: {when: cash < 3M}}`,
      ),
    );
    expect(debts.get('loan')!.call).toMatchObject({ kind: 'when', test: { node: { op: 'compare', signs: ['<'] } } });
    expect(creditors.get('bank')).toMatchObject({ critical: false, reactions: [{ then: 'petition', limit: null }] });
  });

  test('with what is paid ahead, and what is used for years, has it over months', () => {
    const { revenue, costs } = scenarioOf(
      at(
        '2026-01',
        `cash: 10k
revenue: {contract: {amount: '120k * at("2026-01")', over: 12}}
costs: {machines: {amount: '600k * at("2026-02")', over: 60}, insurance: {amount: '12k * every(12, "2026-01")', over: 12}}`,
      ),
    );
    expect([...revenue.values(), ...costs.values()].map(({ over }) => over)).toEqual([12, 60, 12]);
  });

  test('with a note that converts where the round came', () => {
    const { debts } = scenarioOf(
      at(
        '2022-01',
        `cash: 1.2M
debts:
  note: {principal: 500k, draw: 2022-01, rate: 5%/year, kind: accruing, due: 2023-09, converts: {when: 'arrived("series_a")'}}
funding: {series_a: {amount: 3M, month: 2023-01, probability: 60%}}`,
      ),
    );
    const note = debts.get('note')!;
    expect(note.converts).toMatchObject({ kind: 'when', test: { node: { op: 'arrived', funding: 'series_a' } } });
  });

  test('with a year of its own has a row by month', () => {
    const row = 'by_month(24k, 24k, 24k, 24k, 24k, 24k, 24k, 24k, 24k, 24k, 480k, 480k)';
    const { revenue } = scenarioOf(at('2026-01', `cash: 900k\nrevenue: {sales: '${row}'}\ncosts: {fixed: 65k}`));
    const { node } = revenue.get('sales')!.amount;
    expect(node.op === 'by_month' ? node.values.reduce((a, b) => a + b) : node.op).toBe(1_200_000);
  });

  test('that asks for the least of all months is told apart from the last of them', () => {
    const scenario = scenarioOf(
      at(
        '2025-02',
        `months: 12
cash: 400
revenue: {income: 300}
costs: {usual: 200, order: '600 * at("2025-05")'}
checks:
  last: {measure: cash, from: 2025-02, to: 2026-01, at_least: 250}
  each_month: {measure: min(cash), from: 2025-02, to: 2026-01, at_least: 250}`,
      ),
    );
    expect([...scenario.checks.values()].map(({ over }) => over)).toEqual(['plain', 'min']);
    expect(lint(scenario).map(({ code, where }) => [code, where])).toEqual([['last-month-only', 'checks.last']]);
  });

  test('with a supplier who is paid a month late counts the months of the oldest bill', () => {
    const { creditors } = scenarioOf(
      at(
        '2026-01',
        `cash: 500k
costs: {goods: {amount: 10k, to: supplier}, pay: {amount: 1k, to: staff}}
creditors:
  staff: {critical: true, priority: 1}
  supplier: {overdue: 10k, overdue_months: 1, pay: 50%, patience: 3, then: petition}`,
      ),
    );
    expect(creditors.get('supplier')!.reactions).toMatchObject([{ then: 'petition', patience: { text: '3' } }]);
  });

  test('with stock that is sold has it by name', () => {
    const { assets } = scenarioOf(
      at('2026-01', 'cash: 200k\nassets: {stock: {value: 500k, sold: 2026-04, proceeds: 300k}}\ncosts: {rest: 20k}'),
    );
    expect(assets.get('stock')).toMatchObject({ sold: { kind: 'month', month: 2026 * 12 + 3 } });
  });

  test('with staff who wait a month fails past their patience', () => {
    const { creditors } = scenarioOf(
      at(
        '2026-01',
        'cash: 100k\ncosts: {pay: {amount: 110k, to: staff}}\ncreditors: {staff: {critical: true, patience: 1}}',
      ),
    );
    expect(creditors.get('staff')).toMatchObject({ critical: true, reactions: [{ then: 'fail' }] });
  });

  test('with a tranche that comes when sales pass a mark', () => {
    const { funding } = scenarioOf(
      at(
        '2026-01',
        `cash: 1M
revenue: {sales: 'prev(sales, 60k) * 1.05'}
funding:
  tranche: {amount: 2M, month: {when: sales > 100k}}
  insiders: {amount: 500k, month: {when: cash < 300k}}`,
      ),
    );
    expect([...funding.values()].map(({ month }) => month.kind)).toEqual(['when', 'when']);
  });

  test('with payroll before the customer has their days', () => {
    const { revenue, creditors } = scenarioOf(
      at(
        '2026-05',
        `cash: 50k
revenue: {sales: {amount: 120k, day: 30}}
costs: {pay: {amount: 100k, to: staff}}
creditors: {staff: {priority: 1, critical: true, day: 15}}`,
      ),
    );
    expect([revenue.get('sales')!.day, creditors.get('staff')!.day]).toEqual([30, 15]);
  });

  test('with a bonus each April says so by the calendar', () => {
    const { costs } = scenarioOf(
      at('2026-01', `cash: 50k\ncosts: {bonus: '9000 * (month_of_year == 4) + 6000 * every(12, "2027-01")'}`),
    );
    expect(costs.get('bonus')!.amount.node).toMatchObject({
      left: { right: { args: [{ op: 'month_of_year' }, { value: 4 }] } },
      right: { right: { op: 'every', n: 12, month: 2027 * 12 } },
    });
  });
});

describe('a file that is refused says how it is written:', () => {
  test('calendar months', () => {
    const text = at('2026-01', 'cash: 50k\ncosts: {bonus: 9000 * (month == 4) + 6000 * (quarter == 1)}');
    const [month, quarter] = blamed(text);
    expect(month).toMatch(/^month → .*month_of_year == 4.*every\(12, /);
    expect(quarter).toMatch(/^quarter → .*every\(3, /);
  });

  test('a formula with a comma inside braces', () => {
    const formula = '2000 * until("2026-02") + 2050 * between("2026-03", "2026-04")';
    expect(blamed(at('2026-01', `cash: 1M\ncosts:\n  wages: {amount: ${formula}, to: staff}`))).toEqual([
      `${formula} → write '${formula}'`,
    ]);
  });

  test('money in other currencies', () => {
    const text = at(
      '2026-01',
      'currency: GBP\ncash: £500k\nrevenue: {sales: £60k}\ncosts: {cloud: $40k, berlin: €20k}',
    );
    expect(blamed(text)).toEqual([
      '$40k → write 40k * usd, with usd an assumption: GBP for one USD',
      '€20k → write 20k * eur, with eur an assumption: GBP for one EUR',
    ]);
    const written = text
      .replace('$40k, berlin: €20k', '40k * usd, berlin: 20k * eur')
      .replace('cash', 'assumptions: {usd: 0.79, eur: 0.85}\ncash');
    expect(() => scenarioOf(written)).not.toThrow();
  });

  test('a row pasted from a spreadsheet', () => {
    const [said] = blamed(at('2026-01', 'cash: 400\nrevenue: {sweets: [2550, 2675, 2475, 2550]}'));
    expect(said).toContain('series("2026-01", 2550, 2675, 2475, …)');
  });
});
