import { bounded, type Diagnostic, type Place, type Source } from '../diagnostic/diagnostic.ts';
import { didYouMean, listed } from '../diagnostic/nearest.ts';
import { NAME } from '../formula/functions.ts';
import { buildScenario, type Replacement } from './build.ts';
import { CUT_SHORT, wholeFormula } from './commas.ts';
import { readDocument } from './document.ts';
import type { FoundEntry } from './findings.ts';
import { Faulty, FormulaReader, readFormula } from './formulas.ts';
import { type Located, valueAt } from './located.ts';
import type { Scenario } from './scenario.ts';
import type { File } from './schema.ts';
import { DEFAULT_CURRENCY } from './sections.ts';
import { checkShape } from './shape.ts';

/** Changes that the command line makes to a file, each the text of one argument. */
export interface Overrides {
  /** `NAME=FORMULA` */
  readonly assume: readonly Source[];
  /** `NAME=CLAIM` */
  readonly claim: readonly Source[];
  readonly months: number | null;
  readonly plan: Source | null;
}

export const NO_OVERRIDES: Overrides = { assume: [], claim: [], months: null, plan: null };

/** A scenario; null where file or overrides have faults, which are all in `diagnostics`. */
export interface Reading {
  readonly scenario: Scenario | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The scenario as far as it could be read in spite of faults: for further checks, never to be run. */
  readonly draft: Scenario | null;
  /** Reactions without limit and patience, which are left out of the scenario: for `lint`. */
  readonly idle: readonly FoundEntry[];
}

/** Reads a scenario file with the command line's overrides put over it. */
export function readScenario(source: Source, overrides: Overrides = NO_OVERRIDES): Reading {
  const { root, diagnostics } = readDocument(source);
  if (root === null || root.kind !== 'map') {
    if (diagnostics.length === 0) diagnostics.push(notAMapping(source, root));
    return { scenario: null, diagnostics: bounded(diagnostics), draft: null, idle: [] };
  }
  const shape = checkShape(source, root);
  for (const diagnostic of shape.diagnostics) diagnostics.push(diagnostic);
  if (shape.file === null) return { scenario: null, diagnostics: bounded(diagnostics), draft: null, idle: [] };
  const faulty = new Faulty();
  const reader = new FormulaReader(source, root, currencyOf(shape.file, root), faulty);
  const assumptions = replacementsOf(overrides, reader);
  const plan = overrides.plan === null ? null : planName(overrides.plan, root, faulty);
  const scenario = buildScenario(shape.file, reader, { assumptions, months: overrides.months, plan });
  const all = bounded(withoutFaultsOfCuts(source, [...diagnostics, ...faulty.diagnostics]));
  return { scenario: all.length > 0 ? null : scenario, diagnostics: all, draft: scenario, idle: faulty.idle };
}

/** The currency whose sign may stand in formulas, in ISO 4217; null where the file's `currency` is faulty. */
function currencyOf({ currency }: File, root: Located): string | null {
  if (currency !== undefined) return currency;
  return valueAt(root, ['currency']) === null ? DEFAULT_CURRENCY : null;
}

/** Drops the faults in the rest of a formula that YAML cut at a comma: they follow from the cut, which is reported. */
function withoutFaultsOfCuts(source: Source, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isHere = (place: Diagnostic['place']): place is Place => place !== null && place.source === source;
  const inText = diagnostics.filter(({ place }) => isHere(place)).sort((a, b) => a.place!.start - b.place!.start);
  const dropped = new Set<Diagnostic>();
  let start = 0;
  let end = -1;
  for (const diagnostic of inText) {
    const place = diagnostic.place!;
    if (place.start > start && place.start <= end) dropped.add(diagnostic);
    if (diagnostic.message !== CUT_SHORT) continue;
    start = place.start;
    end = Math.max(end, start + wholeFormula(source.text, start).length);
  }
  return diagnostics.filter((diagnostic) => !dropped.has(diagnostic));
}

function notAMapping(source: Source, root: Located | null): Diagnostic {
  const isEmpty = root === null || (root.kind === 'scalar' && root.text === '');
  const message = isEmpty ? 'the file is empty' : 'a scenario is a mapping of keys to values';
  const span = root?.span ?? { start: 0, end: 0 };
  const hint = 'the least scenario is runway: 1, start: 2024-01 and cash: 100k, each on a line of its own';
  return { severity: 'error', code: 'wrong-type', place: { source, start: span.start, end: span.end }, message, hint };
}

function keysOf(root: Located, path: readonly string[]): string[] {
  const at = valueAt(root, path);
  return at?.kind === 'map' ? [...at.entries.keys()] : [];
}

function planName(argument: Source, root: Located, faulty: Faulty): string {
  const plans = keysOf(root, ['plans']);
  const name = argument.text.trim();
  if (!plans.includes(name)) {
    const place = { source: argument, start: 0, end: argument.text.length };
    faulty.unknown('plan', name, plans, place);
  }
  return name;
}

/** The name of an argument `NAME=REST`, and the offset of REST; null, with a fault, where it has another form. */
export function splitArgument(argument: Source, form: string, faulty: Faulty): { name: string; start: number } | null {
  const sign = argument.text.indexOf('=');
  const name = argument.text.slice(0, Math.max(0, sign)).trim();
  if (sign !== -1 && NAME.test(name)) return { name, start: sign + 1 };
  const place = { source: argument, start: 0, end: argument.text.length };
  faulty.report('usage', place, `"${argument.text}" is not understood`, `it is written ${argument.name} ${form}`);
  return null;
}

function replacementsOf(overrides: Overrides, reader: FormulaReader): Map<string, Replacement> {
  const { faulty, root } = reader;
  const known = keysOf(root, ['assumptions']);
  const replacements = new Map<string, Replacement>();
  const find = (argument: Source, name: string): boolean => {
    if (known.includes(name)) return true;
    const place = { source: argument, start: 0, end: name.length };
    faulty.unknown('assumption', name, known, place);
    return false;
  };
  for (const argument of overrides.claim) {
    const split = splitArgument(argument, 'NAME=CLAIM', faulty);
    if (split === null || !find(argument, split.name)) continue;
    const claim = argument.text.slice(split.start).trim();
    const claims = keysOf(root, ['assumptions', split.name, 'claims']);
    const path = ['assumptions', split.name, 'claims', claim];
    if (claims.includes(claim)) {
      const value = reader.formula(valueAt(root, path)?.kind === 'map' ? [...path, 'value'] : path);
      replacements.set(split.name, { claim, value });
    } else {
      const place = { source: argument, start: split.start, end: argument.text.length };
      faulty.report(
        'unknown-claim',
        place,
        `${split.name} has no claim "${claim}"${didYouMean(claim, claims)}`,
        `claims: ${listed(claims)}`,
      );
    }
  }
  for (const argument of overrides.assume) {
    const split = splitArgument(argument, 'NAME=FORMULA', faulty);
    if (split === null || !find(argument, split.name)) continue;
    const span = { start: split.start, end: argument.text.length };
    replacements.set(split.name, { claim: null, value: readFormula(argument, span, reader.currency, faulty) });
  }
  return replacements;
}
