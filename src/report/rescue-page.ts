import { type Fixed, movedBy } from '../analysis/lever-space.ts';
import type { Rescue, Tested } from '../analysis/rescue.ts';
import type { RescueProgress } from '../analysis/rescue-progress.ts';
import { isOfShare } from '../analysis/target.ts';
import { bar } from '../chart/bar.ts';
import { rowText } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { digits, grouped } from '../chart/money.ts';
import { monthName } from '../formula/month.ts';
import { leverValue } from './lever-value.ts';
import { odds } from './odds.ts';
import { overrideSection } from './overrides.ts';
import { type Line, notes, type Section } from './page.ts';
import type { StepsPicture } from './picture.ts';
import type { RescueAnswer } from './rescue-json.ts';
import { titleSection } from './run-page.ts';
import { type Cell, cell, type Table } from './table.ts';
import { calledBy } from './words.ts';
import { worldCount } from './worlds-headline.ts';

const BAR = 12;

/** The page of `rescue`. */
export function rescuePage(answer: RescueAnswer, glyphs: Glyphs): Section[] {
  const { scenario, settings, found } = answer;
  return [
    titleSection(scenario, stoppedLines(found)),
    overrideSection(scenario, settings, glyphs),
    ...rescueSections(answer, glyphs),
  ];
}

/** What was found, and how. */
export function rescueSections(answer: RescueAnswer, glyphs: Glyphs): Section[] {
  const { found } = answer;
  const how = [...rescueHow(answer), ...fixedWords(answer)];
  return [
    notes({ text: rescueLead(answer), role: found.reached ? 'good' : 'warn' }),
    ...(found.best === null || found.best.set.pain === 0 ? [] : [setSection(answer, found.best, glyphs)]),
    ...(found.frontier.length < 2 ? [] : [frontierSection(answer, glyphs)]),
    notes(...how.map((text): Line => ({ text, role: 'muted' }))),
  ];
}

const stoppedLines = ({ isStopped }: Rescue): Line[] =>
  isStopped ? [{ text: 'Stopped: this is the best so far, and not all was tried.', role: 'warn' }] : [];

/** The result in a sentence. */
export function rescueLead(answer: RescueAnswer): string {
  const { scenario, target, found, worlds, confidence } = answer;
  const isShare = isOfShare(scenario, target);
  const asked = isShare || worlds === null ? target.text : `${target.text} in ${odds(confidence)} of worlds`;
  const { best, reached, method, isStopped } = found;
  if (best === null) return `Nothing is known yet of ${asked}.`;
  const where = rescueChance(answer, best);
  if (reached && best.set.pain === 0) return `As the levers stand, ${asked} holds: ${where}.`;
  if (reached) {
    const least = method === 'exhaustive' ? 'The least painful set' : 'The least painful set that was found';
    return `${least} with which ${asked} holds has pain ${digits(best.set.pain)}: ${where}.`;
  }
  const none = method === 'exhaustive' && !isStopped ? 'No set of the levers reaches' : 'No set that was tried reaches';
  return `${none} ${asked}; the best reaches ${where}.`;
}

/** The share of worlds that meet the target: `81.9% of 20,000 fresh worlds (95% interval 81.4% to 82.4%)`. */
export function rescueChance(
  { worlds, found }: Pick<RescueAnswer, 'worlds' | 'found'>,
  { share, interval }: Tested,
): string {
  if (worlds === null) return share === 1 ? 'it holds in the base case' : 'it does not hold in the base case';
  const between = interval === null ? '' : ` (95% interval ${odds(interval[0])} to ${odds(interval[1])})`;
  return `${odds(share)} of ${grouped(found.fresh!.count)} fresh worlds${between}`;
}

function setSection({ scenario, space, settings }: RescueAnswer, { set }: Tested, glyphs: Glyphs): Section {
  const ascii = glyphs === 'ascii';
  const table: Table = {
    columns: [
      { key: 'lever', title: 'Lever', align: 'left' },
      { key: 'value', title: 'Set to', align: 'right' },
      { key: 'now', title: 'Now', align: 'right' },
      { key: 'from', title: 'From', align: 'left' },
      { key: 'decide', title: 'Decide by', align: 'left' },
      { key: 'pain', title: 'Pain', align: 'right' },
    ],
    rows: space.axes.flatMap(({ lever, choices }, i): Cell[][] => {
      const { setting, pain } = choices[set.at[i]!]!;
      if (set.at[i] === 0) return [];
      const value = (x: number): string => leverValue(lever, x, scenario.currency, ascii);
      const now = settings.get(lever.name)!.value;
      return [
        [
          cell(calledBy(lever), lever.name),
          cell(value(setting.value), setting.value, 'accent'),
          cell(value(now), now),
          cell(monthName(setting.from)),
          cell(monthName(setting.from - lever.delay)),
          cell(digits(pain), pain),
        ],
      ];
    }),
  };
  return { kind: 'table', title: null, table, notes: [] };
}

/** The frontier: what more pain achieves. Each row is better than all before it, beyond chance. */
function frontierSection(answer: RescueAnswer, glyphs: Glyphs): Section {
  const { scenario, found, space } = answer;
  const ascii = glyphs === 'ascii';
  const set = (tested: Tested): string =>
    [...movedBy(space, tested.set)]
      .map(([name, { value }]) => `${name} ${leverValue(scenario.levers.get(name)!, value, scenario.currency, ascii)}`)
      .join(', ') || 'as the levers stand';
  const table: Table = {
    columns: [
      { key: 'pain', title: 'Pain', align: 'right' },
      { key: 'share', title: 'Chance', align: 'right' },
      { key: 'bar', title: '', align: 'left' },
      { key: 'set', title: 'Set', align: 'left', joined: true },
    ],
    rows: found.frontier.map((tested) => [
      cell(digits(tested.set.pain), tested.set.pain),
      cell(odds(tested.share), tested.share, 'accent'),
      cell(rowText(bar(tested.share, 1, BAR, glyphs)), null, 'accent'),
      cell(set(tested)),
    ]),
  };
  return { kind: 'table', title: 'What more pain brings', table, notes: [], picture: frontierPicture(answer) };
}

function frontierPicture({ found, target }: RescueAnswer): StepsPicture {
  const points = found.frontier.map(({ set, share, interval }) => ({ x: set.pain, share, interval }));
  const [first, last] = [points[0]!, points.at(-1)!];
  const describes = `From ${odds(first.share)} at pain ${digits(first.x)} to ${odds(last.share)} at pain ${digits(last.x)}, in ${points.length} steps.`;
  return { kind: 'steps', title: `What more pain brings: ${target.text}`, describes, x: 'pain', y: 'chance', points };
}

/** Sentences on the method, and on how sure the result is. */
export function rescueHow(answer: RescueAnswer): string[] {
  const { space, found, worlds, accept } = answer;
  const sets = `${count(found.tried)} of ${count(space.size)} sets were tried`;
  const on = worlds === null ? 'in the base case' : `on ${worldCount(worlds.count)} (seed ${worlds.seed})`;
  const saved =
    worlds === null
      ? ''
      : `, ${count(found.simulated)} worlds in all: a set is given up where it can no longer reach it`;
  const bound =
    found.reached || found.bound === null ? '' : `Every set with less pain than ${digits(found.bound)} was tried. `;
  const proof = found.reached
    ? found.method === 'exhaustive'
      ? 'Every set with less pain was tried, and none of them holds. '
      : `Every set with less pain than ${digits(found.bound ?? 0)} was tried, and none holds; beyond, levers were moved one and two at a time, and what is less painful still may have been missed. `
    : bound;
  const again =
    found.fresh === null
      ? []
      : [
          `Chosen on one sample and re-tested on ${worldCount(found.fresh.count)} of another seed (${found.fresh.seed}), as is all that is shown here` +
            `${accept === 'bound' ? '; the lower end of the interval has to reach it' : ''}.` +
            `${passedOver(found.passedOver)}`,
        ];
  return [`${proof}${sets} ${on}${saved}.`, ...again];
}

const passedOver = (sets: number): string =>
  sets === 0
    ? ''
    : ` ${sets === 1 ? 'One set' : `${grouped(sets)} sets`} with less pain held on the sample, and not there.`;

/** A number of sets; about, where it is too large to be counted exactly. */
const count = (n: number): string => (n < 1e12 ? grouped(n) : `about ${n.toExponential(1)}`);

const WHY: Readonly<Record<Fixed, string>> = {
  left_out: 'Left out',
  no_range: 'Not moved, for they have no range',
  too_late: 'Not moved, for it is too late to decide them',
};

function fixedWords({ scenario, space }: RescueAnswer): string[] {
  return (Object.keys(WHY) as Fixed[]).flatMap((why) => {
    const names = [...space.fixed]
      .filter(([, own]) => own === why)
      .map(([name]) => calledBy(scenario.levers.get(name)!));
    return names.length === 0 ? [] : [`${WHY[why]}: ${names.join('; ')}.`];
  });
}

/** Progress: `2,048 of 15,625 sets, 1,204,112 worlds; best so far 64% at pain 3.2`. */
export function progressWords({ tried, of, simulated, best, isSearching }: RescueProgress): string {
  const so = best === null ? '' : `; best so far ${odds(best.share)} at pain ${digits(best.pain)}`;
  const sets = isSearching ? `searching: ${count(tried)} sets` : `${count(tried)} of ${count(of)} sets`;
  return `${sets}, ${count(simulated)} worlds${so}`;
}
