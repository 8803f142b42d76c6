import { type Difference, differenceOf } from '../../analysis/difference.ts';
import { wholeValue } from '../../analysis/measure.ts';
import { type Row, run } from '../../chart/cells.ts';
import { amount, percent, signedMonths } from '../../chart/money.ts';
import { wrap } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import type { Case } from '../../engine/answers.ts';
import { monthName } from '../../formula/month.ts';
import { newsRole } from '../../report/news.ts';
import { calledBy, lastMonth } from '../../report/words.ts';
import { type Measure, MONTHLY, WORLD, type WorldName } from '../../scenario/measure-names.ts';
import { lineOf } from '../list-place.ts';
import { asFiled, planChoice, planNames, planned, standing, standingWith } from '../outcome.ts';
import { isSameChoice, type Lives } from '../results.ts';
import type { Baseline, ReadState, State } from '../state.ts';
import type { TabView } from '../tabs/tab.ts';
import { laterThan, pulledWords, settingWords } from '../words.ts';
import { isComputing, isUncertain, livesNow } from '../worlds.ts';
import { planDeadlineWords } from './deadline.ts';
import { fitting, GAP, type GridCell, type GridColumn, gridWidth, headRow, lineRow } from './grid.ts';
import { listView } from './list.ts';
import type { List } from './list-data.ts';

/** Rows below the list for what the chosen plan sets, in a panel that is high enough. */
const DETAIL = 4;
const LEAST_FOR_DETAIL = 11;

const detailLines = (height: number): number => (height < LEAST_FOR_DETAIL ? 0 : DETAIL);

const isHand = ({ choice }: State): boolean => choice.changes.size > 0;

/** One line of the list: a plan of the file, or the choice in hand. */
interface PlanLine {
  readonly label: string;
  /** Its base case; null where a formula has no finite value. */
  readonly result: Case | null;
  /** Survival; null where it is not known: `isAwaited` while it may still come. */
  readonly lives: Lives | null;
  readonly isAwaited: boolean;
  readonly levers: string;
}

/**
 * The tab's view: a line for the choice in hand and for each plan, with its result and the difference from the
 * baseline.
 */
export function plans(state: ReadState, width: number, height: number): TabView {
  const names = planNames(state.loaded);
  const { baseline } = state;
  const isApart = baseline !== null && !names.some((name) => isPinned(state, name));
  const others = [...(isHand(state) ? [handLine(state)] : []), ...(isApart ? [pinnedLine(baseline)] : [])];
  const lines = [...names.map((name) => planLine(state, name)), ...others];
  const columns = planColumns(state, lines, width - BEFORE_NAME);
  const name = nameColumn(lines, columns, width - BEFORE_NAME);
  const list: List = {
    tab: 'plans',
    label: (i) => lines[i]!.label,
    line: lineOf(state, 'plans'),
    count: names.length,
    left: {
      head: [run(' '), ...headRow([name])],
      cells: (i) => [run(signOf(state, i, names), 'accent'), ...lineRow([name], i)],
      order: { by: (i) => lines[i]!.label.toLowerCase() },
    },
    also: (i) => names[i] ?? '',
    columns,
    pinned: others.map((_, i) => names.length + i),
    below: detail(state, width, detailLines(height)),
  };
  return listView(state, list, width, height);
}

/**
 * The sign of the plan in force: full, or hollow where it is changed by hand, and full before the choice in hand then.
 */
function signOf({ choice, glyphs }: ReadState, line: number, names: readonly (string | null)[]): string {
  const [full, hollow] = glyphs === 'ascii' ? ['*', 'o'] : ['●', '○'];
  const isChanged = choice.changes.size > 0;
  if (line >= names.length) return isChanged && line === names.length ? full! : ' ';
  return names[line] !== choice.plan ? ' ' : isChanged ? hollow! : full!;
}

/** The column of the plans' names, as wide as they need, within the room that the other columns leave. */
function nameColumn(lines: readonly PlanLine[], columns: readonly GridColumn[], room: number): GridColumn {
  const longest = Math.max(...lines.map(({ label }) => columnsOf(label)));
  const least = leastName(lines, room);
  const left = room - GAP - least - gridWidth(fitting(columns, 0, room - GAP - least));
  return {
    head: 'Plan',
    align: 'left',
    width: Math.max(least, Math.min(longest, least + left)),
    cell: (i) => ({ text: lines[i]!.label, role: lines[i]!.result === null ? 'bad' : 'plain' }),
  };
}

const leastName = (lines: readonly PlanLine[], room: number): number =>
  Math.min(Math.max(16, Math.round(room * 0.3)), Math.max(12, ...lines.map(({ label }) => columnsOf(label))));

function detail(state: ReadState, width: number, room: number): Row[] {
  if (room === 0 && state.loaded.scenario.plans.size > 0) return [];
  const { scenario } = state.loaded;
  const name = [null, ...scenario.plans.keys()][lineOf(state, 'plans')] ?? null;
  const words = planWords(state, name) || 'no lever is pulled';
  const text =
    scenario.plans.size === 0
      ? 'This file has no plans: set levers, and s saves them as one.'
      : `${planLabel(state, name)}: ${words}.`;
  const said = name === null ? null : planDeadlineWords(state, name);
  const until = said === null ? [] : wrap(said.text, width - 2).map((line): Row => [run(` ${line}`, said.role)]);
  const lines = wrap(text, width - 2).map((line): Row => [run(` ${line}`, 'muted')]);
  return [[], ...lines.slice(0, Math.max(1, DETAIL - 1 - until.length)), ...until].slice(0, DETAIL);
}

const planLabel = (state: ReadState, name: string | null): string =>
  name === null ? 'No plan' : calledBy(state.loaded.scenario.plans.get(name)!);

/** The words before the name of the pinned result. */
const PINNED = 'Pinned: ';

/** Whether this plan's result, unchanged by hand, is the pinned one. */
const isPinned = ({ baseline }: ReadState, name: string | null): boolean =>
  baseline !== null && isSameChoice(baseline.choice, planChoice(name));

const pinnedLine = ({ result, label, lives }: Baseline): PlanLine => ({
  label: `${PINNED}${label}`,
  result,
  lives,
  isAwaited: false,
  levers: '',
});

function handLine(state: ReadState): PlanLine {
  const { settings, outcome } = standing(state);
  return {
    label: 'In hand',
    result: outcome.result,
    lives: livesNow(state),
    isAwaited: isComputing(state),
    levers: pulledWords(state, settings),
  };
}

function planLine(state: ReadState, name: string | null): PlanLine {
  const { result } = standingWith(state, planChoice(name)).outcome;
  const { planLives } = state.results;
  return {
    label: `${isPinned(state, name) ? PINNED : ''}${planLabel(state, name)}`,
    result,
    lives: planLives.get(name) ?? null,
    isAwaited: result !== null && !planLives.has(name),
    levers: planWords(state, name),
  };
}

/** The levers that the plan sets, in words; without a plan, those that the file sets. */
export function planWords(state: ReadState, name: string | null): string {
  const loaded = state.loaded;
  const plan = name === null ? undefined : loaded.scenario.plans.get(name);
  const settings = planned(loaded, name);
  if (plan === undefined) return pulledWords(state, settings);
  const set = [...plan.set.keys()].map((lever) =>
    settingWords(state, loaded.scenario.levers.get(lever)!, settings.get(lever)!),
  );
  return set.join(', ');
}

/** The result that the lines are compared with: the pinned one, else the file's own. */
function baselineOf(state: ReadState): Pick<Baseline, 'start' | 'result'> | null {
  const result = asFiled(state);
  return state.baseline ?? (result === null ? null : { start: state.loaded.scenario.start, result });
}

/** Width in columns of a difference. */
const DIFFERENCE = 7;
/** Columns before a plan's name: the mark of the keys and that of the plan in force. */
const BEFORE_NAME = 2;
/** Least width in columns for differences of zero-cash dates; in less what is owed needs the room. */
const WIDE = 90;

const owedAtEnd = ({ measures, byMonth }: Case): number =>
  byMonth.owed[lastMonth(measures.failure, byMonth.owed.length)]!;

function planColumns(state: ReadState, lines: readonly PlanLine[], room: number): GridColumn[] {
  const { start } = state.loaded.scenario;
  const base = baselineOf(state);
  const column = (
    head: string,
    width: number,
    cell: (result: Case) => GridCell,
    value: (result: Case) => number,
  ): GridColumn => ({
    head,
    align: 'left',
    width,
    order: { isDown: true, by: (i) => (lines[i]!.result === null ? null : value(lines[i]!.result!)) },
    cell: (i) => {
      const { result } = lines[i]!;
      return result === null ? { text: '' } : cell(result);
    },
  });
  const { currency, months } = state.loaded.scenario;
  const month = (head: string, name: WorldName, hasShift = true): GridColumn =>
    column(
      head,
      hasShift ? 17 : 9,
      (result) => {
        const value = wholeValue({ start, months }, result.measures, name);
        const cell: GridCell =
          value === null || 'number' in value
            ? { text: laterThan(result, start), role: 'good' }
            : { text: monthName(value.month), role: head === 'Fails' ? 'bad' : 'plain' };
        if (base === null || !hasShift) return cell;
        const other = wholeValue({ start: base.start, months }, base.result.measures, name);
        return withAfter(cell, shiftCell(differenceOf(WORLD[name], { value, currency }, { value: other, currency })));
      },
      ({ measures }) => {
        const value = wholeValue({ start, months }, measures, name);
        return value === null || 'number' in value ? Number.POSITIVE_INFINITY : value.month;
      },
    );
  const money = (head: string, pick: (result: Case) => number, of: Measure | null): GridColumn => ({
    ...column(
      head,
      16,
      (result) => {
        const cell = { text: amount(pick(result)).padStart(7) };
        if (base === null) return cell;
        const valued = (number: number) => ({ value: { number }, currency });
        const difference = differenceOf(of ?? MONTHLY.funding, valued(pick(result)), valued(pick(base.result)));
        return withAfter(cell, moneyCell(difference, of !== null));
      },
      pick,
    ),
    value: (i) => (lines[i]!.result === null ? null : pick(lines[i]!.result!)),
  });
  const raised = ({ byMonth }: Case): number => byMonth.funding.reduce((sum, value) => sum + value, 0);
  return [
    month('Fails', 'failure'),
    ...(isUncertain(state.loaded.model) ? livesColumns(state, lines) : []),
    month('Zero cash', 'zero_cash', room >= WIDE),
    money('   Owed', owedAtEnd, MONTHLY.owed),
    money(' Lowest', ({ measures }) => measures.low.cash, WORLD.low),
    money(' Raised', raised, null),
    leversColumn(lines, room),
  ];
}

/**
 * The columns of survival and of the mean months lived, first the one in which the plans differ. `…` stands for what is
 * still awaited, `?` for what stays unknown.
 */
function livesColumns({ glyphs }: ReadState, lines: readonly PlanLine[]): GridColumn[] {
  const told = ({ lives, isAwaited }: PlanLine, text: (lives: Lives) => string): GridCell =>
    lives !== null
      ? { text: text(lives) }
      : { text: isAwaited ? (glyphs === 'ascii' ? '..' : '…') : '?', role: 'muted' };
  const whole = (share: number): string => percent(Math.round(share * 100) / 100);
  const alive: GridColumn = {
    head: 'Alive',
    align: 'right',
    width: 5,
    cell: (i) => told(lines[i]!, ({ alive }) => whole(alive)),
    order: { by: (i) => lines[i]!.lives?.alive ?? null, isDown: true },
  };
  const months: GridColumn = {
    head: 'Live for',
    align: 'right',
    width: 8,
    cell: (i) => told(lines[i]!, ({ months }) => `${months.toFixed(1)} mo`),
    order: { by: (i) => lines[i]!.lives?.months ?? null, isDown: true },
  };
  const known = lines.flatMap(({ lives }) => (lives === null ? [] : [whole(lives.alive)]));
  return known.length > 1 && new Set(known).size === 1 ? [months, alive] : [alive, months];
}

/** The column of the levers that each plan sets, in the room that the other columns leave. */
function leversColumn(lines: readonly PlanLine[], room: number): GridColumn {
  const longest = Math.max(...lines.map(({ levers }) => columnsOf(levers)));
  return {
    head: 'Levers',
    align: 'left',
    width: Math.min(longest, Math.max(30, room - leastName(lines, room) - 102)),
    cell: (i) => ({ text: lines[i]!.levers, role: 'muted' }),
  };
}

/** The cell with its difference behind it, which has the same width in all lines. */
const withAfter = (cell: GridCell, { text, role }: GridCell): GridCell => ({
  ...cell,
  after: { text: text.padEnd(DIFFERENCE), ...(role === undefined ? {} : { role }) },
});

/** A difference in months, `+3 mo`; empty where either month is missing, which the cell before it says. */
const shiftCell = ({ by, news }: Difference): GridCell =>
  by === null || news === 'same' ? { text: '' } : { text: `${signedMonths(by)} mo`, role: newsRole(news) };

/** A difference in money; without `isNews` in a plain colour, as more money raised is neither better nor worse. */
function moneyCell({ by, news }: Difference, isNews: boolean): GridCell {
  const text = amount(by ?? 0);
  if (text === '0') return { text: '' };
  return { text: by! > 0 ? `+${text}` : text, role: isNews ? newsRole(news) : 'plain' };
}
