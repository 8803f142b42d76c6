import type { Source, Span } from '../diagnostic/diagnostic.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { constantOf, Faulty, readFormula, readLeverSetting, readMonths } from '../scenario/formulas.ts';
import { type Setting, type Settings, settingOver } from '../scenario/override.ts';
import { checkPercent } from '../scenario/percent.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';

/** Most variants of one grid. */
const MAX_VARIANTS = 1_000_000;

/** One value of one lever in a grid, and how to call it. */
interface Point {
  readonly lever: string;
  readonly setting: Setting;
  readonly label: string;
}

export interface GridVariant {
  /** `layoffs=20% raise=0`. */
  readonly name: string;
  readonly settings: Settings;
}

/**
 * Every combination of the values that grids give to levers: `layoffs=0%:60%:10%,raise=0,20M`. A range is low:high:step, both ends
 * included; a value or range may end in @MONTH or @FIRST..LAST. The last lever varies fastest. Throws Faults.
 */
export function expandGrids(scenario: Scenario, base: Settings, grids: readonly Source[]): GridVariant[] {
  const faulty = new Faulty();
  const axes = grids.flatMap((grid) => readGrid(scenario, base, grid, faulty));
  const count = axes.reduce((n, axis) => n * axis.length, 1);
  if (count > MAX_VARIANTS && grids[0] !== undefined) {
    const place = { source: grids[0], start: 0, end: grids[0].text.length };
    faulty.report('usage', place, `the grid has ${count} variants; at most ${MAX_VARIANTS} are run`);
  }
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  let variants: Point[][] = [[]];
  for (const axis of axes) variants = variants.flatMap((points) => axis.map((point) => [...points, point]));
  return variants.map((points) => {
    const settings = new Map(base);
    for (const { lever, setting } of points) settings.set(lever, setting);
    return { name: points.map(({ lever, label }) => `${lever}=${label}`).join(' '), settings };
  });
}

/** The axes of one grid, in its order. */
function readGrid(scenario: Scenario, base: Settings, grid: Source, faulty: Faulty): Point[][] {
  const axes: Point[][] = [];
  let lever: string | null = null;
  let start = 0;
  for (const part of grid.text.split(',')) {
    const named = /^\s*([a-z][a-z0-9_]*)=/.exec(part);
    const span = { start: start + (named?.[0].length ?? 0), end: start + part.length };
    start += part.length + 1;
    if (named !== null) {
      lever = named[1]!;
      if (axes.some((axis) => axis[0]?.lever === lever)) {
        const hint = 'its values stand after one name: layoffs=0%,5%';
        faulty.report('usage', { source: grid, ...span }, `the lever "${lever}" stands twice in the grid`, hint);
      }
      axes.push([]);
      checkLever(scenario, lever, grid, span.start - lever.length - 1, faulty);
    }
    if (lever === null) {
      faulty.report(
        'usage',
        { source: grid, ...span },
        'a grid begins with a lever',
        'it is written --grid layoffs=0%:60%:10%,raise=0,20M',
      );
      return [];
    }
    const own = base.get(lever);
    const found = scenario.levers.get(lever);
    if (found !== undefined) checkPercents(found, grid, span, faulty);
    if (own !== undefined)
      axes[axes.length - 1] = axes.at(-1)!.concat(readPoints(lever, own, grid, span, scenario.currency, faulty));
  }
  return axes;
}

function checkLever(scenario: Scenario, lever: string, source: Source, start: number, faulty: Faulty): void {
  if (scenario.levers.has(lever)) return;
  const place = { source, start, end: start + lever.length };
  faulty.unknown('lever', lever, [...scenario.levers.keys()], place);
}

/** Reports values, and ends of a range, that lack their percent sign. */
function checkPercents(lever: Lever, source: Source, span: Span, faulty: Faulty): void {
  const text = source.text.slice(span.start, span.end);
  const ends = text.includes(':') ? text.split('@')[0]!.split(':').slice(0, 2) : [text];
  let start = span.start;
  for (const end of ends) {
    checkPercent(lever.name, lever, end, { source, start, end: start + end.length }, faulty);
    start += end.length + 1;
  }
}

/** One value, or a range of them, with the months in force after an @. */
function readPoints(
  lever: string,
  own: Setting,
  source: Source,
  span: Span,
  currency: string,
  faulty: Faulty,
): Point[] {
  const text = source.text.slice(span.start, span.end);
  const [values, months] = text.split('@');
  const parts = values!.split(':');
  if (parts.length === 1) {
    const setting = settingOver(own, readLeverSetting(source, span, currency, faulty));
    return [{ lever, setting, label: text.trim() }];
  }
  const [low, high, step] = rangeNumbers(parts, source, span, currency, faulty);
  const monthSpan = { start: span.start + values!.length + 1, end: span.end };
  const set = months === undefined ? { from: null, until: null } : readMonths(source, monthSpan, faulty);
  if (low === undefined || high === undefined || step === undefined) return [];
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  const suffix = months === undefined ? '' : `@${months.trim()}`;
  return Array.from({ length: Math.min(count, MAX_VARIANTS + 1) }, (_, i) => {
    const value = i === 0 ? low : low + i * step;
    const setting = settingOver(own, { ...set, value });
    return { lever, setting, label: `${numberText(value, text.includes('%'))}${suffix}` };
  });
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

/** A number as people write it: `20%`, `20M`. */
export function numberText(value: number, isPercent: boolean): string {
  const short = (x: number): string => String(Number(x.toPrecision(10)));
  if (isPercent) return `${short(value * 100)}%`;
  const size = Math.abs(value);
  if (size >= 1e9) return `${short(value / 1e9)}B`;
  if (size >= 1e6) return `${short(value / 1e6)}M`;
  return size >= 1e4 ? `${short(value / 1e3)}k` : short(value);
}
