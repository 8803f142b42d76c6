import type { Knowing } from '../analysis/knowing.ts';
import type { OverRun } from '../analysis/sensitivity.ts';
import type { BinnedBar, Tornado, TornadoBar } from '../analysis/tornado.ts';
import type { FactorShare, ShapleyEffects, ShareOfVariance } from '../analysis/variance.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { plainText } from '../chart/text.ts';
import { measureWords, plain, signed } from './explained-words.ts';
import { failedSections } from './failed-section.ts';
import { type CallInput, inputLabel, inputTable, inputValue } from './input-words.ts';
import { overrideSection } from './overrides.ts';
import { type Line, notes, type Section } from './page.ts';
import type { BarsPicture, PictureBar } from './picture.ts';
import { titleSection } from './run-page.ts';
import type { SensitivityAnswer } from './sensitivity-json.ts';
import { cell, type Table } from './table.ts';
import { worldCount } from './worlds-headline.ts';

/** Most rows of a table; a line below it tells how many are left out. */
const MOST_ROWS = 12;

/** The page of `sensitivity`. */
export function sensitivityPage(answer: SensitivityAnswer, glyphs: Glyphs): Section[] {
  const { scenario, settings, worlds, found } = answer;
  const { tornado, run, shares, shapley, knowing } = found;
  const by = worlds.sampler === undefined || worlds.sampler === 'random' ? '' : `, sampler ${worlds.sampler}`;
  const stopped: Line[] = found.isStopped
    ? [{ text: 'Stopped: what is missing below was not worked out.', role: 'warn' }]
    : [];
  return [
    titleSection(scenario, [
      { text: `${worldCount(worlds.count)}, seed ${worlds.seed}${by}`, role: 'muted' },
      ...stopped,
    ]),
    overrideSection(scenario, settings, glyphs),
    notes(...leadLines(answer, glyphs)),
    ...(tornado === null ? [] : [tornadoSection(answer, tornado, glyphs)]),
    ...(run === null || !run.varies ? [] : [binsSection(answer, run, glyphs)]),
    ...(shares === null || shares.length === 0 ? [] : [sharesSection(answer, shares, shapley)]),
    ...(knowing === null || run?.varies === false ? [] : knowingSections(answer, knowing, glyphs)),
    ...(run === null ? [] : failedSections(scenario, run.failed, glyphs === 'ascii')),
  ];
}

function leadLines(answer: SensitivityAnswer, glyphs: Glyphs): Line[] {
  const { tornado, run } = answer.found;
  const value = (x: number): string => plain(answer, x, glyphs);
  const base = tornado === null ? '' : `${value(tornado.base)} in the base case`;
  const mean =
    run === null
      ? ''
      : run.varies
        ? `; ${value(run.mean)} on average over worlds, with a standard deviation of ${value(run.deviation)}`
        : '';
  const lines: Line[] = [
    { text: `What moves: ${measureWords(answer)}`, role: 'title' },
    ...(base === '' ? [] : [{ text: `${base}${mean}.`, role: 'plain' } as const]),
  ];
  if (run !== null && !run.varies)
    lines.push({
      text: `Nothing moves it over worlds: it is ${value(run.mean)} in every one of ${worldCount(answer.worlds.count)}.`,
      role: 'plain',
    });
  if (run?.varies === true && run.differing < FEW_WORLDS)
    lines.push({
      text: `Only ${worldCount(run.differing)} of ${worldCount(answer.worlds.count)} differ from the others in it: what is told of worlds rests on those.`,
      role: 'warn',
    });
  return lines;
}

/** With fewer worlds a warning is printed: the intervals rest on the normal approximation. */
const FEW_WORLDS = 30;

export function tornadoSection(answer: SensitivityAnswer, { base, bars }: Tornado, glyphs: Glyphs): Section {
  const moving = bars.filter(({ swing }) => swing > 0);
  const shown = moving.slice(0, MOST_ROWS);
  const title = 'One at a time, the rest at the base case';
  if (shown.length === 0) return notes({ text: title, role: 'title' }, { text: 'Nothing moves it.', role: 'plain' });
  const more = moving.slice(MOST_ROWS);
  const still = bars.length - moving.length;
  const beneath = [
    ...(more.length === 0
      ? []
      : [
          `${more.length} more ${more.length === 1 ? 'moves' : 'move'} it by ${plain(answer, more[0]!.swing, glyphs)} or less`,
        ]),
    ...(still === 0 ? [] : [`${still} ${still === 1 ? 'does' : 'do'} not move it`]),
  ];
  const how = `p10 and p90 of what is drawn${shown.some(({ isMonthly }) => isMonthly) ? ' (in every month)' : ''}; no and yes; 10% less and more of a plain number; levers a tenth of their range, or a step, from where they are.`;
  const text = `${how}${beneath.length === 0 ? '' : ` ${beneath.join('; ')}.`}`;
  const section = inputTable(answer.scenario, title, (called) => tornadoTable(answer, base, shown, called, glyphs), [
    { text, role: 'muted' },
  ]);
  return { ...section, picture: tornadoPicture(answer, base, shown, glyphs) };
}

function tornadoPicture(
  answer: SensitivityAnswer,
  base: number,
  shown: readonly TornadoBar[],
  glyphs: Glyphs,
): BarsPicture {
  const value = (x: number): string => plain(answer, x, glyphs);
  const bars = shown.map(({ name, kind, low, high }): PictureBar => {
    const ends = [low.result ?? base, high.result ?? base, base];
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    return {
      label: inputLabel(answer.scenario, { name, kind }),
      from,
      to,
      text: `${value(from)} to ${value(to)}`,
      tone: 'plain',
    };
  });
  const describes = `From ${value(base)} in the base case: ${bars.map(({ label, text }) => `${label} ${text}`).join('; ')}.`;
  const title = `How far one input alone takes it: ${measureWords(answer)}`;
  const line = { value: base, label: `base case ${value(base)}` };
  return { kind: 'bars', title, describes, bars, line, least: base, most: base, ofAxis: value };
}

const BAR = 14;

function tornadoTable(
  answer: SensitivityAnswer,
  base: number,
  bars: readonly TornadoBar[],
  called: CallInput,
  glyphs: Glyphs,
): Table {
  const { scenario } = answer;
  const ascii = glyphs === 'ascii';
  const results = bars.flatMap(({ low, high }) => [low.result ?? base, high.result ?? base]);
  const [least, most] = [Math.min(base, ...results), Math.max(base, ...results)];
  const result = (x: number | null): string => (x === null ? 'not allowed' : plain(answer, x, glyphs));
  const place = (x: number): number => (most > least ? Math.round(((x - least) / (most - least)) * BAR) : 0);
  return {
    columns: [
      { key: 'input', title: 'Input', align: 'left' },
      { key: 'low', title: 'Low', align: 'right' },
      { key: 'at_low', title: 'gives', align: 'right', joined: true },
      { key: 'high', title: 'High', align: 'right' },
      { key: 'at_high', title: 'gives', align: 'right', joined: true },
      { key: 'bar', title: '', align: 'left' },
    ],
    rows: bars.map((bar) => {
      const own = { name: bar.name, kind: bar.kind, isEvent: bar.span === 'no_yes' };
      const ends = [bar.low.result, bar.high.result].map((x) => place(x ?? base));
      const [from, middle, to] = [Math.min(...ends, place(base)), place(base), Math.max(...ends, place(base))];
      const [less, more] = ascii ? ['-', '+'] : ['░', '█'];
      return [
        cell(called(own), bar.name),
        cell(inputValue(scenario, own, bar.low.value, ascii), bar.low.value),
        cell(result(bar.low.result), bar.low.result),
        cell(inputValue(scenario, own, bar.high.value, ascii), bar.high.value),
        cell(result(bar.high.result), bar.high.result),
        cell(' '.repeat(from) + less!.repeat(middle - from) + more!.repeat(to - middle), bar.swing, 'accent'),
      ];
    }),
  };
}

function binsSection(answer: SensitivityAnswer, { binned }: OverRun, glyphs: Glyphs): Section {
  const told = binned.filter(({ swing, chance }) => swing > chance).slice(0, MOST_ROWS);
  const title = 'Over worlds: the mean where an input is lowest and highest (change in output mean)';
  const chance = binned.length === 0 ? 0 : Math.max(...binned.map((one) => one.chance));
  const rest = binned.length - told.length;
  const beneath =
    rest === 0
      ? []
      : [
          `${rest} more ${rest === 1 ? 'stays' : 'stay'} within what chance does: up to ${plain(answer, chance, glyphs)}`,
        ];
  const how = 'Worlds in ten bins by the input, of about equal count. Swing: between the highest and the lowest bin.';
  const text = [how, ...beneath.map((one) => `${one}.`)].join(' ');
  if (told.length === 0) return notes({ text: title, role: 'title' }, { text, role: 'muted' });
  return inputTable(answer.scenario, title, (called) => binsTable(answer, told, called, glyphs), [
    { text, role: 'muted' },
  ]);
}

function binsTable(answer: SensitivityAnswer, told: readonly BinnedBar[], called: CallInput, glyphs: Glyphs): Table {
  const ascii = glyphs === 'ascii';
  return {
    columns: [
      { key: 'input', title: 'Input', align: 'left' },
      { key: 'low', title: 'Lowest', align: 'right' },
      { key: 'at_low', title: 'mean', align: 'right', joined: true },
      { key: 'high', title: 'Highest', align: 'right' },
      { key: 'at_high', title: 'mean', align: 'right', joined: true },
      { key: 'swing', title: 'Swing', align: 'right' },
    ],
    rows: told.map((bar) => [
      cell(called(bar), bar.name),
      cell(inputValue(answer.scenario, bar, bar.low.value, ascii), bar.low.value),
      cell(plain(answer, bar.low.result, glyphs), bar.low.result),
      cell(inputValue(answer.scenario, bar, bar.high.value, ascii), bar.high.value),
      cell(plain(answer, bar.high.result, glyphs), bar.high.result),
      cell(plain(answer, bar.swing, glyphs), bar.swing, 'accent'),
    ]),
  };
}

/** A share of the variance with half of its 95% interval: `79 ± 4%`, `0.2 ± 0.4%`; without an interval `79%`. */
export function varianceText({ share, interval }: ShareOfVariance): string {
  const half = interval === null ? null : (100 * (interval[1] - interval[0])) / 2;
  const digits = half === null || half === 0 || half >= 0.95 ? 0 : half >= 0.095 ? 1 : 2;
  const number = (x: number): string => String(Number(x.toFixed(digits)) + 0);
  if (half === null) return `${number(100 * share)}%`;
  return `${number(100 * share)} ± ${half > 0 && number(half) === '0' ? '<0.01' : number(half)}%`;
}

/**
 * Factors by falling total. Below a factor of several inputs stand those inputs; last the inputs that Shapley effects
 * took together.
 */
function sharesSection(
  answer: SensitivityAnswer,
  shares: readonly FactorShare[],
  shapley: ShapleyEffects | null,
): Section {
  const title = 'Share of the variance over worlds';
  return inputTable(answer.scenario, title, (called) => sharesTable(answer, shares, shapley, called), [
    { text: sharesNote(answer, shares, shapley), role: 'muted' },
  ]);
}

function sharesTable(
  answer: SensitivityAnswer,
  shares: readonly FactorShare[],
  shapley: ShapleyEffects | null,
  called: CallInput,
): Table {
  const label = (name: string): string => called({ name, kind: kindOf(answer, name) });
  const effects = new Map(shapley?.parts.flatMap((part) => (part.names.length === 1 ? [[part.names[0]!, part]] : [])));
  const effect = (found: ShareOfVariance | undefined) =>
    found === undefined ? cell('', null) : cell(varianceText(found), found.share, 'accent');
  const rows = shares.slice(0, MOST_ROWS).flatMap(({ names, first, total }) => {
    const [name] = names as [string];
    const isOne = names.length === 1;
    const row = [
      cell(isOne ? label(name) : `${names.length} that are correlated`, names.join(' + ')),
      isOne ? effect(effects.get(name)) : cell('', null),
      cell(varianceText(first), first.share),
      cell(varianceText(total), total.share),
    ];
    const member = (own: string) => [cell(`  ${label(own)}`, own), effect(effects.get(own)), cell(''), cell('')];
    return [row, ...(isOne ? [] : names.map(member))];
  });
  const lump = shapley?.parts.find(({ names }) => names.length > 1);
  const others = lump === undefined ? [] : [`the other ${lump.names.length} together`];
  return {
    columns: [
      { key: 'input', title: 'Input', align: 'left' },
      { key: 'shapley', title: 'Shapley', align: 'right' },
      { key: 'first', title: 'By itself', align: 'right' },
      { key: 'total', title: 'With others', align: 'right' },
    ],
    rows: [...rows, ...others.map((name) => [cell(name), effect(lump), cell(''), cell('')])],
  };
}

const kindOf = ({ scenario }: SensitivityAnswer, name: string): 'assumption' | 'funding' =>
  name.startsWith('funding.') && !scenario.assumptions.has(name) ? 'funding' : 'assumption';

function sharesNote(answer: SensitivityAnswer, shares: readonly FactorShare[], shapley: ShapleyEffects | null): string {
  const left = shares.length - MOST_ROWS;
  const more = left > 0 ? ` ${left} more are behind less.` : '';
  const how =
    'By itself: first order. With others: total, with all that it does together with them. Shapley: they sum to 100%, and are the ones for correlated inputs.';
  const from =
    shapley !== null && shapley.worlds > 0 && shapley.worlds < answer.worlds.count
      ? ` Shapley from ${worldCount(shapley.worlds)}.`
      : '';
  return `${how}${from}${more}`;
}

function knowingSections(answer: SensitivityAnswer, knowing: Knowing, glyphs: Glyphs): Section[] {
  const { choices, best, inputs, all } = knowing;
  const { scenario } = answer;
  const title = 'What to find out next, before a plan is chosen';
  const mean = (x: number): string => plain(answer, x, glyphs);
  if (choices.length < 2)
    return [notes({ text: title, role: 'title' }, { text: 'The file has no plans to choose from.', role: 'plain' })];
  const chosen = choices[best]!;
  const name = chosen.isAsSet ? 'the levers as they are set' : chosen.plan === null ? 'no plan' : `plan ${chosen.plan}`;
  const label = chosen.plan === null ? null : (scenario.plans.get(chosen.plan)!.label ?? null);
  const lead = `Knowing nothing more, ${name}${label === null ? '' : ` (${plainText(label)})`} is best: ${mean(chosen.mean)} on average, of ${choices.length} choices.`;
  const gain = ({ gain: found, interval }: (typeof knowing)['all']): string => {
    const half =
      interval === null ? '' : ` ± ${signed(answer, (interval[1] - interval[0]) / 2, glyphs).replace(/^\+/, '')}`;
    return `${signed(answer, found, glyphs)}${half}`;
  };
  const worth = inputs.filter(({ gain: found, interval }) => (interval === null ? found > 0 : interval[0] > 0));
  const end = all.gain === 0 ? 'Nor would knowing everything.' : `Knowing everything would bring ${gain(all)}.`;
  if (worth.length === 0)
    return [
      notes(
        { text: title, role: 'title' },
        {
          text: `${lead} No input alone is worth knowing: none would change the choice for the better. ${end}`,
          role: 'plain',
        },
      ),
    ];
  const tableOf = (called: CallInput): Table => ({
    columns: [
      { key: 'input', title: 'Known before', align: 'left' },
      { key: 'gain', title: 'Brings on average', align: 'right' },
    ],
    rows: worth
      .slice(0, MOST_ROWS)
      .map((one) => [
        cell(called({ name: one.name, kind: kindOf(answer, one.name) }), one.name),
        cell(gain(one), one.gain, 'accent'),
      ]),
  });
  return [inputTable(scenario, title, tableOf, [{ text: `${lead} ${end}`, role: 'muted' }])];
}
