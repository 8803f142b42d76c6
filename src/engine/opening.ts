import type { FinalName } from './outcome.ts';

/** Balances as the scenario opens. */
export const OPENING_NAMES = ['cash', 'receivable', 'due_later', 'overdue', 'debt', 'owed', 'equity'] as const;
export type OpeningName = (typeof OPENING_NAMES)[number];

/** The balances of worlds, a column each; `assets` are those beside cash and receivables, which no world differs in. */
export function openingColumns(
  assets: number,
  final: (name: FinalName) => Float64Array,
): Record<OpeningName, Float64Array> {
  const [cash, receivable, due_later] = [final('openCash'), final('openReceivable'), final('openDueLater')];
  const [overdue, debt] = [final('openOverdue'), final('openDebt')];
  const owed = new Float64Array(cash.length);
  const equity = new Float64Array(cash.length);
  for (let w = 0; w < cash.length; w++) {
    const all = due_later[w]! + overdue[w]! + debt[w]!;
    owed[w] = all;
    equity[w] = cash[w]! + receivable[w]! + assets - all;
  }
  return { cash, receivable, due_later, overdue, debt, owed, equity };
}
