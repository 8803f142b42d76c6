import { slider } from '../../chart/bar.ts';
import { type Role, type Row, type Run, rowWidth, run } from '../../chart/cells.ts';
import { eventMark } from '../../chart/chart-events.ts';
import { signedMoney } from '../../chart/money.ts';
import { clipRow, cut, plainText, wrap } from '../../chart/text.ts';
import { endWithin, padEnd } from '../../diagnostic/columns.ts';
import { visible } from '../../diagnostic/escape.ts';
import type { Case, Measures } from '../../engine/answers.ts';
import { monthName } from '../../formula/month.ts';
import { roughOdds } from '../../report/odds.ts';
import { calledBy } from '../../report/words.ts';
import type { Setting } from '../../scenario/override.ts';
import type { Lever, Scenario } from '../../scenario/scenario.ts';
import { isOutside, leverScale } from '../lever-scale.ts';
import { type ChosenLever, chosenLever, nextMonths, nextStep, standing, tried } from '../outcome.ts';
import type { Outcome } from '../results.ts';
import type { ReadState } from '../state.ts';
import type { StepEffect } from '../step-effect.ts';
import { stepSurvival } from '../step-effects.ts';
import { meantInPercent, readTyped, typedSetting } from '../typed.ts';
import { failureWords, monthShift, notBy, valueWords } from '../words.ts';
import { isComputing, isUncertain, livesNow } from '../worlds.ts';
import { deadlineWords, reachKey } from './deadline.ts';
import { timelineHead, timelineKey, timelineRow } from './lever-timeline.ts';
import { panel, partShown } from './panel.ts';
import {
  EFFECT_WIDTH,
  effectWords,
  isMoved,
  monthsLonger,
  POINTS_WIDTH,
  pointsOf,
  pointsRole,
  pointsWords,
} from './step-words.ts';

/** Least rows at the foot of the panel for the chosen lever. */
const LEAST_DETAIL = 6;

/** The panel of levers: each with value, slider and month; below, what a step of the chosen one would do. */
export function levers(state: ReadState, width: number, height: number): Row[] {
  const focused =
    state.pane === 'levers' &&
    state.overlay !== 'help' &&
    state.prompt === null &&
    state.find === null &&
    state.rescue === null;
  const look = { focused, glyphs: state.glyphs };
  const now = standing(state);
  const chosen = chosenLever(state);
  const marks = `${eventMark('failure', state.glyphs)} ${eventMark('zero-cash', state.glyphs)}`;
  const name = run('Levers', focused ? 'title' : 'plain');
  const hasPoints = isUncertain(state.loaded.model) && width - 2 >= BOTH_BESIDE;
  const title = state.isTimeline
    ? [name, run(': '), ...timelineKey(state)]
    : [name, run(`, one step up: ${marks}${hasPoints ? ' alive' : ''}`, 'muted')];
  if (chosen === null) {
    const text = 'This file has no levers. Name one under `levers:` and use it in a formula.';
    return panel(
      wrap(text, width - 4).map((line) => [run(` ${line}`, 'muted')]),
      width,
      height,
      { ...look, title: [name] },
    );
  }
  const all = [...state.loaded.scenario.levers.values()];
  const inner = width - 2;
  const room = height - 2;
  const { head, each, shown, first } = leverList(state, height);
  const settingOf = (lever: Lever): Setting => now.settings.get(lever.name)!;
  const value = Math.max(4, ...all.map((lever) => valueWords(state, lever, settingOf(lever).value).length));
  const columns: Columns = { width: inner, value, lines: each };
  const list = all
    .slice(first, first + shown)
    .flatMap((lever, i) => leverRows(state, lever, settingOf(lever), columns, first + i === state.lever));
  const months = head === 0 ? [] : [timelineHead(state, inner)];
  const key = state.isTimeline ? reachKey(state, inner) : [];
  const detail = [...key, ...detailRows(state, chosen, inner, room - head - list.length - 1 - key.length)];
  return panel([...months, ...list, [], ...detail], width, height, {
    ...look,
    title,
    foot: partShown(first, shown, all.length),
  });
}

/**
 * How the list fits a panel of `height` rows with its border: rows of the head and of each lever, and those in view.
 */
function leverList(state: ReadState, height: number): { head: 0 | 1; each: 1 | 2; shown: number; first: number } {
  const count = state.loaded.scenario.levers.size;
  const head = state.isTimeline ? 1 : 0;
  const room = height - 2 - head;
  const each = state.isTimeline || count * 2 + LEAST_DETAIL <= room ? 2 : 1;
  const shown = Math.min(count, Math.max(1, Math.floor((room - LEAST_DETAIL) / each)));
  return { head, each, shown, first: Math.max(0, Math.min(state.lever - Math.floor(shown / 2), count - shown)) };
}

/** The index of the lever in a row of the panel; null where there is none. */
export function leverAt(state: ReadState, height: number, row: number): number | null {
  if (chosenLever(state) === null) return null;
  const { head, each, shown, first } = leverList(state, height);
  const line = Math.floor((row - 1 - head) / each);
  return row < 1 + head || line >= shown ? null : first + line;
}

/** Widths in columns that all lines of the list share, so that their values are aligned; and rows of each lever. */
interface Columns {
  readonly width: number;
  readonly value: number;
  readonly lines: 1 | 2;
}

/** A lever in one row: name, value, slider where there is room, effect. In two, with month, slider and effect below. */
function leverRows(state: ReadState, lever: Lever, setting: Setting, columns: Columns, chosen: boolean): Row[] {
  const { width, lines } = columns;
  const scale = leverScale(lever);
  const ascii = state.glyphs === 'ascii';
  const mark = chosen ? (ascii ? '>' : '▸') : ' ';
  const role: Role = chosen ? 'title' : setting.value !== 0 ? 'plain' : 'muted';
  const effects = lines === 2 ? effectsBelow(state, lever, width) : effectsBeside(state, lever, width);
  const track = lines === 2 ? width - 18 - rowWidth(effects) : Math.round(width * 0.25) - 2 - EFFECT_WIDTH.short;
  const side = [
    ...(track < 5 ? [] : [...slider(setting.value, scale.low, scale.high, track, state.glyphs), run(' ')]),
    ...effects,
  ];
  const label = width - 5 - columns.value - (lines === 1 ? rowWidth(side) + 1 : 0);
  const main: Row = [
    run(`${mark} `, 'accent'),
    run(padEnd(cut(calledBy(lever), label), label + 1), role),
    run(
      valueWords(state, lever, setting.value).padStart(columns.value),
      isOutside(scale, setting.value) ? 'warn' : role,
    ),
    run(state.choice.changes.has(lever.name) ? '*' : ' ', 'accent'),
  ];
  if (lines === 1) return [[...main, ...side]];
  if (state.isTimeline) return [main, timelineRow(state, lever, setting, width, chosen)];
  return [main, [run(`   from ${monthName(setting.from)} `, chosen ? 'plain' : 'muted'), ...side]];
}

/** Least columns in which one row has room for both effects, and the title for their names. */
const BOTH_BESIDE = 34;

/**
 * The next step's effects in short, on the dates and on survival. Where there is room for one, that on survival only if
 * no date moves.
 */
function effectsBeside(state: ReadState, lever: Lever, width: number): Row {
  const effect = effectOf(state, lever);
  const dates = effectWords(effect, 'short', state.glyphs);
  if (!isUncertain(state.loaded.model)) return [dates];
  const survival = stepSurvival(state, lever);
  if (width >= BOTH_BESIDE) return [dates, pointsWords(survival, 'short', state.glyphs)];
  const hasPoints = effect.kind === 'same' && survival !== null && isMoved(survival);
  return hasPoints ? [pointsWords(survival, 'short', state.glyphs, EFFECT_WIDTH.short)] : [dates];
}

/** The next step's effects, on the dates, in full where there is room, and on survival. */
function effectsBelow(state: ReadState, lever: Lever, width: number): Row {
  const dates = (length: 'long' | 'short'): Run => effectWords(effectOf(state, lever), length, state.glyphs);
  if (!isUncertain(state.loaded.model)) return [dates('long')];
  const room = width - 17 - EFFECT_WIDTH.long - POINTS_WIDTH.long;
  return [
    dates(room >= 0 ? 'long' : 'short'),
    ...(room >= 1 ? [run(' ')] : []),
    pointsWords(stepSurvival(state, lever), 'long', state.glyphs),
  ];
}

/** The next step's effect on the dates; `none` while it is not known, as in the first frame. */
function effectOf(state: ReadState, lever: Lever): StepEffect {
  const { steps } = state.results;
  const isNow = steps !== null && steps.of === standing(state).outcome.result;
  return (isNow ? steps.effects.get(lever.name) : undefined) ?? { kind: 'none' };
}

/** The rows about the chosen lever: the setting that is typed, or what a step would do. */
function detailRows(state: ReadState, chosen: ChosenLever, width: number, height: number): Row[] {
  const rows = state.input === null ? stepRows(state, chosen, width) : inputRows(state, chosen, state.input, width);
  return rows.slice(0, Math.max(0, height));
}

function inputRows(state: ReadState, chosen: ChosenLever, text: string, width: number): Row[] {
  const ascii = state.glyphs === 'ascii';
  const room = width - 5;
  const shown = endWithin(visible(text), room);
  const field: Row = [run(ascii ? ' > ' : ' › ', 'accent'), run(shown, 'title'), run(ascii ? '_' : '▏', 'accent')];
  const head: Row = [run(` ${cut(calledBy(chosen.lever), width - 2)}`, 'title')];
  if (text.trim() === '') return [head, field, [run(' 20%  12M  2024-01  20%@2024-01', 'muted')]];
  const { currency } = state.loaded.scenario;
  const typed = readTyped(chosen.lever, text, currency);
  if ('fault' in typed) return [head, field, ...paragraph(typed.fault, width, 'muted')];
  const setting = typedSetting(chosen, text, currency)!;
  const words = `${valueWords(state, chosen.lever, setting.value)} from ${monthName(setting.from)}`;
  const said = consequence(state, words, tried(state, chosen.lever, setting), width);
  return [
    head,
    field,
    ...said,
    ...(meantInPercent(chosen.lever, text, currency) === null
      ? []
      : paragraph(`as typed it is ${valueWords(state, chosen.lever, typed.value!)}: Enter asks`, width, 'warn')),
    ...(isOutside(chosen.scale, setting.value) ? [rangeRow(state, chosen, setting.value)] : []),
  ];
}

/** What a step of the chosen lever would do, with its months, range and note. */
export function stepRows(state: ReadState, chosen: ChosenLever, width: number): Row[] {
  const { lever } = chosen;
  const rows: Row[] = [[run(` ${cut(calledBy(lever), width - 2)}`, 'title')]];
  rows.push(...whenRows(state, chosen, width));
  const said = deadlineWords(state, lever);
  if (said !== null) rows.push(...paragraph(said.text, width, said.role));
  if (state.isTimeline) rows.push(...monthStepRows(state, chosen, width));
  for (const count of [1, -1] as const) {
    const next = nextStep(chosen, count);
    if (next === null) continue;
    const outcome = tried(state, lever, next);
    rows.push(...consequence(state, valueWords(state, lever, next.value), outcome, width));
    if (outcome.result !== null && count === 1) rows.push(...survivalRows(state, lever));
  }
  rows.push(rangeRow(state, chosen, chosen.setting.value));
  if (lever.note !== null) rows.push([], ...paragraph(plainText(lever.note), width, 'muted'));
  if (lever.source !== null) rows.push([run(cut(` source: ${lever.source}`, width - 1), 'muted')]);
  return rows;
}

/** The file's range or, without one, the keys'; and whether `value` lies outside of it. */
function rangeRow(state: ReadState, { lever, scale }: ChosenLever, value: number): Row {
  const range = ` ${lever.range === null ? 'keys go from' : 'range'} ${valueWords(state, lever, scale.low)} to ${valueWords(state, lever, scale.high)}`;
  return [run(range, 'muted'), run(isOutside(scale, value) ? ', outside it' : '', 'warn')];
}

/**
 * Survival after a step up, `survival 12% → 15%`; where the share stays, the mean months lived. A sign stands for what
 * is not known yet.
 */
export function survivalRows(state: ReadState, lever: Lever): Row[] {
  if (!isUncertain(state.loaded.model)) return [];
  const now = livesNow(state);
  if (now === null) return isComputing(state) ? [[run('   survival …', 'muted')]] : [];
  const survival = stepSurvival(state, lever);
  const next = survival?.next ?? null;
  if (survival === null || next === null)
    return [[run(`   survival ${roughOdds(now.alive)} → ${survival === null ? '…' : '?'}`)]];
  if (roughOdds(now.alive) !== roughOdds(next.alive))
    return [
      [run(`   survival ${roughOdds(now.alive)} → `), run(roughOdds(next.alive), pointsRole(pointsOf(survival)))],
    ];
  const months = monthsLonger(survival);
  if (months === 0) return [[run(`   survival ${roughOdds(now.alive)} as before`, 'muted')]];
  return [[run(`   worlds live ${now.months.toFixed(1)} → `), run(`${next.months.toFixed(1)} mo`, pointsRole(months))]];
}

/** What the lever would do if it began a month later, and a month earlier. */
const monthStepRows = (state: ReadState, chosen: ChosenLever, width: number): Row[] =>
  nextMonths(state, chosen).flatMap((setting) =>
    consequence(state, `from ${monthName(setting.from)}`, tried(state, chosen.lever, setting), width, ''),
  );

/** The months in which the lever is in force, and when it is decided, in one row where they fit. */
function whenRows(state: ReadState, { lever, setting }: ChosenLever, width: number): Row[] {
  const from = run(` from ${monthName(setting.from)}`);
  if (lever.delay === 0) return [[from]];
  const by = setting.from - lever.delay;
  const isLate = by < state.loaded.scenario.start;
  const decide = `decide by ${monthName(by)}${isLate ? ', too late' : ''}`;
  const role: Role = isLate ? 'warn' : 'accent';
  const one = [from, run(`, ${decide}`, role)];
  return rowWidth(one) <= width ? [one] : [[from], [run(` ${decide}`, role)]];
}

/** What a setting would lead to, `at 25%: fails Apr 2024 (+1 mo)`, broken into rows. */
function consequence(state: ReadState, words: string, outcome: Outcome, width: number, at = 'at '): Row[] {
  const head: Row = [run(` ${at}`), run(`${words}:`, 'accent')];
  if (outcome.result === null) return [head, ...paragraph('no result', width, 'bad', '   ')];
  const before = standing(state).outcome.result;
  const { scenario } = state.loaded;
  const said = effect(scenario, before, outcome.result, state.glyphs === 'ascii');
  const one: Row = [...head, run(' '), ...said];
  if (rowWidth(one) <= width) return [one];
  return [head, clipRow([run('   '), ...said], width)];
}

/** The most important change between two cases: of the failure, else of another date, else of money. */
function effect(scenario: Scenario, before: Case | null, after: Case, ascii: boolean): Row {
  const { start, currency } = scenario;
  const dates: Row = [run(failureWords(after.measures, start), after.measures.failure === null ? 'good' : 'plain')];
  if (before === null) return dates;
  const from = before.measures.failure?.t ?? null;
  const to = after.measures.failure?.t ?? null;
  if (from !== to) {
    const shift = from === null || to === null ? '' : ` (${monthShift(from, to)})`;
    const better = to === null || (from !== null && to > from);
    return [...dates, run(shift, better ? 'good' : 'bad')];
  }
  const moved = DATES.find(([, pick]) => pick(before.measures) !== pick(after.measures));
  if (moved !== undefined) {
    const [label, pick] = moved;
    return [run(`${label} ${dateShift(pick(before.measures), pick(after.measures), notBy(after, start))}`)];
  }
  const changes = MONEY.map(([label, pick]): [string, string] => [
    label,
    signedMoney(pick(after) - pick(before), currency, ascii),
  ]);
  const [label, text] = changes.find(([, change]) => /[1-9]/.test(change)) ?? [];
  return label === undefined ? [run('no change', 'muted')] : [run(`same dates, ${label} ${text}`, 'muted')];
}

const DATES: readonly [label: string, pick: (measures: Measures) => number | null][] = [
  ['zero cash', ({ zeroCash }) => zeroCash],
  ['insolvent', ({ insolvent }) => insolvent],
  ['break-even', ({ breakEven }) => breakEven],
];

const MONEY: readonly [label: string, pick: (result: Case) => number][] = [
  ['lowest cash', ({ measures }) => measures.low.cash],
  ['owed', ({ byMonth }) => byMonth.owed.at(-1)!],
  ['cash at the end', ({ byMonth }) => byMonth.cash.at(-1)!],
];

function dateShift(from: number | null, to: number | null, none: string): string {
  if (to === null) return none;
  return from === null ? 'now comes' : monthShift(from, to)!;
}

const paragraph = (text: string, width: number, role: Role, indent = ' '): Row[] =>
  wrap(text, width - indent.length - 1).map((line) => [run(indent + line, role)]);
