/** A frozen projection: the file that `freeze` wrote, read back and checked. */
import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import type { Percentile } from '../engine/answers.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import type { FigureAsked } from '../scenario/scenario.ts';
import { frozenShape } from './frozen-shape.ts';

/**
 * By percentile, one number a month (index = t); null for a month before which so many worlds failed that the
 * percentile has no value.
 */
type FrozenSeries = Readonly<Record<Percentile, readonly (number | null)[]>>;

export interface Frozen {
  /** The scenario file's name, as given to `freeze`. */
  readonly file: string;
  /** The first month whose actuals were not known: earlier months are not scored. */
  readonly asOf: Month;
  /** `digest`: SHA-256 of the scenario file; `version`: of the program that simulated it. */
  readonly digest: string;
  readonly version: string;
  readonly worlds: number;
  readonly seed: number;
  readonly currency: string;
  readonly start: Month;
  readonly months: number;
  readonly plan: string | null;
  /** The frozen series of a measure, line or creditor; null where it was not frozen. */
  series(figure: Pick<FigureAsked, 'measure' | 'of'>): FrozenSeries | null;
}

/** Reads a frozen projection. Throws Faults where the text is not one. */
export function readFrozen(source: Source): Frozen {
  const found = frozenShape(parsed(source));
  if ('wrong' in found) throw notFrozen(source, found.wrong);
  const { scenario, frozen, plan, worlds, seed, by_month: byMonth, lines, creditors } = found.file;
  const { months } = scenario;
  const all = [...Object.values(byMonth), ...Object.values(lines ?? {})];
  for (const one of [...all, ...Object.values(creditors ?? {}).flatMap((of) => Object.values(of))]) {
    const columns = Array.isArray(one) ? [one] : Object.values(one);
    if (columns.some(({ length }) => length !== months))
      throw notFrozen(source, `a row has not the ${months} months that the scenario has`);
  }
  const own = <T>(of: Readonly<Record<string, T>> | undefined, name: string): T | null =>
    of !== undefined && Object.hasOwn(of, name) ? of[name]! : null;
  return {
    file: source.name,
    asOf: parseMonth(frozen.as_of)!,
    digest: frozen.digest,
    version: frozen.version,
    ...{ worlds, seed, plan, months },
    currency: scenario.currency,
    start: parseMonth(scenario.start)!,
    series: ({ measure, of }) => {
      if (of !== null) return own(own(creditors, of) ?? {}, measure);
      const company = own(byMonth, measure);
      return company !== null && !Array.isArray(company) ? company : own(lines, measure);
    },
  };
}

function parsed(source: Source): unknown {
  try {
    return JSON.parse(source.text);
  } catch {
    throw notFrozen(source, 'it is not JSON');
  }
}

const notFrozen = (source: Source, why: string): Faults =>
  new Faults([
    {
      severity: 'error',
      code: 'bad-value',
      place: null,
      message: `${source.name} is no frozen projection: ${why}`,
      hint: 'runway freeze FILE writes one',
    },
  ]);
