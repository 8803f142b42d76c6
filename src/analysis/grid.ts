import type { Source, Span } from '../diagnostic/diagnostic.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { constantOf, Faulty, readFormula, readLeverSetting, readMonths } from '../scenario/formulas.ts';
import { type Setting, type Settings, settingOver } from '../scenario/override.ts';
import { checkPercent } from '../scenario/percent.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';

/** Most variants of all grids together. */
export const MAX_VARIANTS = 1_000_000;

/** Values of a lever that follow each other by one step; a single value is a stretch of one. */
interface ValueStretch {
  readonly low: number;
  readonly step: number;
  readonly count: number;
  /** The setting for one of the values, and its name. */
  setting(value: number): Setting;
  label(value: number): string;
}

/** A lever, and the values that a grid gives it. */
interface GridAxis {
  readonly lever: string;
  readonly stretches: ValueStretch[];
}

/** One value of one lever in a grid. */
interface Point {
  readonly setting: Setting;
  /** `layoffs=20%` */
  readonly name: string;
}

export interface GridVariant {
  /** Such as `layoffs=20% raise=0`. */
  readonly name: string;
  readonly settings: Settings;
}

/** Every combination of the values of some levers. The combinations are counted first, and made one by one. */
export interface Grid {
  readonly count: number;
  /** The variants from number `first` (counted from 0) on; the last lever varies fastest. */
  variants(first?: number): Generator<GridVariant>;
}

/**
 * The values that grids give to levers: `layoffs=0%:60%:10%,raise=0,20M`. A range is low:high:step, both ends included;
 * a value or range may end in @MONTH or @FIRST..LAST. Levers that are not named are set as in `base`. Throws Faults.
 */
export function readGrid(scenario: Scenario, base: Settings, grids: readonly Source[]): Grid {
  const faulty = new Faulty();
  const axes: GridAxis[] = [];
  for (const grid of grids) readAxes(scenario, base, grid, axes, faulty);
  const count = axes.reduce((n, { stretches }) => n * pointCount(stretches), 1);
  if (count > MAX_VARIANTS && grids[0] !== undefined) {
    const place = { source: grids[0], start: 0, end: grids[0].text.length };
    const found = count <= Number.MAX_SAFE_INTEGER ? `${count}` : `more than ${Number.MAX_SAFE_INTEGER}`;
    faulty.report('usage', place, `the grid has ${found} variants; at most ${MAX_VARIANTS} are run`);
  }
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return { count, variants: (first = 0) => variantsFrom(axes, base, count, first) };
}

const pointCount = (stretches: readonly ValueStretch[]): number => stretches.reduce((n, { count }) => n + count, 0);

/** Counts through the variants as an odometer does: only levers whose value changes are looked up again. */
function* variantsFrom(
  axes: readonly GridAxis[],
  base: Settings,
  count: number,
  first: number,
): Generator<GridVariant> {
  const sizes = axes.map(({ stretches }) => pointCount(stretches));
  const digits = axes.map(() => -1);
  const points: Point[] = [];
  for (let index = first; index < count; index++) {
    let rest = index;
    for (let a = axes.length - 1; a >= 0; a--) {
      const digit = rest % sizes[a]!;
      rest = (rest - digit) / sizes[a]!;
      if (digits[a] === digit) continue;
      digits[a] = digit;
      points[a] = pointAt(axes[a]!, digit);
    }
    const settings = new Map(base);
    for (const [a, { lever }] of axes.entries()) settings.set(lever, points[a]!.setting);
    yield { name: points.map(({ name }) => name).join(' '), settings };
  }
}

function pointAt({ lever, stretches }: GridAxis, index: number): Point {
  let i = index;
  let at = 0;
  while (i >= stretches[at]!.count) i -= stretches[at++]!.count;
  const { low, step, setting, label } = stretches[at]!;
  const value = i === 0 ? low : low + i * step;
  return { setting: setting(value), name: `${lever}=${label(value)}` };
}

/** Reads the levers of one grid, in its order, and adds them to `axes`. */
function readAxes(scenario: Scenario, base: Settings, grid: Source, axes: GridAxis[], faulty: Faulty): void {
  let axis: GridAxis | null = null;
  let start = 0;
  for (const part of grid.text.split(',')) {
    const named = /^\s*([a-z][a-z0-9_]*)=/.exec(part);
    const span = { start: start + (named?.[0].length ?? 0), end: start + part.length };
    start += part.length + 1;
    if (named !== null) {
      const lever = named[1]!;
      if (axes.some((one) => one.lever === lever)) {
        const hint = 'its values stand after one name: layoffs=0%,5%';
        faulty.report('usage', { source: grid, ...span }, `the lever "${lever}" stands twice in the grid`, hint);
      }
      axis = { lever, stretches: [] };
      axes.push(axis);
      checkLever(scenario, lever, grid, span.start - lever.length - 1, faulty);
    }
    if (axis === null) {
      const hint = 'it is written --grid layoffs=0%:60%:10%,raise=0,20M';
      faulty.report('usage', { source: grid, ...span }, 'a grid begins with a lever', hint);
      return;
    }
    const own = base.get(axis.lever);
    const found = scenario.levers.get(axis.lever);
    if (found !== undefined) checkPercents(found, grid, span, faulty);
    const stretch = own === undefined ? null : readStretch(own, grid, span, scenario.currency, faulty);
    if (stretch !== null) axis.stretches.push(stretch);
  }
}

function checkLever(scenario: Scenario, lever: string, source: Source, start: number, faulty: Faulty): void {
  if (scenario.levers.has(lever)) return;
  const place = { source, start, end: start + lever.length };
  faulty.unknown('lever', lever, [...scenario.levers.keys()], place);
}

/** Reports values, and ends of a range, that lack a percent sign. */
function checkPercents(lever: Lever, source: Source, span: Span, faulty: Faulty): void {
  const text = source.text.slice(span.start, span.end);
  const ends = text.includes(':') ? text.split('@')[0]!.split(':').slice(0, 2) : [text];
  let start = span.start;
  for (const end of ends) {
    checkPercent(lever.name, lever, end, { source, start, end: start + end.length }, faulty);
    start += end.length + 1;
  }
}

/** One value, or a range of them, with the months in force after an @; null where it cannot be read. */
function readStretch(own: Setting, source: Source, span: Span, currency: string, faulty: Faulty): ValueStretch | null {
  const text = source.text.slice(span.start, span.end);
  const [values, months] = text.split('@');
  const parts = values!.split(':');
  if (parts.length === 1) {
    const setting = settingOver(own, readLeverSetting(source, span, currency, faulty));
    return { low: setting.value, step: 0, count: 1, setting: () => setting, label: () => text.trim() };
  }
  const [low, high, step] = rangeNumbers(parts, source, span, currency, faulty);
  const monthSpan = { start: span.start + values!.length + 1, end: span.end };
  const set = months === undefined ? { from: null, until: null } : readMonths(source, monthSpan, faulty);
  if (low === undefined || high === undefined || step === undefined) return null;
  const suffix = months === undefined ? '' : `@${months.trim()}`;
  const isPercent = text.includes('%');
  const setting = (value: number): Setting => settingOver(own, { ...set, value });
  const label = (value: number): string => `${numberText(value, isPercent)}${suffix}`;
  return { low, step, count: Math.floor((high - low) / step + 1e-9) + 1, setting, label };
}

function rangeNumbers(
  parts: readonly string[],
  source: Source,
  span: Span,
  currency: string,
  faulty: Faulty,
): (number | undefined)[] {
  const place = { source, ...span };
  if (parts.length !== 3) {
    faulty.report('usage', place, 'a range is low:high:step', 'as in 0%:60%:10%');
    return [];
  }
  let at = span.start;
  const numbers = parts.map((part) => {
    const formula = readFormula(source, { start: at, end: at + part.length }, currency, faulty);
    at += part.length + 1;
    return constantOf(formula, faulty);
  });
  if (numbers[1]! < numbers[0]! || !(numbers[2]! > 0)) {
    faulty.report('usage', place, 'a range runs from low to high by a step above 0', 'as in 0%:60%:10%');
    return [];
  }
  return numbers;
}

/** A number in short form: `20%`, `20M`. */
export function numberText(value: number, isPercent: boolean): string {
  const short = (x: number): string => String(Number(x.toPrecision(10)));
  if (isPercent) return `${short(value * 100)}%`;
  const size = Math.abs(value);
  if (size >= 1e9) return `${short(value / 1e9)}B`;
  if (size >= 1e6) return `${short(value / 1e6)}M`;
  return size >= 1e4 ? `${short(value / 1e3)}k` : short(value);
}
