import {
  type Alias,
  CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  visit,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml';
import type { Diagnostic, Source, Span } from '../diagnostic/diagnostic.ts';
import { positionOf } from '../diagnostic/render.ts';
import { isThousands } from './commas.ts';
import type { Located, MapEntry } from './located.ts';
import { plainFault, yamlFault } from './yaml-faults.ts';

/** Largest scenario that is read, in UTF-16 units. */
const MAX_LENGTH = 500_000;
/** Most tokens of YAML's lexer; a scenario of a hundred lines has some three thousand. */
const MAX_TOKENS = 100_000;
/** Most nodes of a document with its aliases expanded: a few lines of nested aliases can stand for billions. */
const MAX_NODES = 50_000;
/** Most faults of YAML's syntax that are explained in words of our own: each takes a search of the text around it. */
const MAX_EXPLAINED = 200;
/** Most levels of nesting; a scenario needs six. */
const MAX_DEPTH = 32;

/** Reads the text as one YAML 1.2 document. Null, with all faults of its syntax, where they leave it unreadable. */
export function readDocument(source: Source): { root: Located | null; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const error = (code: Diagnostic['code'], span: Span, message: string, hint?: string) => {
    const base = { severity: 'error', code, place: { source, ...span }, message } as const;
    diagnostics.push(hint === undefined ? base : { ...base, hint });
  };
  if (source.text.length > MAX_LENGTH) {
    error(
      'too-large',
      { start: 0, end: 1 },
      `the file has ${source.text.length} characters; at most ${MAX_LENGTH} are read`,
    );
    return { root: null, diagnostics };
  }
  const excess = isSuspicious(source.text) ? tooMuch(source.text) : null;
  if (excess !== null) {
    const at = { start: excess.offset, end: excess.offset + 1 };
    if (excess.what === 'depth')
      error('too-deep', at, `nested more than ${MAX_DEPTH} levels deep; a scenario needs six`);
    else error('too-large', at, `the file has more than ${MAX_TOKENS} words and marks`);
    return { root: null, diagnostics };
  }
  const document = parsed(source.text);
  const told = new Set<number>();
  for (const found of [...document.errors, ...document.warnings]) {
    const { span, message, hint } = told.size < MAX_EXPLAINED ? yamlFault(source.text, found) : plainFault(found);
    // One mistake often makes the parser report several faults at the same offset: the first is kept.
    if (told.has(span.start)) continue;
    told.add(span.start);
    error('yaml-syntax', span, message, hint);
  }
  if (diagnostics.length > 0) return { root: null, diagnostics };
  const locator = new Locator(document, source, error);
  const root = locator.locate(document.contents, 0);
  // A key that stands twice leaves the rest readable; an alias to nothing does not.
  return { root: diagnostics.length === locator.passed ? root : null, diagnostics };
}

/**
 * The parser's document. The parser makes an Error of each fault; here they are made without stack traces, which would
 * take most of the time.
 */
function parsed(text: string): ReturnType<typeof parseDocument> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const options = { version: '1.2', uniqueKeys: false, prettyErrors: false } as const;
    // Without `resolveKnownTags` a tag that no scenario has, such as !!binary, is reported; with it, it is resolved.
    return parseDocument(text, { ...options, schema: 'failsafe', resolveKnownTags: false });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * A text with no more brackets than this, and no more columns before the first word of any line, cannot nest deep
 * enough to exhaust the parser's stack.
 */
const SAFE_BRACKETS = 400;
const SAFE_COLUMNS = 200;
/** A text with no more characters than this cannot have too many tokens. */
const SAFE_LENGTH = MAX_TOKENS;

/**
 * Whether a text could be nested too deep or have too many tokens: a quick look that spares nearly all texts the lexer.
 */
function isSuspicious(text: string): boolean {
  if (text.length > SAFE_LENGTH) return true;
  let brackets = 0;
  let isLeading = true;
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a) {
      isLeading = true;
      column = 0;
      continue;
    }
    if (c === 0x5b || c === 0x7b) brackets++;
    // Blanks and the indicators - ? : may open several nested blocks on one line.
    isLeading &&= c === 0x20 || c === 0x2d || c === 0x3f || c === 0x3a || c === 0x09;
    if (isLeading && ++column > SAFE_COLUMNS) return true;
    if (brackets > SAFE_BRACKETS) return true;
  }
  return false;
}

/**
 * The offset from which on the text is nested too deep or has too many tokens; null where it is neither. Found in the
 * lexer's tokens, because the parser recurses and would exhaust the stack: each bracket nests, and so does each block
 * indicator to the right of the one before.
 */
function tooMuch(text: string): { what: 'depth' | 'length'; offset: number } | null {
  const columns: number[] = [];
  let brackets = 0;
  let offset = 0;
  let lineStart = 0;
  let tokens = 0;
  let isText = false;
  for (const token of new Lexer().lex(text)) {
    const type: string | null = isText ? null : CST.tokenType(token);
    const isMark = type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar';
    isText = type === 'scalar';
    if (++tokens > MAX_TOKENS) return { what: 'length', offset };
    if (type === 'newline') lineStart = offset + token.length;
    else if (type === 'flow-map-start' || type === 'flow-seq-start') brackets++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets = Math.max(0, brackets - 1);
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') {
      const column = type === 'map-value-ind' ? indentOf(text, lineStart) : offset - lineStart;
      while (columns.length > 0 && columns.at(-1)! >= column) columns.pop();
      columns.push(column);
    }
    if (columns.length + brackets > MAX_DEPTH) return { what: 'depth', offset };
    offset += isMark ? 0 : token.length;
  }
  return null;
}

function indentOf(text: string, lineStart: number): number {
  let i = lineStart;
  while (text.charCodeAt(i) === 0x20) i++;
  return i - lineStart;
}

/** Keys whose values are texts for people, which may have commas. */
const TEXTS = new Set(['name', 'description', 'label', 'note', 'title', 'publisher', 'date']);

type Report = (code: Diagnostic['code'], span: Span, message: string, hint?: string) => void;

class Locator {
  private nodes = 0;
  /** Number of faults so far that leave the rest of the document readable. */
  passed = 0;
  private isBomb = false;
  private targets: ReadonlyMap<Alias, YamlNode> | null = null;

  constructor(
    private readonly document: ReturnType<typeof parseDocument>,
    private readonly source: Source,
    private readonly report: Report,
  ) {}

  locate(node: unknown, depth: number): Located | null {
    if (this.isBomb) return null;
    const span = spanOf(node as YamlNode);
    if (++this.nodes > MAX_NODES) {
      this.isBomb = true;
      this.report('yaml-syntax', span, `the aliases of this document stand for more than ${MAX_NODES} values`);
      return null;
    }
    if (depth > MAX_DEPTH) {
      this.report('too-deep', span, `nested more than ${MAX_DEPTH} levels deep; a scenario needs six`);
      return null;
    }
    if (isAlias(node)) return this.alias(node, span, depth);
    if (isScalar(node)) return { kind: 'scalar', text: String(node.value ?? ''), span, node };
    if (isSeq(node)) {
      const items = node.items.map((item) => this.locate(item, depth + 1));
      return { kind: 'list', items: items.filter((item) => item !== null), span };
    }
    return isMap(node) ? this.map(node, span, depth) : null;
  }

  private alias(node: Alias, span: Span, depth: number): Located | null {
    this.targets ??= aliasTargets(this.document);
    const target = this.targets.get(node);
    if (target !== undefined && !contains(target, span)) return this.locate(target, depth + 1);
    this.report('yaml-syntax', span, `there is no &${node.source} before this *${node.source}`);
    return null;
  }

  /**
   * How many pairs from index `from` on are no keys, but the rest of the value before them, which YAML cut at a comma
   * in braces. Reports the cut value.
   */
  private cutPairs({ items, flow }: YAMLMap, from: number): number {
    const before = items[from - 1];
    const value = before?.value;
    if (flow !== true || !isScalar(before?.key) || !isScalar(value) || value.type !== 'PLAIN') return 0;
    const { start } = spanOf(value);
    const isText = TEXTS.has(String(before.key.value));
    let count = 0;
    let whole = '';
    for (let i = from; i < items.length && items[i]!.value === null && isScalar(items[i]!.key); i++) {
      const text = this.source.text.slice(start, spanOf(items[i]!.key as YamlNode).end);
      if (!isText && !isThousands(text)) break;
      whole = text;
      count++;
    }
    if (count === 0) return 0;
    const at = { start, end: start + whole.length };
    this.passed++;
    if (isThousands(whole))
      this.report('formula-syntax', at, 'a number has no commas', `write ${whole.replace(/, ?/g, '')}, or with k or M`);
    else this.report('yaml-syntax', at, 'inside { } a comma ends the text', `write ${JSON.stringify(whole)}`);
    return count;
  }

  private map(node: YAMLMap, span: Span, depth: number): Located {
    const entries = new Map<string, MapEntry>();
    for (let i = 0; i < node.items.length; i++) {
      i += this.cutPairs(node, i);
      const pair = node.items[i];
      if (pair === undefined) break;
      const { key, value } = pair;
      const keySpan = spanOf(key as YamlNode | null);
      if (!isScalar(key)) {
        this.report('yaml-syntax', keySpan, 'a key is a plain word');
        continue;
      }
      const name = String(key.value ?? '');
      if (entries.has(name)) {
        const first = positionOf(this.source, entries.get(name)!.keySpan.start).line;
        const message = `the key "${name}" stands twice in this mapping, first on line ${first}`;
        this.passed++;
        this.report('duplicate-key', keySpan, message, 'remove one of the two, or rename it');
        continue;
      }
      const located = value === null ? null : this.locate(value, depth + 1);
      const empty = { kind: 'scalar', text: '', span: { start: keySpan.end, end: keySpan.end }, node: key } as const;
      entries.set(name, { key: name, keySpan, value: located ?? empty });
    }
    return { kind: 'map', entries, span };
  }
}

/**
 * By alias the node that it stands for: the last before it with its anchor. Found in one walk, since the parser's own
 * look-up walks the whole document for each alias.
 */
function aliasTargets(document: ReturnType<typeof parseDocument>): Map<Alias, YamlNode> {
  const anchored = new Map<string, YamlNode>();
  const targets = new Map<Alias, YamlNode>();
  visit(document, {
    Node: (_, node) => {
      const target = isAlias(node) ? anchored.get(node.source) : undefined;
      if (isAlias(node) && target !== undefined) targets.set(node, target);
      else if (!isAlias(node) && node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}

function spanOf(node: YamlNode | null | undefined): Span {
  const range = node?.range;
  return range ? { start: range[0], end: Math.max(range[1], range[0]) } : { start: 0, end: 0 };
}

function contains(node: YamlNode, span: Span): boolean {
  const outer = spanOf(node);
  return outer.start <= span.start && span.end <= outer.end;
}
