/**
 * The month: the ten steps of docs/standard.md, in its order. Each adds operations to the program, and sets fields of
 * the books that later steps read.
 */
import type { Scenario } from '../../scenario/scenario.ts';
import type { Program } from '../program/program.ts';
import { Books } from './books.ts';
import { workCreditLines } from './credit-lines.ts';
import { serveDebts } from './debt.ts';
import type { KnownMonths } from './known.ts';
import { earn, expense } from './lines.ts';
import { collect, drawDebts, fund, sellAssets } from './money-in.ts';
import { pay } from './payment.ts';
import { fail, react } from './reaction.ts';
import type { Replaceable } from './replaceable.ts';
import { restate } from './restate.ts';

/** The month of one scenario, as a program. */
export class MonthProgram extends Books {
  constructor(program: Program, scenario: Scenario, replaceable: Replaceable, known: KnownMonths | null = null) {
    super(program, scenario, replaceable, known);
    this.step1Formulas();
    this.step2MoneyIn();
    this.step3Invoices();
    this.step4LateFees();
    serveDebts(this);
    this.step6Forgiveness();
    this.step7Due();
    workCreditLines(this);
    pay(this);
    restate(this);
    react(this);
    fail(this);
    this.close();
  }

  /** Step 1. Every name, and the reserve, gets this month's value; formulas read the state as the month opens. */
  private step1Formulas(): void {
    const p = this.program;
    const { scenario, formulas } = this;
    // In the order of dependence, so that a chain of names is lowered link by link.
    for (const name of formulas.order) formulas.name(name);
    // In the order in which they were lowered: what a formula reads is checked, and blamed, before it.
    for (const [name, raw] of formulas.raw) {
      const assumption = scenario.assumptions.get(name);
      const section = scenario.revenue.has(name) ? 'revenue' : 'costs';
      const where = assumption === undefined ? `${section}.${name}` : `assumptions.${name}`;
      const formula = assumption?.value ?? (scenario.revenue.get(name) ?? scenario.costs.get(name))!.amount;
      this.checkFinite(raw, where, formula);
      if (assumption === undefined) this.tally('amount-below-zero', where, 'amount', p.lt(raw, p.zero));
    }
    const raw = formulas.monthly(scenario.reserve, 'reserve');
    this.checkFinite(raw, 'reserve', scenario.reserve);
    this.tally('amount-below-zero', 'reserve', 'reserve', p.lt(raw, p.zero));
    this.reserve = p.select(p.lt(raw, p.zero), p.zero, raw);
  }

  /** Step 2. Collections, funding, proceeds of assets and debts drawn come in; billings are earned. */
  private step2MoneyIn(): void {
    const p = this.program;
    collect(this);
    fund(this);
    sellAssets(this);
    drawDebts(this);
    earn(this);
    this.moneyIn = p.sum([this.collected, this.equityRaised, this.grants, this.assetSales, this.debtDrawn]);
    this.available = p.add(this.cash.value, this.moneyIn);
    this.have = this.days.map((day) => p.add(this.cash.value, this.receivedBy(day)));
  }

  /**
   * Step 3. Each cost's amount becomes an invoice of its creditor, due in month t + terms / 30, and an expense over its
   * months.
   */
  private step3Invoices(): void {
    const p = this.program;
    expense(this);
    for (const cost of this.scenario.costs.values()) {
      const account = this.account(cost.to);
      account.invoice = p.add(account.invoice, this.formulas.name(cost.name));
    }
    for (const { creditor, pipeline, invoice } of this.accounts) {
      pipeline.forEach((register, j) => {
        const entering = j === creditor.termMonths - 1 ? invoice : p.zero;
        register.next = p.add(pipeline[j + 1]?.value ?? p.zero, entering);
      });
    }
  }

  /** Step 4. The late fee, arrears × rate, is added to the arrears, and is an expense. */
  private step4LateFees(): void {
    for (const account of this.accounts) {
      const rate = this.amount(account.creditor.lateFee, `creditors.${account.creditor.name}`, 'late_fee', 'late fee');
      account.fee = this.program.scale(account.overdue.value, rate);
    }
  }

  /** Step 6. A share of the arrears, this month's fee included, is written off, which is a gain. */
  private step6Forgiveness(): void {
    const p = this.program;
    for (const account of this.accounts) {
      const { creditor, overdue, fee } = account;
      const arrears = p.add(overdue.value, fee);
      const share = this.share(creditor.forgive, `creditors.${creditor.name}`, 'forgive');
      account.forgiven = p.scale(arrears, share);
      account.arrears =
        account.forgiven === p.zero ? arrears : p.select(p.eq(share, p.one), p.zero, p.sub(arrears, account.forgiven));
    }
  }

  /**
   * Step 7. Arrears, and invoices and debt service that fall due, are due; the company wants to pay a share of that.
   */
  private step7Due(): void {
    const p = this.program;
    for (const account of this.accounts) {
      const { creditor, pipeline, invoice } = account;
      const invoices = p.add(pipeline[0]?.value ?? p.zero, creditor.termMonths === 0 ? invoice : p.zero);
      account.due = p.sum([account.arrears, invoices, account.service]);
      account.fallen = p.sum([invoices, account.service, account.fee]);
      account.pay = this.share(creditor.pay, `creditors.${creditor.name}`, 'pay');
      account.want = p.scale(account.due, account.pay);
    }
    this.due = p.sum(this.accounts.map(({ due }) => due));
  }
}
