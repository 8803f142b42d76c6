/** The laws of conservation that hold in every month of every world. */
import type { Balanced } from '../program/lean.ts';
import type { Program, Value } from '../program/program.ts';
import type { Balance, Books } from './books.ts';
import type { MonthlyName } from './measures.ts';
import { openings } from './opening.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * Rounding that a law may show, in units of the tolerance: each group paid, and each balance closed, may round once.
 */
const SLACK = 4;

/**
 * Conservation: Δcash = receipts − payments, and equity moves by exactly net income + equity raised + debt converted;
 * what is deferred, prepaid or held moves by what comes and goes. Broken by more than rounding, the program is at
 * fault; not finite, the amounts have outgrown the numbers.
 */
export function checkConservation(books: Books, monthly: Record<MonthlyName, Value>): void {
  const { program: p } = books;
  const equity = p.register(openings(books).equity);
  equity.next = monthly.equity;
  // Payments are what was due and is not overdue; where they are asked for, they are held to that.
  const { restated } = books;
  const settled = p.sub(books.due, p.sub(monthly.overdue, restated.overdue));
  const cashGap = gap(p, p.sub(p.sub(monthly.cash, restated.cash), books.cash.value), p.sub(books.moneyIn, settled));
  const gained = p.sub(
    p.add(restated.cash, restated.receivable),
    p.sum([restated.overdue, restated.due_later, restated.debt]),
  );
  const moved = p.sub(monthly.equity, equity.value);
  const equityGap = gap(
    p,
    moved,
    p.add(p.sum([monthly.net_income, monthly.equity_raised, monthly.debt_converted]), gained),
  );
  const backed = p.sum([monthly.cash, monthly.receivable, monthly.prepaid, monthly.assets]);
  const owing = p.add(monthly.owed, monthly.deferred_income);
  // Costs are no more than what is due, what is owed, what was prepaid and bad debt; revenue no more than what was
  // deferred and billed.
  const gross = p.sum([backed, owing, books.available, books.due, monthly.revenue]);
  const spread = [books.prepaid, books.deferred].filter(({ close }) => close !== p.zero);
  const all = p.sum([gross, ...(spread.length === 0 ? [] : [monthly.costs, monthly.billings])]);
  const allowed = p.mul(all, p.constant(SLACK * TOLERANCE));
  const assert = (law: string, found: Value, of: Value | null = null): void =>
    books.check('assert', p.lt(allowed, found), found, law, null, of);
  books.check('overflow', p.not(p.finite(all)), all, '', null);
  assert('cash', cashGap);
  assert('equity', equityGap);
  assert('payment', gap(p, books.paid, settled), books.paid);
  const roll = (law: string, { open, close }: Balance, change: Value): void => {
    if (open === close) return;
    const before = p.register(open);
    before.next = close;
    assert(law, gap(p, p.sub(close, before.value), change));
  };
  roll('deferred income', books.deferred, p.sub(monthly.billings, monthly.revenue));
  roll('prepaid', books.prepaid, p.sub(books.invoiced, books.lineCosts));
  roll('assets', books.assets, p.sub(monthly.disposals, monthly.asset_sales));
}

/**
 * The same over all months of a world, as bookkeeping has it: assets and all expenses since are what was owed and all
 * income since, with the equity that came in. What is paid, collected, lent or repaid moves within them, so money that
 * appears anywhere or is lost leaves them unequal. Of months that are past it does not hold, for actuals put right what
 * the steps found.
 */
export function trialBalance(books: Books, monthly: Record<MonthlyName, Value>): Balanced | null {
  if (books.known !== null) return null;
  const { program: p } = books;
  const open = openings(books);
  const { revenue, grants, forgiven, disposals, equity_raised, debt_converted, costs, debt_drawn } = monthly;
  const backed = [monthly.cash, monthly.receivable, monthly.prepaid, monthly.assets];
  const assets = p.sum([open.cash, open.receivable, open.prepaid, open.assets]);
  // What is drawn of debts is added to both, for it counts among all that moves.
  const income = [revenue, grants, forgiven, disposals, equity_raised, debt_converted, debt_drawn];
  return {
    sides: [
      { open: assets, flows: income, close: p.sum(backed) },
      {
        open: p.add(open.owed, open.deferred_income),
        flows: [costs, debt_drawn],
        close: p.add(monthly.owed, monthly.deferred_income),
      },
    ],
    tolerance: SLACK * TOLERANCE,
  };
}

const gap = (p: Program, a: Value, b: Value): Value => p.unary('abs', p.sub(a, b));
