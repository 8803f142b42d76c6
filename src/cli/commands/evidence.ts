import { disputes } from '../../analysis/disputes.ts';
import { figuresOf } from '../../analysis/evidence.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { evidenceJson, type RefusedClaim } from '../../report/evidence-json.ts';
import { evidencePage } from '../../report/evidence-page.ts';
import { faultsOfClaim } from '../claims.ts';
import { withAsking } from '../held-asking.ts';
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

/** Where every figure comes from, who says otherwise, and what the disputes move. */
export async function runEvidence(io: Io, file: string, options: EvidenceOptions): Promise<number> {
  const source = readSource(file);
  const { scenario, settings, sampler } = load(source, options);
  const faults: Diagnostic[] = [];
  const asked = options.worlds === undefined ? WORLDS : readFully('--worlds', options.worlds, 0, MOST_WORLDS, faults);
  if (asked === null) throw new Faults(faults);
  const overrides = overridesOf(options, scenario.months);
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
  const about = [...scenario.assumptions.values()].reduce((n, { claims }) => n + claims.size + 1, 0);
  const found = await withAsking(io, model, worlds, about, (asking) => disputes(asking, model, settings, isUsable));
  const figures = figuresOf(scenario, settings);
  const answer = { scenario, settings, worlds, figures, disputes: found, refused };
  const format = options.json === true ? 'json' : (options.format ?? 'table');
  if (isForPeople(format)) printPage(io, format, evidencePage(answer, pageOf(io).glyphs));
  else printJson(io, evidenceJson(answer));
  return 0;
}
