/** Results over worlds as charts for pages that can draw, each from the data of the table that it belongs to. */
import type { FanChart } from '../chart/fan-chart.ts';
import { money, percent } from '../chart/money.ts';
import type { Case, SpreadSeries, Worlds } from '../engine/answers.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { odds, shareInterval } from './odds.ts';
import type { BarsPicture, FanPicture, SurvivalPicture } from './picture.ts';
import type { Table } from './table.ts';
import { cell } from './table.ts';
import { causeShort, creditorLabel, horizonOf, lastMonth, nameOf } from './words.ts';
import { seriesOf } from './worlds-series.ts';
import { livingShare, survivalInterval, type WorldsVariant } from './worlds-variant.ts';

/** The fan of cash and arrears; the run must have kept the series `cash` and `overdue`. */
export function fanPicture(scenario: Scenario, worlds: Worlds, base: Case, fan: FanChart): FanPicture {
  const { p5, p25, p50, p75, p95 }: SpreadSeries = seriesOf(worlds, 'overdue');
  const end = lastMonth(base.measures.failure, scenario.months);
  return {
    ...{ kind: 'fan', title: `Cash and arrears by month, in ${scenario.currency}`, fan },
    ...{ describes: fanWords(scenario, fan), arrears: { p5, p25, p50, p75, p95 } },
    openingArrears: base.opening.overdue,
    baseArrears: base.byMonth.overdue.subarray(0, end + 1),
  };
}

/** The median of cash in words: where it begins, its highest value, and where it ends. */
function fanWords({ start, currency }: Scenario, { cash, opening, survival }: FanChart): string {
  const lived = [...cash.p50].filter(Number.isFinite);
  const sum = (value: number): string => money(value, currency);
  const most = Math.max(opening.p50, ...lived);
  const when = most === opening.p50 ? 'as it opens' : `in ${nameOf(start, lived.indexOf(most))}`;
  const end = lived.length === 0 ? 'no month' : `${sum(lived.at(-1)!)} in ${nameOf(start, lived.length - 1)}`;
  const after = lived.length < survival.length ? ', after which half of the worlds or more have failed' : '';
  return `Median cash is ${sum(opening.p50)} as it opens, at most ${sum(most)} ${when}, and ${end}${after}. Bands are 50% and 90% of worlds; arrears hang below.`;
}

/** Shares alive, and failing, by month. */
export function survivalPicture(scenario: Scenario, worlds: Worlds): SurvivalPicture {
  const { survival, failing } = worlds;
  const last = survival.at(-1)!;
  return {
    ...{ kind: 'survival', title: 'Share of worlds alive at the end of each month' },
    describes: `It falls from 100% to ${odds(last)} at the end of ${horizonOf(scenario)}; bars below are the share that fails in each month.`,
    ...{ start: scenario.start, survival, failing, events: [] },
  };
}

/** The numbers of `survivalPicture` as a table. */
export const survivalTable = (scenario: Scenario, { survival, failing, count, sampler }: Worlds): Table => ({
  columns: [
    { key: 'month', title: 'Month', align: 'left' },
    { key: 'survival', title: 'Alive', align: 'right' },
    { key: 'interval', title: '95% interval', align: 'right' },
    { key: 'failing', title: 'Fails in it', align: 'right' },
  ],
  rows: [...survival].map((share, t) => {
    const interval = shareInterval(sampler, Math.round(share * count), count);
    return [
      cell(nameOf(scenario.start, t)),
      cell(odds(share), share),
      cell(interval === null ? '' : `${odds(interval[0])} to ${odds(interval[1])}`, null, 'muted'),
      cell(odds(failing[t]!), failing[t]!),
    ];
  }),
});

const SHARES = { line: null, least: 0, ofAxis: percent } as const;

/** Causes of failure as bars. */
export function causesPicture(scenario: Scenario, worlds: Worlds): BarsPicture {
  const label = creditorLabel(scenario);
  const bars = worlds.causes.map(({ cause, share }) => ({
    ...{ label: causeShort(cause, label), from: 0, to: share, text: odds(share), tone: 'bad' as const },
  }));
  const describes = `Share of the failures: ${bars.map((bar) => `${bar.label} ${bar.text}`).join(', ')}.`;
  return { kind: 'bars', title: 'What ends the worlds that fail', describes, bars, most: 1, ...SHARES };
}

/** The share of worlds that survive, a bar for each variant. */
export function plansPicture(variants: readonly WorldsVariant[]): BarsPicture {
  const bars = variants.map((variant, i) => {
    const share = livingShare(variant);
    const tone = i === 0 ? ('total' as const) : ('plain' as const);
    return { label: variant.name, from: 0, to: share, text: odds(share), tone, interval: survivalInterval(variant) };
  });
  const describes = `Share of worlds that survive: ${bars.map((bar) => `${bar.label} ${bar.text}`).join(', ')}.`;
  return { kind: 'bars', title: 'Share of worlds that survive', describes, bars, most: 1, ...SHARES };
}
