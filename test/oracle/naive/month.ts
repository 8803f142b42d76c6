import type { Case, Warning } from '../../../src/engine/month/measures.ts';
import { balanceSheet, type Happened } from './books.ts';
import { type Ground, openBooks } from './opening.ts';
import { type Past, readTerms, type Warn } from './terms.ts';
import { type Month, Turn } from './turn.ts';

export interface Run {
  readonly opening: Case['opening'];
  /** The months up to the failure, or to the horizon. */
  readonly months: Month[];
  readonly failure: { readonly t: number; readonly cause: string } | null;
  readonly deeds: ReadonlySet<string>;
  readonly happenings: readonly Happened[];
  readonly warnings: ReadonlyMap<string, { code: Warning['code']; where: string; months: Set<number> | null }>;
}

/** Simulates section 3 month by month. A bare world is followed only to its first shortage. */
export function simulate(ground: Ground): Run {
  const { scenario } = ground;
  const warnings = new Map<string, { code: Warning['code']; where: string; months: Set<number> | null }>();
  const warn: Warn = (code, where, t, field = where) => {
    // Past months give no warnings.
    if (t !== null && t < ground.past) return;
    const key = `${code} ${field}`;
    const found = warnings.get(key) ?? { code, where, months: t === null ? null : new Set<number>() };
    if (t !== null) found.months?.add(t);
    warnings.set(key, found);
  };
  warnOfFile(ground, warn);
  const books = openBooks(ground);
  let opening = balanceSheet(books);
  const past: Past = { values: [], flows: [] };
  const months: Month[] = [];
  let failure: Run['failure'] = null;
  for (let t = 0; t < scenario.months && failure === null; t++) {
    const terms = readTerms(ground, books, past, t, warn);
    const turn = new Turn(ground, books, terms, t);
    const { month, cause } = turn.run();
    if (cause !== null && t >= ground.past) failure = { t, cause };
    past.values.push(terms.values);
    past.flows.push(month.flows);
    months.push(month);
    if (t + 1 === ground.past) opening = balanceSheet(books);
    if (ground.extent === 'bare' && t >= ground.past && month.short.some((short) => short > 0)) break;
  }
  if (failure !== null) failure = { ...failure, t: failure.t - ground.past };
  const happenings = books.happenings
    .filter(({ t }) => t >= ground.past)
    .map((one) => ({ ...one, t: one.t - ground.past }));
  return {
    opening,
    months: months.slice(ground.past),
    failure,
    deeds: books.deeds,
    happenings,
    warnings,
  };
}

/** Section 1: a lever outside its range, and a company that nobody can end. */
function warnOfFile({ scenario, levers }: Ground, warn: Warn): void {
  for (const [name, { range }] of scenario.levers) {
    const { value } = levers.get(name)!;
    if (range !== null && (value < range[0] || value > range[1])) warn('lever-out-of-range', `levers.${name}`, null);
  }
  const creditors = [...scenario.creditors.values()];
  const canEnd = creditors.some(({ critical, reactions }) => critical || reactions.some((r) => r.then === 'petition'));
  if (creditors.length > 0 && !canEnd) warn('nothing-ends-it', 'creditors', null);
}
