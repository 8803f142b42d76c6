import type { Debt, Scenario } from '../../../src/scenario/scenario.ts';
import { add, type Books, exceeds, type Loan } from './books.ts';
import type { Terms } from './terms.ts';

/** The results of step 5 in one month. */
export interface Service {
  /** By lender what falls due. */
  readonly falling: Map<string, number>;
  /** Interest of all debts, premiums included. */
  interest: number;
  converted: number;
}

/** Step 5. What is drawn in step 2 has its balance already, without the premium. */
export function serviceDebts(scenario: Scenario, books: Books, terms: Terms, t: number): Service {
  const service: Service = { falling: new Map(), interest: 0, converted: 0 };
  for (const [name, debt] of scenario.debts) {
    const loan = books.loans.get(name)!;
    const { converts, isCalled, rate, payment } = terms.debts.get(name)!;
    if (loan.drawn === t) {
      const premium = books.premiums.get(name) ?? 0;
      loan.balance += premium;
      service.interest += premium;
      continue;
    }
    const calledNow = isCalled || loan.calledNext;
    loan.calledNext = false;
    if (converts) {
      if (loan.balance > 0) {
        books.deeds.add('converted');
        books.happenings.push({ kind: 'converted', name, t, amount: loan.balance });
      }
      service.converted += loan.balance;
      loan.balance = 0;
      continue;
    }
    if (calledNow) loan.called = true;
    if (loan.balance === 0) continue;
    if (calledNow) {
      books.deeds.add(isCalled ? 'called by an event' : 'called by a reaction');
      books.happenings.push({ kind: 'called', name, t, amount: loan.balance });
    }
    const interest = loan.balance * rate;
    service.interest += interest;
    const isLast = calledNow || (debt.due !== null && scenario.start + t === debt.due);
    const falls = isLast ? loan.balance + interest : installment(debt, loan, rate, payment, scenario.start, t);
    add(service.falling, debt.lender, falls);
    loan.balance = isLast ? 0 : balanceAfter(loan.balance + interest, falls);
  }
  return service;
}

/** The amount of a debt that falls due in a month that is not its last. */
function installment(debt: Debt, loan: Loan, rate: number, payment: number, start: number, t: number): number {
  const interest = loan.balance * rate;
  switch (debt.kind) {
    case 'interest_only':
    case 'revolving':
      return interest;
    case 'accruing':
      return 0;
    case 'scheduled':
      return exceeds(loan.balance + interest, payment) ? payment : loan.balance + interest;
    case 'amortising': {
      // Payments begin in the month after the draw, or in month 0.
      if (t - loan.drawn! <= debt.interestOnlyMonths) return interest;
      const left = debt.due! - (start + t) + 1;
      // B r / (1 - (1 + r)^-n), written so that a small rate does not cancel.
      return rate === 0 ? loan.balance / left : (loan.balance * rate) / -Math.expm1(-left * Math.log1p(rate));
    }
  }
}

function balanceAfter(grown: number, falls: number): number {
  return exceeds(grown, falls) ? grown - falls : 0;
}
