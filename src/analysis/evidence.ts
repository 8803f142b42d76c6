/** Every figure of a scenario: what it is, where it comes from, and where it is used. */
import { formatMonth, type Month } from '../formula/month.ts';
import type { Formula, Node } from '../formula/tree.ts';
import { nodes } from '../formula/walk.ts';
import type { Settings } from '../scenario/override.ts';
import type { Creditor, Debt, Entry, Event, Scenario } from '../scenario/scenario.ts';
import { namesIn } from '../scenario/uses.ts';
import { steadyValue } from './vary.ts';

/** The sections that figures stand in, in the order in which they are printed. */
export const FIGURE_SECTIONS = [
  'assumptions',
  'levers',
  'books',
  'assets',
  'revenue',
  'costs',
  'creditors',
  'debts',
  'funding',
] as const;
export type FigureSection = (typeof FIGURE_SECTIONS)[number];

/**
 * Where a figure comes from. `source`: the file names one. `ours`: the figure has a number of its own and no source.
 * `computed`: it is made of other figures alone. `lever`: it is decided.
 */
export type Origin = 'source' | 'ours' | 'computed' | 'lever';

/** A part of a figure; `key` is its key in the file, null for an amount or a value that stands alone. */
export interface FigurePart {
  readonly key: string | null;
  readonly text: string;
  /** Null for a part that is no formula: a month, or terms. */
  readonly formula: Formula | null;
}

export interface EvidenceFigure {
  readonly section: FigureSection;
  readonly name: string;
  /** Null for cash and the reserve, which carry no label, note or source. */
  readonly entry: Entry | null;
  readonly parts: readonly FigurePart[];
  /**
   * Value in the base case, where the figure has one part that is the same in every month, else null; for a lever its
   * setting.
   */
  readonly value: number | null;
  readonly origin: Origin;
  /** Entries whose formulas read the figure, such as `costs.pay`, in the order of the file. */
  readonly usedBy: readonly string[];
}

/** Every figure of the scenario, section by section, in the order of the file; `settings` give the base-case values. */
export function figuresOf(scenario: Scenario, settings: Settings): EvidenceFigure[] {
  const bare = bareFigures(scenario);
  const users = usersOf(bare);
  const baseValue = ({ section, name, parts: [only, ...more] }: BareFigure): number | null => {
    if (section === 'levers') return settings.get(name)!.value;
    return more.length > 0 || only?.formula == null ? null : steadyValue(scenario, settings, only.formula.node);
  };
  return bare.map((one) => {
    const { section, name, entry, parts } = one;
    return {
      ...one,
      value: baseValue(one),
      origin: originOf(section, entry, parts),
      usedBy: READ_BY_NAME.has(section) ? (users.get(name) ?? []) : [],
    };
  });
}

/** A figure without `origin`, `value` and `usedBy`, which take a look at all formulas. */
export type BareFigure = Pick<EvidenceFigure, 'section' | 'name' | 'entry' | 'parts'>;

/** The figures without what needs a look at all formulas, in the order of the file. */
export const bareFigures = (scenario: Scenario): BareFigure[] => [...entriesOf(scenario)];

/** Whether the figure has a number of its own and no source. */
export const isOurs = ({ section, entry, parts }: BareFigure): boolean => originOf(section, entry, parts) === 'ours';

/** Sections whose entries formulas can read by name. */
const READ_BY_NAME: ReadonlySet<FigureSection> = new Set(['assumptions', 'levers', 'revenue', 'costs']);

function* entriesOf(scenario: Scenario): Generator<BareFigure> {
  const alone = (formula: Formula): FigurePart[] => [part(null, formula)];
  for (const entry of scenario.assumptions.values())
    yield { section: 'assumptions', name: entry.name, entry, parts: alone(entry.value) };
  for (const entry of scenario.levers.values()) yield { section: 'levers', name: entry.name, entry, parts: [] };
  yield { section: 'books', name: 'cash', entry: null, parts: alone(scenario.cash) };
  if (!isNumber(scenario.reserve, 0))
    yield { section: 'books', name: 'reserve', entry: null, parts: alone(scenario.reserve) };
  for (const entry of scenario.assets.values()) {
    const sale = entry.sold === null ? [] : [...eventParts('sold', entry.sold), part('proceeds', entry.proceeds)];
    yield { section: 'assets', name: entry.name, entry, parts: [...alone(entry.value), ...sale] };
  }
  for (const entry of scenario.revenue.values()) {
    const lists = [...many('collect', entry.collect), ...many('receivable', entry.receivable)];
    const own = lists.filter(({ formula, key }) => !(key === 'collect' && isNumber(formula!, 1)));
    yield figure('revenue', entry, [...alone(entry.amount), ...own, ...many('deferred', entry.deferred)]);
  }
  for (const entry of scenario.costs.values())
    yield figure('costs', entry, [...alone(entry.amount), ...many('prepaid', entry.prepaid)]);
  for (const entry of scenario.creditors.values()) {
    const parts = creditorParts(entry);
    // A creditor without figures, source or note has nothing to give evidence for.
    if (parts.length > 0 || entry.source !== null || entry.note !== null) yield figure('creditors', entry, parts);
  }
  for (const entry of scenario.debts.values()) yield figure('debts', entry, debtParts(entry));
  for (const entry of scenario.funding.values()) {
    const { amount, month, probability } = entry;
    yield figure('funding', entry, [
      ...alone(amount),
      ...eventParts('month', month),
      ...(isNumber(probability, 1) ? [] : [part('probability', probability)]),
    ]);
  }
}

const figure = (section: FigureSection, entry: Entry, parts: readonly FigurePart[]): BareFigure => ({
  ...{ section, name: entry.name, entry, parts },
});

const part = (key: string | null, formula: Formula): FigurePart => ({ key, text: formula.text.trim(), formula });

const many = (key: string, formulas: readonly Formula[]): FigurePart[] => formulas.map((formula) => part(key, formula));

const monthPart = (key: string, month: Month | null): FigurePart[] =>
  month === null ? [] : [{ key, text: formatMonth(month), formula: null }];

function eventParts(key: string, event: Event | null): FigurePart[] {
  if (event === null) return [];
  if (event.kind === 'month') return monthPart(key, event.month);
  return [event.kind === 'when' ? part(`${key} when`, event.test) : part(key, event.formula)];
}

/** The keys of a creditor that the file sets, those with defaults left out. */
function creditorParts(creditor: Creditor): FigurePart[] {
  const { termMonths, due, overdue, overdueMonths, lateFee, pay, forgive, reactions } = creditor;
  const unless = (usual: number, key: string, formula: Formula): FigurePart[] =>
    isNumber(formula, usual) ? [] : [part(key, formula)];
  return [
    ...(termMonths === 0 ? [] : [{ key: 'terms', text: `net ${30 * termMonths}`, formula: null }]),
    ...many('due', due),
    ...unless(0, 'overdue', overdue),
    ...unless(0, 'overdue_months', overdueMonths),
    ...unless(0, 'late_fee', lateFee),
    ...unless(1, 'pay', pay),
    ...unless(0, 'forgive', forgive),
    ...reactions.flatMap(({ limit, patience }) => [
      ...(limit === null ? [] : [part('limit', limit)]),
      ...(patience === null ? [] : [part('patience', patience)]),
    ]),
  ];
}

function debtParts({ principal, premium, rate, payment, limit, keep, draw, due, converts, call }: Debt): FigurePart[] {
  const some = (key: string, formula: Formula | null): FigurePart[] => (formula === null ? [] : [part(key, formula)]);
  return [
    part('principal', principal),
    ...(isNumber(rate, 0) ? [] : [part('rate', rate)]),
    ...[...some('premium', premium), ...some('payment', payment), ...some('limit', limit), ...some('keep', keep)],
    ...[...eventParts('draw', draw), ...monthPart('due', due)],
    ...[...eventParts('converts', converts), ...eventParts('call', call)],
  ];
}

const isNumber = ({ node }: Formula, value: number): boolean => node.op === 'number' && node.value === value;

function originOf(section: FigureSection, entry: Entry | null, parts: readonly FigurePart[]): Origin {
  if (entry !== null && entry.source !== null) return 'source';
  if (section === 'levers') return 'lever';
  return parts.some(({ formula }) => formula === null || hasOwnFigure(formula)) ? 'ours' : 'computed';
}

/**
 * Whether a formula holds a number of its own. 0, 1 and the months of a period do not count: they say nothing of the
 * company.
 */
function hasOwnFigure({ node: root, text }: Formula): boolean {
  const isOwn = (node: Node): boolean => {
    if (node.op === 'draw' || node.op === 'series' || node.op === 'steps' || node.op === 'by_month') return true;
    if (node.op !== 'number' || node.value === 1) return false;
    if (node.value === 0) return root === node;
    return !/^[a-z]+$/.test(text.slice(node.at.start, node.at.end));
  };
  return [...nodes(root)].some(isOwn);
}

/** By figure name, the entries whose formulas read the figure. */
function usersOf(figures: readonly BareFigure[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { section, name, parts } of figures) {
    const user = section === 'books' ? name : `${section}.${name}`;
    for (const read of new Set(parts.flatMap(({ formula }) => (formula === null ? [] : [...namesIn(formula)])))) {
      // A line that reads its own value of the month before does not count as its own user.
      if (read === name && READ_BY_NAME.has(section)) continue;
      users.set(read, [...(users.get(read) ?? []), user]);
    }
  }
  return users;
}
