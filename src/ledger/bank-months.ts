/** Payments summed to actuals by month. */
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { formatMonth, type Month, parseDay, parseMonth } from '../formula/month.ts';
import { MONTHLY, MONTHLY_NAMES, type MonthlyName } from '../scenario/measure-names.ts';
import type { Actual, ActualFigure, Scenario } from '../scenario/scenario.ts';
import { amountIn } from './amounts.ts';
import type { BankPayment } from './payments.ts';
import type { Rules } from './rules.ts';

/**
 * Days by which the first row may come after the beginning of a month, or the last before its end, where the month
 * still counts as whole.
 */
const SLACK_DAYS = 6;
/** In a rule: the row counts as nothing. */
export const IGNORE = 'ignore';

export interface BankMonths {
  readonly actuals: ReadonlyMap<Month, Actual>;
  /** Sentences on what was left out, or could not be told. */
  readonly notes: readonly string[];
}

type Lines = Pick<Scenario, 'revenue' | 'costs'>;

/** The figure that a row adds to. */
interface Counting {
  readonly measure: string;
  /** Whether the figure rises with money going out. */
  readonly isOut: boolean;
  /** Whether the row also adds to the money coming in, or going out, of the company: so for lines of the scenario. */
  readonly isBoth: boolean;
}

/** Actuals by month from payments in order of time. Throws Faults where the rules name an unknown figure. */
export function monthsOfBank(
  payments: readonly BankPayment[],
  rules: Rules,
  scenario: Lines,
  rulesSource: Source,
): BankMonths {
  const [first, last] = [payments[0], payments.at(-1)];
  if (first === undefined) return { actuals: new Map(), notes: ['there is no row'] };
  const kinds = new Kinds(rules, scenario, rulesSource);
  const notes: string[] = [];
  const whole = wholeMonths(first, last!, rules, notes);
  const balances = balancesOf(payments, rules, rulesSource, notes);
  const actuals = new Map<Month, Actual>();
  for (let month = monthOf(first); month <= monthOf(last!); month++) {
    const sums = new Map<string, number>();
    const isWhole = month >= whole.first && month <= whole.last;
    const own = payments.filter((one) => monthOf(one) === month);
    if (isWhole) {
      for (const name of kinds.always) sums.set(name, 0);
      for (const payment of own) kinds.count(payment, sums);
    }
    const cash = month <= whole.last ? balances?.(month) : undefined;
    if (cash !== undefined) sums.set('cash', cash);
    if (sums.size === 0) continue;
    const figures = new Map<string, ActualFigure>(
      [...sums].map(([name, value]) => [name, { measure: name, of: null, value: value + 0, place: null }]),
    );
    actuals.set(month, { month, figures, note: null, source: null });
  }
  return { actuals, notes };
}

const monthOf = ({ day }: BankPayment): Month => parseMonth(day.text.slice(0, 7))!;
const dateOf = ({ day }: BankPayment): number => Number(day.text.slice(8));

/**
 * First and last month that the rows cover completely: as the rules say, else where rows reach to within `SLACK_DAYS`
 * of both ends.
 */
function wholeMonths(
  first: BankPayment,
  last: BankPayment,
  rules: Rules,
  notes: string[],
): { first: Month; last: Month } {
  const [from, to] = [monthOf(first), monthOf(last)];
  const isBegun = dateOf(first) <= 1 + SLACK_DAYS;
  const left = parseDay(`${formatMonth(to + 1)}-01`)! - 1 - last.day.days;
  const isEnded = left <= SLACK_DAYS;
  if (!isBegun && rules.first === null)
    notes.push(
      `${formatMonth(from)} is left out: its first row is of ${first.day.text}; first: ${formatMonth(from)} counts it`,
    );
  if (!isEnded && rules.last === null)
    notes.push(
      `${formatMonth(to)} is left out: its last row is of ${last.day.text}; last: ${formatMonth(to)} counts it`,
    );
  return {
    first: rules.first ?? (isBegun ? from : from + 1),
    last: rules.last ?? (isEnded ? to : to - 1),
  };
}

/**
 * Cash at the end of a month, from the balances or from the opening balance in the rules; null, with a note, without
 * both.
 */
function balancesOf(
  payments: readonly BankPayment[],
  rules: Rules,
  source: Source,
  notes: string[],
): ((month: Month) => number) | null {
  const isTold = payments.some(({ balance }) => balance !== null);
  const opening = isTold || rules.opening === null ? null : amountIn(rules.opening, rules.decimal ?? '.');
  if (!isTold && rules.opening === null) {
    notes.push(
      'there is no balance, so cash is not known; opening: AMOUNT, the balance before the first row, tells it',
    );
    return null;
  }
  if (!isTold && opening === null) {
    const message = `opening: "${rules.opening}" is no amount`;
    throw new Faults([{ severity: 'error', code: 'bad-value', place: { source, start: 0, end: 1 }, message }]);
  }
  const closes = new Map<Month, number>();
  let cash = opening ?? 0;
  for (const payment of payments) {
    cash = payment.balance ?? cash + payment.amount;
    closes.set(monthOf(payment), cash);
  }
  return (month) => {
    let at = month;
    while (!closes.has(at)) at--;
    return Math.round(closes.get(at)! * 100) / 100;
  };
}

/** Assigns rows to figures, by their descriptions. */
class Kinds {
  private readonly lines: readonly { readonly text: string; readonly counting: Counting | null }[];
  private readonly in: Counting;
  private readonly out: Counting;
  /** Figures that are 0 in a month without rows for them. */
  readonly always: readonly string[];

  constructor(
    rules: Rules,
    private readonly scenario: Lines,
    source: Source,
  ) {
    const faults: Diagnostic[] = [];
    const counting = (name: string, place: Diagnostic['place']): Counting | null => {
      const found = name === IGNORE ? null : this.counting(name);
      if (found === undefined) faults.push(this.unknown(name, place));
      return found ?? null;
    };
    const whole = { source, start: 0, end: 1 };
    this.in = counting(rules.in ?? 'collections', whole) ?? NOTHING;
    this.out = counting(rules.out ?? 'gross_burn', whole) ?? NOTHING;
    this.lines = rules.lines.map(({ text, as, place }) => ({
      text: text.toLowerCase(),
      counting: counting(as, place),
    }));
    if (faults.length > 0) throw new Faults(faults);
    const named = this.lines.flatMap(({ counting }) => (counting === null ? [] : [counting.measure]));
    this.always = [...new Set([this.in.measure, this.out.measure, ...named])].filter((name) => name !== '');
  }

  /** Adds a payment to the sums of its month; sums are by name of the figure. */
  count(payment: BankPayment, sums: Map<string, number>): void {
    const text = payment.description.toLowerCase();
    const rule = this.lines.find((one) => text.includes(one.text));
    const add = ({ measure, isOut }: Counting): void => {
      if (measure === '') return;
      sums.set(measure, (sums.get(measure) ?? 0) + (isOut ? -payment.amount : payment.amount));
    };
    if (rule === undefined) add(payment.amount < 0 ? this.out : this.in);
    else if (rule.counting !== null) {
      add(rule.counting);
      if (rule.counting.isBoth) add(rule.counting.isOut ? this.out : this.in);
    }
  }

  /** How a figure counts; undefined where the name is neither a line of the scenario nor a monthly flow. */
  private counting(name: string): Counting | undefined {
    const { revenue, costs } = this.scenario;
    if (revenue.has(name)) return { measure: name, isOut: false, isBoth: true };
    if (costs.has(name)) return { measure: name, isOut: true, isBoth: true };
    if (!FLOWS.includes(name as MonthlyName)) return undefined;
    return { measure: name, isOut: OUT.includes(name), isBoth: false };
  }

  private unknown(name: string, place: Diagnostic['place']): Diagnostic {
    const known = [...this.scenario.revenue.keys(), ...this.scenario.costs.keys(), ...FLOWS, IGNORE];
    const message = `"${name}" is no line of the scenario and no flow${didYouMean(name, known)}`;
    return { severity: 'error', code: 'unknown-measure', place, message, hint: `known: ${known.join(', ')}` };
  }
}

const NOTHING: Counting = { measure: '', isOut: false, isBoth: false };
const FLOWS = MONTHLY_NAMES.filter((name) => MONTHLY[name].kind === 'flow');
const OUT: readonly string[] = ['gross_burn', 'costs', 'interest', 'late_fees', 'net_burn', 'bad_debt'];
