import type { Extent } from './fill.ts';
import { extremes } from './fill.ts';
import type { MonthScale } from './month-scale.ts';
import { scaleOf } from './month-scale.ts';

/**
 * A balance at each of `samples` columns of dots in every column of the plot; null before month `opensAt` and after the
 * first `months`. It runs straight from month-end to month-end, the first from the opening: a month's last sample is
 * exactly its month-end. Months that share one give their extremes.
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
      // The first month begins at the opening balance itself, where there is room for it.
      const share = t === opensAt && count > 1 ? i / (count - 1) : (i + 1) / count;
      const value = share === 1 ? after : before + (after - before) * share;
      out[first + i] = { low: value, high: value };
    }
  }
  return out;
}
