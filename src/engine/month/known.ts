/** What is known of months that are past: the actuals, as numbers by month. */
import type { Scenario } from '../../scenario/scenario.ts';
import type { Program, Value } from '../program/program.ts';

/** A boolean, whether the actuals of the month say what a figure came to; and what they say. */
export interface KnownFigure {
  readonly is: Value;
  readonly value: Value;
}

export class KnownMonths {
  constructor(
    private readonly program: Program,
    private readonly scenario: Pick<Scenario, 'start' | 'months' | 'actuals'>,
  ) {}

  /** A figure, as a person writes it: `cash`, `sales`, `overdue("cloud")`; null where no month says anything of it. */
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

  /** What is known of a figure in the months that say so, else `otherwise`. */
  or(name: string, otherwise: Value): Value {
    const known = this.figure(name);
    return known === null ? otherwise : this.program.select(known.is, known.value, otherwise);
  }
}
