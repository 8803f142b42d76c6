import type { Formula, Node } from './tree.ts';

/**
 * Whether what a formula comes to is written in percent: `35%`, `uniform(5%, 12%)`, `max(rate, 2%)`. A percentage that
 * an amount is multiplied with, or the sigma of an amount as in `lognormal(660k, 35%)`, makes none of it.
 */
export const isInPercent = ({ text, node }: Formula): boolean => hasPercent(text, node);

function hasPercent(text: string, node: Node): boolean {
  const of = (part: Node): boolean => hasPercent(text, part);
  switch (node.op) {
    case 'number':
      return text.slice(node.at.start, node.at.end).includes('%');
    case 'draw':
      // Sigma has a unit of its own in a lognormal alone, and stands second there.
      return (node.law === 'lognormal' ? /\(\s*[-+\d._]+\s*%\s*,/ : /%/).test(text.slice(node.at.start, node.at.end));
    case 'series':
    case 'steps':
    case 'by_month':
      return text.slice(node.at.start, node.at.end).includes('%');
    case 'neg':
      return of(node.arg);
    case 'add':
    case 'sub':
      return of(node.left) || of(node.right);
    case 'mul':
      return of(node.left) && of(node.right);
    case 'div':
      return of(node.left) && node.right.op === 'number' && !of(node.right);
    case 'if':
      return of(node.then) || of(node.else);
    case 'call':
      return node.args.some(of);
    default:
      return false;
  }
}
