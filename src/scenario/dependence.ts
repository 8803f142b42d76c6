import { MOST_TOLD, type Place } from '../diagnostic/diagnostic.ts';
import type { Formula } from '../formula/tree.ts';
import { nodes } from '../formula/walk.ts';
import { placeIn } from './located.ts';

/** The name `from` needs the value that `to` has in the same month. */
export interface Dependence {
  readonly from: string;
  readonly to: string;
  readonly place: Place;
  /** Whether it needs that in month 0 alone: as `prev(NAME)` does, where it has no first value. */
  readonly isStart: boolean;
}

/** What the formula of the name `from` needs of its own month. */
function stepsOf(from: string, formula: Formula): Dependence[] {
  const steps: Dependence[] = [];
  for (const node of nodes(formula.node)) {
    const isStart = node.op === 'prev' && node.first === null;
    if (node.op !== 'name' && node.op !== 'change' && !isStart) continue;
    steps.push({ from, to: (node as { name: string }).name, place: placeIn(formula, node.at), isStart });
  }
  return steps;
}

/** Most cycles that are found: each may be as long as there are names. */
const MOST_CYCLES = MOST_TOLD;

/**
 * The names in an order in which each follows those that it needs, and the first cycles that prevent such an order,
 * each once. A name may have several formulas. A depth-first search with a stack of its own, since chains may be
 * thousands of names long.
 */
export function dependence(formulas: ReadonlyMap<string, readonly Formula[]>): {
  order: string[];
  cycles: Dependence[][];
} {
  const order: string[] = [];
  const cycles: Dependence[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: { name: string; steps: Dependence[]; next: number }[] = [];
  const enter = (name: string): void => {
    const own = formulas.get(name);
    if (own === undefined) return;
    state.set(name, 'open');
    trail.push({ name, steps: own.flatMap((formula) => stepsOf(name, formula)), next: 0 });
  };
  for (const root of formulas.keys()) {
    if (!state.has(root)) enter(root);
    while (trail.length > 0) {
      const top = trail.at(-1)!;
      const step = top.steps[top.next++];
      if (step === undefined) {
        state.set(top.name, 'done');
        order.push(top.name);
        trail.pop();
      } else if (state.get(step.to) === 'open') {
        if (cycles.length === MOST_CYCLES) continue;
        const from = trail.findIndex(({ name }) => name === step.to);
        cycles.push(trail.slice(from).map(({ steps, next }) => steps[next - 1]!));
      } else if (!state.has(step.to)) enter(step.to);
    }
  }
  return { order, cycles };
}
