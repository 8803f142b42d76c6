import type { Gain, Knowing, KnownInput } from '../../analysis/knowing.ts';
import { bar } from '../../chart/bar.ts';
import { rowText } from '../../chart/cells.ts';
import { digits, monthCount, months } from '../../chart/money.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import type { ReadState } from '../state.ts';
import { fitting, type GridColumn, headRow, lineRow } from '../view/grid.ts';
import { planName } from '../words.ts';
import { inputCalled, kindOf } from './input-words.ts';
import type { MovesPage, MovesTold } from './page.ts';
import { ofWorldsAsked } from './sensitivity-asked.ts';
import { targetOf } from './target.ts';

/** The page on what to find out next: how much it is worth to know an input before a plan is chosen. */
export const LEARN: MovesPage = {
  name: 'To find out',
  short: 'Learn',
  asked: ofWorldsAsked,
  told: (state, found) =>
    found.what === 'sensitivity' && found.sensitivity.knowing !== null ? told(state, found.sensitivity.knowing) : null,
};

function told(state: ReadState, { choices, best, inputs, all }: Knowing): MovesTold {
  const { scenario } = state.loaded;
  const choice = choices[best]!;
  const plan = choice.isAsSet
    ? 'the levers as they are set'
    : choice.plan === null
      ? 'no plan'
      : `plan ${planName(scenario, choice.plan)}`;
  const isOnly = choices.length === 1;
  const lead = isOnly
    ? ['There is one thing to choose: the file has no plans, and to know more would change nothing.']
    : [
        'What it is worth to know it before a plan is chosen, in months lived ' +
          `of ${scenario.months}, of ${choices.length} choices.`,
        `With nothing known the best is ${plan}: ${months(choice.mean)} in the mean.`,
        `To know everything is worth ${gainText(all)}.`,
      ];
  return {
    head: isOnly ? lead[0]! : `best unknowing: ${plan}, ${monthCount(choice.mean)} months`,
    lead,
    lines: (width) => inputs.map((_, i) => lineRow(shown(state, inputs, all, width), i)),
    count: isOnly ? 0 : inputs.length,
    columns: isOnly ? null : (width) => headRow(shown(state, inputs, all, width)),
    detail: (line) => {
      const input = inputs[line];
      if (input === undefined || isOnly) return lead.join(' ');
      return `To know ${inputCalled(state, input.name)} before a plan is chosen is worth ${gainText(input)}.`;
    },
    go: (line) =>
      inputs[line] === undefined ? null : targetOf(state, kindOf(state, inputs[line].name), inputs[line].name),
  };
}

const number = (gain: number): string => digits(Number(gain.toFixed(2)) + 0);

function gainText({ gain, interval }: Gain): string {
  if (gain === 0) return 'nothing';
  const between = interval === null ? '' : ` (95% interval ${number(interval[0])} to ${number(interval[1])})`;
  return `${number(gain)} months${between}`;
}

function shown(state: ReadState, inputs: readonly KnownInput[], all: Gain, width: number): readonly GridColumn[] {
  const most = Math.max(0, all.gain, ...inputs.map(({ gain }) => gain));
  const longest = Math.max(0, ...inputs.map(({ name }) => columnsOf(inputCalled(state, name))));
  const columns: GridColumn[] = [
    {
      head: 'To know',
      align: 'left',
      width: Math.max(12, Math.min(longest, width - 48)),
      cell: (i) => ({ text: inputCalled(state, inputs[i]!.name), role: 'title' }),
    },
    {
      head: 'Worth',
      align: 'right',
      width: 8,
      cell: (i) => ({ text: `${number(inputs[i]!.gain)} mo`, role: 'accent' }),
    },
    {
      head: '95% interval',
      align: 'left',
      width: 14,
      cell: (i) => {
        const { interval } = inputs[i]!;
        return {
          text: interval === null || inputs[i]!.gain === 0 ? '' : interval.map(number).join(' to '),
          role: 'muted',
        };
      },
    },
    {
      head: '',
      align: 'left',
      width: 14,
      cell: (i) => ({ text: rowText(bar(Math.max(0, inputs[i]!.gain), most, 14, state.glyphs)), role: 'accent' }),
    },
  ];
  return fitting(columns, 0, width);
}
