import { continuedFrom, readFirstMonth } from '../analysis/continue.ts';
import type { Diagnostic, Source } from '../diagnostic/diagnostic.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { SAMPLERS, type SamplerName } from '../engine/answers.ts';
import { keptOr } from '../host/kept.ts';
import { applySettings, planSettings, type Setting, type Settings } from '../scenario/override.ts';
import { type Overrides, type Reading, readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type BankFile, readBankFile, withBank } from './bank.ts';
import { claimsTaken } from './claims.ts';
import { optimise } from './optimise.ts';
import { caught, usageOf } from './usage.ts';

/** The options that every command with a FILE takes, as texts of the command line. */
export interface ScenarioOptions {
  readonly plan?: string;
  readonly set?: readonly string[];
  readonly assume?: readonly string[];
  readonly claim?: readonly string[];
  readonly claims?: string;
  readonly months?: string;
  readonly seed?: string;
  readonly sampler?: string;
  /** The first month to simulate; the months before it are taken from the actuals. */
  readonly from?: string;
  /** A bank file, whose months are added to the actuals. */
  readonly actuals?: string;
  /** That file as it was read before, where it is not to be read again. */
  readonly bank?: BankFile;
}

/** A scenario with the command line's changes. */
export interface LoadedRun {
  readonly scenario: Scenario;
  /** Settings of all levers: the plan's, then those of --set. */
  readonly settings: ReadonlyMap<string, Setting>;
  /** Sampler of --worlds and of the file's checks. */
  readonly sampler: SamplerName;
}

const MAX_MONTHS = 240;

/** The greatest number of a world. */
export const LAST_WORLD = 2 ** 32 - 1;

const argument = (name: string, text: string): Source => ({ name, text });

/** Reads a scenario with the options. Throws Faults with all mistakes in the file and in the options. */
export function load(source: Source, options: ScenarioOptions): LoadedRun {
  const { scenario, diagnostics, idle: _, ...rest } = tryLoad(source, options);
  if (scenario === null) throw new Faults(diagnostics);
  return { scenario, ...rest };
}

/** Length of a text, in characters, from which on optimised code saves more time than optimising takes. */
const LONG = 50_000;

/** As `load`, but returns the faults. Turns V8's optimiser on for texts that take long. */
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
  const overrides = overridesOf(options, months);
  const told = faults.length;
  const plain = reading(source, overrides);
  const { draft } = plain;
  const settings = (draft === null ? null : caught(() => settingsOf(draft, options), faults)) ?? new Map();
  const { scenario, diagnostics, idle } = underClaims(source, options, { plain, overrides, settings }, faults);
  faults.splice(told, 0, ...diagnostics);
  const seed =
    options.seed === undefined ? null : readFully('--seed', options.seed, 0, Number.MAX_SAFE_INTEGER, faults);
  const sampler = readSampler(options.sampler ?? SAMPLERS[0], faults);
  const { from, actuals } = options;
  if (from !== undefined) caught(() => readFirstMonth(argument('--from', from)), faults);
  if (scenario === null || faults.length > 0) {
    // Read here only for its faults: a pipe could not be read once more.
    if (actuals !== undefined) caught(() => options.bank ?? readBankFile(actuals), faults);
    return { scenario: null, diagnostics: faults, settings, sampler, idle };
  }
  const overridden = { ...scenario.overridden, set: (options.set ?? []).map((text) => text.trim()) };
  const own: Scenario = { ...scenario, overridden, seed: seed ?? scenario.seed };
  const now = caught(() => {
    const known = actuals === undefined ? own : withBank(own, actuals, options.bank);
    return from === undefined ? known : continuedFrom(known, argument('--from', from));
  }, faults);
  return { scenario: now, diagnostics: faults, settings, sampler, idle };
}

/** Settings of the plan in force, with those of `--set`. Throws Faults. */
function settingsOf(draft: NonNullable<Reading['draft']>, { set = [] }: ScenarioOptions): Map<string, Setting> {
  const plan = draft.plan !== null && draft.plans.has(draft.plan) ? draft.plan : null;
  const texts = set.map((text) => argument('--set', text));
  return applySettings(draft, planSettings(draft, plan), texts);
}

/** Reads the file. The result is cached where the file has no faults and no option changes its formulas. */
function reading(source: Source, overrides: Overrides): Reading {
  const read = (): Reading => readScenario(source, overrides);
  if (overrides.assume.length + overrides.claim.length > 0) return read();
  const what = `scenario, ${overrides.months ?? 'its'} months, plan ${overrides.plan?.text ?? ''}`;
  return keptOr(process.env, what, source, read, ({ scenario }) => scenario !== null);
}

/** The options as changes to the file. */
export const overridesOf = (options: ScenarioOptions, months: number | null): Overrides => ({
  plan: options.plan === undefined ? null : argument('--plan', options.plan),
  assume: (options.assume ?? []).map((text) => argument('--assume', text)),
  claim: (options.claim ?? []).map((text) => argument('--claim', text)),
  months,
});

interface Plain {
  /** The file with all other options applied. */
  readonly plain: Reading;
  readonly overrides: Overrides;
  readonly settings: Settings;
}

/** The file with the claims of `--claims`; without them where the option is absent, or there are faults. */
function underClaims(
  source: Source,
  { claims }: ScenarioOptions,
  { plain, overrides, settings }: Plain,
  faults: Diagnostic[],
): Reading {
  if (claims === undefined || plain.scenario === null || faults.length > 0) return plain;
  const from = { source, overrides };
  const { scenario } = plain;
  const taken = caught(() => claimsTaken(argument('--claims', claims), from, scenario, settings, faults), faults) ?? [];
  if (faults.length > 0 || taken.length === 0) return plain;
  return readScenario(source, { ...overrides, claim: [...taken, ...overrides.claim] });
}

/** Reads the sampler; the default, with a fault, for an unknown one. */
function readSampler(text: string, faults: Diagnostic[]): SamplerName {
  const known = SAMPLERS.find((name) => name === text);
  if (known !== undefined) return known;
  const message = `there is no sampler "${text}"${didYouMean(text, SAMPLERS)}`;
  faults.push(usageOf('--sampler', text, message, `samplers: ${SAMPLERS.join(', ')}`));
  return SAMPLERS[0];
}

/** Reads a whole number; null, with a fault, where it is none or out of range. */
export function readFully(
  option: string,
  text: string,
  low: number,
  high: number,
  faults: Diagnostic[],
): number | null {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : -1;
  if (number >= low && number <= high) return number;
  faults.push(usageOf(option, text, `a whole number from ${low} to ${high} is expected`));
  return null;
}
