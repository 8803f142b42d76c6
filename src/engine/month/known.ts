/** The actuals of months that are past, as values of the program. */
import type { Scenario } from '../../scenario/scenario.ts';
import type { Program, Value } from '../program/program.ts';

/** A figure as the actuals have it, month by month. */
export interface KnownFigure {
  /** A boolean: the actuals of this month give the figure. */
  readonly is: Value;
  /** What they give; 0 in other months. */
  readonly value: Value;
}

/** The actuals of a scenario. */
export class KnownMonths {
  constructor(
    private readonly program: Program,
    private readonly scenario: Pick<Scenario, 'start' | 'months' | 'actuals'>,
  ) {}

  /** A figure by its name in the file: `cash`, `sales`, `overdue("cloud")`; null where no month gives it. */
  figure(name: string): KnownFigure | null {
    const { program: p, scenario } = this;
    const { start, months, actuals } = scenario;
    const found = Array.from({ length: months }, (_, t) => actuals.get(start + t)?.figures.get(name)?.value ?? null);
    if (found.every((value) => value === null)) return null;
    return {
      is: p.truthy(p.row(found.map((value) => Number(value !== null)))),
      value: p.row(found.map((v) => v ?? 0)),
    };
  }

  /** The figure in months whose actuals give it, else `otherwise`. */
  or(name: string, otherwise: Value): Value {
    const known = this.figure(name);
    return known === null ? otherwise : this.program.select(known.is, known.value, otherwise);
  }
}
