import { extremeClaims } from '../analysis/disputes.ts';
import type { Diagnostic, Source } from '../diagnostic/diagnostic.ts';
import { didYouMean, listed } from '../diagnostic/nearest.ts';
import { compile } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { type Overrides, readScenario } from '../scenario/read.ts';
import type { Claim, Scenario } from '../scenario/scenario.ts';

const EXTREMES = ['low', 'high'] as const;

/** Faults of a claim itself: those found when the file is read with the claim and not found without. */
export function faultsOfClaim(
  source: Source,
  overrides: Overrides,
  assumption: string,
  claim: string,
): readonly Diagnostic[] {
  const isOfOther = ({ text }: Source): boolean => text.slice(0, Math.max(0, text.indexOf('='))).trim() !== assumption;
  const others = overrides.claim.filter(isOfOther);
  const assume = overrides.assume.filter(isOfOther);
  const own = { name: '--claim', text: `${assumption}=${claim}` };
  return readScenario(source, { ...overrides, assume, claim: [...others, own] }).diagnostics;
}

/**
 * The claims that `--claims low|high|SOURCE` takes, as arguments of `--claim`; `scenario` is the file with all other
 * options applied. Faults go to `faults`. Throws Faults where a claim cannot be simulated.
 */
export function claimsTaken(
  argument: Source,
  { source, overrides }: { readonly source: Source; readonly overrides: Overrides },
  scenario: Scenario,
  settings: Settings,
  faults: Diagnostic[],
): Source[] {
  const which = argument.text.trim();
  const taking = (name: string, claim: string): Source => ({ name: '--claim', text: `${name}=${claim}` });
  const extreme = EXTREMES.find((one) => one === which);
  if (extreme !== undefined) {
    const isUsable = (name: string, claim: string): boolean =>
      faultsOfClaim(source, overrides, name, claim).length === 0;
    const found = extremeClaims(compile(scenario), settings, extreme, isUsable);
    return [...found].flatMap(([name, claim]) => (claim === null ? [] : [taking(name, claim)]));
  }
  const refuse = (code: Diagnostic['code'], message: string, hint: string): void => {
    const place = { source: argument, start: 0, end: argument.text.length };
    faults.push({ severity: 'error', code, place, message, hint });
  };
  const open = [...scenario.assumptions.values()].filter(({ replaced }) => replaced === null);
  const isBy = ({ name, source: by }: Claim): boolean => (by ?? name) === which;
  const all = [...scenario.assumptions.values()].flatMap(({ claims }) => [...claims.values()]);
  const known = new Set([...scenario.sources.keys(), ...all.map(({ name, source: by }) => by ?? name)]);
  if (!known.has(which)) {
    const message = `there is no source "${which}" to take the claims of${didYouMean(which, [...EXTREMES, ...known])}`;
    refuse('unknown-source', message, `low, high, or a source: ${listed(known)}`);
    return [];
  }
  return open.flatMap(({ name, source: filed, claims }) => {
    // Where the file's own value is from that source already, it stays.
    const own = filed === which ? [] : [...claims.values()].filter(isBy);
    if (own.length > 1) {
      const names = own.map((claim) => claim.name);
      const message = `${which} claims ${own.length} values of ${name}: ${listed(names)}`;
      refuse('usage', message, `choose one: --claim ${name}=${names[0]}`);
    }
    return own.slice(0, 1).map((claim) => taking(name, claim.name));
  });
}
