import type { Case, CreditorName, Measures, MonthlyName } from '../../src/engine/month/measures.ts';
import { CREDITOR_NAMES, MONTHLY_NAMES } from '../../src/engine/month/measures.ts';
import type { Formula } from '../../src/formula/tree.ts';
import type { Creditor, Debt, Funding, Lever, Scenario } from '../../src/scenario/scenario.ts';

const place = { source: { name: 'test', text: '' }, start: 0, end: 0 };
const entry = { label: null, note: null, source: null, place };

/** A constant formula; reports never evaluate formulas. */
const constant = (value: number): Formula => ({
  text: String(value),
  node: { op: 'number', value, at: { start: 0, end: 0 } },
  place,
});

const byName = <T extends { readonly name: string }>(entries: readonly T[]): ReadonlyMap<string, T> =>
  new Map(entries.map((e) => [e.name, e]));

export const aLever = (name: string, rest: Partial<Lever> = {}): Lever => ({
  ...entry,
  name,
  value: 0,
  range: null,
  step: null,
  isShare: false,
  isRangeInPercent: false,
  from: 2024 * 12,
  until: null,
  delay: 0,
  pain: 1,
  ...rest,
});

export const aCreditor = (name: string, rest: Partial<Creditor> = {}): Creditor => ({
  ...entry,
  name,
  termMonths: 0,
  priority: 3,
  critical: false,
  isCriticalByDefault: false,
  due: [],
  overdue: constant(0),
  overdueMonths: constant(0),
  lateFee: constant(0),
  pay: constant(1),
  forgive: constant(0),
  reactions: [],
  day: null,
  ...rest,
});

export const aFunding = (name: string, month: number | null): Funding => ({
  ...entry,
  name,
  amount: constant(1),
  month: month === null ? { kind: 'formula', formula: constant(0) } : { kind: 'month', month },
  probability: constant(1),
  kind: 'equity',
  day: null,
});

interface Parts {
  readonly levers?: readonly Lever[];
  readonly creditors?: readonly Creditor[];
  readonly funding?: readonly Funding[];
  readonly debts?: readonly Debt[];
}

/** A scenario of `months` months from January 2024. */
export function aScenario(months: number, parts: Parts = {}, rest: Partial<Scenario> = {}): Scenario {
  const none = new Map<string, never>();
  return {
    name: 'A company',
    description: null,
    start: 2024 * 12,
    months,
    currency: 'USD',
    seed: 1,
    sources: none,
    assumptions: none,
    correlate: none,
    groups: [],
    levers: byName(parts.levers ?? []),
    cash: constant(0),
    reserve: constant(0),
    assets: none,
    revenue: none,
    costs: none,
    creditors: byName(parts.creditors ?? []),
    debts: byName(parts.debts ?? []),
    funding: byName(parts.funding ?? []),
    plans: none,
    checks: none,
    reported: none,
    actuals: new Map(),
    past: null,
    plan: null,
    overridden: { set: [], months: null, bank: null },
    ...rest,
  };
}

interface CaseParts {
  readonly measures?: Partial<Measures>;
  readonly byMonth?: Partial<Record<MonthlyName, readonly number[]>>;
  readonly creditors?: Readonly<Record<string, Partial<Record<CreditorName, readonly number[]>>>>;
  readonly lines?: Readonly<Record<string, readonly number[]>>;
  readonly reserve?: readonly number[];
  readonly opening?: Partial<Case['opening']>;
  readonly troubleAlone?: Case['troubleAlone'];
  readonly happened?: Case['happened'];
  readonly warnings?: Case['warnings'];
}

const NOTHING: Case['opening'] = {
  cash: 0,
  receivable: 0,
  prepaid: 0,
  assets: 0,
  deferred_income: 0,
  due_later: 0,
  overdue: 0,
  debt: 0,
  owed: 0,
  equity: 0,
};

/** A case of `months` months: amounts that are not given are 0, and events that are not given do not occur. */
export function aCase(months: number, parts: CaseParts = {}): Case {
  const series = (values: readonly number[] | undefined): Float64Array =>
    Float64Array.from(values ?? Array(months).fill(0));
  const record = <K extends string>(names: readonly K[], given: Partial<Record<K, readonly number[]>>) =>
    Object.fromEntries(names.map((name) => [name, series(given[name])])) as Record<K, Float64Array>;
  return {
    measures: {
      zeroCash: null,
      firstUnpaid: null,
      runway: null,
      runwayNow: null,
      failure: null,
      monthsAlive: months,
      low: { cash: 0, t: 0 },
      insolvent: null,
      breakEven: null,
      defaultAlive: 0,
      ...parts.measures,
    },
    // Without days cash is at its lowest at the month's end.
    byMonth: record(MONTHLY_NAMES, {
      ...(parts.byMonth?.cash === undefined ? {} : { lowest_cash: parts.byMonth.cash }),
      ...parts.byMonth,
    }),
    lines: new Map(Object.entries(parts.lines ?? {}).map(([name, v]) => [name, series(v)])),
    creditors: new Map(Object.entries(parts.creditors ?? {}).map(([name, c]) => [name, record(CREDITOR_NAMES, c)])),
    reserve: series(parts.reserve),
    troubleAlone: parts.troubleAlone ?? null,
    happened: parts.happened ?? [],
    opening: { ...NOTHING, ...parts.opening },
    warnings: parts.warnings ?? [],
  };
}
