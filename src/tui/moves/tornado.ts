import type { BinnedBar, Tornado, TornadoBar, TornadoEnd } from '../../analysis/tornado.ts';
import { type Row, run } from '../../chart/cells.ts';
import { monthCount } from '../../chart/money.ts';
import { cut } from '../../chart/text.ts';
import { columnsOf, padEnd } from '../../diagnostic/columns.ts';
import { inputValue } from '../../report/input-words.ts';
import type { ReadState } from '../state.ts';
import { inputCalled } from './input-words.ts';
import type { MovesPage, MovesTold } from './page.ts';
import { sensitivityAsked } from './sensitivity-asked.ts';
import { targetOf } from './target.ts';

const LEAST_BAR = 8;
const LABEL = 30;
/** Largest share of the panel's columns for names. */
const MOST_LABEL = 0.42;

/** The page that moves each input alone from the base case to both its ends. */
export const TORNADO: MovesPage = {
  name: 'One at a time',
  short: 'Tornado',
  asked: sensitivityAsked,
  told: (state, found) => {
    if (found.what !== 'sensitivity' || found.sensitivity.tornado === null) return null;
    return told(state, found.sensitivity.tornado, found.sensitivity.run?.binned ?? []);
  },
};

function told(state: ReadState, tornado: Tornado, binned: readonly BinnedBar[]): MovesTold {
  const { base, bars } = tornado;
  const { scenario } = state.loaded;
  const [most] = bars;
  const top =
    most === undefined || most.swing === 0
      ? 'Nothing moves it from the base case.'
      : `${inputCalled(state, most.name, most.kind)} moves it most, by ${monthCount(most.swing)} months.`;
  return {
    head: `base case ${monthCount(base)} of ${scenario.months} months; low and high`,
    lead: [
      `Months lived of ${scenario.months}, ${monthCount(base)} in the base case. ${top}`,
      'What is drawn is at its p10 and p90, or comes and does not; a plain number 10% less and more; ' +
        'a lever a tenth of its range.',
    ],
    lines: (width) => bars.map((bar) => barRow(state, tornado, bar, width)),
    count: bars.length,
    columns: null,
    detail: (line) => {
      const bar = bars[line];
      return bar === undefined ? top : detailOf(state, tornado, bar, binned);
    },
    go: (line) => {
      const bar = bars[line];
      return bar === undefined ? null : targetOf(state, bar.kind, bar.name);
    },
  };
}

const result = ({ result }: TornadoEnd): string => (result === null ? '?' : monthCount(result));

/**
 * One bar: the input's name, its two results, and these drawn about the base case, the low end light, the high full.
 */
function barRow(state: ReadState, { base, bars }: Tornado, bar: TornadoBar, width: number): Row {
  const label = Math.min(
    LABEL,
    Math.round(width * MOST_LABEL),
    Math.max(...bars.map(({ name, kind }) => columnsOf(inputCalled(state, name, kind)))),
  );
  const number = Math.max(...bars.flatMap(({ low, high }) => [low, high].map((end) => result(end).length)));
  const room = Math.max(LEAST_BAR, width - label - 2 * number - 6);
  const results = bars.flatMap(({ low, high }) => [low.result, high.result]).filter((value) => value !== null);
  const [least, most] = [Math.min(base, ...results), Math.max(base, ...results)];
  const column = (value: number): number =>
    most > least ? Math.round(((value - least) / (most - least)) * (room - 1)) : 0;
  const cells = Array.from({ length: room }, () => run(' '));
  const fill = ({ result: to }: TornadoEnd, sign: string): void => {
    if (to === null || to === base) return;
    const [from, end] = [column(base), column(to)].sort((a, b) => a - b) as [number, number];
    for (let x = from; x <= end; x++) cells[x] = run(sign, to > base ? 'good' : 'bad');
  };
  const ascii = state.glyphs === 'ascii';
  fill(bar.low, ascii ? '-' : '░');
  fill(bar.high, ascii ? '#' : '█');
  cells[column(base)] = run(ascii ? '|' : '│', 'muted');
  return [
    run(padEnd(cut(inputCalled(state, bar.name, bar.kind), label), label)),
    run(`  ${result(bar.low).padStart(number)}  ${result(bar.high).padStart(number)}  `),
    ...cells,
  ];
}

function detailOf(state: ReadState, { base }: Tornado, bar: TornadoBar, binned: readonly BinnedBar[]): string {
  const { name, kind, span, low, high, isMonthly } = bar;
  const { scenario } = state.loaded;
  const end = (of: TornadoEnd): string => {
    const value = inputValue(scenario, { name, kind, isEvent: span === 'no_yes' }, of.value, state.glyphs === 'ascii');
    return `at ${value} ${of.result === null ? 'it cannot be simulated' : `${monthCount(of.result)} months`}`;
  };
  const every = isMonthly ? ' in every month' : '';
  const ends = `${end(low)}, ${end(high)}; the base case ${monthCount(base)}`;
  const own = `${inputCalled(state, name, kind)}${every}: ${ends}.`;
  const over = binned.find((one) => one.name === name);
  if (over === undefined) return own;
  const [least, most] = [over.low, over.high].map(({ result: mean }) => monthCount(mean));
  const means = `${least} months where it is lowest, ${most} where it is highest`;
  const chance = over.swing <= over.chance ? ', which chance alone may do' : '';
  return `${own} Over all worlds, in the mean: ${means}${chance}.`;
}
