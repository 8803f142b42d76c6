import type { FaultCode } from '../diagnostic/codes.ts';
import type { Diagnostic, Place, Source, Span } from '../diagnostic/diagnostic.ts';
import { didYouMean, listed } from '../diagnostic/nearest.ts';
import { constantValue, inconstantPart } from '../formula/constant.ts';
import { formatMonth, type Month, parseMonth } from '../formula/month.ts';
import { parseFormula } from '../formula/parse.ts';
import type { Formula, Node } from '../formula/tree.ts';
import { CUT_SHORT, quoted, wholeFormula } from './commas.ts';
import type { FoundEntry } from './findings.ts';
import { keyAt, type Located, placeIn, valueAt } from './located.ts';
import type { LeverSetting } from './scenario.ts';

/** When a formula is evaluated, and so what it may use. */
export type EvaluationTime = 'constant' | 'once' | 'monthly';

/** Stands for a formula that could not be read. */
const UNREAD: Node = { op: 'number', value: 0, at: { start: 0, end: 0 } };

/** Whether the formula stands for one that could not be read. */
export const isUnread = ({ node }: Formula): boolean => node === UNREAD;

/** Most faults that are given a suggestion. */
const MAX_SUGGESTIONS = 60;

/** What can be looked up by its name. */
type NamedThing = 'lever' | 'plan' | 'creditor' | 'funding' | 'assumption' | 'source';

/** Collects faults; every reader of the file shares one. */
export class Faulty {
  readonly diagnostics: Diagnostic[] = [];
  /** Reactions without limit and patience, which can never come: the scenario leaves them out. */
  readonly idle: FoundEntry[] = [];

  /**
   * `; did you mean …?`, or an empty text where no name is near. For the first `MAX_SUGGESTIONS` faults alone, since
   * each takes a comparison with every name.
   */
  didYouMean(written: string, known: Iterable<string>): string {
    return this.diagnostics.length < MAX_SUGGESTIONS ? didYouMean(written, known) : '';
  }

  /** Reports a name that is not there, with a list of the names that are. */
  unknown(what: NamedThing, name: string, known: readonly string[] | ReadonlySet<string>, place: Place): void {
    const message = `there is no ${what} "${name}"${this.didYouMean(name, known)}`;
    this.report(`unknown-${what}`, place, message, `${what === 'funding' ? what : `${what}s`}: ${listed(known)}`);
  }

  report(code: FaultCode, place: Place | null, message: string, hint?: string): void {
    const base = { severity: 'error', code, place, message } as const;
    this.diagnostics.push(hint === undefined ? base : { ...base, hint });
  }
}

/**
 * Reads a formula in a text outside of a file, such as an argument of the command line. `currency` is the scenario's,
 * as ISO 4217; null where it is not known. Faults go to `faulty`.
 */
export function readFormula(source: Source, span: Span, currency: string | null, faulty: Faulty): Formula {
  const text = source.text.slice(span.start, span.end);
  return parseAt(text, { source, ...span }, currency, faulty);
}

function parseAt(text: string, place: Place, currency: string | null, faulty: Faulty): Formula {
  const { node, faults } = parseFormula(text, currency);
  const formula = { text, node: node ?? UNREAD, place };
  for (const { code, at, message, hint } of faults) faulty.report(code, placeIn(formula, at), message, hint);
  return formula;
}

/** A formula that is one number and stands in no file: a default. `place` is where its faults are reported. */
export function constantFormula(value: number, place: Place): Formula {
  return { text: String(value), node: { op: 'number', value, at: { start: 0, end: 0 } }, place };
}

const unread = (place: Place): Formula => ({ text: '', node: UNREAD, place });

/** Reads the formulas of one file by the path of their scalars. */
export class FormulaReader {
  constructor(
    readonly source: Source,
    readonly root: Located,
    /** ISO 4217; null where the file's `currency` is faulty. */
    readonly currency: string | null,
    readonly faulty: Faulty,
  ) {}

  /** The place of the value at a path; of its key where there is no value. */
  place(path: readonly PropertyKey[]): Place {
    const span = valueAt(this.root, path)?.span ?? keyAt(this.root, path)?.keySpan ?? { start: 0, end: 1 };
    return { source: this.source, start: span.start, end: span.end };
  }

  keyPlace(path: readonly PropertyKey[]): Place {
    const span = keyAt(this.root, path)?.keySpan;
    return span === undefined ? this.place(path) : { source: this.source, start: span.start, end: span.end };
  }

  formula(path: readonly PropertyKey[]): Formula {
    const value = valueAt(this.root, path);
    const place = this.place(path);
    if (value?.kind !== 'scalar') return unread(place);
    if (value.text.trim() === '') {
      const key = this.keyPlace(path);
      const name = typeof path.at(-1) === 'number' ? 'this entry' : String(path.at(-1));
      this.faulty.report(
        'formula-syntax',
        key.end > key.start ? key : place,
        `${name} has no value`,
        'write a number or a formula',
      );
      return unread(place);
    }
    if (isCutShort(this.source, value)) {
      const whole = wholeFormula(this.source.text, value.span.start);
      this.faulty.report('formula-syntax', place, CUT_SHORT, `write ${quoted(whole)}`);
      return unread(place);
    }
    return parseAt(value.text, place, this.currency, this.faulty);
  }

  /** The value of the formula at a path; 0, with a fault, where it is no constant. */
  constant(path: readonly PropertyKey[]): number {
    return constantOf(this.formula(path), this.faulty);
  }
}

/** Whether a plain scalar ends at a comma with a parenthesis still open. */
function isCutShort(source: Source, { text, span }: Located & { kind: 'scalar' }): boolean {
  const open = text.split('(').length - text.split(')').length;
  return (
    open > 0 && /^\s*,/.test(source.text.slice(span.end, span.end + 80)) && !/^["']/.test(source.text.slice(span.start))
  );
}

/** The value of a constant formula; 0, with a fault at the first part that is not constant, where it is none. */
export function constantOf(formula: Formula, faulty: Faulty): number {
  const value = constantValue(formula.node);
  if (value === null) {
    const place = placeIn(formula, (inconstantPart(formula.node) ?? formula.node).at);
    faulty.report(
      'not-constant',
      place,
      'a formula of numbers alone is expected here',
      'no names, time, memory, state or draws',
    );
    return 0;
  }
  if (Number.isFinite(value)) return value;
  faulty.report('not-finite', formula.place, 'this has no finite value');
  return 0;
}

/** Reads a lever's setting at `span`: `20%`, `20%@2024-01` or `20%@2024-01..2024-06`. Faults go to `faulty`. */
export function readLeverSetting(source: Source, span: Span, currency: string | null, faulty: Faulty): LeverSetting {
  const text = source.text.slice(span.start, span.end);
  const sign = text.indexOf('@');
  const end = sign === -1 ? span.end : span.start + sign;
  const value = constantOf(readFormula(source, { start: span.start, end }, currency, faulty), faulty);
  const place = { source, ...span };
  if (sign === -1) return { value, from: null, until: null, place };
  return { value, ...readMonths(source, { start: end + 1, end: span.end }, faulty), place };
}

/** Reads the months after an @: the first in force and, after two dots, the last. Faults go to `faulty`. */
export function readMonths(source: Source, span: Span, faulty: Faulty): Pick<LeverSetting, 'from' | 'until'> {
  const dots = source.text.slice(span.start, span.end).indexOf('..');
  if (dots === -1) return { from: readMonth(source, span, faulty), until: null };
  const from = readMonth(source, { start: span.start, end: span.start + dots }, faulty);
  const until = readMonth(source, { start: span.start + dots + 2, end: span.end }, faulty);
  if (from !== null && until !== null && until < from) {
    const message = `it ends in ${formatMonth(until)}, before it begins, ${formatMonth(from)}`;
    faulty.report('bad-dates', { source, ...span }, message, 'after @ stand the first month in force and the last');
  }
  return { from, until };
}

/** One of the months after an @; null, with a fault, where it is none. */
function readMonth(source: Source, span: Span, faulty: Faulty): Month | null {
  const text = source.text.slice(span.start, span.end).trim();
  const month = parseMonth(text);
  if (month === null) {
    const message = `"${text}" is not a month; after @ stands YYYY-MM or YYYY-MM..YYYY-MM, from 1900-01 to 2199-12`;
    faulty.report('bad-value', { source, ...span }, message);
  }
  return month;
}
