/**
 * What the command line changed against the file, in words and as JSON. A source of the file is named only for a value
 * that the file gave.
 */
import type { Glyphs } from '../chart/glyphs.ts';
import { plainText } from '../chart/text.ts';
import { formatMonth, monthName } from '../formula/month.ts';
import { takenOver } from '../scenario/actuals.ts';
import type { Settings } from '../scenario/override.ts';
import type { Assumption, Past, Scenario } from '../scenario/scenario.ts';
import { leverValue } from './lever-value.ts';
import { type Line, notes, type Section } from './page.ts';
import { calledBy } from './words.ts';

type Changed = Scenario;

/**
 * The key `overrides` for all that one command line changed in any of the scenarios; no key where it changed nothing.
 */
export function overridesJson(...scenarios: readonly Changed[]): { readonly overrides?: object } {
  const overrides = Object.assign({}, ...scenarios.map(overridesOf));
  return Object.keys(overrides).length === 0 ? {} : { overrides };
}

/** The parts of `overrides` that are not empty. */
function overridesOf(scenario: Changed): object {
  const { assumptions, overridden, months, past } = scenario;
  const replaced = [...assumptions.values()].filter((assumption) => assumption.replaced !== null);
  const claims = replaced.flatMap(({ name, replaced }) => (replaced!.claim === null ? [] : [[name, replaced!.claim]]));
  const assumed = replaced.filter(({ replaced }) => replaced!.claim === null);
  const assume = assumed.map(({ name, value }) => [name, value.text.trim()]);
  return {
    ...(overridden.set.length > 0 ? { set: overridden.set } : {}),
    ...(claims.length > 0 ? { claims: Object.fromEntries(claims) } : {}),
    ...(assume.length > 0 ? { assume: Object.fromEntries(assume) } : {}),
    ...(overridden.months === null ? {} : { months: months + (past?.months ?? 0) }),
    ...(overridden.bank === null ? {} : { actuals: { file: overridden.bank.file, notes: overridden.bank.notes } }),
    ...(past === null ? {} : { from: formatMonth(scenario.start), taken_over: takenOver(scenario).taken }),
  };
}

/**
 * The changes in one line: `Goes on from Mar 2026: …`, `Set by hand: Lay off staff 20% from Jan 2024; growth = 3% (in
 * place of 4%, source register)`; null where there are none.
 */
export function overrideWords(scenario: Scenario, levers: Settings, ascii = false): string | null {
  const { assumptions, overridden, past } = scenario;
  const months = scenario.months + (past?.months ?? 0);
  const parts = [
    ...leversSet(scenario, levers, ascii),
    ...[...assumptions.values()].flatMap((one) => (one.replaced === null ? [] : [replacedWords(one)])),
    ...(overridden.months === null ? [] : [`${months} months (in place of ${overridden.months})`]),
  ];
  const sentences = [
    ...(past === null ? [] : [pastWords(scenario, past)]),
    ...(parts.length === 0 ? [] : [`Set by hand: ${parts.join('; ')}`]),
  ];
  return sentences.length === 0 ? null : sentences.join('. ');
}

/** The month from which the simulation goes on, and where the opening balances come from. */
function pastWords(scenario: Scenario, past: Past): string {
  const { taken, left } = takenOver(scenario);
  const [first, last] = [monthName(scenario.start - past.months), monthName(scenario.start - 1)];
  const months = first === last ? first : `${first} to ${last}`;
  const rest = left.length === 0 ? '' : ` (not taken over: ${left.map(plainText).join(', ')})`;
  const from = `${taken.map(plainText).join(', ')} from the actuals${rest}, all else from the base case`;
  return `Goes on from ${monthName(scenario.start)}; before it, ${months}: ${from}`;
}

/** Notes on a bank file that was read: lines that could not be assigned, and rules written. */
export function bankLines({ overridden: { bank } }: Pick<Scenario, 'overridden'>): Line[] {
  const texts = bank === null ? [] : [...bank.notes, ...(bank.wrote === null ? [] : [bank.wrote])];
  return texts.map((text) => ({ text: plainText(`${bank!.file}: ${text}`), role: 'muted' }));
}

/** The line of changes under the headline; empty where nothing is overridden. */
export function overrideSection(scenario: Scenario, levers: Settings, glyphs: Glyphs): Section {
  const words = overrideWords(scenario, levers, glyphs === 'ascii');
  return notes(...(words === null ? [] : [{ text: words, role: 'accent' } as const]), ...bankLines(scenario));
}

/** The levers set by the command line, each once, with the value in force. */
function leversSet(scenario: Scenario, levers: Settings, ascii: boolean): string[] {
  const names = new Set(scenario.overridden.set.map((text) => text.slice(0, Math.max(0, text.indexOf('='))).trim()));
  return [...names].flatMap((name) => {
    const [lever, setting] = [scenario.levers.get(name), levers.get(name)];
    if (lever === undefined || setting === undefined) return [];
    const value = leverValue(lever, setting.value, scenario.currency, ascii);
    const until = setting.until === null ? '' : ` to ${monthName(setting.until)}`;
    return [`${calledBy(lever)} ${value} from ${monthName(setting.from)}${until}`];
  });
}

/**
 * A value that replaces the file's: `growth = 3% (in place of 4%, source register)`, `cash = 50M, claimed by press (in
 * place of 20M)`.
 */
function replacedWords(assumption: Assumption): string {
  const { name, value, written, source } = assumption;
  const whose = inPlace(assumption);
  const of = source === null ? '' : `, source ${plainText(source)}`;
  return `${name} = ${formulaText(value)}${whose === null ? '' : `, ${whose}`} (in place of ${formulaText(written)}${of})`;
}

const formulaText = ({ text }: Assumption['value']): string => plainText(text.trim());

/** Whose value it is: `claimed by researchers`; null for a value of the command line. */
function inPlace({ replaced, claims }: Assumption): string | null {
  const claim = replaced?.claim == null ? undefined : claims.get(replaced.claim);
  return claim === undefined ? null : `claimed by ${calledBy(claim)}`;
}
