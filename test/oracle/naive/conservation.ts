import type { Case, MonthlyName } from '../../../src/engine/month/measures.ts';
import { type Books, sum } from './books.ts';

/** Sums of money that one month moves, between its opening and its payments. */
export interface Moved {
  readonly billed: number;
  readonly earned: number;
  readonly collected: number;
  readonly badDebt: number;
  readonly equity: number;
  readonly grants: number;
  readonly proceeds: number;
  /** Proceeds less the value of what was sold. */
  readonly gain: number;
  readonly invoiced: number;
  /** The expense of the cost lines. */
  readonly expensed: number;
  readonly lateFees: number;
  /** Premiums included. */
  readonly interest: number;
  readonly converted: number;
  readonly forgiven: number;
  /** Credit lines included. */
  readonly drawn: number;
}

type FlowName = Exclude<MonthlyName, keyof Case['opening'] | 'lowest_cash'>;

/** Section 4, the flows of a month. */
export function flowsOf(moved: Moved, payments: number): Record<FlowName, number> {
  const costs = moved.expensed + moved.lateFees + moved.interest + moved.badDebt;
  const netIncome = moved.earned + moved.grants + moved.forgiven + moved.gain - costs;
  return {
    billings: moved.billed,
    revenue: moved.earned,
    collections: moved.collected,
    costs,
    late_fees: moved.lateFees,
    interest: moved.interest,
    bad_debt: moved.badDebt,
    grants: moved.grants,
    forgiven: moved.forgiven,
    disposals: moved.gain,
    net_income: netIncome,
    net_loss: -netIncome,
    gross_burn: payments,
    net_burn: payments - moved.collected,
    accrued_burn: costs - moved.earned,
    equity_raised: moved.equity,
    debt_drawn: moved.drawn,
    debt_converted: moved.converted,
    asset_sales: moved.proceeds,
    funding: moved.equity + moved.grants + moved.drawn,
  };
}

/**
 * Throws where a balance of a month changes by more than its flows explain, beyond rounding and amounts that count as
 * 0.
 */
export function conserve(
  books: Books,
  t: number,
  flows: Readonly<Record<FlowName, number>>,
  before: Case['opening'],
  after: Case['opening'],
  { invoiced, expensed }: Moved,
): void {
  const received = flows.collections + flows.funding + flows.asset_sales;
  const owedMore = invoiced + flows.late_fees + flows.interest + flows.debt_drawn;
  const owedLess = flows.forgiven + flows.debt_converted + flows.gross_burn;
  const sheets = [before, after].flatMap((sheet) => [sheet.receivable, sheet.prepaid, sheet.assets, sheet.owed]);
  const size = sum([before.cash, received, flows.billings, owedMore, owedLess, before.deferred_income, ...sheets]);
  const moves = {
    cash: received - flows.gross_burn,
    receivable: flows.billings - flows.bad_debt - flows.collections,
    deferred_income: flows.billings - flows.revenue,
    prepaid: invoiced - expensed,
    assets: flows.disposals - flows.asset_sales,
    owed: owedMore - owedLess,
    equity: flows.net_income + flows.equity_raised + flows.debt_converted,
  };
  for (const [what, explained] of Object.entries(moves)) {
    const name = what as keyof typeof moves;
    const moved = after[name] - before[name];
    if (Math.abs(moved - explained) > 1e-8 * size) {
      throw new Error(`${name} moved by ${moved} in month ${t}, of which ${explained} is explained`);
    }
  }
  for (const [name, account] of books.accounts) {
    if (Math.abs(account.arrears - account.sumOfParts()) > 1e-8 * size) {
      throw new Error(`the parts of the arrears of ${name} are ${account.sumOfParts()} of ${account.arrears}`);
    }
  }
}
