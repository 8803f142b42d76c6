import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVENT_KINDS } from '../../src/chart/chart-events.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { monthName } from '../../src/formula/month.ts';
import { caseChart, caseEvents } from '../../src/report/case-events.ts';
import { monthTable } from '../../src/report/month-table.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { scenarioOf } from '../scenario/reading.ts';

/** Every event of a base case: `Feb 2026: van sold`. */
function told(text: string): string[] {
  const scenario = scenarioOf(text);
  const settings = leverSettings(scenario);
  return caseEvents(scenario, askCase(compile(scenario), settings), settings).map(
    ({ t, label }) => `${monthName(scenario.start + t)}: ${label}`,
  );
}

const conformance = (name: string): string[] =>
  told(readFileSync(join(import.meta.dirname, `../conformance/${name}.yaml`), 'utf8'));

describe('events that move cash or debt are told', () => {
  test('assets that are sold, in a month or by a test; what is kept is not', () => {
    expect(conformance('assets-sold')).toEqual(['Feb 2026: van sold', 'Jun 2026: stock sold']);
  });

  test('a loan that its lender calls', () => {
    expect(conformance('call')).toContain('Feb 2026: loan called');
  });

  test('a debt that converts is not called too', () => {
    expect(conformance('called-and-converted')).toEqual(['Mar 2026: note converts']);
  });

  test('a credit line in each month in which it gives or takes', () => {
    // 30 are short in February; March pays them back.
    const events = told(`runway: 1
start: 2026-01
months: 4
cash: 20
revenue: {sales: 'series("2026-01", 10, 0, 90, 10)'}
costs: {pay: {amount: 10, to: staff}, rent: {amount: 'series("2026-02", 40)', to: staff}}
creditors: {staff: {critical: true}}
debts: {line: {label: Overdraft, principal: 0, kind: revolving, limit: 100}}
`);
    expect(events).toEqual(['Feb 2026: Overdraft 30', 'Mar 2026: Overdraft repaid 30']);
  });

  test('a suspension, when it begins and when it is over', () => {
    const events = told(`runway: 1
start: 2026-01
months: 5
cash: 0
revenue: {sales: 'series("2026-03", 100)'}
costs: {hosting: {amount: 10, to: cloud}}
creditors: {cloud: {label: Hosting, patience: 0}, staff: {critical: true}}
`);
    expect(events.filter((event) => event.includes('Hosting'))).toEqual([
      'Feb 2026: Hosting suspended',
      'Apr 2026: Hosting resumes',
    ]);
  });

  test('by marks of which no two are alike', () => {
    const kinds = Object.values(EVENT_KINDS);
    expect(new Set(kinds.map(({ mark }) => mark)).size).toBe(kinds.length);
    expect(new Set(kinds.map(({ ascii }) => ascii)).size).toBe(kinds.length);
  });
});

describe('the lowest cash within the month', () => {
  const chartOf = (creditor: string) => {
    const scenario = scenarioOf(`runway: 1
start: 2026-01
months: 3
cash: 30
revenue: {sales: {amount: 10, day: 25}}
costs: {pay: {amount: 10, to: staff}}
creditors: {staff: {critical: true${creditor}}}
`);
    const settings = leverSettings(scenario);
    const result = askCase(compile(scenario), settings);
    const chart = caseChart(scenario, result, settings);
    const { columns } = monthTable(scenario, result, [], { glyphs: 'blocks', notes: false });
    return { lowest: chart.lowest, keys: columns.map(({ key }) => key) };
  };

  test('is charted and tabled where pay day comes before the money', () => {
    const { lowest, keys } = chartOf(', day: 15');
    expect([...lowest!]).toEqual([20, 20, 20]);
    expect(keys).toContain('lowest_cash');
    expect(keys).not.toContain('assets');
  });

  test('is not where it is that of the month-ends', () => {
    const { lowest, keys } = chartOf(', day: 31');
    expect(lowest).toBeUndefined();
    expect(keys).not.toContain('lowest_cash');
  });
});
