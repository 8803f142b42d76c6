/** Laws of conservation: checks of every month (`checkConservation`) and of a world as a whole (`trialBalance`). */
import type { Balanced } from '../program/lean.ts';
import type { Program, Value } from '../program/program.ts';
import type { Balance, Books } from './books.ts';
import type { MonthlyName } from './measures.ts';
import { openings } from './opening.ts';
import { TOLERANCE } from './tolerance.ts';

/** Rounding that a law may show, in units of `TOLERANCE`: each group paid, and each balance closed, may round once. */
const SLACK = 4;

/**
 * Adds the checks of every month: cash moves by receipts less payments; equity moves by net income, equity raised and
 * debt converted; deferred income, prepaid costs and assets move by what comes and goes. A law that is broken by more
 * than rounding is the program's fault (`assert`); amounts that are not finite are the user's (`overflow`).
 */
export function checkConservation(books: Books, monthly: Record<MonthlyName, Value>): void {
  const { program: p } = books;
  const equity = p.register(openings(books).equity);
  equity.next = monthly.equity;
  // Payments are taken as what was due and is not overdue; `payment` below holds them to that where they are computed.
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
  // All amounts that could round. Costs and billings are among them only where they are spread over months: else costs
  // are no more than what is due, owed and lost as bad debt, and billings are revenue.
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
  /** Holds a balance to its change: its close less its close of the month before. */
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
 * The trial balance of a world over all its months: opening assets and all income since, equity that came in included,
 * plus what is owed at the end, equal what was owed at the start and all expenses since plus the assets at the end.
 * What is paid, collected, lent or repaid moves within them, so money that appears anywhere or is lost leaves them
 * unequal. Null for months that are past, of which it does not hold, for actuals restate balances.
 */
export function trialBalance(books: Books, monthly: Record<MonthlyName, Value>): Balanced | null {
  if (books.known !== null) return null;
  const { program: p } = books;
  const open = openings(books);
  const { revenue, grants, forgiven, disposals, equity_raised, debt_converted, costs, debt_drawn } = monthly;
  const backed = [monthly.cash, monthly.receivable, monthly.prepaid, monthly.assets];
  const assets = p.sum([open.cash, open.receivable, open.prepaid, open.assets]);
  // Debt drawn stands on both sides: it cancels out, but counts for the tolerance as what moved.
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
