import type { Place } from '../diagnostic/diagnostic.ts';
import { isReserved, NAME } from '../formula/functions.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import type { Formula } from '../formula/tree.ts';
import { CUT_SHORT } from './commas.ts';
import { constantFormula, type FormulaReader } from './formulas.ts';
import { keyAt, valueAt } from './located.ts';
import type { Use } from './references.ts';
import type { Entry, Event } from './scenario.ts';

/** The keys and indices that lead to a value of the file. */
export type Path = readonly PropertyKey[];

/** The mapping among the forms of an entry that may also be written as one formula. */
export type Long<T> = Exclude<T, string>;

interface EntryKeys {
  readonly label?: string | undefined;
  readonly note?: string | undefined;
  readonly source?: string | undefined;
}

/** An event as it stands in the file. */
type RawEvent = string | { readonly when: string };

/** A day of the month, or null for none. */
export const dayOf = (day: string | undefined): number | null => (day === undefined ? null : Number(day));

/** Reads the entries of one file field by field, and collects every formula with what it may use there (`uses`). */
export class Fields {
  readonly uses: Use[] = [];

  constructor(
    readonly reader: FormulaReader,
    readonly start: Month,
  ) {}

  fault(...args: Parameters<FormulaReader['faulty']['report']>): void {
    this.reader.faulty.report(...args);
  }

  keys(path: Path): string[] {
    const located = valueAt(this.reader.root, path);
    return located?.kind === 'map' ? [...located.entries.keys()] : [];
  }

  has(path: Path): boolean {
    return keyAt(this.reader.root, path) !== null;
  }

  text(path: Path): string {
    const value = valueAt(this.reader.root, path);
    return value?.kind === 'scalar' ? value.text : '';
  }

  /** The place from the beginning of a key to the end of its value. */
  wholePlace(path: Path): Place {
    return { ...this.reader.keyPlace(path), end: this.reader.place(path).end };
  }

  entry(path: readonly string[], raw: EntryKeys): Entry {
    return {
      name: path.at(-1)!,
      label: raw.label?.trim() ?? null,
      note: raw.note?.trim() ?? null,
      source: raw.source?.trim() ?? null,
      place: this.reader.keyPlace(path),
    };
  }

  /** The entries of a section, in the order of the file. */
  section<R, T extends Entry>(
    raw: Record<string, R> | undefined,
    section: string,
    read: (raw: Long<R>, entry: Entry) => T,
  ): Map<string, T> {
    const entries = new Map<string, T>();
    for (const [name, value] of Object.entries(raw ?? {})) {
      const long = (typeof value === 'string' ? {} : value) as Long<R>;
      entries.set(name, read(long, this.entry([section, name], long as EntryKeys)));
    }
    return entries;
  }

  /** The path of an entry's main formula: under `key`, or the entry itself where it is written as one formula. */
  main(path: readonly string[], key: string): readonly string[] {
    return valueAt(this.reader.root, path)?.kind === 'map' ? [...path, key] : path;
  }

  use(path: Path, role: Use['role'], draws: boolean, what: string, hint?: string): Formula {
    const formula = this.reader.formula(path);
    this.uses.push(hint === undefined ? { formula, role, draws, what } : { formula, role, draws, what, hint });
    return formula;
  }

  once(path: Path, what: string, otherwise?: number): Formula {
    return this.defaulted(path, otherwise) ?? this.use(path, 'once', false, what);
  }

  monthly(path: Path, otherwise?: number): Formula {
    return this.defaulted(path, otherwise) ?? this.use(path, 'monthly', false, path.join('.'));
  }

  private defaulted(path: Path, otherwise: number | undefined): Formula | null {
    if (otherwise === undefined || this.has(path)) return null;
    return constantFormula(otherwise, this.reader.keyPlace(path.slice(0, -1)));
  }

  optional(path: Path): Formula | null {
    return this.has(path) ? this.monthly(path) : null;
  }

  /** The entries of a list of formulas that are evaluated once. */
  onceEach(path: readonly string[]): Formula[] {
    return this.list(path, (at) => this.once(at, path.join('.')));
  }

  list<T>(path: Path, read: (path: Path, i: number) => T): T[] {
    const located = valueAt(this.reader.root, path);
    return located?.kind === 'list' ? located.items.map((_, i) => read([...path, i], i)) : [];
  }

  /** The event that an entry gives as a month or a test; null where it gives none. */
  event(path: Path, raw: RawEvent | undefined): Event | null {
    if (raw === undefined) return null;
    if (typeof raw !== 'string') return { kind: 'when', test: this.monthly([...path, 'when']) };
    return { kind: 'month', month: parseMonth(raw) ?? this.start };
  }

  /** Whether the key is there. Reports it: it means nothing in this entry. */
  misplaced(path: Path, message: string, hint: string): boolean {
    if (!this.has(path)) return false;
    this.fault('misplaced-key', this.wholePlace(path), message, hint);
    return true;
  }

  checkName(name: string, place: Place): boolean {
    if (name.includes(')')) this.fault('bad-name', place, `"${name}" is the rest of a formula: ${CUT_SHORT}`);
    else if (isReserved(name))
      this.fault(
        'bad-name',
        place,
        `"${name}" is a word of the formula language and cannot be a name`,
        `write ${name}_1, or another word`,
      );
    else if (!NAME.test(name))
      this.fault(
        'bad-name',
        place,
        `"${name}" is no name`,
        `a name is a small letter, then small letters, digits and _${asName(name)}`,
      );
    else return true;
    return false;
  }
}

/** A hint such as `: write office_rent`, where a name can be made of the text; else empty. */
function asName(text: string): string {
  const name = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
  return name !== '' && NAME.test(name) && !isReserved(name) && name.length <= 40 ? `: write ${name}` : '';
}
