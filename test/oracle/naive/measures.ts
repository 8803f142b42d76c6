import type { Case, CreditorName, Happening, Measures, MonthlyName } from '../../../src/engine/month/measures.ts';
import { CREDITOR_NAMES, MONTHLY_NAMES } from '../../../src/engine/month/measures.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { exceeds, same, sum } from './books.ts';
import type { Run } from './month.ts';
import type { Month } from './turn.ts';

/** Measures that add up over months; all others are balances, which repeat after a failure. */
const FLOWS: ReadonlySet<string> = new Set([
  'billings',
  'revenue',
  'collections',
  'costs',
  'late_fees',
  'interest',
  'bad_debt',
  'grants',
  'forgiven',
  'disposals',
  'net_income',
  'net_loss',
  'gross_burn',
  'net_burn',
  'accrued_burn',
  'equity_raised',
  'debt_drawn',
  'debt_converted',
  'asset_sales',
  'funding',
  'due',
  'paid',
]);

/** Section 4: the measures of a simulated world; `bare` is the world that `default_alive` asks about. */
export function report(scenario: Scenario, run: Run, bare: Run): Case {
  const lived = run.months;
  const last = lived[lived.length - 1]!;
  const series = (name: string, of: (month: Month) => number): Float64Array =>
    Float64Array.from({ length: scenario.months }, (_, t) =>
      t < lived.length ? of(lived[t]!) : FLOWS.has(name) ? 0 : of(last),
    );
  const byMonth = Object.fromEntries(
    MONTHLY_NAMES.map((name) => [name, series(name, (month) => month.flows[name])]),
  ) as Record<MonthlyName, Float64Array>;
  const creditor = (of: string): Record<CreditorName, Float64Array> =>
    Object.fromEntries(
      CREDITOR_NAMES.map((name) => [name, series(name, (month) => month.creditors.get(of)![name])]),
    ) as Record<CreditorName, Float64Array>;

  return {
    measures: measure(scenario, run, bare, byMonth),
    byMonth,
    // After a failure a line's amount is 0, as flows are.
    lines: new Map([...last.lines.keys()].map((name) => [name, series('revenue', (month) => month.lines.get(name)!)])),
    creditors: new Map([...last.creditors.keys()].map((name) => [name, creditor(name)])),
    reserve: series('reserve', (month) => month.reserve),
    troubleAlone: troubleOf(bare),
    happened: happened(scenario, run),
    opening: run.opening,
    warnings: [...run.warnings.values()].map(({ code, where, months }) => ({
      code,
      where,
      months: months === null ? null : months.size,
      message: `${where}: ${code}`,
    })),
  };
}

/** By asset and debt its events, by month. */
function happened({ months }: Scenario, { happenings }: Run): Happening[] {
  const found = new Map<string, Happening>();
  for (const { kind, name, t, amount } of happenings) {
    const one = found.get(`${kind} ${name}`) ?? {
      ...{ kind, name, months: new Float64Array(months), amounts: new Float64Array(months) },
    };
    one.months[t] = 1;
    one.amounts[t] = amount;
    found.set(`${kind} ${name}`, one);
  }
  return [...found.values()];
}

function measure(
  scenario: Scenario,
  run: Run,
  bare: Run,
  byMonth: Readonly<Record<MonthlyName, Float64Array>>,
): Measures {
  const zeroCash = firstShort(run);
  const isBurning = exceeds(byMonth.costs[0]!, byMonth.revenue[0]!);
  const lowest = Math.min(...byMonth.lowest_cash);
  const insolvent = byMonth.owed.findIndex((owed, t) => {
    const { cash, receivable, prepaid, assets, deferred_income } = byMonth;
    return exceeds(owed + deferred_income[t]!, cash[t]! + receivable[t]! + prepaid[t]! + assets[t]!);
  });
  return {
    zeroCash,
    firstUnpaid: orNull(run.months.findIndex((month) => month.isUnpaid)),
    runway: zeroCash === null ? null : zeroCash + partOfMonth(run.months[zeroCash]!),
    runwayNow: isBurning ? run.opening.cash / byMonth.accrued_burn[0]! : null,
    failure: run.failure,
    monthsAlive: run.failure === null ? scenario.months : run.failure.t,
    low: { cash: lowest, t: byMonth.lowest_cash.findIndex((cash) => same(cash, lowest)) },
    insolvent: orNull(insolvent),
    breakEven: run.failure === null ? breakEven(byMonth) : null,
    defaultAlive: isDefaultAlive(bare) ? 1 : 0,
  };
}

const orNull = (t: number): number | null => (t === -1 ? null : t);

function firstShort(run: Run): number | null {
  return orNull(run.months.findIndex((month) => month.short.some((short) => short > 0)));
}

/** The first shortage of the bare world or, without one, its failure; null: neither. */
function troubleOf(bare: Run): Case['troubleAlone'] {
  const short = firstShort(bare);
  if (short !== null) return { kind: 'short', t: short };
  return bare.failure === null ? null : { kind: 'failure', t: bare.failure.t };
}

/** The share of its zero-cash month, 0 to 1, through which the company comes. */
function partOfMonth({ short, openingCash, due, moneyIn }: Month): number {
  // It is short at the month's end too.
  if (short.at(-1)! > 0) return Math.min(1, openingCash / (due - moneyIn));
  const day = short.findIndex((amount) => amount > 0) + 1;
  return (day - 1) / 31;
}

/** The first month from which revenue covers costs in every month to the horizon. */
function breakEven({ costs, revenue }: Readonly<Record<MonthlyName, Float64Array>>): number | null {
  let first: number | null = null;
  for (let t = costs.length - 1; t >= 0 && !exceeds(costs[t]!, revenue[t]!); t--) first = t;
  return first;
}

/**
 * Whether the bare world is neither short nor failed, and pays no more than it collects over the last twelve months.
 */
function isDefaultAlive(bare: Run): boolean {
  if (firstShort(bare) !== null || bare.failure !== null) return false;
  const year = bare.months.slice(-12).map((month) => month.flows);
  return !exceeds(sum(year.map((flows) => flows.gross_burn)), sum(year.map((flows) => flows.collections)));
}
