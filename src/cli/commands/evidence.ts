import { disputes } from '../../analysis/disputes.ts';
import { figuresOf } from '../../analysis/evidence.ts';
import { findOut } from '../../analysis/find-out.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { evidenceJson, type RefusedClaim } from '../../report/evidence-json.ts';
import { evidencePage } from '../../report/evidence-page.ts';
import { withTrials } from '../asking.ts';
import { faultsOfClaim } from '../claims.ts';
import type { Io } from '../io.ts';
import { load, overridesOf, readFully, type ScenarioOptions } from '../load.ts';
import { isForPeople, type PageFormat, pageOf, printJson, printPage } from '../print.ts';

export interface EvidenceOptions extends ScenarioOptions {
  readonly worlds?: string;
  readonly format?: PageFormat | 'json';
  readonly json?: boolean;
}

const WORLDS = 1000;
const MOST_WORLDS = 1_000_000;

/** `evidence`: where every figure comes from, who says otherwise, and what the disputes would change. */
export async function runEvidence(io: Io, file: string, options: EvidenceOptions): Promise<number> {
  const source = readSource(file);
  const { scenario, settings, sampler } = load(source, options);
  const faults: Diagnostic[] = [];
  const asked = options.worlds === undefined ? WORLDS : readFully('--worlds', options.worlds, 0, MOST_WORLDS, faults);
  if (asked === null) throw new Faults(faults);
  // Includes the claims that --claims took, as each claim is tried on top of those in use.
  const claim = [...scenario.assumptions.values()].flatMap(({ name, replaced }) =>
    replaced?.claim == null ? [] : [{ name: '--claim', text: `${name}=${replaced.claim}` }],
  );
  const overrides = { ...overridesOf(options, scenario.months), claim };
  const refused: RefusedClaim[] = [...scenario.assumptions.values()].flatMap(({ name, claims }) =>
    [...claims.keys()].flatMap((claim) => {
      const [fault] = faultsOfClaim(source, overrides, name, claim);
      return fault === undefined ? [] : [{ assumption: name, claim, message: fault.message }];
    }),
  );
  const isUsable = (name: string, claim: string): boolean =>
    !refused.some((one) => one.assumption === name && one.claim === claim);
  const model = compile(scenario);
  const worlds = asked === 0 ? null : { first: 0, count: asked, seed: scenario.seed, sampler };
  const disputed = [...scenario.assumptions.values()].filter(({ claims }) => claims.size > 0);
  const about = disputed.reduce((n, { claims }) => n + claims.size + 1, 1) + scenario.plans.size + 1;
  const found = await withTrials(io, { model, worlds, about, stops: false }, async (asking) => ({
    disputes: await disputes(asking, model, settings, isUsable),
    findOut: worlds === null ? null : await findOut(asking.ask, model, settings, worlds),
  }));
  const answer = { scenario, settings, worlds, figures: figuresOf(scenario, settings), refused, ...found };
  const format = options.json === true ? 'json' : (options.format ?? 'table');
  if (isForPeople(format)) printPage(io, format, evidencePage(answer, pageOf(io).glyphs));
  else printJson(io, evidenceJson(answer));
  return 0;
}
