import { type Row, rowText, run } from '../../chart/cells.ts';
import { money } from '../../chart/money.ts';
import { wrap } from '../../chart/text.ts';
import type { Case } from '../../engine/answers.ts';
import { odds } from '../../report/odds.ts';
import { inOrder } from '../../report/payment-order.ts';
import { calledBy, causeWords, lastMonth, nameOf } from '../../report/words.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import { MONTHLY, type MonthlyName, WORLD, type WorldName } from '../../scenario/measure-names.ts';
import { standing } from '../outcome.ts';
import type { ReadState } from '../state.ts';
import { creditorName } from '../words.ts';
import { chances } from '../worlds.ts';
import type { Fact, FigureName } from './facts.ts';
import { marked } from './grid.ts';
import { factsNow } from './headline.ts';

/** The headline's figures that are explained, in its order. */
export const figuresNow = (state: ReadState): (Fact & { readonly name: FigureName })[] =>
  (factsNow(state) ?? []).flatMap((fact) => (fact.name === undefined ? [] : [{ ...fact, name: fact.name }]));

/** The panel of figures: all of the headline's, the chosen one marked, and below it its explanation. */
export function figureRows(state: ReadState, width: number): Row[] {
  const figures = figuresNow(state);
  const front = figures[state.figure];
  if (front === undefined) return [[run(' There is no result to tell of.', 'muted')]];
  const isAscii = state.glyphs === 'ascii';
  const lines = figures.map(
    ({ long }, i): Row => marked([run(' '), ...long], i === state.figure ? 'chosen' : null, isAscii, width),
  );
  const said = figureWords(state).flatMap((line, i) =>
    wrap(line, width - 2).map((part): Row => [run(` ${part}`, i === 0 ? 'title' : 'plain')]),
  );
  return [...lines, [], ...said];
}

/** The chosen figure explained in sentences: what it is, and what it is worked out from in the base case in hand. */
export function figureWords(state: ReadState): string[] {
  const figure = figuresNow(state)[state.figure];
  const { result } = standing(state).outcome;
  if (figure === undefined || result === null) return [];
  const is = (text: string): string => `${rowText(figure.less).trim().replace(/ +/g, ' ')}: ${text}.`;
  return SAID[figure.name]({ state, result, is });
}

/** What a figure is explained from. */
interface FigureSubject {
  readonly state: ReadState;
  readonly result: Case;
  /** The sentence that joins the figure, as the headline states it, and its meaning. */
  readonly is: (text: string) => string;
}

const ofWorld = (name: WorldName): string => WORLD[name].means;
const ofMonth = (name: MonthlyName): string => MONTHLY[name].means;

const SAID: Readonly<Record<FigureName, (of: FigureSubject) => string[]>> = {
  zero_cash: (of) => [
    of.is(ofWorld('zero_cash')),
    ...(of.result.measures.zeroCash === null ? [] : dueWords(of, of.result.measures.zeroCash)),
    `In brackets the runway: ${ofWorld('runway')}.`,
  ],
  failure: failureSaid,
  survival: survivalSaid,
  owed: (of) => {
    const t = lastMonth(of.result.measures.failure, of.state.loaded.scenario.months);
    return [
      of.is(ofMonth('owed')),
      `${at(of, t)}: ${sums(of, t, ['due_later', 'overdue', 'debt'])} = ${sum(of, of.result.byMonth.owed[t]!)}.`,
      ...largest(of, 'Most of it to', (name) => of.result.creditors.get(name)!.owed[t]!),
    ];
  },
  net_burn: (of) => [
    of.is(ofMonth('net_burn')),
    `${at(of, 0)}: gross burn ${sum(of, of.result.byMonth.gross_burn[0]!)} - collections ${sum(of, of.result.byMonth.collections[0]!)}.`,
    ...largest(of, 'Most was paid to', (name) => of.result.creditors.get(name)!.paid[0]!),
    `Accrued, as costs arise, it is ${sum(of, of.result.byMonth.accrued_burn[0]!)}: ${ofMonth('accrued_burn')}.`,
  ],
  low: (of) => {
    const { t } = of.result.measures.low;
    const { cash, collections, gross_burn } = of.result.byMonth;
    return [
      of.is(ofWorld('low')),
      `${at(of, t)}: ${sum(of, collections[t]!)} of collections came in, ${sum(of, gross_burn[t]!)} was paid, ${sum(of, cash[t]!)} is left at its end.`,
    ];
  },
  counts_on: (of) => [
    of.is('funding that may not come, and comes in the base case, where every probability has its likelier half'),
    'In the other worlds it comes as often as its probability says.',
  ],
  break_even: (of) => [
    of.is(ofWorld('break_even')),
    ...inMonth(of, of.result.measures.breakEven, ['revenue', 'costs']),
  ],
  insolvent: (of) => [
    of.is(ofWorld('insolvent')),
    ...inMonth(of, of.result.measures.insolvent, ['cash', 'receivable', 'assets', 'owed', 'equity']),
  ],
};

function failureSaid(of: FigureSubject): string[] {
  const { state, result, is } = of;
  const { failure } = result.measures;
  const { scenario } = state.loaded;
  const what = is('a critical creditor was not paid in full, or one petitioned');
  if (failure === null) return [what];
  const who = failure.cause.slice(failure.cause.indexOf(':') + 1);
  const series = result.creditors.get(who);
  const cause = `${causeWords(failure.cause, (name) => creditorName(scenario, name))}.`;
  const owed =
    series === undefined
      ? []
      : [`It was due ${sum(of, series.due[failure.t]!)} and was paid ${sum(of, series.paid[failure.t]!)}.`];
  return [what, cause, ...owed, ...dueWords(of, failure.t)];
}

function survivalSaid({ state, is }: FigureSubject): string[] {
  const known = chances(state);
  const what = is(ofWorld('survival'));
  if (known === null) return [what];
  const { count, survival } = known.worlds;
  const lives = Math.round(survival.at(-1)! * count);
  const months = survival.reduce((all, share) => all + share, 0);
  return [
    what,
    `${lives} of ${worldCount(count)} = ${odds(survival.at(-1)!)}; they live ${months.toFixed(1)} months on average.`,
    'Each has one draw of everything uncertain: the Odds tab tells what the others fail of, Evidence where that comes from.',
  ];
}

const sum = ({ state }: FigureSubject, value: number): string =>
  money(value, state.loaded.scenario.currency, state.glyphs === 'ascii');

const at = ({ state }: FigureSubject, t: number): string => nameOf(state.loaded.scenario.start, t);

const sums = (of: FigureSubject, t: number, names: readonly MonthlyName[]): string =>
  names.map((name) => `${MONTHLY[name].label.toLowerCase()} ${sum(of, of.result.byMonth[name][t]!)}`).join(' + ');

/** Values of measures in a month, in words; where `month` is null, in the last month that the company lives through. */
function inMonth(of: FigureSubject, month: number | null, names: readonly MonthlyName[]): string[] {
  const t = month ?? lastMonth(of.result.measures.failure, of.state.loaded.scenario.months);
  return [`${at(of, t)}: ${sums(of, t, names).replaceAll(' + ', ', ')}.`];
}

/** What was due in a month, how much of it was paid, and to which creditors most was due. */
function dueWords(of: FigureSubject, t: number): string[] {
  const all = [...of.result.creditors.values()];
  const [due, paid] = (['due', 'paid'] as const).map((name) => all.reduce((rest, one) => rest + one[name][t]!, 0));
  return [
    `${at(of, t)}: ${sum(of, due!)} was due in all, ${sum(of, paid!)} was paid of it.`,
    ...largest(of, 'Most was due to', (name) => of.result.creditors.get(name)!.due[t]!),
  ];
}

/** Most creditors that a sentence names. */
const MOST_NAMED = 3;

/** A sentence with the creditors whose `value` is the largest. */
function largest({ state, ...of }: FigureSubject, words: string, value: (creditor: string) => number): string[] {
  const all = inOrder(state.loaded.scenario.creditors.values())
    .map((creditor) => ({ name: calledBy(creditor), value: value(creditor.name) }))
    .filter((one) => one.value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST_NAMED);
  if (all.length === 0) return [];
  return [`${words} ${all.map((one) => `${one.name} ${sum({ state, ...of }, one.value)}`).join(', ')}.`];
}
