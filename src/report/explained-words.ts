/** The figure that is explained, in words, and its values. */
import type { Explained } from '../analysis/explained.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { digits, money, monthCount, percent, signedMoney } from '../chart/money.ts';
import { figureText, measureOf } from '../scenario/figure.ts';
import { isWorldName } from '../scenario/measure-names.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A figure, and its scenario. */
export interface ExplainedOf {
  readonly explained: Explained;
  readonly scenario: Scenario;
}

/** The figure as an option has it: `cash@2024-06`. */
export const measureName = (explained: Explained): string =>
  explained === 'months_alive' ? explained : figureText(explained);

/** The figure in words: `Months lived within the next 24 (never counts as 24)`. */
export function measureWords({ explained, scenario }: ExplainedOf): string {
  const never = `never counts as ${scenario.months}`;
  if (explained === 'months_alive') return `Months lived within the next ${scenario.months} (${never})`;
  const { unit } = measureOf(scenario, explained);
  if (unit === 'month' || unit === 'length')
    return `Months until ${measureName(explained)} within the next ${scenario.months} (${never})`;
  return measureName(explained);
}

type Format = 'months' | 'share' | 'money';

function formatOf({ explained, scenario }: ExplainedOf): Format {
  if (explained === 'months_alive') return 'months';
  const { unit } = measureOf(scenario, explained);
  return unit === 'share' ? 'share' : unit === 'money' ? 'money' : 'months';
}

/** Whether the figure is a measure by month, or a line or creditor. */
export const isByMonth = ({ explained }: ExplainedOf): boolean =>
  explained !== 'months_alive' && !(explained.of === null && isWorldName(explained.measure));

/** A value of the figure, with its unit. */
export function plain(answer: ExplainedOf, value: number, glyphs: Glyphs): string {
  const format = formatOf(answer);
  if (format === 'money') return money(value, answer.scenario.currency, glyphs === 'ascii');
  return format === 'share' ? percent(value) : monthCount(value);
}

/** A difference of two values, with its sign; for a share in percentage points. */
export function signed(answer: ExplainedOf, value: number, glyphs: Glyphs): string {
  const format = formatOf(answer);
  if (format === 'money') return signedMoney(value, answer.scenario.currency, glyphs === 'ascii');
  const number = format === 'share' ? 100 * value : value;
  const text = Math.abs(number) < 0.005 ? '0' : digits(Number(number.toFixed(2)));
  return `${number >= 0.005 ? '+' : ''}${text}${format === 'share' ? ' pt' : ''}`;
}
