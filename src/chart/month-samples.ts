import type { Extent } from './fill.ts';
import { extremes } from './fill.ts';
import type { MonthScale } from './month-scale.ts';
import { scaleOf } from './month-scale.ts';

/**
 * A balance at `samples` points in each column of the plot; null before month `opensAt` and after the first `months`.
 * The balance runs straight from month-end to month-end, the first month from the opening; the last point of a month is
 * exactly its month-end. Months that share a point give their extremes.
 */
export function samplesOf(
  series: Float64Array,
  opening: number,
  scale: MonthScale,
  samples: number,
  months: number,
  opensAt = 0,
): (Extent | null)[] {
  const out: (Extent | null)[] = Array(scale.columns * samples).fill(null);
  if (scale.columns < scale.months) {
    const fine = scaleOf(scale.months, out.length);
    return out.map((_, i) => extremes(series, fine.from(i), Math.min(fine.to(i), months - 1)));
  }
  for (let t = opensAt; t < months; t++) {
    const before = t === opensAt ? opening : (series[t - 1] as number);
    const after = series[t] as number;
    const first = scale.first(t) * samples;
    const count = (scale.last(t) + 1) * samples - first;
    for (let i = 0; i < count; i++) {
      // The first month begins at the opening balance itself, where it has more than one point.
      const share = t === opensAt && count > 1 ? i / (count - 1) : (i + 1) / count;
      const value = share === 1 ? after : before + (after - before) * share;
      out[first + i] = { low: value, high: value };
    }
  }
  return out;
}
