import type { Dice } from './dice.ts';

/**
 * How a scalar may be written: a formula in all of YAML's ways, a word without a line break at its end, a bare as it
 * is.
 */
export type Role = 'formula' | 'word' | 'bare';

/** A value of a generated file, before its spelling in YAML is chosen. */
export type Yaml =
  | { readonly kind: 'scalar'; readonly text: string; readonly role: Role }
  | { readonly kind: 'list'; readonly items: readonly Yaml[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: string, value: Yaml])[] };

export const scalar = (text: string): Yaml => ({ kind: 'scalar', text, role: 'word' });
export const formula = (text: string): Yaml => ({ kind: 'scalar', text, role: 'formula' });
/** A scalar that is written as it is: a boolean, or the version. */
export const bare = (text: string): Yaml => ({ kind: 'scalar', text, role: 'bare' });
export const list = (items: readonly Yaml[]): Yaml => ({ kind: 'list', items });
export const map = (entries: readonly (readonly [string, Yaml | null])[]): Yaml => ({
  kind: 'map',
  entries: entries.filter((entry): entry is readonly [string, Yaml] => entry[1] !== null),
});

/** One of the many ways to write a map as a YAML document, keys in any order. */
export function yamlText(root: Yaml & { kind: 'map' }, dice: Dice): string {
  const lines: string[] = [];
  if (dice.chance(0.1)) lines.push('# A scenario made at random.');
  if (dice.chance(0.1)) lines.push('---');
  new Writer(dice, lines).map(root.entries, 0, 0);
  return `${lines.join(dice.chance(0.05) ? '\r\n' : '\n')}\n`;
}

class Writer {
  private readonly dice: Dice;
  private readonly lines: string[];
  private readonly step: number;

  constructor(dice: Dice, lines: string[]) {
    this.dice = dice;
    this.lines = lines;
    this.step = dice.chance(0.8) ? 2 : dice.whole(1, 4);
  }

  map(entries: readonly (readonly [string, Yaml])[], indent: number, depth: number): void {
    for (const [key, value] of this.dice.shuffled(entries)) {
      if (this.dice.chance(0.02)) this.lines.push(`${' '.repeat(indent)}# ${this.dice.pick(COMMENTS)}`);
      if (this.dice.chance(0.02)) this.lines.push('');
      this.entry(`${' '.repeat(indent)}${this.key(key)}:`, value, indent, depth);
    }
  }

  private key(key: string): string {
    if (this.dice.chance(0.97)) return key;
    return this.dice.chance(0.5) ? `"${key}"` : `'${key}'`;
  }

  private entry(head: string, value: Yaml, indent: number, depth: number): void {
    switch (value.kind) {
      case 'scalar':
        this.scalar(head, value.text, value.role, indent);
        return;
      case 'list':
        if (value.items.length === 0 || this.dice.chance(0.85)) this.flow(head, value);
        else {
          this.lines.push(head);
          const within = this.dice.chance(0.7) ? indent + this.step : indent;
          for (const item of value.items) this.entry(`${' '.repeat(within)}-`, item, within + 1, depth + 1);
        }
        return;
      case 'map':
        if (value.entries.length === 0 || this.dice.chance(depth === 0 ? 0.06 : 0.4)) this.flow(head, value);
        else {
          this.lines.push(head + this.comment());
          this.map(value.entries, indent + this.step, depth + 1);
        }
    }
  }

  private flow(head: string, value: Yaml): void {
    this.lines.push(`${head} ${this.flowText(value)}${this.comment()}`);
  }

  private flowText(value: Yaml): string {
    if (value.kind === 'scalar') return this.lineText(value.text, value.role, true);
    const parts =
      value.kind === 'list'
        ? value.items.map((item) => this.flowText(item))
        : this.dice.shuffled(value.entries).map(([key, entry]) => `${this.key(key)}: ${this.flowText(entry)}`);
    const comma = this.dice.chance(0.05) && parts.length > 1 ? ' , ' : ', ';
    const inner = parts.join(comma) + (parts.length > 0 && this.dice.chance(0.03) ? ',' : '');
    const space = this.dice.chance(0.1) ? ' ' : '';
    return value.kind === 'list' ? `[${space}${inner}${space}]` : `{${space}${inner}${space}}`;
  }

  private scalar(head: string, text: string, role: Role, indent: number): void {
    const within = ' '.repeat(indent + this.step);
    if (role !== 'bare' && this.dice.chance(0.03)) {
      // Folded: a line break stands for a space.
      const words = text.split(' ');
      const cut = words.length > 2 && this.dice.chance(0.5) ? this.dice.whole(1, words.length - 1) : words.length;
      const parts = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')].filter((part) => part !== '');
      this.lines.push(`${head} ${this.block('>', role)}`, ...parts.map((part) => within + part));
      return;
    }
    if (role !== 'bare' && this.dice.chance(0.015)) {
      this.lines.push(`${head} ${this.block('|', role)}`, within + text);
      return;
    }
    const line = this.lineText(text, role, false);
    const spaces = [...line.matchAll(/ (?=[A-Za-z0-9(])/g)].map((match) => match.index);
    if (role !== 'bare' && spaces.length > 0 && this.dice.chance(0.02)) {
      const cut = this.dice.pick(spaces);
      this.lines.push(`${head} ${line.slice(0, cut)}`, within + line.slice(cut + 1));
      return;
    }
    this.lines.push(`${head} ${line}${this.comment()}`);
  }

  private block(indicator: string, role: Role): string {
    return role === 'formula' && this.dice.chance(0.4) ? indicator : `${indicator}-`;
  }

  private lineText(text: string, role: Role, flow: boolean): string {
    if (role === 'bare') return text;
    if (isPlain(text, flow) && this.dice.chance(0.85)) return text;
    return this.dice.chance(0.5)
      ? `'${text.replaceAll("'", "''")}'`
      : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  }

  private comment(): string {
    return this.dice.chance(0.02) ? `  # ${this.dice.pick(COMMENTS)}` : '';
  }
}

const COMMENTS = ['as told by the landlord', 'guess: high', '100% made up', 'see "sources"', "nobody's figure"];

/** Whether the text may stand without quotes. */
function isPlain(text: string, flow: boolean): boolean {
  if (!/^(?:[A-Za-z0-9.($€£]|-[A-Za-z0-9.($€£])/.test(text) || /[ :]$/.test(text)) return false;
  if (/: | #/.test(text)) return false;
  return !flow || !/[,[\]{}:]/.test(text);
}
