/**
 * Tries claims on the screen: their formulas replace the file's values of assumptions, in the reading but not in the
 * file.
 */
import { claimInUse } from '../analysis/disputes.ts';
import type { Source } from '../diagnostic/diagnostic.ts';
import { compile } from '../engine/ask.ts';
import { calledBy } from '../report/words.ts';
import { NO_OVERRIDES, readScenario } from '../scenario/read.ts';
import type { Assumption, Scenario } from '../scenario/scenario.ts';
import { evidenceLineInFront } from './evidence-lines.ts';
import { NO_RESULTS } from './results.ts';
import { say } from './say.ts';
import type { ClaimAct, Claims, Loaded, ReadState, State } from './state.ts';
import { arrowOf } from './words.ts';

const NONE: Claims = new Map();

const claimsOf = ({ tried }: State): Claims => tried?.claims ?? NONE;

/** Tries the claim of the chosen line; where that is in use, goes back to the file's value. */
export function tryClaim(state: ReadState): State {
  const line = evidenceLineInFront(state)!;
  const { assumption, claim } =
    line.kind === 'claim' ? line : { assumption: assumptionOf(state, line.name), claim: null };
  const isInUse = claim !== null && assumption.replaced?.claim === claim.name;
  const to = claim === null || isInUse ? null : claim.name;
  const { name } = assumption;
  const from = state.tried?.from ?? state.loaded;
  const claims = new Map(claimsOf(state));
  // A value that the file was read with anyhow is not tried.
  if (claimInUse(from.scenario.assumptions.get(name)!) === to) claims.delete(name);
  else claims.set(name, to);
  const why = faultOf(from, claims);
  if (why !== null) return say(state, `That cannot be used: ${why}.`, 'bad');
  const act = { kind: 'claim', name, claims: claimsOf(state) } as const;
  const next = withClaims(state, claims);
  const past = { top: { choice: state.choice, act }, below: state.past };
  const said = claim === null || isInUse ? 'as the file says' : `as ${calledBy(claim)} claims`;
  return say({ ...next, past, future: null }, `${calledBy(assumption)}: ${valueText(next, name)}, ${said}.`);
}

const assumptionOf = ({ loaded }: ReadState, name: string): Assumption => loaded.scenario.assumptions.get(name)!;
const valueText = (state: ReadState, name: string): string => assumptionOf(state, name).value.text.trim();

/** The state with the claims of an undo or redo, the act that reverses it, and what changed, in words. */
export function claimsPutBack(
  state: ReadState,
  { name, claims }: ClaimAct,
): { state: ReadState; act: ClaimAct; words: string } {
  const act = { kind: 'claim', name, claims: claimsOf(state) } as const;
  const next = withClaims(state, claims);
  if (!next.loaded.scenario.assumptions.has(name)) return { state: next, act, words: `a claim of ${name}` };
  const called = calledBy(assumptionOf(next, name));
  return { state: next, act, words: `${called} ${valueText(state, name)} ${arrowOf(state)} ${valueText(next, name)}` };
}

/** The state with these claims in use, as far as the file has them. */
export function withClaims(state: ReadState, wanted: Claims): ReadState {
  const from = state.tried?.from ?? state.loaded;
  const claims = new Map([...wanted].filter(([name, claim]) => isThere(from.scenario, name, claim)));
  if (claims.size === 0) return { ...state, loaded: from, tried: null, results: NO_RESULTS };
  const scenario = scenarioUnder(from.scenario, claims);
  const loaded: Loaded = { ...from, scenario, model: compile(scenario) };
  return { ...state, loaded, tried: { from, claims, filed: state.tried?.filed ?? null }, results: NO_RESULTS };
}

/**
 * The state after a new reading, with the claims tried `before`, as far as the file still has them and can be read so.
 */
export function withClaimsKept(state: ReadState, before: State): ReadState {
  if (before.tried === null) return state;
  const claims = new Map(
    [...before.tried.claims].filter(([name, claim]) => isThere(state.loaded.scenario, name, claim)),
  );
  return claims.size === 0 || faultOf(state.loaded, claims) !== null ? state : withClaims(state, claims);
}

function isThere({ assumptions }: Scenario, name: string, claim: string | null): boolean {
  const assumption = assumptions.get(name);
  return assumption !== undefined && (claim === null || assumption.claims.has(claim));
}

function scenarioUnder(scenario: Scenario, claims: Claims): Scenario {
  const assumptions = new Map(
    [...scenario.assumptions].map(([name, assumption]) => {
      const claim = claims.get(name);
      if (claim === undefined) return [name, assumption];
      const value = claim === null ? assumption.written : assumption.claims.get(claim)!.value;
      return [name, { ...assumption, value, replaced: claim === null ? null : { claim } }];
    }),
  );
  return { ...scenario, assumptions };
}

/** Why the file cannot be read with these claims and the command line's formulas; null where it can. */
function faultOf({ text, scenario }: Loaded, claims: Claims): string | null {
  const under = scenarioUnder(scenario, claims);
  const claim: Source[] = [];
  const assume: Source[] = [];
  for (const { name, value, replaced } of under.assumptions.values()) {
    if (replaced === null) continue;
    if (replaced.claim === null) assume.push({ name: '--assume', text: `${name}=${value.text}` });
    else claim.push({ name: '--claim', text: `${name}=${replaced.claim}` });
  }
  const overrides = { ...NO_OVERRIDES, claim, assume, months: scenario.months };
  return readScenario({ name: 'file', text }, overrides).diagnostics[0]?.message ?? null;
}
