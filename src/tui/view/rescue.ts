import type { Tested } from '../../analysis/rescue.ts';
import { isOfShare } from '../../analysis/target.ts';
import { barOf } from '../../analysis/trials.ts';
import { type Role, type Row, run } from '../../chart/cells.ts';
import { frontierChart } from '../../chart/frontier-chart.ts';
import { digits } from '../../chart/money.ts';
import { cut, wrap } from '../../chart/text.ts';
import { monthName } from '../../formula/month.ts';
import { progressWords, rescueChance, rescueHow, rescueLead } from '../../report/rescue-page.ts';
import { calledBy } from '../../report/words.ts';
import type { Box } from '../layout.ts';
import { type RescueFound, rescueFound, rescueStanding, stepInFront } from '../rescue.ts';
import { rescueAnswer } from '../rescue-answer.ts';
import type { Rescuing } from '../rescuing.ts';
import type { StudyStanding } from '../results.ts';
import type { ReadState } from '../state.ts';
import { valueWords } from '../words.ts';
import { fitting, type GridColumn, headRow, lineRow } from './grid.ts';
import { panel } from './panel.ts';
import { findBox } from './scroll.ts';

type Rescued = ReadState & { readonly rescue: Rescuing };

const LEAST_CHART = 5;
const MOST_CHART = 12;

/** The panel of the rescue: the frontier of pain and chance and the chosen set, or the progress of the search. */
export function rescueView(state: Rescued): { box: Box; rows: Row[] } {
  const box = findBox(state);
  const { target } = state.rescue;
  const known = rescueStanding(state);
  const found = known?.kind === 'found' && known.found.what === 'rescue' ? known.found : null;
  const [width, height] = [box.width - 2, box.height - 2];
  const rows = found === null ? awaited(known, width) : foundRows(state, found, width, height);
  const steps = found?.rescue.frontier.length ?? 0;
  const look = {
    title: [run('What saves the company: ', 'title'), run(cut(target.text, width - 30), 'accent')],
    foot: found === null || steps === 0 ? '' : `set ${stepInFront(found, state.rescue) + 1} of ${steps}`,
    focused: true,
    glyphs: state.glyphs,
  };
  return { box, rows: panel(rows, box.width, box.height, look) };
}

const paragraph = (text: string, width: number, role: Role = 'plain'): Row[] =>
  wrap(text, width - 2).map((line) => [run(` ${line}`, role)]);

/** The progress of the search, or why there is no answer, in words. */
function awaitedWords(known: StudyStanding | null): string {
  if (known?.kind === 'faulty') {
    if (known.failed !== null) return `It could not be computed: ${known.failed}. Esc, and S asks again.`;
    return ['There is no answer:', ...known.faults.map(({ message }) => `${message}.`)].join(' ');
  }
  const progress = known?.kind === 'progress' ? known.progress.rescue : null;
  return progress === null ? 'Looking for it …' : `Looking for it … ${progressWords(progress)}`;
}

const awaited = (known: StudyStanding | null, width: number): Row[] =>
  paragraph(awaitedWords(known), width, known?.kind === 'faulty' ? 'bad' : 'muted');

function foundRows(state: Rescued, found: RescueFound, width: number, height: number): Row[] {
  const { rescue } = state;
  const answer = rescueAnswer(state, rescue, found);
  const { frontier, reached } = found.rescue;
  const lead = paragraph(rescueLead(answer), width, reached ? 'good' : 'warn');
  const at = stepInFront(found, rescue);
  const tested = frontier[at];
  if (tested === undefined) return lead;
  const set = setRows(state, found, tested, width);
  const words = `Pain ${digits(tested.set.pain)}: ${rescueChance(answer, tested)}.`;
  const told = paragraph(words, width, 'title');
  const how = rescueHow(answer).flatMap((text) => paragraph(text, width, 'muted'));
  const besides = lead.length + told.length + set.length + 2;
  const room = Math.max(LEAST_CHART, Math.min(MOST_CHART, height - besides));
  const { scenario, model } = state.loaded;
  const isShare = isOfShare(scenario, rescue.target);
  const chart = frontierChart(
    {
      steps: frontier.map(({ set: { pain }, share }) => ({ pain, share })),
      at,
      asked: isShare || answer.worlds !== null ? barOf(model, answer) : null,
    },
    width - 2,
    room,
    state.glyphs,
  ).map((row): Row => [run(' '), ...row]);
  // Where room is short, the chart stays, and the sentences on how the sets were found go first.
  const blank: Row = [];
  return [...lead, ...chart, ...told, ...set, blank, ...how].slice(0, Math.max(0, height));
}

/** The levers that the set moves, a row each. */
function setRows(state: Rescued, { space }: RescueFound, { set }: Tested, width: number): Row[] {
  const moved = space.axes.flatMap(({ lever, choices }, i) =>
    set.at[i] === 0 ? [] : [{ lever, ...choices[set.at[i]!]! }],
  );
  if (moved.length === 0) return paragraph('Every lever as it stands.', width, 'muted');
  const name = Math.max(12, Math.min(30, width - 46));
  const columns: GridColumn[] = [
    { head: 'Lever', align: 'left', width: name, cell: (i) => ({ text: calledBy(moved[i]!.lever), role: 'title' }) },
    {
      head: 'Set to',
      align: 'right',
      width: 8,
      cell: (i) => ({ text: valueWords(state, moved[i]!.lever, moved[i]!.setting.value), role: 'accent' }),
    },
    {
      head: 'Now',
      align: 'right',
      width: 8,
      cell: (i) => ({
        text: valueWords(state, moved[i]!.lever, space.base.get(moved[i]!.lever.name)!.value),
        role: 'muted',
      }),
    },
    {
      head: 'Decide by',
      align: 'left',
      width: 9,
      cell: (i) => ({ text: monthName(moved[i]!.setting.from - moved[i]!.lever.delay) }),
    },
    { head: 'Pain', align: 'right', width: 5, cell: (i) => ({ text: digits(moved[i]!.pain) }) },
  ];
  const shown = fitting(columns, 0, width - 1);
  return [headRow(shown), ...moved.map((_, i) => lineRow(shown, i))];
}

/** The rescue in sentences, to be spoken: what was found, and the chosen set. Its progress is not spoken. */
export function rescueWords(state: Rescued): string[] {
  const { rescue } = state;
  const known = rescueStanding(state);
  const head = `What saves the company: ${rescue.target.text}.`;
  if (known?.kind === 'faulty') return [head, awaitedWords(known)];
  const found = rescueFound(state);
  if (found === null) return [head, 'Looking for it. It is told when it is found; Esc gives it up.'];
  return [head, rescueLead(rescueAnswer(state, rescue, found)), setWords(state, found)];
}

/** The chosen set in words: its result, and the levers that it moves. */
function setWords(state: Rescued, found: RescueFound): string {
  const { frontier } = found.rescue;
  const at = stepInFront(found, state.rescue);
  const tested = frontier[at];
  if (tested === undefined) return 'There is no set.';
  const answer = rescueAnswer(state, state.rescue, found);
  const levers = found.space.axes.flatMap(({ lever, choices }, i) => {
    if (tested.set.at[i] === 0) return [];
    const { setting } = choices[tested.set.at[i]!]!;
    const by = monthName(setting.from - lever.delay);
    return [`${calledBy(lever)} ${valueWords(state, lever, setting.value)}, decide by ${by}`];
  });
  const set = levers.length === 0 ? 'every lever as it stands' : levers.join('; ');
  return `Set ${at + 1} of ${frontier.length}: pain ${digits(tested.set.pain)}, ${rescueChance(answer, tested)}: ${set}.`;
}
