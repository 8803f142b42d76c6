import type { Contender, Dispute } from '../analysis/disputes.ts';
import type { EvidenceFigure } from '../analysis/evidence.ts';
import type { FindOut } from '../analysis/find-out.ts';
import type { WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import type { Assumption, Claim, Scenario } from '../scenario/scenario.ts';
import { runHead } from './json.ts';

/** A claim that cannot be used, and the reason. */
export interface RefusedClaim {
  readonly assumption: string;
  readonly claim: string;
  readonly message: string;
}

/** The evidence of a file, with what was asked. */
export interface Evidenced {
  readonly scenario: Scenario;
  readonly settings: Settings;
  /** Null for the base case alone. */
  readonly worlds: WorldRange | null;
  readonly figures: readonly EvidenceFigure[];
  /** By falling effect. */
  readonly disputes: readonly Dispute[];
  readonly refused: readonly RefusedClaim[];
  /** What to find out next; null for the base case, in which nothing is uncertain. */
  readonly findOut: readonly FindOut[] | null;
}

/** The object of `evidence --json`. */
export function evidenceJson(answer: Evidenced): object {
  const { scenario, settings, worlds, figures, disputes, refused, findOut } = answer;
  const byName = new Map(disputes.map((dispute) => [dispute.assumption.name, dispute]));
  return {
    ...runHead(scenario, settings),
    command: 'evidence',
    worlds: worlds?.count ?? 0,
    seed: scenario.seed,
    ...(worlds === null ? {} : { sampler: worlds.sampler }),
    sources: [...scenario.sources.values()].map(({ name, title, publisher, date, url }) => ({
      ...{ name, title, publisher, date, url },
    })),
    figures: figures.map((figure) => figureJson(scenario, figure, byName, refused)),
    disputes: disputes.map(({ assumption }) => assumption.name),
    ...(findOut === null ? {} : { find_out: findOut.map((one) => findOutJson(scenario, one)) }),
  };
}

/** Source of the entry that an uncertain input stands in; null: the file names none. */
export const sourceOfUncertain = (
  { assumptions, funding }: Scenario,
  { bar, of }: Pick<FindOut, 'of'> & { readonly bar: Pick<FindOut['bar'], 'kind'> },
): string | null => (bar.kind === 'assumption' ? assumptions.get(of) : funding.get(of))?.source ?? null;

const findOutJson = (scenario: Scenario, one: FindOut): object => {
  const { bar, worth } = one;
  const { name, kind, low, high, swing } = bar;
  return {
    ...{ name, kind, source: sourceOfUncertain(scenario, one), low, high, months: swing },
    worth: worth === null ? null : { months: worth.gain, interval: worth.interval },
  };
};

function figureJson(
  scenario: Scenario,
  figure: EvidenceFigure,
  disputes: ReadonlyMap<string, Dispute>,
  refused: readonly RefusedClaim[],
): object {
  const { section, name, entry, parts, value, origin, usedBy } = figure;
  const assumption = section === 'assumptions' ? scenario.assumptions.get(name)! : null;
  return {
    section,
    name,
    label: entry?.label ?? null,
    value,
    parts: parts.map(({ key, text }) => ({ key, text })),
    origin,
    in_use: inUse(assumption),
    source: entry?.source ?? null,
    note: entry?.note ?? null,
    used_by: usedBy,
    ...(assumption === null ? {} : claimsJson(assumption, disputes.get(name), refused)),
  };
}

function inUse(assumption: Assumption | null): 'file' | 'claim' | 'assume' {
  const replaced = assumption?.replaced ?? null;
  return replaced === null ? 'file' : replaced.claim === null ? 'assume' : 'claim';
}

function claimsJson(assumption: Assumption, dispute: Dispute | undefined, refused: readonly RefusedClaim[]): object {
  const { claims, replaced, written } = assumption;
  const of = (claim: string | null): Contender | undefined => dispute?.contenders.find((one) => one.claim === claim);
  const filed = of(null);
  return {
    ...(replaced?.claim == null ? {} : { claim: replaced.claim }),
    ...(filed === undefined ? {} : { filed: { value: written.text.trim(), ...outcomeJson(filed) } }),
    claims: [...claims.values()].map((claim) => {
      const found = of(claim.name);
      const why = refused.find((one) => one.assumption === assumption.name && one.claim === claim.name);
      return { ...claimJson(claim), ...(found === undefined ? { refused: why?.message ?? null } : changeJson(found)) };
    }),
    ...(dispute === undefined ? {} : { swing: swingJson(dispute) }),
  };
}

const claimJson = ({ name, value, source, note }: Claim): object => ({ name, value: value.text.trim(), source, note });

const outcomeJson = ({ base, monthsAlive, survival }: Contender): object => ({
  runway: base.runway,
  months_alive: monthsAlive,
  survival,
});

const changeJson = (contender: Contender): object => ({
  ...outcomeJson(contender),
  swing: contender.months.mean,
  ...(contender.months.interval === null ? {} : { interval: contender.months.interval }),
  survival_swing: contender.points.mean,
});

const swingJson = ({ swing, points }: Dispute): object => ({
  months: swing.mean,
  ...(swing.interval === null ? {} : { interval: swing.interval }),
  survival: points,
});
