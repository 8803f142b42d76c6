/** The pictures of survival by month, of bars, and of step curves. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { digits, percent } from '../../chart/money.ts';
import { cut } from '../../chart/text.ts';
import type { BarsPicture, PictureBar, StepsPicture, SurvivalPicture } from '../picture.ts';
import { gutterOf, monthAxis, monthsAlong, type Naming, RIGHT, ROW, svg, textWidth, valueTicks } from './axes.ts';
import { type Child, el, type Markup, px } from './markup.ts';

const ALIVE = 170;
const FAILING = 70;
const TOP = 12;
const MONTHS = 20;

/** The share alive, one step a month, and below the axis the share that fails in each month. */
export function drawSurvival(picture: SurvivalPicture, naming: Naming, width: number): Markup {
  const { survival, failing, start } = picture;
  const axis = TOP + ALIVE;
  const floor = axis + MONTHS;
  const most = Math.max(...failing);
  const alive = scaleLinear([0, 1], [axis, TOP]);
  const fails = scaleLinear([0, most || 1], [floor, floor + FAILING]).nice(2);
  const left = gutterOf([percent(1), ...fails.ticks(2).map(percent)]);
  const x = monthsAlong(survival.length, left, width);
  const span = x.range() as [number, number];
  const steps = [1, ...survival].map((share, t) => [t, share] as const);
  const draw = line<readonly [number, number]>()
    .x(([t]) => x(t))
    .y(([, share]) => alive(share))
    .curve(curveStepAfter)
    .digits(2);
  const bars: Child[] = [...failing].map((share, t) =>
    share === 0
      ? null
      : el('rect', {
          ...{ x: px(x(t) + 1), y: px(floor), width: px(x(t + 1) - x(t) - 2), height: px(fails(share) - floor) },
          class: 'bar bad',
        }),
  );
  return svg(
    naming,
    width,
    most === 0 ? floor + 4 : floor + FAILING + 8,
    ...valueTicks(alive, span, 4, percent),
    el('path', { d: `${draw(steps)}V${px(axis)}H${px(left)}Z`, class: 'band good p25' }),
    el('path', { d: draw(steps) ?? '', class: 'line median good' }),
    ...monthAxis(x, start, axis, TOP, most === 0 ? axis : floor + FAILING),
    ...(most === 0 ? [] : valueTicks(fails, span, 2, percent).slice(2)),
    ...bars,
    el('text', { x: px(span[1]), y: px(TOP + 10), class: 'lane end good-text' }, 'alive'),
    most === 0
      ? null
      : el('text', { x: px(span[1]), y: px(floor + FAILING), class: 'lane end bad-text' }, 'fails in the month'),
  );
}

/** Most characters of a bar's label in a wide picture; in a narrow one it stands above the bar. */
const LABEL = 42;
const NARROW = 500;
const BAR = 14;

/** Bars one below the other, each with its label before it, or above it where the picture is narrow. */
export function drawBars(picture: BarsPicture, naming: Naming, width: number): Markup {
  const { bars, line: held, least, most, ofAxis } = picture;
  const isNarrow = width < NARROW;
  const each = isNarrow ? BAR + ROW + 8 : BAR + 8;
  const labels = bars.map(({ label }) => cut(label, LABEL));
  const left = isNarrow ? 12 : gutterOf(labels);
  const room = Math.max(...bars.map(({ text }) => textWidth(text)), 0) + 10;
  const ends = bars.flatMap(({ from, to, interval }) => [from, to, ...(interval ?? [])]);
  const low = Math.min(least, held?.value ?? least, ...ends);
  const high = Math.max(most, held?.value ?? most, ...ends);
  const x = scaleLinear([low, high > low ? high : low + 1], [left, width - RIGHT - room]);
  const top = held === null ? 6 : ROW + 6;
  const height = top + bars.length * each + ROW + 6;
  const foot = height - ROW - 4;
  const drawn = bars.flatMap((bar, i) => {
    const y = top + i * each + (isNarrow ? ROW : 0);
    const at = isNarrow ? { x: px(0), y: px(y - 4) } : { x: px(left - 8), y: px(y + 11), 'text-anchor': 'end' };
    return [el('text', { ...at, class: 'label' }, labels[i]!), ...oneBar(bar, x, y, held?.value ?? null)];
  });
  return svg(
    naming,
    width,
    height,
    ...x
      .ticks(isNarrow ? 3 : 5)
      .flatMap((value) => [
        el('line', { x1: px(x(value)), x2: px(x(value)), y1: px(top), y2: px(foot), class: 'grid' }),
        el('text', { x: px(x(value)), y: px(height - 6), class: 'tick middle' }, ofAxis(value)),
      ]),
    ...drawn,
    ...(held === null
      ? []
      : [
          el('line', { x1: px(x(held.value)), x2: px(x(held.value)), y1: px(top), y2: px(foot), class: 'held' }),
          heldLabel(held.label, x(held.value), width),
        ]),
  );
}

/** The label of the comparison line, on the side where it has room. */
const heldLabel = (label: string, at: number, width: number): Markup =>
  at + textWidth(label) + 4 < width
    ? el('text', { x: px(at + 4), y: 12, class: 'tick' }, label)
    : el('text', { x: px(at - 4), y: 12, class: 'tick end' }, label);

/** One bar, its 95% interval as a line with ends, and its text; a bar of length 0 still has a mark. */
function oneBar(
  { from, to, text, tone, interval = null }: PictureBar,
  x: ScaleLinear<number, number>,
  y: number,
  held: number | null,
): Child[] {
  const [a, b] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
  const width = Math.max(b - a, 2);
  const whisker = interval === null || interval[0] === interval[1] ? null : [x(interval[0]), x(interval[1])];
  const end = Math.max(a + width, whisker?.[1] ?? 0, held === null ? 0 : x(held));
  const middle = y + BAR / 2;
  return [
    el('rect', { x: px(a), y: px(y), width: px(width), height: BAR, class: `bar ${tone}` }),
    whisker === null
      ? null
      : el('path', {
          d: `M${px(whisker[0]!)} ${px(middle)}H${px(whisker[1]!)}M${px(whisker[0]!)} ${px(middle - 4)}v8M${px(whisker[1]!)} ${px(middle - 4)}v8`,
          class: 'whisker',
        }),
    el('text', { x: px(end + 6), y: px(y + 11), class: 'figure' }, text),
  ];
}

const STEPS = 220;

/** Shares by rising x, as steps: the y of a point holds until the next point. */
export function drawSteps({ points, x: name, y: of }: StepsPicture, naming: Naming, width: number): Markup {
  const left = gutterOf([percent(1)]);
  const [top, foot] = [ROW + 6, ROW + 6 + STEPS];
  const last = points.at(-1)?.x ?? 0;
  const x = scaleLinear([0, last || 1], [left, width - RIGHT]).nice(5);
  const y = scaleLinear([0, 1], [foot, top]);
  const draw = line<(typeof points)[number]>()
    .x((point) => x(point.x))
    .y(({ share }) => y(share))
    .curve(curveStepAfter)
    .digits(2);
  const span = x.range() as [number, number];
  return svg(
    naming,
    width,
    foot + 2 * ROW + 8,
    ...valueTicks(y, span, 4, percent),
    el('text', { x: px(left), y: 12, class: 'tick' }, of),
    el('line', { x1: px(left), x2: px(span[1]), y1: px(foot), y2: px(foot), class: 'axis' }),
    ...x
      .ticks(5)
      .map((value) => el('text', { x: px(x(value)), y: px(foot + 14), class: 'tick middle' }, digits(value))),
    el('text', { x: px(span[1]), y: px(foot + 14 + ROW), class: 'tick end' }, name),
    el('path', { d: draw(points) ?? '', class: 'line median cash' }),
    ...points.flatMap(({ x: at, share, interval }) => [
      interval === null
        ? null
        : el('path', { d: `M${px(x(at))} ${px(y(interval[0]))}V${px(y(interval[1]))}`, class: 'whisker' }),
      el('circle', { cx: px(x(at)), cy: px(y(share)), r: 3, class: 'point' }),
    ]),
  );
}
