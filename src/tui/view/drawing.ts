/**
 * The data of the chart of cash. Two files have charts over the same months and, in one currency, to the same scale.
 */
import { cashChart, cashMost } from '../../chart/cash-chart.ts';
import type { Row } from '../../chart/cells.ts';
import type { CashChart } from '../../chart/chart-input.ts';
import { type FanChart, fanChart, fanMost } from '../../chart/fan-chart.ts';
import type { Glyphs } from '../../chart/glyphs.ts';
import { type Shared, widenedCash, widenedFan } from '../../chart/widened.ts';
import type { Case } from '../../engine/answers.ts';
import type { Month } from '../../formula/month.ts';
import { caseChart } from '../../report/case-events.ts';
import { lastMonth } from '../../report/words.ts';
import { baseEvents, worldsChart } from '../../report/worlds-chart.ts';
import type { Settings } from '../../scenario/override.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { otherInFront } from '../in-front.ts';
import { boxesOf } from '../layout.ts';
import { standing } from '../outcome.ts';
import { type Baseline, isRead, type ReadState, type State } from '../state.ts';
import { letterOf } from '../words.ts';
import { type Chances, chances, viewed } from '../worlds.ts';

export type Drawing =
  | { readonly kind: 'fan'; readonly input: FanChart }
  | { readonly kind: 'cash'; readonly input: CashChart };

export const draw = (drawing: Drawing, width: number, height: number, glyphs: Glyphs): Row[] =>
  drawing.kind === 'fan'
    ? fanChart(drawing.input, width, height, glyphs)
    : cashChart(drawing.input, width, height, glyphs);

/** The data of the chart of the file in front; null where it has no result. */
export function drawn(state: ReadState): Drawing | null {
  const own = drawnAlone(state);
  const { beside } = state;
  if (beside === null || !isRead(beside)) return own;
  const other = drawnAlone(beside);
  if (own === null || other === null) return own;
  const ghost = ghostOf(state);
  if (ghost !== 'drawn' && ghost !== 'own chart') return own;
  const shared = sharedBy(own, other);
  if (ghost === 'own chart') return widened(own, shared);
  // Of the other file only the base case is drawn, as a line, so the axis needs no room for its bands.
  return withGhost(widened(own, { ...shared, cash: 0, arrears: 0 }), beside);
}

/** The state by which the chart of the file beside is drawn: it reads the calendar month that is read in front. */
export function fromBeside(state: ReadState): State {
  const other = otherInFront(state);
  if (!isRead(other)) return { ...other, isReading: false };
  const [here, there] = [state.loaded.scenario, other.loaded.scenario];
  const month = state.month + here.start - there.start;
  return { ...other, month, isReading: state.isReading && month >= 0 && month < there.months, pane: 'levers' };
}

function drawnAlone(state: ReadState): Drawing | null {
  const { result, settings, world } = viewed(state);
  if (result === null) return null;
  const { scenario } = state.loaded;
  const isInTable = state.pane === 'table' && state.tab === 'months';
  const cursor = isInTable || state.isReading ? state.month : null;
  const more = { baseline: state.baseline === null ? null : aligned(state.baseline, scenario), cursor };
  const known = chances(state);
  return known !== null && world === null
    ? { kind: 'fan', input: { ...fanOf(scenario, result, settings, known), ...more } }
    : { kind: 'cash', input: { ...caseChart(scenario, result, settings), ...more } };
}

/** The fan chart: the base case in hand, and bands of the last odds, which may be of an earlier choice. */
function fanOf(scenario: Scenario, base: Case, settings: Settings, { worlds, isStale }: Chances) {
  const overdue = base.byMonth.overdue.subarray(0, lastMonth(base.measures.failure, scenario.months) + 1);
  const events = baseEvents(scenario, base, settings);
  return { ...worldsChart(scenario, worlds, base, events), overdue, isStale };
}

/** The pinned result's cash by month of this scenario. */
const aligned = ({ start, result }: Baseline, scenario: Scenario): Float64Array =>
  cashOver(result, start, scenario.start, scenario.months);

/** The cash of a case that begins in `start`, by month over `months` months from `from` on; 0 where it has no month. */
const cashOver = ({ byMonth }: Case, start: Month, from: Month, months: number): Float64Array =>
  Float64Array.from({ length: months }, (_, t) => byMonth.cash[t + from - start] ?? 0);

const monthsOf = ({ kind, input }: Drawing): number => (kind === 'fan' ? input.survival : input.cash).length;

/** The months of both charts together and, in one currency, the greatest cash and arrears of both. */
function sharedBy(a: Drawing, b: Drawing): Shared {
  const start = Math.min(a.input.start, b.input.start);
  const months = Math.max(a.input.start + monthsOf(a), b.input.start + monthsOf(b)) - start;
  if (a.input.currency !== b.input.currency) return { start, months, cash: 0, arrears: 0 };
  const [of, and] = [mostOf(a), mostOf(b)];
  return { start, months, cash: Math.max(of.cash, and.cash), arrears: Math.max(of.arrears, and.arrears) };
}

const mostOf = (drawing: Drawing) => (drawing.kind === 'fan' ? fanMost(drawing.input) : cashMost(drawing.input));

const widened = (drawing: Drawing, shared: Shared): Drawing =>
  drawing.kind === 'fan'
    ? { kind: 'fan', input: widenedFan(drawing.input, shared) }
    : { kind: 'cash', input: widenedCash(drawing.input, shared) };

/** Whether the cash of the file beside is drawn over this chart; if not, why. */
export function ghostOf(state: ReadState): 'drawn' | 'own chart' | 'pinned' | 'no result' | 'other currency' {
  const { beside } = state;
  if (boxesOf(state).beside !== undefined) return 'own chart';
  if (state.baseline !== null) return 'pinned';
  if (beside === null || !isRead(beside) || baseOf(beside) === null) return 'no result';
  return beside.loaded.scenario.currency === state.loaded.scenario.currency ? 'drawn' : 'other currency';
}

const baseOf = (state: ReadState): Case | null => standing(state).outcome.result ?? null;

/** The drawing with the cash of the other file's base case in it, as the line of the pinned result is. */
function withGhost(drawing: Drawing, beside: ReadState): Drawing {
  const { start } = beside.loaded.scenario;
  const baseline = cashOver(baseOf(beside)!, start, drawing.input.start, monthsOf(drawing));
  const more = { baseline, baselineName: letterOf(beside.place) };
  return drawing.kind === 'fan'
    ? { kind: 'fan', input: { ...drawing.input, ...more } }
    : { kind: 'cash', input: { ...drawing.input, ...more } };
}
