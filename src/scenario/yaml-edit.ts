import { isMap, isScalar, type Pair, type YAMLMap, type Node as YamlNode } from 'yaml';

/** What a key is given: a text behind it, and where the mapping is not in braces, rather whole lines below it. */
export interface Fresh {
  readonly flow: string;
  /** Null where it stands behind its key in any case. */
  readonly block: readonly string[] | null;
}

export const linesOf = (key: string, { flow, block }: Fresh, indent: string): readonly string[] =>
  block === null ? [`${indent}${key}: ${flow}`] : [`${indent}${key}:`, ...block];

/** The key of the pair; the names that this format has are scalars. */
const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value ?? '') : '');

export const pairOf = (map: YAMLMap, key: string): Pair | undefined => map.items.find((pair) => keyOf(pair) === key);

const rangeOf = (node: unknown): readonly [number, number] => {
  const range = (node as YamlNode | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
};

/** Whether nothing stands behind the key. */
export const isEmpty = ({ value }: Pair): boolean =>
  value === null || (isScalar(value) && value.source === '' && value.type === 'PLAIN');

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Changes of a YAML text that leave every other character as it is. Offsets are those of the text as it was. */
export class YamlEdit {
  private readonly splices: Splice[] = [];
  /** How its first line ends. */
  readonly eol: string;

  constructor(readonly text: string) {
    this.eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  /** The text with all changes. */
  result(): string {
    let out = this.text;
    // From the end on; of those in one place the first made comes first.
    for (const { start, end, text } of [...this.splices].reverse().sort((a, b) => b.start - a.start))
      out = out.slice(0, start) + text + out.slice(end);
    return out;
  }

  replace(start: number, end: number, text: string): void {
    this.splices.push({ start, end, text });
  }

  /** Puts a scalar in place of another, in the quotes that are there. */
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

  /** Puts the pair before the first of a mapping that is not empty. */
  addFirst(map: YAMLMap, key: string, text: string): void {
    const [start] = rangeOf(map.items[0]!.key);
    const gap = map.flow ? ', ' : `${this.eolNear(this.lineEnd(start))}${this.indentOf(map)}`;
    this.replace(start, start, `${key}: ${text}${gap}`);
  }

  /**
   * Puts the pair behind the last of the mapping that `parent` leads to; where that is empty, below it, indented by
   * `indent`.
   */
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

  /** Puts an entry behind the last of a mapping in braces. */
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
    // Each entry on a line of its own: what is said behind the last one stays there.
    if (!isTrailed) this.replace(end, end, ',');
    const at = this.lineEnd(end);
    this.replace(at, at, `${this.eolNear(at)}${before}${entry}${isTrailed ? ',' : ''}`);
  }

  /** Takes the pair out of a mapping that has others. */
  remove(map: YAMLMap, pair: Pair): void {
    if (map.flow) {
      this.removeFromFlow(map, pair);
      return;
    }
    const isLast = map.items.at(-1) === pair;
    const start = this.lineStart(rangeOf(pair.key)[0]);
    this.removeLines(isLast && this.isBlankBefore(pair) ? this.lineStart(start - 1) : start, this.extentEnd(pair));
  }

  /** Takes out whole lines, with the line break behind them, or before them where they end the text. */
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

  /** Blanks before the keys of a mapping in block style that is not empty. */
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
   * Where the last line of a pair in block style ends: what stands behind it and comments below it, indented further,
   * belong to it.
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

  /** Where the last character of the pair's value ends. */
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

  /** Where the line starts; behind the byte order mark, which is no part of a line. */
  lineStart(offset: number): number {
    const start = offset === 0 ? 0 : this.text.lastIndexOf('\n', offset - 1) + 1;
    return start === 0 && this.text.startsWith('\ufeff') ? 1 : start;
  }

  /** The end of the line, its line break left out. */
  lineEnd(offset: number): number {
    const at = this.text.indexOf('\n', offset);
    if (at === -1) return this.text.length;
    return at > 0 && this.text[at - 1] === '\r' && at > offset ? at - 1 : at;
  }

  /** How the line that ends there ends; as the first one does where that is the end of the text. */
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
