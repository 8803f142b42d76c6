import { money } from '../../chart/money.ts';
import { roughOdds } from '../../report/odds.ts';
import { lastMonth, nameOf } from '../../report/words.ts';
import { seriesOf } from '../../report/worlds-series.ts';
import type { State } from '../state.ts';
import { chances, viewed } from '../worlds.ts';

/** The figures of the month that the chart points at, the weightiest first; as many as fit into `room` columns. */
export function readingWords(state: State, room: number): string {
  const now = viewed(state);
  if (now === null || now.result === null) return '';
  const { scenario } = state.loaded!;
  const { result, world } = now;
  const t = state.month;
  const sum = (value: number): string => money(value, scenario.currency, state.glyphs === 'ascii');
  const hasFailed = t > lastMonth(result.measures.failure, scenario.months);
  const parts = hasFailed
    ? ['after the failure']
    : [`cash ${sum(result.byMonth.cash[t]!)}`, `arrears ${sum(result.byMonth.overdue[t]!)}`];
  const known = chances(state);
  if (known !== null && world === null && !known.isStale) {
    const { p5, p95 } = seriesOf(known.worlds, 'cash');
    parts.splice(1, 0, `alive ${roughOdds(known.worlds.survival[t]!)}`);
    parts.push(`cash p5-p95 ${sum(p5[t]!)} to ${sum(p95[t]!)}`);
  }
  let text = nameOf(scenario.start, t);
  for (const part of parts) {
    const longer = `${text}${text.includes(':') ? ', ' : ': '}${part}`;
    if (longer.length > room) break;
    text = longer;
  }
  return text;
}
