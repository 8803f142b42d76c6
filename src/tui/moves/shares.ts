import type { SensitivityParts } from '../../analysis/study.ts';
import type { FactorShare, ShareOfVariance } from '../../analysis/variance.ts';
import { bar } from '../../chart/bar.ts';
import { rowText } from '../../chart/cells.ts';
import { grouped, monthCount } from '../../chart/money.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { varianceText } from '../../report/sensitivity-page.ts';
import type { ReadState } from '../state.ts';
import { fitting, GAP, type GridColumn, headRow, lineRow } from '../view/grid.ts';
import { inputCalled, kindOf } from './input-words.ts';
import type { MovesPage, MovesTold } from './page.ts';
import { ofWorldsAsked } from './sensitivity-asked.ts';
import { targetOf } from './target.ts';

/** The page that splits the variance of the months lived among the inputs. */
export const SHARES: MovesPage = {
  name: 'Shares',
  short: 'Shares',
  asked: ofWorldsAsked,
  told: (state, found) => {
    if (found.what !== 'sensitivity' || found.sensitivity.run === null || found.sensitivity.shares === null)
      return null;
    return told(state, found.sensitivity, found.sensitivity.run, found.sensitivity.shares);
  },
};

/** Width of a bar, in columns. */
const BAR = 12;

interface ShareLine {
  readonly names: readonly string[];
  /** The input's Shapley share of the variance; all shares sum to 1. Null until it is known. */
  readonly shapley: ShareOfVariance | null;
  /** First-order and total share of its factor: the input with those that are correlated with it; null until known. */
  readonly factor: FactorShare | null;
}

function told(
  state: ReadState,
  { shapley }: SensitivityParts,
  { mean, deviation, varies }: NonNullable<SensitivityParts['run']>,
  shares: readonly FactorShare[],
): MovesTold {
  const factorOf = (name: string): FactorShare | null => shares.find(({ names }) => names.includes(name)) ?? null;
  const lines: ShareLine[] =
    shapley === null
      ? shares.map((factor) => ({ names: factor.names, shapley: null, factor }))
      : shapley.parts.map(({ names, ...share }) => ({
          ...{ names, shapley: share },
          factor: names.length === 1 ? factorOf(names[0]!) : null,
        }));
  const called = ({ names }: ShareLine): string => names.map((name) => inputCalled(state, name)).join(', ');
  const spread = `mean ${monthCount(mean)}, standard deviation ${monthCount(deviation)}`;
  const nothing = `Nothing moves it: in every world ${monthCount(mean)} months are lived.`;
  const how = [
    `Months lived over ${grouped(state.oddsWorlds)} worlds: ${spread}. Shares of its variance, with 95% intervals.`,
    'Shapley effects sum to 100%. First: what an input does by itself; ' +
      'total: with all that it does together with others.',
    ...(shapley === null ? ['The Shapley effects are being computed …'] : []),
  ];
  return {
    head: varies ? `variance of the months lived, ${spread}` : nothing,
    lead: varies ? how : [nothing],
    lines: (width) => lines.map((_, i) => lineRow(shown(state, lines, called, width), i)),
    count: lines.length,
    columns: (width) => headRow(shown(state, lines, called, width)),
    detail: (line) => (lines[line] === undefined ? nothing : detailOf(lines[line], called(lines[line]))),
    go: (line) => {
      const [name] = lines[line]?.names ?? [];
      return name === undefined ? null : targetOf(state, kindOf(state, name), name);
    },
  };
}

function shown(
  { glyphs }: ReadState,
  lines: readonly ShareLine[],
  called: (line: ShareLine) => string,
  width: number,
): readonly GridColumn[] {
  const ascii = glyphs === 'ascii';
  const text = (share: ShareOfVariance | null | undefined): string =>
    share == null ? '' : ascii ? varianceText(share).replace('±', '+-') : varianceText(share);
  const texts = lines.flatMap(({ shapley, factor }) => [shapley, factor?.first, factor?.total].map(text));
  const figure = Math.max('Shapley'.length, ...texts.map(columnsOf));
  const bars = width >= 60 ? GAP + BAR : 0;
  const left = width - 3 * (GAP + figure) - GAP - bars;
  const name = Math.max(12, Math.min(Math.max(0, ...lines.map((line) => columnsOf(called(line)))), left));
  const share = (head: string, of: (line: ShareLine) => ShareOfVariance | null | undefined): GridColumn => ({
    ...{ head, align: 'right', width: figure },
    cell: (i) => ({ text: text(of(lines[i]!)) || (head === 'Shapley' ? '..' : ''), role: 'plain' }),
  });
  const columns: GridColumn[] = [
    { head: 'Input', align: 'left', width: name, cell: (i) => ({ text: called(lines[i]!), role: 'title' }) },
    share('Shapley', ({ shapley }) => shapley),
    share('First', ({ factor }) => factor?.first),
    share('Total', ({ factor }) => factor?.total),
    {
      head: '',
      align: 'left',
      width: BAR,
      cell: (i) => {
        const { shapley, factor } = lines[i]!;
        const value = Math.max(0, (shapley ?? factor?.total)?.share ?? 0);
        return { text: rowText(bar(value, 1, BAR, glyphs)), role: 'accent' };
      },
    },
  ];
  return fitting(columns, 0, width);
}

function detailOf({ names, shapley, factor }: ShareLine, called: string): string {
  const own = shapley === null ? '' : `${varianceText(shapley)} of the variance`;
  const together =
    factor === null || factor.names.length === 1 ? '' : `, with ${factor.names.length - 1} correlated with it`;
  const parts =
    factor === null
      ? ''
      : `by itself ${varianceText(factor.first)}, with others ${varianceText(factor.total)}${together}`;
  const several = names.length > 1 ? ' Together, for there are many.' : '';
  return `${called}: ${[own, parts].filter((part) => part !== '').join('; ')}.${several}`;
}
