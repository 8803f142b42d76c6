import type { Span } from '../diagnostic/diagnostic.ts';
import { quoted, wholeFormula } from './commas.ts';

/** A fault of YAML's syntax, told in the words of a scenario. */
export interface YamlFault {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
}

/** A fault as the YAML parser reports it. */
interface ParserError {
  readonly pos: readonly [number, number];
  readonly code: string;
  readonly message: string;
}

/** A fault in the parser's own words. */
export function plainFault({ pos, message }: ParserError): YamlFault {
  return { span: { start: pos[0], end: Math.max(pos[1], pos[0] + 1) }, message: plain(message) };
}

/** A fault in words of our own where it is a frequent mistake; else in the parser's. */
export function yamlFault(text: string, { pos, code, message }: ParserError): YamlFault {
  const span = { start: pos[0], end: Math.max(pos[1], pos[0] + 1) };
  const line = lineAt(text, pos[0]);
  if (code === 'TAG_RESOLVE_FAILED') {
    const tag = text.slice(pos[0], pos[0] + 100).match(/^(![^\s,[\]{}]{0,60})([^\s,[\]{}])?/);
    const said = tag === null ? 'this tag' : `${tag[1]}${tag[2] === undefined ? '' : '…'}`;
    return { span, message: `a scenario has no tags, such as ${said}`, hint: 'leave it out' };
  }
  if (code === 'MULTIPLE_DOCS') return { span, message: 'a scenario is one document; "---" starts a second' };
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /\?.*: /.test(line)) {
    return {
      span,
      message: 'YAML takes ": " for a mapping',
      hint: 'a formula with ? and : stands in quotes: "t < 3 ? 8k : 9k"',
    };
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /: .*: /.test(line)) {
    return { span, message: 'YAML takes ": " for a mapping, and this line has two', hint: 'put the text in quotes' };
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY') {
    return {
      span,
      message: 'this line does not fit its neighbours',
      hint: 'see that it is indented as they are, and that a key ends in ": "',
    };
  }
  if (code === 'MISSING_CHAR' || code === 'UNEXPECTED_TOKEN' || code === 'BLOCK_IN_FLOW') {
    const formula = brokenFormula(text, pos[0]);
    if (formula !== null) return formula;
  }
  if ((code === 'MISSING_CHAR' || code === 'BLOCK_IN_FLOW') && /\?.*: /.test(line)) {
    return {
      span,
      message: 'YAML takes ": " for a mapping',
      hint: 'a formula with ? and : stands in quotes: "t < 3 ? 8k : 9k"',
    };
  }
  if (code === 'BAD_SCALAR_START' && text[pos[0]] === '%') return { span, message: 'a percentage is written 8%' };
  if (code === 'BAD_INDENT' && message.includes('sufficiently indented'))
    return unclosed(text, pos[0]) ?? { span, message: plain(message) };
  return { span, message: plain(message) };
}

/** Most characters of a line, on either side of a fault, that are searched. */
const WINDOW = 400;

/** The line around an offset, at most `WINDOW` characters to either side. */
function lineAt(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - WINDOW), offset);
  const after = text.slice(offset, offset + WINDOW);
  return before.slice(before.lastIndexOf('\n') + 1) + after.split('\n')[0]!;
}

/** Matches a key and all up to its value, at the start of a line or in braces. */
const VALUE = /(?:^|[{,])\s*["']?[A-Za-z_][\w-]*["']?:\s+/g;

/**
 * The fault of a formula with a call in which YAML fails at `offset`: at a comma, since it has no quotes, or at quotes
 * of its own, since it stands in quotes of the same kind. Null where no such formula stands there.
 */
function brokenFormula(text: string, offset: number): YamlFault | null {
  const before = text.slice(Math.max(0, offset - WINDOW), offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const key = [...line.matchAll(VALUE)].at(-1);
  if (key === undefined) return null;
  const start = offset - line.length + key.index + key[0].length;
  const quote = /^["']/.exec(text.slice(start, start + 1))?.[0];
  const whole = wholeFormula(text, quote === undefined ? start : start + 1);
  const closing = quote === undefined ? -1 : whole.indexOf(quote, whole.lastIndexOf(')') + 1);
  const formula = closing === -1 ? whole : whole.slice(0, closing).trimEnd();
  const end = start + (quote === undefined ? whole.length : 1 + (closing === -1 ? whole.length : closing + 1));
  if (!/[a-z_]\w*\(.*\)/.test(formula) || end < offset) return null;
  const span = { start, end };
  const hint = `write ${quoted(formula)}`;
  if (quote !== undefined)
    return { span, message: `the quotes end inside the formula, which has ${quote} itself`, hint };
  const message =
    'inside { } a comma ends the value: a formula with a comma stands in quotes there, single ones where it has double ones';
  return { span, message, hint };
}

/** The fault of the last bracket before an offset that is not closed; null where all are. */
function unclosed(text: string, offset: number): YamlFault | null {
  let open = 0;
  for (let i = offset - 1; i >= 0; i--) {
    if (text[i] === '}' || text[i] === ']') open++;
    else if ((text[i] === '{' || text[i] === '[') && open-- === 0) {
      return {
        span: { start: i, end: i + 1 },
        message: `the ${text[i]} is not closed`,
        hint: `${text[i] === '{' ? '}' : ']'} is missing`,
      };
    }
  }
  return null;
}

const plain = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).split('\n')[0]!;
