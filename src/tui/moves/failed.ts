import type { FailedWorlds, FailureCause, InCommon } from '../../analysis/failed.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { inputValue } from '../../report/input-words.ts';
import { odds as percents, roughOdds } from '../../report/odds.ts';
import { causeShort, causeWords, nameOf } from '../../report/words.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import { settingsOf } from '../outcome.ts';
import { choiceKey } from '../results.ts';
import type { ReadState } from '../state.ts';
import { fitting, type GridColumn, headRow, lineRow } from '../view/grid.ts';
import { creditorName } from '../words.ts';
import { isUncertain } from '../worlds.ts';
import { inputCalled } from './input-words.ts';
import type { MovesPage, MovesTold } from './page.ts';
import { NOTHING_UNCERTAIN } from './sensitivity-asked.ts';
import { targetOf } from './target.ts';

/** The page on failed worlds: how they fail, and what they have in common. */
export const FAILED: MovesPage = {
  name: 'The failed',
  short: 'Failed',
  asked: ({ loaded, choice }) => {
    if (!isUncertain(loaded.model)) return NOTHING_UNCERTAIN;
    return {
      key: JSON.stringify(['failed', choiceKey(choice)]),
      asked: { what: 'failed', settings: settingsOf(loaded, choice) },
    };
  },
  told: (state, found) => (found.what === 'failed' ? told(state, found.failed) : null),
};

type FailedLine =
  | { readonly kind: 'cause'; readonly cause: FailureCause }
  | { readonly kind: 'common'; readonly common: InCommon };

function told(state: ReadState, found: FailedWorlds): MovesTold {
  const { worlds, failed, causes, inCommon } = found;
  const lines: FailedLine[] = [
    ...causes.map((cause) => ({ kind: 'cause', cause }) as const),
    ...inCommon.map((common) => ({ kind: 'common', common }) as const),
  ];
  const share = failed === 0 ? 'None' : failed === worlds ? 'All' : percents(failed / worlds);
  const head = `${share} of ${worldCount(worlds)} ${failed === 0 ? 'fails' : 'fail'}`;
  const [first] = inCommon;
  const lead =
    failed === 0 || failed === worlds
      ? [`${head}: there are no others to hold them against.`]
      : [
          `${head}. In pairs of one that failed and one that lives, how often the failed one had the more of it.`,
          ...(first === undefined ? [] : [commonWords(state, first)]),
        ];
  return {
    head,
    lead,
    lines: (width) => lines.map((_, i) => lineRow(shown(state, lines, width), i)),
    count: lines.length,
    columns: (width) => headRow(shown(state, lines, width)),
    detail: (line) => {
      const at = lines[line];
      if (at === undefined) return head;
      return at.kind === 'cause' ? causeTold(state, at.cause) : commonWords(state, at.common);
    },
    go: (line) => {
      const at = lines[line];
      if (at === undefined) return null;
      if (at.kind === 'cause') return { kind: 'world', ...at.cause.typical };
      return at.common.kind === 'creditor' ? null : targetOf(state, at.common.kind, at.common.name);
    },
  };
}

function causeTold(state: ReadState, { cause, share, medianT, typical }: FailureCause): string {
  const { scenario } = state.loaded;
  const words = causeWords(cause, (creditor) => creditorName(scenario, creditor));
  const when = `half of them by ${nameOf(scenario.start, medianT)}`;
  const open = `World ${typical.world} is typical: Enter goes through its months.`;
  return `${words}: ${percents(share)} of failures, ${when}. ${open}`;
}

/** What failed worlds have in common, in words: `In 81% of pairs the failed one had the more of it`. */
function commonWords(state: ReadState, common: InCommon): string {
  const { name, isEvent, probability, interval, amongFailed, amongAlive } = common;
  const isMore = probability >= 0.5;
  const often = isMore ? probability : 1 - probability;
  const range = interval === null ? null : isMore ? interval : ([1 - interval[1], 1 - interval[0]] as const);
  const between =
    range === null ? '' : ` (95% interval ${percents(clamped(range[0]))} to ${percents(clamped(range[1]))})`;
  const value = (x: number): string => commonValue(state, common, x);
  const had = isEvent
    ? `${value(amongFailed)} of the failed had it, ${value(amongAlive)} of the living`
    : `medians ${value(amongFailed)} among the failed, ${value(amongAlive)} among the living`;
  const of = `${isMore ? 'more' : 'less'} of: ${inputCalled(state, name, common.kind)}`;
  return `In ${percents(often)} of pairs${between} the failed one had ${of}; ${had}.`;
}

/** The value of an input in words: for an event the share of worlds that have it, else the median. */
const commonValue = ({ loaded, glyphs }: ReadState, { name, kind, isEvent }: InCommon, value: number): string =>
  isEvent ? roughOdds(value) : inputValue(loaded.scenario, { name, kind }, value, glyphs === 'ascii');

const clamped = (share: number): number => Math.max(0, Math.min(1, share));

function shown(state: ReadState, lines: readonly FailedLine[], width: number): readonly GridColumn[] {
  const { scenario } = state.loaded;
  const called = (line: FailedLine): string =>
    line.kind === 'cause'
      ? causeShort(line.cause.cause, (creditor) => creditorName(scenario, creditor))
      : inputCalled(state, line.common.name, line.common.kind);
  const longest = Math.max(0, ...lines.map((line) => columnsOf(called(line))));
  const value = (line: FailedLine, of: 'amongFailed' | 'amongAlive'): string => {
    if (line.kind === 'cause') return of === 'amongFailed' ? nameOf(scenario.start, line.cause.medianT) : '';
    return commonValue(state, line.common, line.common[of]);
  };
  const columns: GridColumn[] = [
    {
      head: 'Why, and what they had',
      align: 'left',
      width: Math.max(12, Math.min(longest, width - 32)),
      cell: (i) => ({ text: called(lines[i]!), role: lines[i]!.kind === 'cause' ? 'title' : 'plain' }),
    },
    {
      head: 'Share',
      align: 'right',
      width: 6,
      cell: (i) => {
        const line = lines[i]!;
        if (line.kind === 'cause') return { text: percents(line.cause.share), role: 'bad' };
        return { text: roughOdds(line.common.probability), role: 'accent' };
      },
    },
    { head: 'Failed', align: 'right', width: 9, cell: (i) => ({ text: value(lines[i]!, 'amongFailed') }) },
    { head: 'Alive', align: 'right', width: 9, cell: (i) => ({ text: value(lines[i]!, 'amongAlive') }) },
  ];
  return fitting(columns, 0, width);
}
