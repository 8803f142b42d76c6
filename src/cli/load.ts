import { continuedFrom } from '../analysis/continue.ts';
import type { Diagnostic, Source } from '../diagnostic/diagnostic.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { SAMPLERS, type SamplerName } from '../engine/answers.ts';
import { applySettings, planSettings, type Setting } from '../scenario/override.ts';
import { readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { withBank } from './bank.ts';
import { optimise } from './optimise.ts';

/** The options that every command with a FILE takes, as the command line gives them. */
export interface ScenarioOptions {
  readonly plan?: string;
  readonly set?: readonly string[];
  readonly assume?: readonly string[];
  readonly claim?: readonly string[];
  readonly months?: string;
  readonly seed?: string;
  readonly sampler?: string;
  /** The first month that is not known: the scenario goes on from the actuals of those before it. */
  readonly from?: string;
  /** A file of the bank, whose months are actuals too. */
  readonly actuals?: string;
}

/** A scenario with what the command line sets on top of it. */
export interface LoadedRun {
  readonly scenario: Scenario;
  /** Plan first, then --set. */
  readonly settings: ReadonlyMap<string, Setting>;
  /** How --worlds and the file's checks draw. */
  readonly sampler: SamplerName;
}

const MAX_MONTHS = 240;

/** The last of the worlds that there are to choose from. */
export const LAST_WORLD = 2 ** 32 - 1;

const argument = (name: string, text: string): Source => ({ name, text });

/** Reads a scenario under the options. Throws Faults with all that is wrong in the file and in the options. */
export function load(source: Source, options: ScenarioOptions): LoadedRun {
  const { scenario, diagnostics, idle: _, ...rest } = tryLoad(source, options);
  if (scenario === null) throw new Faults(diagnostics);
  return { scenario, ...rest };
}

/** Characters above which a text keeps code hot long enough for optimising to pay. */
const LONG = 50_000;

/** As `load`, but gives the faults back. What follows may take long, and is optimised. */
export function tryLoad(source: Source, options: ScenarioOptions) {
  if (source.text.length > LONG) optimise(true);
  try {
    return readUnder(source, options);
  } finally {
    optimise(true);
  }
}

function readUnder(source: Source, options: ScenarioOptions) {
  const faults: Diagnostic[] = [];
  const months = options.months === undefined ? null : readFully('--months', options.months, 1, MAX_MONTHS, faults);
  const { scenario, diagnostics, draft, idle } = readScenario(source, {
    plan: options.plan === undefined ? null : argument('--plan', options.plan),
    assume: (options.assume ?? []).map((text) => argument('--assume', text)),
    claim: (options.claim ?? []).map((text) => argument('--claim', text)),
    months,
  });
  faults.push(...diagnostics);
  let settings = new Map<string, Setting>();
  if (draft !== null) {
    try {
      const set = (options.set ?? []).map((text) => argument('--set', text));
      const plan = draft.plan !== null && draft.plans.has(draft.plan) ? draft.plan : null;
      settings = applySettings(draft, planSettings(draft, plan), set);
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      faults.push(...error.diagnostics);
    }
  }
  const seed =
    options.seed === undefined ? null : readFully('--seed', options.seed, 0, Number.MAX_SAFE_INTEGER, faults);
  const sampler = readSampler(options.sampler ?? SAMPLERS[0], faults);
  if (scenario === null || faults.length > 0) return { scenario: null, diagnostics: faults, settings, sampler, idle };
  const overridden = { ...scenario.overridden, set: (options.set ?? []).map((text) => text.trim()) };
  const own: Scenario = { ...scenario, overridden, seed: seed ?? scenario.seed };
  try {
    const known = options.actuals === undefined ? own : withBank(own, options.actuals);
    const now = options.from === undefined ? known : continuedFrom(known, argument('--from', options.from));
    return { scenario: now, diagnostics: faults, settings, sampler, idle };
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return { scenario: null, diagnostics: error.diagnostics, settings, sampler, idle };
  }
}

/** How worlds are drawn; the default with a fault where there is no such way. */
function readSampler(text: string, faults: Diagnostic[]): SamplerName {
  const known = SAMPLERS.find((name) => name === text);
  if (known !== undefined) return known;
  const place = { source: argument('--sampler', text), start: 0, end: text.length };
  const message = `there is no sampler "${text}"${didYouMean(text, SAMPLERS)}`;
  faults.push({ severity: 'error', code: 'usage', place, message, hint: `samplers: ${SAMPLERS.join(', ')}` });
  return SAMPLERS[0];
}

/** A whole number of the command line; null with a fault where it is none, or out of range. */
export function readFully(
  option: string,
  text: string,
  low: number,
  high: number,
  faults: Diagnostic[],
): number | null {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : -1;
  if (number >= low && number <= high) return number;
  const place = { source: argument(option, text), start: 0, end: text.length };
  const message = `a whole number from ${low} to ${high} is expected`;
  faults.push({ severity: 'error', code: 'usage', place, message });
  return null;
}
