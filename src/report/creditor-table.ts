import type { Case } from '../engine/answers.ts';
import type { Creditor, Scenario } from '../scenario/scenario.ts';
import { moneyCell } from './month-table.ts';
import { inOrder } from './payment-order.ts';
import type { Cell, Table } from './table.ts';
import { cell } from './table.ts';
import { calledBy, lastMonth, nameOf } from './words.ts';

/** What each creditor is owed in the last month lived, in the order of payment. */
export function creditorTable(scenario: Scenario, result: Case): Table {
  return {
    columns: [
      { key: 'creditor', title: 'Creditor', align: 'left' },
      { key: 'due', title: 'Due', align: 'right' },
      { key: 'paid', title: 'Paid', align: 'right' },
      { key: 'overdue', title: 'Arrears', align: 'right' },
      { key: 'owed', title: 'Owed', align: 'right' },
      { key: 'standing', title: 'Standing', align: 'left' },
    ],
    rows: inOrder(scenario.creditors.values()).map((creditor) => row(scenario, result, creditor)),
  };
}

function row(scenario: Scenario, result: Case, creditor: Creditor): Cell[] {
  const t = lastMonth(result.measures.failure, scenario.months);
  const series = result.creditors.get(creditor.name);
  const at = (name: 'due' | 'paid' | 'overdue' | 'owed'): number => series?.[name][t] ?? 0;
  const cause = result.measures.failure?.cause ?? null;
  const ends = cause !== null && cause.slice(cause.indexOf(':') + 1) === creditor.name;
  const since = suspendedSince(series?.suspended, t);
  const standing = [
    ...(ends ? ['ends the company'] : creditor.critical ? ['critical'] : []),
    ...(since === null ? [] : [`suspended ${nameOf(scenario.start, since)}`]),
  ].join(', ');
  return [
    cell(calledBy(creditor), creditor.name, ends ? 'bad' : 'plain'),
    moneyCell(at('due')),
    moneyCell(at('paid')),
    moneyCell(at('overdue'), 'arrears'),
    moneyCell(at('owed')),
    cell(standing, standing === '' ? null : standing, ends ? 'bad' : since === null ? 'muted' : 'warn'),
  ];
}

/** The month (t) since which it has been suspended without a break; null where it is not suspended in month t. */
function suspendedSince(suspended: Float64Array | undefined, t: number): number | null {
  if (suspended === undefined || suspended[t] !== 1) return null;
  let first = t;
  while (first > 0 && suspended[first - 1] === 1) first--;
  return first;
}
