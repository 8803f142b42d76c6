/** Sentences on why a creditor was paid what it was, and on the consequences. */
import type { Role } from '../chart/cells.ts';
import { money, months, percent } from '../chart/money.ts';
import type { Accounts, Case } from '../engine/answers.ts';
import type { Creditor, Scenario } from '../scenario/scenario.ts';
import { shortDay } from './month-days.ts';
import { type ArrearsStanding, standingOf } from './patience.ts';
import { inOrder, type Payment, type PaymentOrder } from './payment-order.ts';
import { calledBy, causeWords, creditorLabel, nameOf } from './words.ts';

export interface Sentence {
  readonly text: string;
  readonly role: Role;
}

/** One month of a case, with its payments. */
export interface PaidMonth {
  readonly scenario: Scenario;
  readonly result: Case;
  readonly accounts: Accounts;
  readonly order: PaymentOrder;
  /** Whether currency symbols are written in ASCII. */
  readonly ascii: boolean;
}

const plain = (text: string): Sentence => ({ text, role: 'plain' });

/** Sentences on the month: the money there was, the sum due, and whether it was enough. */
export function monthWords(month: PaidMonth): Sentence[] {
  const { scenario, result, order } = month;
  const sum = sumOf(month);
  const { opening, collections, equity, grants, loans, sales, available, due } = order;
  const parts = [`${sum(opening)} at the start`];
  if (collections > 0) parts.push(`${sum(collections)} from customers`);
  if (equity > 0) parts.push(`${sum(equity)} from investors`);
  if (grants > 0) parts.push(`${sum(grants)} in grants`);
  if (loans > 0) parts.push(`${sum(loans)} borrowed`);
  if (sales > 0) parts.push(`${sum(sales)} from assets sold`);
  const all = parts.length === 1 ? '' : `, ${sum(available)} in all`;
  const { failure, zeroCash } = result.measures;
  const out = [plain(`To pay with: ${parts.join(' + ')}${all}.`)];
  const short = due - available;
  if (zeroCash !== null && zeroCash <= order.t && short > available * 1e-9) {
    const first = zeroCash === order.t ? ' This is the first such month: zero cash.' : '';
    out.push({ text: `Due: ${sum(due)}, ${sum(short)} more than that: somebody must wait.${first}`, role: 'warn' });
  } else out.push(enoughWords(month, sum));
  out.push(...lineWords(month, sum));
  if (failure?.t === order.t) {
    const cause = causeWords(failure.cause, creditorLabel(scenario));
    out.push({ text: `The company fails this month: ${cause}.`, role: 'bad' });
  }
  return out;
}

/** For a month whose money covers all dues: whether there was too little on one of its days. */
function enoughWords({ scenario, result, accounts, order }: PaidMonth, sum: (value: number) => string): Sentence {
  const short = shortDay(scenario, result, accounts, order.t);
  if (short === null) return plain(`Due: ${sum(order.due)}. There is enough for all of it.`);
  const first = result.measures.zeroCash === order.t ? ' This is the first such month: zero cash.' : '';
  const text = `Due: ${sum(order.due)}. The month brings enough, but by day ${short.day} ${sum(short.missing)} too little: somebody must wait.${first}`;
  return { text, role: 'warn' };
}

/** What credit lines lend, and what they take back, which is due like a bill. */
function lineWords({ scenario, result, order }: PaidMonth, sum: (value: number) => string): Sentence[] {
  return result.happened.flatMap(({ kind, name, amounts }) => {
    const debt = scenario.debts.get(name);
    const amount = amounts[order.t]!;
    if (debt?.kind !== 'revolving' || amount === 0) return [];
    const line = `The credit line ${calledBy(debt)}`;
    if (kind === 'drawn') return [plain(`${line} gives ${sum(amount)}.`)];
    if (kind !== 'repaid') return [];
    const lender = creditorLabel(scenario)(debt.lender);
    return [plain(`${line} takes back ${sum(amount)} of what is over: that is part of what is due to ${lender}.`)];
  });
}

/** Why the creditor was paid this amount, and what follows; empty where it was simply paid in full. */
export function paymentWords(month: PaidMonth, payment: Payment): Sentence[] {
  const { result, accounts, order } = month;
  const standing = standingOf(payment.creditor, result, accounts, order.t);
  return [
    ...whyWords(month, payment),
    ...changeWords(month, payment),
    ...(isPaidOrFails(payment.creditor) ? criticalWords(payment) : waitingWords(month, payment, standing)),
  ];
}

/** Creditors with nothing due, and the cash left. */
export function closingWords(month: PaidMonth): Sentence[] {
  const { order, result } = month;
  const sum = sumOf(month);
  const idle = order.payments.filter(({ due }) => due === 0).map(({ creditor }) => creditor);
  const later = result.byMonth.due_later[order.t]!;
  return [
    plain(`Left at the end of the month: ${sum(order.left)}.`),
    ...(later > 0 ? [plain(`Invoices of ${sum(later)} are in and fall due later.`)] : []),
    ...(idle.length > 0 ? [{ text: `Nothing was due to ${namesOf(idle)}.`, role: 'muted' as const }] : []),
  ];
}

/** The sentence for a month after the failure. */
export const afterwards = ({ start }: Scenario, failed: number): Sentence => ({
  text: `The company failed in ${nameOf(start, failed)}. What came after is not simulated.`,
  role: 'muted',
});

/** Creditors with anything due, in the order of their turns. */
export const paidOf = ({ payments }: PaymentOrder): Payment[] => payments.filter(({ due }) => due > 0);

/** Cash after the turns of all creditors of the payment's rank. */
export const leftAfter = ({ payments, left }: PaymentOrder, { place }: Payment): number =>
  payments.find((payment) => payment.place > place)?.left ?? left;

const sumOf =
  ({ scenario, ascii }: PaidMonth) =>
  (value: number): string =>
    money(value, scenario.currency, ascii);

/** Joins names: `A`, `A and B`, `A, B and C`. */
function namesOf(creditors: readonly Creditor[]): string {
  const names = inOrder(creditors).map(calledBy);
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function whyWords(month: PaidMonth, payment: Payment): Sentence[] {
  const { share, isShort } = payment;
  if (!isShort && payment.arrears === 0) return [];
  const part = share === 0 ? 'nothing' : percent(share);
  if (!isShort) return [plain(`The company chose to pay ${part} of what was due.`), ...oldestWords(month, payment)];
  const chosen = share < 1 ? [plain(`The company chose to pay ${part} of what was due, and had less.`)] : [];
  return [...chosen, plain(shortWords(month, payment)), ...oldestWords(month, payment)];
}

/** For a creditor paid in part whose dues include older bills: the oldest is paid first. */
function oldestWords({ accounts, order }: PaidMonth, { creditor, paid, due }: Payment): Sentence[] {
  const older = accounts.creditors.get(creditor.name)!.arrears[order.t]!;
  return paid > 0 && older > 0 && older < due ? [plain('What it got settles its oldest bills first.')] : [];
}

/** Why there was not enough cash when its turn came. */
function shortWords(month: PaidMonth, { left, room, beside, want, paid }: Payment): string {
  const sum = sumOf(month);
  if (left === 0) return 'Nothing was left when its turn came.';
  if (room === 0) return `The ${sum(left)} left when its turn came is the reserve, kept for critical creditors.`;
  const held = left - room;
  const there =
    held > 0
      ? `Of the ${sum(left)} left when its turn came, ${sum(held)} is the reserve, kept for critical creditors.`
      : `${sum(room)} was left when its turn came.`;
  if (beside.length === 0) return held > 0 ? `${there} It got the rest.` : `${there} It got all of it.`;
  return `${there} It shares ${held > 0 ? 'the rest' : 'that'} with ${namesOf(beside)}, of the same rank: each gets ${percent(paid / want)}.`;
}

function changeWords(month: PaidMonth, { fee, forgiven }: Payment): Sentence[] {
  const sum = sumOf(month);
  return [
    ...(fee > 0 ? [plain(`For paying late it added ${sum(fee)}.`)] : []),
    ...(forgiven > 0 ? [{ text: `It wrote off ${sum(forgiven)}.`, role: 'good' as const }] : []),
  ];
}

/** Whether the creditor is critical and tolerates no arrears: it is paid in full or the company fails. */
const isPaidOrFails = ({ critical, reactions }: Creditor): boolean => critical && reactions.length === 0;

function criticalWords({ arrears }: Payment): Sentence[] {
  if (arrears === 0) return [{ text: 'Critical: it must be paid in full, or the company fails.', role: 'muted' }];
  return [{ text: 'It is critical, and was not paid in full: the company fails.', role: 'bad' }];
}

function waitingWords(month: PaidMonth, { arrears }: Payment, standing: ArrearsStanding): Sentence[] {
  if (arrears === 0)
    return standing.isSuspended
      ? [{ text: 'All of it is paid: its service is suspended no longer.', role: 'good' }]
      : [];
  const age = standing.months;
  const since = age > 1 ? `Its oldest bill is ${months(age)} past due` : 'Its oldest unpaid bill fell due this month';
  if (standing.past !== null) return [actWords(month, standing, since)];
  if (standing.isSuspended)
    return [{ text: `${since}. Its service stays suspended until all of it is paid.`, role: 'warn' }];
  // In the month of failure no creditor waits on, so no date is given.
  const hasEnded = month.result.measures.failure?.t === month.order.t;
  const then = hasEnded ? '' : ` ${toleranceWords(month, standing)}`;
  return [{ text: `${since}.${then}`, role: 'arrears' }];
}

const ACT = {
  suspend: 'suspends its service',
  petition: 'petitions for insolvency',
  call: 'calls what it has lent',
  fail: 'waits no longer, and the company fails',
} as const;

function actWords(month: PaidMonth, standing: ArrearsStanding, since: string): Sentence {
  const { scenario, order } = month;
  const bound =
    standing.past === 'patience'
      ? `longer than the ${months(standing.patience!)} it tolerates`
      : `and its arrears are over the ${sumOf(month)(standing.limit!)} it tolerates`;
  const past = `${since}, ${bound}:`;
  if (standing.acts === 'petition')
    return { text: `${past} it petitions for insolvency, and the company ends.`, role: 'bad' };
  if (standing.acts === 'fail') return { text: `${past} it is critical, and the company fails.`, role: 'bad' };
  const from = nameOf(scenario.start, order.t + 1);
  if (standing.acts === 'call') return { text: `${past} what it has lent falls due in ${from}.`, role: 'warn' };
  const acts = standing.isSuspended
    ? 'its service stays suspended until all of it is paid.'
    : `it suspends its service from ${from} on, until all of it is paid.`;
  return { text: `${past} ${acts}`, role: 'warn' };
}

/** When the creditor will react: how much patience and how much of its limit are left. */
function toleranceWords(month: PaidMonth, { acts, monthsLeft, limitLeft }: ArrearsStanding): string {
  const { scenario, order } = month;
  const by =
    monthsLeft === null || order.t + monthsLeft > 2400
      ? []
      : [`unpaid by the end of ${nameOf(scenario.start, order.t + monthsLeft)}`];
  const over = limitLeft === null ? [] : [`owed ${sumOf(month)(limitLeft)} more`];
  const when = [...by, ...over];
  if (when.length === 0 || acts === null) return 'The file sets no end to its patience.';
  return `If ${when.join(', or ')}, it ${ACT[acts]}.`;
}
