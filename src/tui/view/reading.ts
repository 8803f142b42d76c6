import { money } from '../../chart/money.ts';
import { roughOdds } from '../../report/odds.ts';
import { lastMonth, nameOf } from '../../report/words.ts';
import { seriesOf } from '../../report/worlds-series.ts';
import type { ReadState } from '../state.ts';
import { chances, viewed } from '../worlds.ts';

/** The figures of the month that the chart reads, the most important first, as many as fit into `room` columns. */
export function readingWords(state: ReadState, room: number): string {
  const now = viewed(state);
  if (now.result === null) return '';
  const { scenario } = state.loaded;
  const { result, world } = now;
  const t = state.month;
  const sum = (value: number): string => money(value, scenario.currency, state.glyphs === 'ascii');
  const hasFailed = t > lastMonth(result.measures.failure, scenario.months);
  const parts = [hasFailed ? 'after the failure' : `cash ${sum(result.byMonth.cash[t]!)}`];
  const pinned = pinnedCash(state);
  if (pinned !== null) parts.push(`pinned ${sum(pinned)}`);
  const known = chances(state);
  const worlds = known !== null && world === null && !known.isStale ? known.worlds : null;
  if (worlds !== null) parts.push(`alive ${roughOdds(worlds.survival[t]!)}`);
  if (!hasFailed) parts.push(`arrears ${sum(result.byMonth.overdue[t]!)}`);
  if (worlds !== null) {
    const { p5, p95 } = seriesOf(worlds, 'cash');
    const known = (value: number): string => (Number.isNaN(value) ? 'failed' : sum(value));
    parts.push(`cash p5-p95 ${known(p5[t]!)} to ${known(p95[t]!)}`);
  }
  let text = nameOf(scenario.start, t);
  for (const part of parts) {
    const longer = `${text}${text.includes(':') ? ', ' : ': '}${part}`;
    if (longer.length > room) break;
    text = longer;
  }
  return text;
}

/** The pinned result's cash in the month that the chart reads; null where there is none, or it had failed before. */
function pinnedCash({ baseline, loaded, month }: ReadState): number | null {
  if (baseline === null) return null;
  const { byMonth, measures } = baseline.result;
  const t = month + loaded.scenario.start - baseline.start;
  return t > lastMonth(measures.failure, byMonth.cash.length) ? null : (byMonth.cash[t] ?? null);
}
