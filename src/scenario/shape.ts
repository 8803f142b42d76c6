import type { Diagnostic, Source, Span } from '../diagnostic/diagnostic.ts';
import { didYouMean, listed, nearest } from '../diagnostic/nearest.ts';
import { parseMonth } from '../formula/month.ts';
import { CUT_SHORT } from './commas.ts';
import type { Path } from './fields.ts';
import { choicesAt, keysAt } from './keys-at.ts';
import { keyAt, type Located, toPlain, valueAt } from './located.ts';
import { FILE, type File } from './schema.ts';
import { SECTION_NAMES } from './sections.ts';

/** A fault of the shape as zod reports it. */
interface Issue {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
}

/** Values put in place of required keys that are missing, so that the rest can still be checked. */
const STAND_INS: Record<string, string> = { runway: '1', start: '2000-01', cash: '0' };

/**
 * Checks the shape of the file. Faulty parts are reported and taken out, so that the others can be checked further;
 * `file` is null where none are left.
 */
export function checkShape(source: Source, root: Located): { file: File | null; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const plain = toPlain(root) as Record<string, unknown>;
  // An empty section is the same as none.
  for (const name of [...SECTION_NAMES, 'actuals']) if (plain[name] === '') delete plain[name];
  for (let pass = 0; pass < 6; pass++) {
    const result = FILE.safeParse(plain);
    if (result.success) return { file: result.data, diagnostics };
    const issues = (result.error.issues as unknown as Issue[]).flatMap((issue) => leaves(issue, plain));
    // Only the first pass reports: faults of later ones follow from what it took out.
    if (pass === 0) for (const issue of issues) diagnostics.push(...describe(source, root, plain, issue));
    for (const issue of issues) prune(plain, issue);
  }
  return { file: null, diagnostics };
}

/** The faults inside a union of zod: those of the mapping form where a mapping stands, else those of the short form. */
function leaves(issue: Issue, plain: unknown): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors === undefined) return [issue];
  const found = lookUp(plain, issue.path);
  const isMapping = typeof found === 'object' && found !== null && !Array.isArray(found);
  const branch = isMapping ? issue.errors.at(-1)! : issue.errors[0]!;
  return branch.flatMap((inner) => leaves({ ...inner, path: [...issue.path, ...inner.path] }, plain));
}

function lookUp(plain: unknown, path: Path): unknown {
  let at = plain;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

function describe(source: Source, root: Located, plain: unknown, issue: Issue): Diagnostic[] {
  const error = (code: Diagnostic['code'], span: Span, message: string, hint?: string): Diagnostic => {
    const base = { severity: 'error', code, place: { source, start: span.start, end: span.end }, message } as const;
    return hint === undefined ? base : { ...base, hint };
  };
  const where = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path) ?? [];
    return (issue.keys ?? []).map((key) => {
      const span = keyAt(root, [...issue.path, key])?.keySpan ?? { start: 0, end: 0 };
      if (key.includes(')')) return error('unknown-key', span, `"${key}" is the rest of a formula: ${CUT_SHORT}`);
      const message = `unknown key "${key}"${where === '' ? '' : ` in ${where}`}${didYouMean(key, known)}`;
      return error('unknown-key', span, message, `${elsewhere(issue.path, key)}allowed here: ${known.join(', ')}`);
    });
  }
  const value = valueAt(root, issue.path);
  const span = value?.span ?? { start: 0, end: 0 };
  if (lookUp(plain, issue.path) === undefined) {
    if (isMisspelt(root, issue.path)) return [];
    const holder = issue.path.slice(0, -1);
    const key = String(issue.path.at(-1));
    const allowed = choicesAt(issue.path);
    const hint = allowed === null ? undefined : `${key} is one of: ${allowed.join(', ')}`;
    if (holder.length === 0) {
      const first = { start: 0, end: Math.min(1, source.text.length) };
      return [error('missing-key', first, `the scenario has no "${key}", which is required`, hint)];
    }
    // An item of a list has no key: its value is blamed.
    const span = keyAt(root, holder)?.keySpan ?? valueAt(root, holder)!.span;
    return [error('missing-key', span, `${pathText(holder)} has no "${key}", which is required`, hint)];
  }
  if (issue.code === 'invalid_value') {
    const text = value?.kind === 'scalar' ? value.text : '';
    const allowed = (issue.values ?? []).map(String);
    return [
      error('bad-value', span, `${where} is "${text}"${didYouMean(text, allowed)}`, `allowed: ${listed(allowed)}`),
    ];
  }
  const row = issue.code === 'invalid_type' && issue.expected === 'string' ? rowHint(root, value) : null;
  if (row !== null) return [error('wrong-type', span, `${where}: a formula is expected, and a list stands here`, row)];
  if (issue.code === 'invalid_type')
    return [error('wrong-type', span, `${where}: ${wrongType(issue.expected, value)}`)];
  return [error('bad-value', span, `${where}: ${issue.message}`)];
}

/** A hint where a key stands that people expect in a section, but that another has; empty for all others. */
function elsewhere([section]: Path, key: string): string {
  if (section === 'costs' && key === 'day') return 'when a cost is paid is the `day` of its creditor; ';
  return section === 'costs' && key === 'terms' ? 'when a cost falls due is the `terms` of its creditor; ' : '';
}

/** Most values of a row of numbers that a hint shows. */
const SHOWN_VALUES = 3;

/**
 * The hint for a list of numbers where a formula is expected: a call of series(…); null where the value is no such
 * list.
 */
function rowHint(root: Located, value: Located | null): string | null {
  if (value?.kind !== 'list' || value.items.length === 0) return null;
  const numbers = value.items.map((item) =>
    item.kind === 'scalar' && /^[-$€£\d.]/.test(item.text) ? item.text : null,
  );
  if (numbers.includes(null)) return null;
  const written = valueAt(root, ['start']);
  const start = written?.kind === 'scalar' && parseMonth(written.text) !== null ? written.text : '2024-01';
  const shown = numbers.slice(0, SHOWN_VALUES).join(', ');
  return `a value for each month is a series: 'series("${start}", ${shown}${numbers.length > SHOWN_VALUES ? ', …' : ''})'`;
}

/**
 * Whether a missing key stands there misspelt: the misspelt one is reported as unknown, so the missing one need not be.
 */
function isMisspelt(root: Located, path: Path): boolean {
  const parent = valueAt(root, path.slice(0, -1));
  const known = keysAt(path.slice(0, -1)) ?? [];
  if (parent?.kind !== 'map') return false;
  return [...parent.entries.keys()].some((key) => !known.includes(key) && nearest(key, known) === path.at(-1));
}

const KINDS: Record<string, string> = {
  string: 'a single value',
  array: 'a list [a, b, …]',
  object: 'a mapping of keys to values',
  record: 'a mapping of names to entries',
};
const FOUND = { scalar: 'a single value', list: 'a list', map: 'a mapping' };

function wrongType(expected: string | undefined, value: Located | null): string {
  const found =
    value === null ? 'nothing' : value.kind === 'scalar' && value.text === '' ? 'nothing' : FOUND[value.kind];
  return `${KINDS[expected ?? ''] ?? 'another kind of value'} is expected, and ${found} stands here`;
}

/** A path as messages write it: `costs.rent.amount`, `due[1]`. */
export function pathText(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

/**
 * Takes out the value that an issue is about. For a missing key its mapping goes; at the top level a stand-in comes.
 */
function prune(plain: Record<string, unknown>, issue: Issue): void {
  if (issue.code === 'unrecognized_keys') {
    const at = lookUp(plain, issue.path);
    if (typeof at === 'object' && at !== null)
      for (const key of issue.keys ?? []) delete (at as Record<string, unknown>)[key];
    return;
  }
  const isMissing = lookUp(plain, issue.path) === undefined;
  let path = issue.path;
  if (isMissing && path.length > 1) path = path.slice(0, -1);
  // A list with a faulty item goes as a whole: its items, such as shares, make sense only together.
  while (typeof path.at(-1) === 'number') path = path.slice(0, -1);
  const key = String(path.at(-1));
  if (path.length === 1) {
    const standIn = Object.hasOwn(STAND_INS, key) ? STAND_INS[key] : undefined;
    if (standIn === undefined) delete plain[key];
    else plain[key] = standIn;
    return;
  }
  const parent = lookUp(plain, path.slice(0, -1));
  if (typeof parent === 'object' && parent !== null) delete (parent as Record<string, unknown>)[key];
}
