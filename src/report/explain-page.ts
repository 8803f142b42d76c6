import type { Ending, ExplainedPart, Explanation, Player } from '../analysis/explain.ts';
import { type Row, run } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { digits } from '../chart/money.ts';
import { cut, plainText } from '../chart/text.ts';
import { columnsOf } from '../diagnostic/columns.ts';
import { monthName } from '../formula/month.ts';
import type { Setting } from '../scenario/override.ts';
import { type ExplainAnswer, isPart } from './explain-json.ts';
import { isByMonth, measureWords, plain, signed } from './explained-words.ts';
import { leverValue } from './lever-value.ts';
import { odds } from './odds.ts';
import { overrideSection } from './overrides.ts';
import { type Line, notes, type Section } from './page.ts';
import type { BarsPicture, PictureBar } from './picture.ts';
import { titleSection } from './run-page.ts';
import { cell, type Table } from './table.ts';
import { calledBy, horizonOf, nameOf } from './words.ts';
import { worldCount } from './worlds-headline.ts';

/** The page of `explain`. */
export function explainPage(answer: ExplainAnswer, glyphs: Glyphs): Section[] {
  const { scenario, settings } = answer;
  return [
    titleSection(scenario, [{ text: againstWords(answer), role: 'muted' }]),
    overrideSection(scenario, settings, glyphs),
    ...explainSections(answer, glyphs),
  ];
}

/** The change, its parts, and the method. */
export function explainSections(answer: ExplainAnswer, glyphs: Glyphs): Section[] {
  const lines = (texts: readonly string[], role: 'plain' | 'muted'): Line[] => texts.map((text) => ({ text, role }));
  return [
    notes(...lines(explainLead(answer, glyphs), 'plain')),
    { kind: 'chart', isDrawnOfTable: true, draw: (width, shown) => explainWaterfall(answer, width, shown) },
    { kind: 'table', title: null, table: partTable(answer, glyphs), notes: [], picture: bridgePicture(answer, glyphs) },
    notes(...lines(explainTogether(answer, glyphs), 'plain')),
    notes(...lines(howWords(answer, glyphs), 'muted')),
  ];
}

/** What the change is compared with: `Against plan lean, over 1,000 worlds, seed 1`. */
export function againstWords({ against, from, worlds, scenario }: ExplainAnswer): string {
  const which =
    against === null
      ? 'the levers as the file sets them'
      : from.model.scenario.plans.has(against)
        ? `plan ${against}`
        : plainText(against);
  const over = worlds === null ? 'in the base case' : `over ${worldCount(worlds.count)}, seed ${scenario.seed}`;
  return `Against ${which}, ${over}`;
}

/**
 * Sentences that begin the page. Survival and dates come first where a side survives, as months lived say little then.
 */
export function explainLead(answer: ExplainAnswer, glyphs: Glyphs): string[] {
  const { scenario, found, worlds } = answer;
  const { base, result, change } = found;
  const fails = ({ medianFailure }: Ending): string =>
    medianFailure === null ? `not by ${horizonOf(scenario)}` : nameOf(scenario.start, medianFailure);
  const alive = ({ survival }: Ending): string => (worlds !== null ? odds(survival) : survival === 1 ? 'yes' : 'no');
  const ends = [
    `Alive at the end of ${horizonOf(scenario)}: ${alive(base)} before, ${alive(result)} now.`,
    ...(base.medianFailure === null && result.medianFailure === null
      ? []
      : [`Fails${worlds === null ? '' : ', in the median world'}: ${fails(base)} before, ${fails(result)} now.`]),
  ];
  const interval =
    change.interval === null
      ? ''
      : ` (95% interval ${change.interval.map((x) => signed(answer, x, glyphs)).join(' to ')})`;
  const measure = `${measureWords(answer)}${worlds === null ? '' : ', mean'}: ${plain(answer, base.value, glyphs)} before, ${plain(answer, result.value, glyphs)} now, ${signed(answer, change.mean, glyphs)}${interval}.`;
  return base.survival > 0 || result.survival > 0 ? [...ends, measure] : [measure, ...ends.slice(1)];
}

/** The player's name for people. */
export const playerCalled = ({ scenario }: ExplainAnswer, player: Player): string => {
  if (player.kind === 'rest') return player.name;
  const entry = (player.kind === 'lever' ? scenario.levers : scenario.assumptions).get(player.name);
  return entry === undefined ? player.name : calledBy(entry);
};

/** The parts to print, the largest first. */
export const explainParts = (found: Explanation): ExplainedPart[] =>
  found.parts.filter(isPart).sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean));

const LABEL = 30;
const LEAST_BAR = 10;
/** The share of the columns that names may take. */
const MOST_LABEL = 0.42;

interface BridgeStep {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Steps of the bridge from base to result: each part begins at the value where the one before it ends. */
function bridgeSteps(answer: ExplainAnswer, glyphs: Glyphs): BridgeStep[] {
  const { base, result } = answer.found;
  const parts = explainParts(answer.found);
  let at = base.value;
  const steps = parts.map((part) => {
    const from = at;
    at += part.mean;
    return { label: playerCalled(answer, part.player), from, to: at, text: signed(answer, part.mean, glyphs) };
  });
  const ends = (label: string, value: number) => ({ label, from: 0, to: value, text: plain(answer, value, glyphs) });
  return [ends('Before', base.value), ...steps, ends('Now', result.value)];
}

function bridgePicture(answer: ExplainAnswer, glyphs: Glyphs): BarsPicture {
  const steps = bridgeSteps(answer, glyphs);
  const bars = steps.map((step, i): PictureBar => {
    const isEnd = i === 0 || i === steps.length - 1;
    return { ...step, tone: isEnd ? 'total' : step.to >= step.from ? 'good' : 'bad' };
  });
  const title = `${measureWords(answer)}: from before to now`;
  const describes = `${bars.map(({ label, text }) => `${label} ${text}`).join('; ')}.`;
  const ofAxis = (value: number): string => plain(answer, value, glyphs);
  return { kind: 'bars', title, describes, bars, line: null, least: 0, most: 0, ofAxis };
}

/** A waterfall chart from base to result: each bar begins where the one before it ends. */
export function explainWaterfall(answer: ExplainAnswer, columns: number, glyphs: Glyphs): Row[] {
  const all = bridgeSteps(answer, glyphs);
  const values = all.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const label = Math.min(LABEL, Math.round(columns * MOST_LABEL), Math.max(...all.map((one) => columnsOf(one.label))));
  const number = Math.max(...all.map(({ text }) => columnsOf(text)));
  const width = Math.max(LEAST_BAR, columns - label - number - 4);
  const scale = (x: number): number => (high > low ? Math.round(((x - low) / (high - low)) * width) : 0);
  return all.map(({ label: name, from, to, text }, i): Row => {
    const [a, b] = [scale(Math.min(from, to)), scale(Math.max(from, to))];
    const isEnd = i === 0 || i === all.length - 1;
    const role = isEnd ? 'accent' : to >= from ? 'good' : 'bad';
    return [
      run(cut(name, label).padEnd(label), isEnd ? 'title' : 'plain'),
      run(`  ${text.padStart(number)}  `),
      run(' '.repeat(a)),
      run(mark(isEnd, to >= from, glyphs).repeat(Math.max(b - a, from === to ? 0 : 1)), role),
    ];
  });
}

/** Losses are drawn in a lighter glyph than gains, so that colour is not needed to tell them apart. */
function mark(isEnd: boolean, isGain: boolean, glyphs: Glyphs): string {
  if (glyphs === 'ascii') return isEnd ? '=' : isGain ? '+' : '-';
  return isEnd || isGain ? '█' : '░';
}

function partTable(answer: ExplainAnswer, glyphs: Glyphs): Table {
  const { found, worlds } = answer;
  const hasInterval = found.change.interval !== null && worlds !== null;
  const number = (x: number) => cell(signed(answer, x, glyphs), x);
  return {
    columns: [
      { key: 'what', title: 'What changes', align: 'left' },
      { key: 'from', title: 'Before', align: 'right' },
      { key: 'to', title: 'Now', align: 'right' },
      { key: 'part', title: 'Part', align: 'right' },
      ...(hasInterval ? [{ key: 'interval', title: '95% interval', align: 'right' as const }] : []),
      { key: 'alone', title: 'Alone', align: 'right' },
      { key: 'last', title: 'Last', align: 'right' },
    ],
    rows: explainParts(found).map((part) => [
      cell(playerCalled(answer, part.player), part.player.name),
      cell(stateWords(answer, part.player, 'from', glyphs)),
      cell(stateWords(answer, part.player, 'to', glyphs)),
      cell(signed(answer, part.mean, glyphs), part.mean, 'accent'),
      ...(hasInterval ? [cell(part.interval!.map((x) => signed(answer, x, glyphs)).join(' to '))] : []),
      number(part.alone),
      number(part.last),
    ]),
  };
}

/** One part in words: `20% before, 40% now: +3.2 (95% interval 3 to 3.4); alone +4, last +2.5`. */
export function partWords(answer: ExplainAnswer, part: ExplainedPart, glyphs: Glyphs): string {
  const number = (x: number): string => signed(answer, x, glyphs);
  const [before, now] = (['from', 'to'] as const).map((side) => stateWords(answer, part.player, side, glyphs));
  const states = before === '' ? '' : `${before} before, ${now} now: `;
  const interval = part.interval === null ? '' : ` (95% interval ${part.interval.map(number).join(' to ')})`;
  return `${states}${number(part.mean)}${interval}; alone ${number(part.alone)}, last ${number(part.last)}`;
}

/**
 * The player's value on one side: `20% from Jan 2024 to Dec 2024`. The months of a lever stand where the sides differ
 * in them and the lever is not at 0.
 */
function stateWords({ scenario }: ExplainAnswer, player: Player, side: 'from' | 'to', glyphs: Glyphs): string {
  if (player.kind === 'rest') return '';
  if (player.kind === 'assumption') return digits(player[side]);
  const lever = scenario.levers.get(player.name)!;
  const { value, from, until }: Setting = player[side];
  const text = leverValue(lever, value, scenario.currency, glyphs === 'ascii');
  const isSameMonths = player.from.from === player.to.from && player.from.until === player.to.until;
  if (isSameMonths || value === 0) return text;
  return `${text} from ${monthName(from)}${until === null ? '' : ` to ${monthName(until)}`}`;
}

/** Sentences about interaction: what players bring together beyond what each brings alone. */
export function explainTogether(answer: ExplainAnswer, glyphs: Glyphs): string[] {
  const { found } = answer;
  const { parts, interaction, pair } = found;
  if (parts.filter(isPart).length < 2) return [];
  const alone = parts.reduce((sum, part) => sum + part.alone, 0);
  const rest = signed(answer, interaction, glyphs);
  const words = `Each alone they bring ${signed(answer, alone, glyphs)} together; ${rest} is between them: ${
    interaction >= 0 ? 'they help each other' : 'they do in part the same'
  }.`;
  const nothing = `Each alone they bring ${signed(answer, alone, glyphs)} together, which is all of the change.`;
  const two =
    pair === null || rest === '0'
      ? []
      : [
          `Strongest pair: ${playerCalled(answer, pair.of[0])} and ${playerCalled(answer, pair.of[1])} bring ${signed(answer, pair.together, glyphs)} together beyond what each brings alone.`,
        ];
  return [rest === '0' ? nothing : words, ...two];
}

function howWords(answer: ExplainAnswer, glyphs: Glyphs): string[] {
  const { found } = answer;
  const how =
    found.method === 'exact'
      ? 'Parts are Shapley values, exact: what each adds, averaged over every order, in the same worlds.'
      : `Parts are Shapley values over some of the orders, each with its reverse: within ${signed(answer, found.error, glyphs)} of those over all, at 95%.`;
  const isDead = found.base.survival < 1 || found.result.survival < 1;
  const dead = isDead && isByMonth(answer) ? ' A company that has failed counts as it stood then.' : '';
  return [
    `${how} They sum to the change. Alone: where it alone changes. Last: where all others have changed before.${dead}`,
  ];
}
