import { type Diagnostic, Faults, type Place, type Source } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { readDocument } from './document.ts';
import { keyAt, type Located, valueAt } from './located.ts';

type KeyPath = readonly string[];

/**
 * A small YAML file of keys and single values, which people write by hand. Its methods give null where a key is
 * missing, and collect a fault where its value cannot be used.
 */
export class SmallFile {
  readonly faults: Diagnostic[] = [];

  constructor(
    private readonly source: Source,
    private readonly root: Located,
  ) {}

  /**
   * The result of `read` for the file; null where the file is empty. `what` is a plural that messages use for what it
   * holds; `known` are the keys that it may have. Throws Faults, all of them.
   */
  static read<T>(source: Source, what: string, known: readonly string[], read: (file: SmallFile) => T): T | null {
    const { root, diagnostics } = readDocument(source);
    if (diagnostics.length > 0) throw new Faults(diagnostics);
    if (root === null || (root.kind === 'scalar' && root.text === '')) return null;
    const file = new SmallFile(source, root);
    const isMap = root.kind === 'map';
    if (isMap) file.checkKeys([], known);
    else file.fault('wrong-type', [], `${what} are a mapping of keys to values`, `keys: ${known.join(', ')}`);
    const found = isMap ? read(file) : null;
    if (file.faults.length > 0) throw new Faults(file.faults);
    return found;
  }

  /** The text of a value; null where there is none and, with a fault, where it is a list or a mapping. */
  text(path: KeyPath): string | null {
    const value = valueAt(this.root, path);
    if (value === null) return null;
    if (value.kind === 'scalar') return value.text.trim() || null;
    this.fault('wrong-type', path, `${path.join('.')} is a single value`);
    return null;
  }

  /** The texts of a list, or the one of a single value; empty where there is none. */
  texts(path: KeyPath): string[] {
    const value = valueAt(this.root, path);
    if (value?.kind !== 'list') return [this.text(path)].filter((text) => text !== null);
    return value.items.flatMap((item) => {
      if (item.kind === 'scalar') return [item.text];
      this.fault('wrong-type', path, `${path.join('.')} is a single value or a list of them`);
      return [];
    });
  }

  /** The keys of a mapping; empty where there is none. */
  keys(path: KeyPath): string[] {
    const value = valueAt(this.root, path);
    if (value === null || (value.kind === 'scalar' && value.text === '')) return [];
    if (value.kind === 'map') return [...value.entries.keys()];
    this.fault('wrong-type', path, `${path.join('.')} is a mapping of keys to values`);
    return [];
  }

  choice<const T extends string>(key: string, allowed: readonly T[]): T | null {
    const text = this.text([key]);
    const found = allowed.find((one) => one === text);
    if (text !== null && found === undefined) {
      const message = `${key} is "${text}"${didYouMean(text, allowed)}`;
      this.fault('bad-value', [key], message, `allowed: ${allowed.map((one) => `"${one}"`).join(', ')}`);
    }
    return found ?? null;
  }

  checkKeys(path: KeyPath, known: readonly string[]): void {
    const value = valueAt(this.root, path);
    if (value?.kind !== 'map') return;
    for (const key of value.entries.keys()) {
      if (known.includes(key)) continue;
      const message = `unknown key "${key}"${didYouMean(key, known)}`;
      this.fault('unknown-key', [...path, key], message, `allowed here: ${known.join(', ')}`);
    }
  }

  /** The place of a key, or of a value without one; the beginning of the file where there is neither. */
  place(path: KeyPath): Place {
    const span = keyAt(this.root, path)?.keySpan ?? valueAt(this.root, path)?.span ?? { start: 0, end: 1 };
    return { source: this.source, start: span.start, end: span.end };
  }

  /** Collects a fault, at the key where that is unknown, else at its value. */
  fault(code: Diagnostic['code'], path: KeyPath, message: string, hint?: string): void {
    const value = code === 'unknown-key' ? null : valueAt(this.root, path);
    const isShown = value?.kind === 'scalar' && value.text !== '';
    const place = isShown ? { source: this.source, ...value.span } : this.place(path);
    const base = { severity: 'error', code, place, message } as const;
    this.faults.push(hint === undefined ? base : { ...base, hint });
  }
}
