import type { Node } from './tree.ts';

/** The nodes directly below a node, in the order of the text. */
export function children(node: Node): readonly Node[] {
  switch (node.op) {
    case 'neg':
    case 'not':
      return [node.arg];
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
    case 'and':
    case 'or':
      return [node.left, node.right];
    case 'compare':
    case 'call':
      return node.args;
    case 'if':
      return [node.test, node.then, node.else];
    case 'ramp':
      return [node.over];
    case 'prev':
      return node.first === null ? [] : [node.first];
    case 'change':
    case 'lag':
      return [node.first];
    default:
      return [];
  }
}

/** Every node of a tree, the root first, each before the nodes below it. */
export function* nodes(root: Node): Generator<Node> {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i--) open.push(below[i]!);
  }
}
