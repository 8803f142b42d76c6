/** The sections on why worlds fail, and what failed worlds had in common. */
import type { FailedInCommon, FailedWorlds, InCommon } from '../analysis/failed.ts';
import { grouped } from '../chart/money.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type CallInput, inputLabel, inputTable, inputValue } from './input-words.ts';
import { odds } from './odds.ts';
import { type Line, notes, type Section } from './page.ts';
import { cell, type Table } from './table.ts';
import { causeShort, creditorLabel, horizonOf, nameOf } from './words.ts';
import { worldCount } from './worlds-headline.ts';

/** A table of causes, then a table of what failed worlds had in common. */
export function failedSections(scenario: Scenario, failed: FailedWorlds, ascii: boolean): Section[] {
  const { worlds, causes, inCommon } = failed;
  if (failed.failed === 0)
    return [notes({ text: `No world fails by the end of ${horizonOf(scenario)}.`, role: 'plain' })];
  const title = `Why worlds fail: ${odds(failed.failed / worlds)} do by the end of ${horizonOf(scenario)}`;
  const told = tellingOnes(inCommon);
  return [
    {
      ...{ kind: 'table', title, table: causesOf(scenario, failed) },
      notes:
        causes.length === 0
          ? []
          : [{ text: 'Open a typical one: runway run FILE --world NUMBER, with the same seed.', role: 'muted' }],
    },
    inCommon.length === 0
      ? notes({ text: 'All worlds fail: none is left to hold them against.', role: 'muted' })
      : told.length === 0
        ? notes({ text: 'No input tells those that failed from those that live.', role: 'muted' })
        : inputTable(
            scenario,
            'What the failed had in common',
            (called) => commonTable(scenario, told, called, ascii),
            [{ text: commonNote(told, inCommon), role: 'muted' }],
          ),
  ];
}

/** Inputs whose interval does not contain 0.5: chance does not explain the difference. */
const tellingOnes = (all: readonly InCommon[]): InCommon[] =>
  all.filter(({ interval, probability }) =>
    interval === null ? probability !== 0.5 : interval[0] > 0.5 || interval[1] < 0.5,
  );

const MOST_ROWS = 10;

function commonNote(told: readonly InCommon[], all: readonly InCommon[]): string {
  const rest = all.length - Math.min(told.length, MOST_ROWS);
  const others = rest === 0 ? '' : ` ${rest} more tell${rest === 1 ? 's' : ''} the two apart less, or not at all.`;
  return `Medians, of what happens or not the shares of worlds in which it does. In pairs of one that failed and one that lives: how often the failed one had the more, or less.${others}`;
}

function causesOf(scenario: Scenario, { causes, failed }: FailedWorlds): Table {
  const label = creditorLabel(scenario);
  return {
    columns: [
      { key: 'cause', title: 'Cause', align: 'left' },
      { key: 'share', title: 'Of failures', align: 'right' },
      { key: 'worlds', title: 'Worlds', align: 'right' },
      { key: 'month', title: 'Median month', align: 'right' },
      { key: 'mostly', title: 'Most in', align: 'right' },
      { key: 'typical', title: 'Typical world', align: 'right' },
    ],
    rows: causes.map(({ cause, count, byMonth, medianT, typical }) => {
      const most = byMonth.indexOf(byMonth.reduce((a, b) => Math.max(a, b)));
      return [
        cell(causeShort(cause, label), cause),
        cell(odds(count / failed), count / failed),
        cell(grouped(count), count),
        cell(nameOf(scenario.start, medianT)),
        cell(nameOf(scenario.start, most)),
        cell(String(typical.world), typical.world),
      ];
    }),
  };
}

function commonTable(scenario: Scenario, told: readonly InCommon[], called: CallInput, ascii: boolean): Table {
  return {
    columns: [
      { key: 'what', title: 'What', align: 'left' },
      { key: 'failed', title: 'Failed', align: 'right' },
      { key: 'alive', title: 'Alive', align: 'right' },
      { key: 'pairs', title: 'In pairs', align: 'right' },
      { key: 'interval', title: '95% interval', align: 'right' },
    ],
    rows: told
      .slice(0, MOST_ROWS)
      .map((one) => [
        cell(called(one), one.name),
        cell(typicalText(scenario, one, one.amongFailed, ascii), one.amongFailed),
        cell(typicalText(scenario, one, one.amongAlive, ascii), one.amongAlive),
        cell(pairsText(one), one.probability),
        cell(intervalText(one)),
      ]),
  };
}

const typicalText = (scenario: Scenario, one: InCommon, value: number, ascii: boolean): string =>
  one.isEvent ? odds(value) : inputValue(scenario, { name: one.name, kind: one.kind }, value, ascii);

/** The share of pairs in which the failed world has more of it, or less, whichever is the majority. */
const sharesOf = ({
  probability,
  interval,
}: InCommon): { isMore: boolean; share: number; interval: number[] | null } =>
  probability >= 0.5
    ? { isMore: true, share: probability, interval: interval && [...interval] }
    : { isMore: false, share: 1 - probability, interval: interval && [1 - interval[1], 1 - interval[0]] };

/** The majority of pairs: `more in 81%`. */
function pairsText(one: InCommon): string {
  const { isMore, share } = sharesOf(one);
  return `${isMore ? 'more' : 'less'} in ${odds(share)}`;
}

/** The 95% interval of that share: `76% to 85%`. */
const intervalText = (one: InCommon): string => sharesOf(one).interval?.map(odds).join(' to ') ?? '';

/** Most lines under the causes of a run. */
const FEW = 3;

/** Short lines for the page of a run: `new marinas: less in 99% of pairs …`. */
export function commonLines(scenario: Scenario, failed: FailedInCommon, ascii: boolean): Line[] {
  const told = tellingOnes(failed.inCommon).slice(0, FEW);
  if (told.length === 0) return [];
  return [
    {
      text: `What those that failed had in common, against those that live (of ${worldCount(failed.worlds)}):`,
      role: 'muted',
    },
    ...told.map((one): Line => {
      const [dead, alive] = [one.amongFailed, one.amongAlive].map((x) => typicalText(scenario, one, x, ascii));
      const medians = one.isEvent ? `in ${dead} of worlds against ${alive}` : `${dead} against ${alive}, medians`;
      const interval = intervalText(one);
      const pairs = `${pairsText(one)} of pairs${interval === '' ? '' : ` (${interval})`}`;
      return { text: `${inputLabel(scenario, one)}: ${pairs}; ${medians}`, role: 'plain' };
    }),
  ];
}
