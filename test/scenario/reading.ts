import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { positionOf } from '../../src/diagnostic/render.ts';
import { constantValue } from '../../src/formula/constant.ts';
import type { Formula } from '../../src/formula/tree.ts';
import { NO_OVERRIDES, type Overrides, readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** The keys that every file needs, for tests of others. */
export const HEAD = 'runway: 1\nstart: 2024-01\ncash: 5\n';

/** The scenario of a text; throws Faults where it has some. */
export function scenarioOf(text: string, overrides: Overrides = NO_OVERRIDES): Scenario {
  const { scenario, diagnostics } = readScenario({ name: 'test', text }, overrides);
  if (scenario === null) throw new Error(diagnostics.map(line).join('\n'));
  return scenario;
}

/** The faults of a text, as `LINE:COLUMN code`, in the order in which they are found. */
export function faultsOf(text: string, overrides: Overrides = NO_OVERRIDES): string[] {
  const { scenario, diagnostics } = readScenario({ name: 'test', text }, overrides);
  if ((scenario === null) !== diagnostics.length > 0) throw new Error('a scenario has faults, or neither is there');
  return diagnostics.map(line);
}

/** The codes of the faults of a text, in the order in which they are found. */
export const codesOf = (text: string, overrides: Overrides = NO_OVERRIDES): string[] =>
  faultsOf(text, overrides).map((fault) => fault.split(' ')[1]!);

function line({ place, code }: Diagnostic): string {
  if (place === null) return `nowhere ${code}`;
  const { line, column } = positionOf(place.source, place.start);
  return `${place.source.name === 'test' ? '' : `${place.source.name} `}${line}:${column} ${code}`;
}

/** The value of a constant formula; null where it is none. */
export const numberOf = (formula: Formula | null): number | null =>
  formula === null ? null : constantValue(formula.node);

export const argument = (name: string, text: string) => ({ name, text });
