import { type Row, run } from '../../chart/cells.ts';
import { amount, monthCount } from '../../chart/money.ts';
import { wrap } from '../../chart/text.ts';
import type { Case } from '../../engine/measures.ts';
import { calledBy, nameOf } from '../../report/words.ts';
import { planChoice, planned, standing } from '../outcome.ts';
import type { State } from '../state.ts';
import { type Column, fitting, headRow, lineRow, marked } from './grid.ts';
import { pulledWords, settingWords } from './words.ts';

/** Lines below the list that tell what the chosen plan sets. */
export const PLAN_DETAIL = 3;

/** A line for each plan of the file, and what it would lead to; below, what the chosen one sets. */
export function plans(state: State, width: number, height: number): Row[] {
  const { loaded, choice } = state;
  if (loaded === null) return [];
  const names = [null, ...loaded.scenario.plans.keys()];
  const columns = fitting(planColumns(state, names, width), 0, width - 3);
  const focused = state.pane === 'table';
  const ascii = state.glyphs === 'ascii';
  const lines = height - 1 - PLAN_DETAIL;
  const rows = names.slice(state.scroll.plans, state.scroll.plans + lines).map((name, i): Row => {
    const line = state.scroll.plans + i;
    const inForce = name === choice.plan;
    const changed = choice.changes.size > 0 ? (ascii ? 'o' : '○') : ascii ? '*' : '●';
    const row: Row = [run(inForce ? changed : ' ', 'accent'), ...lineRow(columns, line)];
    return marked(row, focused && line === state.planRow, ascii, width);
  });
  return [[run('  '), ...headRow(columns)], ...rows, ...detail(state, names, width)];
}

function detail(state: State, names: readonly (string | null)[], width: number): Row[] {
  const { scenario } = state.loaded!;
  if (names.length === 1) return [[], [run(' This file has no plans. Name some under `plans:`.', 'muted')]];
  const name = names[state.planRow] ?? null;
  const text = `${planWords(state, name) || 'no lever is pulled'}.`;
  const lines = wrap(`${name === null ? 'No plan' : calledBy(scenario.plans.get(name)!)}: ${text}`, width - 2);
  return [[], ...lines.slice(0, PLAN_DETAIL - 1).map((line): Row => [run(` ${line}`, 'muted')])];
}

/** What the plan sets; without a plan, what the file pulls. */
function planWords(state: State, name: string | null): string {
  const loaded = state.loaded!;
  const plan = name === null ? undefined : loaded.scenario.plans.get(name);
  const settings = planned(loaded, name);
  if (plan === undefined) return pulledWords(state, settings);
  const set = [...plan.set.keys()].map((lever) =>
    settingWords(state, loaded.scenario.levers.get(lever)!, settings.get(lever)!),
  );
  return set.join(', ');
}

function planColumns(state: State, names: readonly (string | null)[], room: number): Column[] {
  const loaded = state.loaded!;
  const { scenario } = loaded;
  const label = (name: string | null): string => (name === null ? 'No plan' : calledBy(scenario.plans.get(name)!));
  const result = (line: number): Case | null =>
    standing({ loaded, choice: planChoice(loaded, names[line]!) })!.outcome.result;
  const month = (t: number | null | undefined): string =>
    t === undefined ? 'no result' : t === null ? 'never' : nameOf(scenario.start, t);
  const money = (value: number | undefined) => ({ text: value === undefined ? '' : amount(value) });
  const width = Math.min(
    Math.max(18, Math.round(room * 0.45)),
    Math.max(12, ...names.map((name) => [...label(name)].length)),
  );
  return [
    { head: 'Plan', align: 'left', width, cell: (i) => ({ text: label(names[i]!) }) },
    {
      head: 'Fails',
      align: 'left',
      width: 9,
      cell: (i) => {
        const r = result(i);
        const t = r === null ? undefined : (r.measures.failure?.t ?? null);
        return { text: month(t), role: t === null ? 'good' : 'bad' };
      },
    },
    { head: 'Zero cash', align: 'left', width: 9, cell: (i) => ({ text: month(result(i)?.measures.zeroCash) }) },
    { head: 'Lowest', align: 'right', width: 7, cell: (i) => money(result(i)?.measures.low.cash) },
    { head: 'Owed', align: 'right', width: 7, cell: (i) => money(result(i)?.byMonth.owed.at(-1)) },
    {
      head: 'Raised',
      align: 'right',
      width: 7,
      cell: (i) => money(result(i)?.byMonth.funding.reduce((sum, v) => sum + v, 0)),
    },
    {
      head: 'Runway',
      align: 'right',
      width: 8,
      cell: (i) => {
        const months = result(i)?.measures.runway ?? null;
        return { text: months === null ? 'no end' : `${monthCount(months)} mo` };
      },
    },
    {
      head: 'Levers',
      align: 'left',
      width: Math.max(30, room - width - 76),
      cell: (i) => ({ text: planWords(state, names[i]!), role: 'muted' }),
    },
  ];
}
