/**
 * The grammar of formulas is math.js's: its parser decides precedence, chains and conditionals. It is given stand-ins
 * for the operands (`_0`, `_1`, … the tokens by number), so that numbers, suffixes, percent signs and texts are ours
 * alone, and plain records for its node classes, so that nothing of math.js but the parser is loaded.
 */
// @ts-expect-error: the declarations leave out what the number build exports
import { createParse } from 'mathjs/number';
import type { Span } from '../diagnostic/diagnostic.ts';
import type { FormulaFault, Token } from './tokens.ts';

/** A node of the tree that math.js makes; `token` is the index of an operand among the tokens. */
export type RawNode =
  | { readonly kind: 'operand'; readonly token: number }
  | { readonly kind: 'operator'; readonly fn: string; readonly args: readonly RawNode[]; readonly implicit: boolean }
  | { readonly kind: 'chain'; readonly signs: readonly string[]; readonly args: readonly RawNode[] }
  | { readonly kind: 'call'; readonly fn: RawNode; readonly args: readonly RawNode[] }
  | { readonly kind: 'conditional'; readonly test: RawNode; readonly then: RawNode; readonly else: RawNode }
  | { readonly kind: 'parenthesis'; readonly content: RawNode }
  | { readonly kind: 'other'; readonly what: string };

/** math.js knows its nodes by the mark `isNode` on the prototype. */
abstract class Base {
  declare readonly isNode: true;
  static {
    Object.defineProperty(Base.prototype, 'isNode', { value: true });
  }
}

class OperandNode extends Base {
  readonly kind = 'operand';
  readonly isSymbolNode = true;
  readonly token: number;
  constructor(readonly name: string) {
    super();
    this.token = Number(name.slice(1));
  }
}

class OperatorNode extends Base {
  readonly kind = 'operator';
  readonly isOperatorNode = true;
  constructor(
    readonly op: string,
    readonly fn: string,
    readonly args: RawNode[],
    readonly implicit = false,
  ) {
    super();
  }
}

class ChainNode extends Base {
  readonly kind = 'chain';
  constructor(
    readonly signs: string[],
    readonly args: RawNode[],
  ) {
    super();
  }
}

class CallNode extends Base {
  readonly kind = 'call';
  readonly isFunctionNode = true;
  constructor(
    readonly fn: RawNode,
    readonly args: RawNode[],
  ) {
    super();
  }
}

class ConditionalNode extends Base {
  readonly kind = 'conditional';
  readonly else: RawNode;
  constructor(
    readonly test: RawNode,
    readonly then: RawNode,
    otherwise: RawNode,
  ) {
    super();
    this.else = otherwise;
  }
}

class ParenthesisNode extends Base {
  readonly kind = 'parenthesis';
  constructor(readonly content: RawNode) {
    super();
  }
}

/** The class of a node that no formula has; `what` names it in the message. */
const other = (what: string) =>
  class extends Base {
    readonly kind = 'other';
    readonly what = what;
  };

/** Stands for math.js's dispatch on argument types: of each function it keeps the form that takes a text. */
const typed = Object.assign((_name: string, signatures: Record<string, unknown>) => signatures.string, {
  addConversion: () => undefined,
});

const parse = (createParse as unknown as (parts: object) => (text: string) => RawNode)({
  typed,
  numeric: Number,
  config: { number: 'number' },
  SymbolNode: OperandNode,
  OperatorNode,
  RelationalNode: ChainNode,
  FunctionNode: CallNode,
  ConditionalNode,
  ParenthesisNode,
  AccessorNode: other('property access'),
  ArrayNode: other('a list'),
  AssignmentNode: other('an assignment'),
  BlockNode: other('several expressions'),
  ConstantNode: other('an empty formula'),
  FunctionAssignmentNode: other('a definition'),
  IndexNode: other('an index'),
  ObjectNode: other('an object'),
  RangeNode: other('a range'),
});

/** Parses the tokens of a formula of `length` UTF-16 units; gives the fault where its syntax is wrong. */
export function parseTokens(tokens: readonly Token[], length: number): RawNode | FormulaFault {
  // Most formulas are one number or name, of which there is nothing to parse.
  if (tokens.length === 1 && tokens[0]!.kind !== 'sign') return { kind: 'operand', token: 0 };
  const starts: number[] = [];
  let text = '';
  tokens.forEach((token, i) => {
    starts.push(text.length);
    text += `${token.kind === 'sign' ? token.sign : `_${i}`} `;
  });
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const char = (error as SyntaxError & { char: number }).char - 1;
    return { code: 'formula-syntax', at: placeOf(tokens, starts, char, length), message: explain(error.message) };
  }
}

/** The place in the formula of the token at offset `char` of the stand-in text; its last unit behind the last token. */
function placeOf(tokens: readonly Token[], starts: readonly number[], char: number, length: number): Span {
  const index = starts.findLastIndex((start) => start <= char);
  const token = tokens[index];
  const isPast =
    token === undefined || char >= starts[index]! + (token.kind === 'sign' ? token.sign.length : 2 + index);
  if (token === undefined || (isPast && index === tokens.length - 1))
    return { start: Math.max(0, length - 1), end: length };
  return token.at;
}

/** Our words for a message of math.js. */
function explain(message: string): string {
  const plain = message.replace(/ \(char \d+\)$/, '');
  if (plain.startsWith('Unexpected end')) return 'the formula ends where a value is expected';
  if (plain.startsWith('Value expected')) return 'a value is expected here';
  if (plain.startsWith('Parenthesis )')) return 'a closing parenthesis is missing';
  if (plain.startsWith('False part')) return 'the conditional has no ": value" part';
  if (plain.startsWith('The true-expression')) return 'the conditional has no value after its "?"';
  if (plain.startsWith('Unexpected')) return 'this is not expected here';
  return 'the formula cannot be read from here';
}
