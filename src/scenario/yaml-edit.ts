import { isMap, isScalar, type Pair, type YAMLMap, type Node as YamlNode } from 'yaml';

/** The text of a new value in two layouts: `flow` stands behind its key, `block` is the lines below it. */
export interface Fresh {
  readonly flow: string;
  /** Preferred where the mapping is not in braces; null: the value stands behind its key there too. */
  readonly block: readonly string[] | null;
}

export const linesOf = (key: string, { flow, block }: Fresh, indent: string): readonly string[] =>
  block === null ? [`${indent}${key}: ${flow}`] : [`${indent}${key}:`, ...block];

/** The key of the pair as text; empty where it is no scalar, which no key of a scenario is. */
const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value ?? '') : '');

export const pairOf = (map: YAMLMap, key: string): Pair | undefined => map.items.find((pair) => keyOf(pair) === key);

const rangeOf = (node: unknown): readonly [number, number] => {
  const range = (node as YamlNode | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
};

/** Whether the pair has no value. */
export const isEmpty = ({ value }: Pair): boolean =>
  value === null || (isScalar(value) && value.source === '' && value.type === 'PLAIN');

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Collects changes of a YAML text that keep every other character. All offsets are those of the unchanged text. */
export class YamlEdit {
  private readonly splices: Splice[] = [];
  /** The line break of its first line. */
  readonly eol: string;

  constructor(readonly text: string) {
    this.eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  /** The text with all changes. */
  result(): string {
    let out = this.text;
    // Applied from the end of the text on; of several at one offset the first made stands first in the result.
    for (const { start, end, text } of [...this.splices].reverse().sort((a, b) => b.start - a.start))
      out = out.slice(0, start) + text + out.slice(end);
    return out;
  }

  replace(start: number, end: number, text: string): void {
    this.splices.push({ start, end, text });
  }

  /** Replaces the scalar of a pair, and keeps its quotes. */
  setScalar(pair: Pair, text: string): void {
    const [start, end] = rangeOf(pair.value);
    const quote = /^["']/.exec(this.text.slice(start))?.[0];
    if (isEmpty(pair)) this.replace(this.afterColon(pair), this.afterColon(pair), ` ${text}`);
    else if (quote !== undefined && !/^["']/.test(text)) this.replace(start, end, quote + text + quote);
    else this.replace(start, start + this.text.slice(start, end).trimEnd().length, text);
  }

  setKey(pair: Pair, name: string): void {
    const [start, end] = rangeOf(pair.key);
    const quote = /^["']?/.exec(this.text.slice(start))![0];
    this.replace(start, end, quote + name + quote);
  }

  /** Adds a pair before the first of a mapping that is not empty. */
  addFirst(map: YAMLMap, key: string, text: string): void {
    const [start] = rangeOf(map.items[0]!.key);
    const gap = map.flow ? ', ' : `${this.eolNear(this.lineEnd(start))}${this.indentOf(map)}`;
    this.replace(start, start, `${key}: ${text}${gap}`);
  }

  /** Adds a pair behind the last of `parent`'s mapping; where that is empty, below `parent`, indented by `indent`. */
  addLast(parent: Pair, indent: string, key: string, fresh: Fresh): void {
    const map = isMap(parent.value) ? parent.value : null;
    if (map?.flow) {
      this.addToFlow(map, `${key}: ${fresh.flow}`);
      return;
    }
    const last = map?.items.at(-1);
    const isSpaced = map !== null && map.items.length > 1 && this.isBlankBefore(last!);
    const at = this.extentEnd(last ?? parent);
    const lines = linesOf(key, fresh, map === null ? indent : this.indentOf(map));
    const eol = this.eolNear(at);
    this.replace(at, at, (isSpaced ? eol : '') + lines.map((line) => eol + line).join(''));
  }

  /** Adds an entry behind the last of a mapping in braces. */
  addToFlow(map: YAMLMap, entry: string): void {
    const [start] = rangeOf(map);
    const last = map.items.at(-1);
    if (last === undefined) {
      this.replace(start + 1, start + 1, entry);
      return;
    }
    const [first] = rangeOf(last.key);
    const end = this.contentEnd(last);
    const before = this.text.slice(this.lineStart(first), first);
    const isTrailed = /^\s*,/.test(this.text.slice(end));
    if (!/^\s*$/.test(before) || this.lineEnd(end) >= rangeOf(map)[1]) {
      this.replace(end, end, `, ${entry}`);
      return;
    }
    // Each entry has a line of its own: a comment behind the last one stays in its line.
    if (!isTrailed) this.replace(end, end, ',');
    const at = this.lineEnd(end);
    this.replace(at, at, `${this.eolNear(at)}${before}${entry}${isTrailed ? ',' : ''}`);
  }

  /** Removes a pair from a mapping that has others. */
  remove(map: YAMLMap, pair: Pair): void {
    if (map.flow) {
      this.removeFromFlow(map, pair);
      return;
    }
    const isLast = map.items.at(-1) === pair;
    const start = this.lineStart(rangeOf(pair.key)[0]);
    this.removeLines(isLast && this.isBlankBefore(pair) ? this.lineStart(start - 1) : start, this.extentEnd(pair));
  }

  /** Removes whole lines with the line break behind them; at the end of the text, with the one before them. */
  removeLines(start: number, end: number): void {
    if (end < this.text.length) this.replace(start, end + this.eolAt(end), '');
    else this.replace(start - this.eolBefore(start), end, '');
  }

  private removeFromFlow(map: YAMLMap, pair: Pair): void {
    const i = map.items.indexOf(pair);
    const [start] = rangeOf(pair.key);
    const end = this.contentEnd(pair);
    const next = map.items[i + 1];
    const previous = map.items[i - 1];
    const comma = /^\s*,/.exec(this.text.slice(end))?.[0].length ?? 0;
    const ownLine =
      /^\s*$/.test(this.text.slice(this.lineStart(start), start)) && this.lineStart(start) > rangeOf(map)[0];
    const rest = this.text.slice(end + comma, this.lineEnd(end + comma));
    if (ownLine && /^\s*(#.*)?$/.test(rest)) {
      this.removeLines(this.lineStart(start), this.lineEnd(end + comma));
      if (next === undefined && comma === 0 && previous !== undefined) this.removeComma(this.contentEnd(previous));
    } else if (next !== undefined) this.replace(start, rangeOf(next.key)[0], '');
    else if (previous !== undefined) this.replace(this.contentEnd(previous), end, '');
    else this.replace(start, end + comma, '');
  }

  private removeComma(end: number): void {
    const comma = end + this.text.slice(end).indexOf(',');
    this.replace(comma, comma + 1, '');
  }

  /** The blanks before the keys of a mapping in block style that is not empty. */
  indentOf(map: YAMLMap): string {
    return this.indentAt(map.items[0]!);
  }

  indentAt(pair: Pair): string {
    const [start] = rangeOf(pair.key);
    return ' '.repeat(start - this.lineStart(start));
  }

  isBlankBefore(pair: Pair): boolean {
    const start = this.lineStart(rangeOf(pair.key)[0]);
    return start > 0 && this.text.slice(this.lineStart(start - 1), start).trim() === '';
  }

  startOf(pair: Pair): number {
    return rangeOf(pair.key)[0];
  }

  /**
   * The offset at which the last line of a pair in block style ends. Comments behind it, and comments below that are
   * indented further, belong to it.
   */
  extentEnd(pair: Pair): number {
    const [start] = rangeOf(pair.key);
    const indent = start - this.lineStart(start);
    let end = this.lineEnd(this.contentEnd(pair));
    for (;;) {
      const next = end + this.eolAt(end);
      const line = this.text.slice(next, this.lineEnd(next));
      if (next === end || !/^ *#/.test(line) || line.indexOf('#') <= indent) return end;
      end = next + line.length;
    }
  }

  /** The offset behind the last character of the pair's value. */
  contentEnd(pair: Pair): number {
    const { value } = pair;
    const last = isMap(value) && !value.flow ? value.items.at(-1) : undefined;
    if (last !== undefined) return this.contentEnd(last);
    if (isEmpty(pair)) return this.afterColon(pair);
    const [start, end] = rangeOf(value);
    return start + this.text.slice(start, end).trimEnd().length;
  }

  afterColon(pair: Pair): number {
    const [, end] = rangeOf(pair.key);
    return end + this.text.slice(end).indexOf(':') + 1;
  }

  /** The offset at which the line starts; in the first line, behind the byte order mark. */
  lineStart(offset: number): number {
    const start = offset === 0 ? 0 : this.text.lastIndexOf('\n', offset - 1) + 1;
    return start === 0 && this.text.startsWith('\ufeff') ? 1 : start;
  }

  /** The offset at which the line ends, before its line break. */
  lineEnd(offset: number): number {
    const at = this.text.indexOf('\n', offset);
    if (at === -1) return this.text.length;
    return at > 0 && this.text[at - 1] === '\r' && at > offset ? at - 1 : at;
  }

  /** The line break at the offset; the one of the first line where the text ends there. */
  private eolNear(offset: number): string {
    return this.text.slice(offset, offset + this.eolAt(offset)) || this.eol;
  }

  private eolAt(offset: number): number {
    return /^\r?\n/.exec(this.text.slice(offset, offset + 2))?.[0].length ?? 0;
  }

  private eolBefore(offset: number): number {
    return /\r?\n$/.exec(this.text.slice(Math.max(0, offset - 2), offset))?.[0].length ?? 0;
  }
}
