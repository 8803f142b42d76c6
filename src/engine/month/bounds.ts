/** Between which numbers a formula's value lies, whatever is drawn, as far as its text tells. */
import type { Draw, Formula, Node } from '../../formula/tree.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { drawInput } from './inputs.ts';

export type Bounds = readonly [low: number, high: number];

const ANY: Bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Names that are followed one into the other. */
const DEPTH = 20;

/** The bounds of a formula whose draws are `owner`'s. What is replaceable, an assumption or a draw by its input, may be any number. */
export function boundsOf(
  { node }: Formula,
  owner: string,
  scenario: Scenario,
  replaceable: ReadonlySet<string>,
  depth = DEPTH,
): Bounds {
  const of = (inner: Node): Bounds => {
    switch (inner.op) {
      case 'number':
        return [inner.value, inner.value];
      case 'name': {
        const assumption = scenario.assumptions.get(inner.name);
        return assumption === undefined || replaceable.has(inner.name) || depth === 0
          ? ANY
          : boundsOf(assumption.value, inner.name, scenario, replaceable, depth - 1);
      }
      case 'if':
        return hull(of(inner.then), of(inner.else));
      case 'draw':
        return replaceable.has(drawInput(owner, inner.k)) ? ANY : drawBounds(inner);
      case 'add': {
        const [a, b] = [of(inner.left), of(inner.right)];
        return [a[0] + b[0], a[1] + b[1]];
      }
      case 'call':
        return callBounds(inner.fn, inner.args.map(of));
      default:
        return ANY;
    }
  };
  return of(node);
}

const hull = (a: Bounds, b: Bounds): Bounds => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];

function drawBounds({ law, params }: Draw): Bounds {
  switch (law) {
    case 'uniform':
    case 'whole':
      return [params[0]!, params[1]!];
    case 'triangular':
    case 'pert':
      return [params[0]!, params[2]!];
    case 'beta':
    case 'bernoulli':
      return [0, 1];
    default:
      return ANY;
  }
}

function callBounds(fn: string, args: readonly Bounds[]): Bounds {
  const [a] = args as [Bounds];
  switch (fn) {
    case 'floor':
      return [Math.floor(a[0]), Math.floor(a[1])];
    case 'ceil':
    case 'round':
      return [Math.floor(a[0]), Math.ceil(a[1])];
    case 'min':
    case 'max': {
      const least = fn === 'min' ? Math.min : Math.max;
      return args.reduce((x, y) => [least(x[0], y[0]), least(x[1], y[1])]);
    }
    default:
      return ANY;
  }
}
