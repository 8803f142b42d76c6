import { formatMonth, type Month } from '../formula/month.ts';
import { constantFormula } from './formulas.ts';
import type { CostLine, Creditor, Debt } from './scenario.ts';

export const DEFAULT_PRIORITY = 3;

/** Adds the creditors that no section names: those of costs first, then those of debts. `faulty` are named, but could not be read. */
export function withImplied(
  named: Map<string, Creditor>,
  costs: ReadonlyMap<string, CostLine>,
  debts: ReadonlyMap<string, Debt>,
  faulty: ReadonlySet<string>,
): Map<string, Creditor> {
  const asked = [
    ...[...costs.values()].map(({ to, place }) => ({ name: to, place })),
    ...[...debts.values()].map(({ lender, place }) => ({ name: lender, place })),
  ];
  for (const { name, place } of asked) {
    if (named.has(name) || faulty.has(name)) continue;
    const none = constantFormula(0, place);
    named.set(name, {
      name,
      label: null,
      note: null,
      source: null,
      place,
      termMonths: 0,
      priority: DEFAULT_PRIORITY,
      critical: false,
      due: [],
      overdue: none,
      overdueMonths: none,
      lateFee: none,
      pay: constantFormula(1, place),
      forgive: none,
      limit: null,
      patience: null,
      then: 'suspend',
    });
  }
  return named;
}

/** What is wrong with the months of a debt: the key to blame, and what it does that it cannot. */
export function debtDateFaults(
  { draw, due, converts }: Pick<Debt, 'draw' | 'due' | 'converts'>,
  start: Month,
): { key: 'draw' | 'due' | 'converts'; message: string }[] {
  const faults: { key: 'draw' | 'due' | 'converts'; message: string }[] = [];
  const open = formatMonth(start);
  const wrong = (key: 'draw' | 'due' | 'converts', message: string) => faults.push({ key, message });
  if (draw !== null && draw < start)
    wrong(
      'draw',
      `is drawn in ${formatMonth(draw)}, before the start, ${open}; leave draw out where it is outstanding`,
    );
  if (draw !== null && due <= draw)
    wrong('due', `falls due in ${formatMonth(due)}, not after it is drawn, ${formatMonth(draw)}`);
  if (draw === null && due < start)
    wrong(
      'due',
      `fell due in ${formatMonth(due)}, before the start, ${open}: what is unpaid is the lender's \`overdue\``,
    );
  if (converts === null) return faults;
  const when = formatMonth(converts);
  if (converts > due) wrong('converts', `converts in ${when}, after it falls due, ${formatMonth(due)}`);
  if (draw !== null && converts <= draw)
    wrong('converts', `converts in ${when}, not after it is drawn, ${formatMonth(draw)}`);
  if (draw === null && converts < start)
    wrong('converts', `converted in ${when}, before the start, ${open}: leave it out`);
  return faults;
}
