import { applyFunction, compareNumbers, truthy } from '../numeric/arithmetic.ts';
import { power } from '../numeric/power.ts';
import type { Node } from './tree.ts';
import { children } from './walk.ts';

/**
 * The value of a formula of numbers alone, which need not be finite; null where it has a name, time, memory, state or a
 * draw in it.
 */
export function constantValue(node: Node): number | null {
  switch (node.op) {
    case 'number':
      return node.value;
    case 'neg':
      return map([node.arg], ([x]) => -x!);
    case 'not':
      return map([node.arg], ([x]) => (truthy(x!) ? 0 : 1));
    case 'add':
      return map([node.left, node.right], ([a, b]) => a! + b!);
    case 'sub':
      return map([node.left, node.right], ([a, b]) => a! - b!);
    case 'mul':
      return map([node.left, node.right], ([a, b]) => a! * b!);
    case 'div':
      return map([node.left, node.right], ([a, b]) => a! / b!);
    case 'pow':
      return map([node.left, node.right], ([a, b]) => power(a!, b!));
    case 'and':
      return map([node.left, node.right], ([a, b]) => (truthy(a!) && truthy(b!) ? 1 : 0));
    case 'or':
      return map([node.left, node.right], ([a, b]) => (truthy(a!) || truthy(b!) ? 1 : 0));
    case 'compare':
      return map(node.args, (x) => (node.signs.every((sign, i) => compareNumbers(sign, x[i]!, x[i + 1]!)) ? 1 : 0));
    case 'if':
      return map([node.test, node.then, node.else], ([test, a, b]) => (truthy(test!) ? a! : b!));
    case 'call':
      return map(node.args, (x) => applyFunction(node.fn, x));
    default:
      return null;
  }
}

const NUMBERS_ALONE: ReadonlySet<Node['op']> = new Set<Node['op']>([
  'number',
  'neg',
  'not',
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'and',
  'or',
  'compare',
  'if',
  'call',
]);

/** The first smallest part that keeps a formula from being of numbers alone; null where it is of numbers alone. */
export function inconstantPart(node: Node): Node | null {
  for (const child of children(node)) {
    const part = inconstantPart(child);
    if (part !== null) return part;
  }
  return NUMBERS_ALONE.has(node.op) ? null : node;
}

function map(nodes: readonly Node[], f: (values: number[]) => number): number | null {
  const values: number[] = [];
  for (const node of nodes) {
    const value = constantValue(node);
    if (value === null) return null;
    values.push(value);
  }
  return f(values);
}
