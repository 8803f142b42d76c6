/** The text below the evidence about its chosen line: what it is, where it comes from, where it is used. */

import { rankOf } from '../../analysis/difference.ts';
import { figuresOf } from '../../analysis/evidence.ts';
import { asksOutside, valueInCase } from '../../analysis/measure.ts';
import { type Role, type Row, run } from '../../chart/cells.ts';
import { plainText, wrap } from '../../chart/text.ts';
import { reportedText, reportedValue } from '../../report/backtest-page.ts';
import { sourceWords } from '../../report/source-words.ts';
import { calledBy } from '../../report/words.ts';
import type { Assumption, Claim, Entry, Expectation, Scenario } from '../../scenario/scenario.ts';
import type { EvidenceLine } from '../evidence-lines.ts';
import { settingsOf, standing } from '../outcome.ts';
import type { ReadState } from '../state.ts';

/** A paragraph in its colour; an empty one is left out. */
interface DetailText {
  readonly text: string;
  readonly role: Role;
}

/** The rows about a line; its name and full value come first. */
export function detailRows(state: ReadState, line: EvidenceLine, width: number): Row[] {
  return toldOf(state, line)
    .filter(({ text }) => text !== '')
    .flatMap(({ text, role }) => wrap(text, width - 2).map((part): Row => [run(` ${part}`, role)]));
}

function toldOf(state: ReadState, line: EvidenceLine): DetailText[] {
  const { scenario } = state.loaded;
  switch (line.kind) {
    case 'claim':
      return claimTold(scenario, line.assumption, line.claim);
    case 'figure':
      return line.section === 'assumptions'
        ? assumptionTold(state, scenario.assumptions.get(line.name)!)
        : figureTold(state, line);
    case 'reported':
      return reportedTold(state, line.reported);
    case 'source':
      return sourceTold(state, line);
  }
}

const claimTold = (scenario: Scenario, assumption: Assumption, claim: Claim): DetailText[] => [
  { text: `${calledBy(assumption)}, claimed by ${calledBy(claim)}: ${textOf(claim)}`, role: 'title' },
  { text: assumption.replaced?.claim === claim.name ? 'In use. Enter goes back to the file.' : '', role: 'accent' },
  ...originTold(scenario, claim),
];

function assumptionTold(state: ReadState, assumption: Assumption): DetailText[] {
  const { scenario } = state.loaded;
  const inUse = assumption.replaced?.claim ?? null;
  // Where a claim is in use, source and note are the claim's, as the value is.
  const entry = inUse === null ? assumption : (assumption.claims.get(inUse) ?? assumption);
  const isTyped = assumption.replaced !== null && inUse === null;
  return [
    {
      text: `${calledBy(assumption)}: ${textOf(assumption)}${usedText(state, 'assumptions', assumption.name)}`,
      role: 'title',
    },
    { text: inPlaceText(scenario, assumption), role: 'accent' },
    ...(isTyped ? [] : originTold(scenario, entry)),
    { text: assumption.claims.size === 0 ? '' : `Others claim: ${claimsOf(assumption)}.`, role: 'plain' },
  ];
}

function figureTold(
  state: ReadState,
  { section, name, entry, parts }: EvidenceLine & { kind: 'figure' },
): DetailText[] {
  const value = parts.map(({ key, text }) => `${key === null ? '' : `${key} `}${text}`).join('; ');
  const called = entry === null ? name : calledBy(entry);
  return [
    { text: plainText(value === '' ? called : `${called}: ${value}`) + usedText(state, section, name), role: 'title' },
    ...(entry === null ? [] : originTold(state.loaded.scenario, entry)),
  ];
}

/** A reported figure, compared with the base case in hand. */
function reportedTold(state: ReadState, reported: Expectation): DetailText[] {
  const { scenario } = state.loaded;
  const ascii = state.glyphs === 'ascii';
  const { result } = standing(state).outcome;
  const base =
    result === null
      ? 'The base case has no result.'
      : asksOutside(scenario, reported)
        ? 'Its months are not simulated.'
        : `In the base case: ${reportedValue(scenario, reported, rankOf(valueInCase(scenario, result, reported)), ascii)}.`;
  return [
    { text: `Reported: ${calledBy(reported)}, ${reportedText(scenario, reported, ascii)}`, role: 'title' },
    { text: `${base} The simulation never reads it; runway backtest holds the odds against it.`, role: 'plain' },
    ...originTold(scenario, reported),
  ];
}

function sourceTold(state: ReadState, line: EvidenceLine & { kind: 'source' }): DetailText[] {
  if (line.source === null)
    return [
      { text: 'Ours', role: 'title' },
      { text: 'Figures that name no source.', role: 'plain' },
    ];
  const { scenario } = state.loaded;
  return [
    { text: sourceWords(scenario, line.name).join(', '), role: 'title' },
    { text: line.source.note === null ? '' : plainText(line.source.note), role: 'muted' },
    { text: `runway … --claims ${line.name} takes all that it claims.`, role: 'plain' },
  ];
}

const originTold = (scenario: Scenario, { source, note }: Pick<Entry, 'source' | 'note'>): DetailText[] => [
  {
    text: source === null ? 'No source is given.' : `Source: ${sourceWords(scenario, source).join(', ')}`,
    role: 'plain',
  },
  { text: note === null ? '' : plainText(note), role: 'muted' },
];

/** The entries whose formulas read the figure: `; used by costs.pay`. */
function usedText(state: ReadState, section: string, name: string): string {
  const figures = figuresOf(state.loaded.scenario, settingsOf(state.loaded, state.choice));
  const used = figures.find((one) => one.section === section && one.name === name)?.usedBy ?? [];
  return used.length === 0 ? '' : `; used by ${used.join(', ')}`;
}

const textOf = ({ value }: Pick<Claim, 'value'>): string => plainText(value.text.trim());

/**
 * What replaces the file's value: `Claimed by researchers, in place of the file's 20M. Source of that: …`; empty where
 * the file's own value is in use.
 */
function inPlaceText(scenario: Scenario, assumption: Assumption): string {
  const { replaced, claims, written, source } = assumption;
  if (replaced === null) return '';
  const claim = replaced.claim === null ? undefined : claims.get(replaced.claim);
  const by = claim === undefined ? 'Set by the command line' : `Claimed by ${calledBy(claim)}`;
  const of = source === null ? '' : ` Source of that: ${sourceWords(scenario, source).join(', ')}.`;
  return `${by}, in place of the file's ${plainText(written.text.trim())}.${of}`;
}

const claimsOf = ({ claims }: Assumption): string =>
  [...claims.values()].map((claim) => `${plainText(claim.value.text)} (${calledBy(claim)})`).join(', ');
