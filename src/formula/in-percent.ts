import type { Formula, Node } from './tree.ts';

/**
 * Whether the value of a formula is a percentage, as it is written: of `35%`, `uniform(5%, 12%)`, `max(rate, 2%)`. The
 * product of an amount and a percentage is none, nor is a lognormal with a sigma in percent, `lognormal(660k, 35%)`.
 */
export const isInPercent = ({ text, node }: Formula): boolean => hasPercent(text, node);

function hasPercent(text: string, node: Node): boolean {
  const of = (part: Node): boolean => hasPercent(text, part);
  switch (node.op) {
    case 'number':
      return text.slice(node.at.start, node.at.end).includes('%');
    case 'draw':
      // Of a lognormal the first parameter, the median, has the unit of the value; sigma has none.
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
