import { type Row, rowWidth, run } from '../../chart/cells.ts';
import { clipRow, cut, plainText } from '../../chart/text.ts';
import { calledBy } from '../../report/words.ts';
import { comparedWith, standing } from '../outcome.ts';
import { isBroken, isRead, type ReadState, type State } from '../state.ts';
import { planName } from '../words.ts';
import { type Fact, factsOf } from './facts.ts';
import { aliveFact, worldsTold } from './odds-words.ts';

/** The headline: the scenario's name and plan, and statements on the result, dates first. */
export function headlineRows(state: State, width: number, height: number): Row[] {
  const rows = [titleRow(state, width), ...factRows(state, width, height - 1)];
  return Array.from({ length: height }, (_, i) => clipRow(rows[i] ?? [], width));
}

function titleRow(state: State, width: number): Row {
  const name = plainText(state.loaded?.scenario.name ?? '') || plainText(state.file);
  const full = isRead(state) ? standRow(state, false) : [];
  const right = isRead(state) && width - rowWidth(full) < LEAST_NAME ? standRow(state, true) : full;
  const room = width - rowWidth(right);
  return [...clipRow([run(` ${cut(name, Math.max(6, room - 2))}`, 'title')], room), ...right];
}

/** Columns of the scenario's name below which a claim in use is only counted. */
const LEAST_NAME = 20;

/** The right part of the first row: whether the file is broken, claims in use, plan, number of worlds, currency. */
function standRow(state: ReadState, isShort: boolean): Row {
  const broken = isBroken(state) ? [run('file broken, last good result', 'bad'), run(' · ', 'muted')] : [];
  const money = run(` · ${state.loaded.scenario.currency} `, 'muted');
  return [...broken, ...claimRow(state, isShort), ...planRow(state), ...worldsTold(state), money];
}

function planRow(state: ReadState): Row {
  const { loaded, choice } = state;
  const changed = choice.changes.size;
  return [
    ...notes(state),
    run('plan: ', 'muted'),
    run(choice.plan === null ? 'none' : cut(planName(loaded.scenario, choice.plan), 32)),
    run(changed === 0 ? '' : ` + ${changed} ${changed === 1 ? 'lever' : 'levers'} by hand`, 'accent'),
  ];
}

/** The claims that are in use in place of the file's values: one in full or, `isShort`, only their number. */
function claimRow({ loaded: { scenario } }: ReadState, isShort: boolean): Row {
  const all = [...scenario.assumptions.values()].filter(({ replaced }) => replaced?.claim != null);
  const [one, ...more] = all;
  if (one === undefined) return [];
  const { claims, replaced } = one;
  const claimed = `${cut(calledBy(one), 22)} ${cut(plainText(one.value.text.trim()), 16)}`;
  const by = cut(calledBy(claims.get(replaced!.claim!)!), 16);
  const words = more.length > 0 ? `${all.length} claims` : isShort ? '1 claim' : `${claimed}, ${by}`;
  return [run(words, 'accent'), run(' · ', 'muted')];
}

function notes(state: ReadState): Row {
  const noted = notesTold(state);
  return noted === '' ? [] : [run(noted, 'warn'), run(' · ', 'muted')];
}

/** The number of faults and warnings with the key that shows them; empty where there are none. */
export function notesTold(state: ReadState): string {
  const warned = standing(state).outcome.result?.warnings.length ?? 0;
  const count = warned + state.faults.filter((fault) => fault.severity === 'warning').length;
  return count === 0 ? '' : `${count} ${count === 1 ? 'warning' : 'warnings'} (w)`;
}

function factRows(state: State, width: number, lines: number): Row[] {
  if (!isRead(state)) return [[run(' The file has not been read yet.', 'muted')]];
  const facts = factsNow(state);
  return facts === null ? [[run(` ${NO_RESULT}`, 'bad')]] : mostOf(facts, width, lines);
}

export const NO_RESULT = 'No result: a formula has no finite value with these levers.';

/** The headline's statements on the base case in hand; null where it has no result. */
export function factsNow(state: ReadState): Fact[] | null {
  const { result } = standing(state).outcome;
  if (result === null) return null;
  const { scenario } = state.loaded;
  const ascii = state.glyphs === 'ascii';
  return factsOf({ scenario, result, base: comparedWith(state), alive: aliveFact(state), ascii });
}

/** As many statements as fit into `lines` rows, the first ones; in full where all fit so. */
export function mostOf(facts: readonly Fact[], width: number, lines: number): Row[] {
  for (let count = facts.length; count > 0; count--) {
    for (const shape of ['long', 'less', 'least'] as const) {
      const rows = flowed(
        facts.slice(0, count).map((fact) => fact[shape] ?? fact.less),
        width,
      );
      if (rows.length <= lines && rows.every((row) => rowWidth(row) <= width)) return rows;
    }
  }
  return [facts[0]!.less];
}

/** The parts one after the other, broken between them into rows. */
function flowed(parts: readonly Row[], width: number): Row[] {
  const rows: Row[] = [];
  for (const part of parts) {
    const row = rows.at(-1);
    const joins = row !== undefined && rowWidth(row) + 3 + rowWidth(part) < width;
    if (joins) rows[rows.length - 1] = [...row, run('   '), ...part];
    else rows.push([run(' '), ...part]);
  }
  return rows;
}
