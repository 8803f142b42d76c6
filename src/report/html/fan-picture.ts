/** The fan chart: bands of cash over worlds above the axis of months, bands of arrears below it. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { EVENT_KINDS, eventMark } from '../../chart/chart-events.ts';
import { money } from '../../chart/money.ts';
import type { ReportedMark } from '../../chart/reported-marks.ts';
import type { FanPicture } from '../picture.ts';
import { gutterOf, monthAxis, monthsAlong, type Naming, svg, valueTicks } from './axes.ts';
import { type Child, el, type Markup, px } from './markup.ts';

const CASH = 230;
const ARREARS = 110;
const TOP = 20;
/** Height of the axis of months between the two lanes, in pixels. */
const MONTHS = 20;

type PercentileSeries = Readonly<Record<'p5' | 'p25' | 'p50' | 'p75' | 'p95', Float64Array>>;

/** The picture, `width` pixels wide. */
export function drawFan(picture: FanPicture, naming: Naming, width: number): Markup {
  const { fan, arrears, baseArrears } = picture;
  const most = (...all: readonly ArrayLike<number>[]): number =>
    Math.max(0, ...all.flatMap((values) => Array.from(values).filter(Number.isFinite)));
  const marks = fan.reported ?? [];
  const marked = (lane: ReportedMark['lane']): number[] =>
    marks.filter((mark) => mark.lane === lane).map(({ value }) => value);
  const base = fan.base?.cash ?? [];
  const topCash = most(fan.cash.p95, base, [fan.opening.p95], fan.reserve ?? [], marked('cash')) || 1;
  const topArrears = most(arrears.p95, baseArrears, [picture.openingArrears], marked('arrears'));
  const axis = TOP + CASH;
  const floor = axis + MONTHS;
  const hasArrears = topArrears > 0;
  const height = hasArrears ? floor + ARREARS + 8 : floor + 4;
  const cash = scaleLinear([0, topCash], [axis, TOP]).nice(4);
  const owed = scaleLinear([0, topArrears || 1], [floor, floor + ARREARS]).nice(2);
  const text = (value: number): string => money(value, fan.currency);
  const left = gutterOf([...cash.ticks(4), ...(hasArrears ? owed.ticks(2) : [])].map(text));
  const x = monthsAlong(fan.survival.length, left, width);
  const span = x.range() as [number, number];
  const lower: Child[] = !hasArrears
    ? []
    : [
        ...valueTicks(owed, span, 2, text).slice(2),
        ...bands(arrears, picture.openingArrears, x, owed, 'arrears'),
        path(baseArrears, picture.openingArrears, x, owed, 'base'),
        el('text', { x: px(span[1]), y: px(floor + ARREARS), class: 'lane end arrears-text' }, 'arrears'),
      ];
  return svg(
    naming,
    width,
    height,
    ...valueTicks(cash, span, 4, text),
    ...bands(fan.cash, fan.opening.p50, x, cash, 'cash'),
    fan.base === null ? null : path(fan.base.cash, fan.base.opening, x, cash, 'base'),
    ...monthAxis(x, fan.start, axis, TOP, hasArrears ? floor + ARREARS : axis),
    ...lower,
    el('text', { x: px(span[1]), y: px(TOP + 8), class: 'lane end cash-text' }, 'cash'),
    ...marks.filter(({ t }) => t >= 0 && t < fan.survival.length).map((mark) => reported(mark, x, { cash, owed })),
    ...events(picture, x),
  );
}

/** Points of a balance: the opening at 0, then the end of month t at t + 1. */
const points = (series: Float64Array, opening: number): (readonly [number, number])[] =>
  [opening, ...series].map((value, t) => [t, value] as const);

function path(
  series: Float64Array,
  opening: number,
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
  name: string,
): Child {
  const draw = line<readonly [number, number]>()
    .defined(([, value]) => Number.isFinite(value))
    .x(([t]) => x(t))
    .y(([, value]) => y(value))
    .digits(2);
  return el('path', { d: draw(points(series, opening)) ?? '', class: `line ${name}` });
}

/**
 * The bands p5 to p95 and p25 to p75, and the median; a band whose lower percentile falls among failed worlds (NaN)
 * begins at 0.
 */
function bands(
  series: PercentileSeries,
  opening: number,
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
  name: string,
): Child[] {
  const band = (low: 'p5' | 'p25', high: 'p75' | 'p95'): Child => {
    const floor = points(series[low], opening);
    const draw = area<readonly [number, number]>()
      .defined(([, value]) => Number.isFinite(value))
      .x(([t]) => x(t))
      .y0(([t]) => y(Number.isFinite(floor[t]![1]) ? floor[t]![1] : 0))
      .y1(([, value]) => y(value))
      .digits(2);
    return el('path', { d: draw(points(series[high], opening)) ?? '', class: `band ${name} ${low}` });
  };
  return [band('p5', 'p95'), band('p25', 'p75'), path(series.p50, opening, x, y, `median ${name}`)];
}

/**
 * The mark of a reported figure: a ring for a value, a triangle pointing to the side of more for a lower bound, to the
 * other for an upper bound.
 */
function reported(
  { t, lane, kind, value }: ReportedMark,
  x: ScaleLinear<number, number>,
  { cash, owed }: { readonly cash: ScaleLinear<number, number>; readonly owed: ScaleLinear<number, number> },
): Child {
  const [cx, cy] = [x(t + 1), (lane === 'cash' ? cash : owed)(value)];
  if (kind === 'about') return el('circle', { cx: px(cx), cy: px(cy), r: 5, class: 'reported' });
  // More cash is up; more arrears are down.
  const tip = (kind === 'at least') === (lane === 'cash') ? -6 : 6;
  return el('path', {
    d: `M${px(cx - 5)} ${px(cy)}L${px(cx)} ${px(cy + tip)}L${px(cx + 5)} ${px(cy)}Z`,
    class: 'reported',
  });
}

/** Marks of events above the lanes; those of one month stand side by side. */
function events({ fan }: FanPicture, x: ScaleLinear<number, number>): Child[] {
  const seen = new Map<number, number>();
  return fan.events.map(({ t, kind }) => {
    const before = seen.get(t) ?? 0;
    seen.set(t, before + 1);
    const at = x(t + 0.5) + 9 * before;
    return el('text', { x: px(at), y: 12, class: `mark ${EVENT_KINDS[kind].role}` }, eventMark(kind, 'blocks'));
  });
}
