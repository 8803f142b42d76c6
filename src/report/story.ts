/**
 * The story of a company in sentences for newspaper readers. Each sentence names the figures that it rests on, their
 * source, and the command that prints them; it says nothing that was not computed.
 */
import type { Deadline } from '../analysis/deadlines.ts';
import { grouped, money, months } from '../chart/money.ts';
import { plainText } from '../chart/text.ts';
import type { Case, Worlds } from '../engine/answers.ts';
import { monthName } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Backtested } from './backtest-json.ts';
import type { Dated } from './deadlines-json.ts';
import type { Evidenced } from './evidence-json.ts';
import { odds } from './odds.ts';
import type { Section } from './page.ts';
import { sourceInShort } from './source-words.ts';
import { calledBy, causeWords, creditorLabel, horizonOf, NOBODY_ENDS_IT, nameOf, nobodyEndsIt } from './words.ts';
import { livingShare, survivalInterval, type WorldsVariant } from './worlds-variant.ts';

/** A sentence or two on one subject. */
export interface StorySentence {
  readonly text: string;
  /** The figures in the sentence, each a text that the command prints, letter for letter. */
  readonly figures: readonly string[];
  readonly source: string;
  readonly command: string;
}

/** The answers that a story is made of; `command` gives the command line of each. */
export interface StoryAsked {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly worlds: Worlds;
  readonly base: Case;
  readonly dated: Dated;
  readonly plans: readonly WorldsVariant[];
  readonly evidence: Evidenced;
  readonly tested: Backtested;
  readonly command: (name: 'run' | 'worlds' | 'deadlines' | 'compare' | 'evidence' | 'backtest') => string;
}

/**
 * The sentences in the order of the questions: when, who, what kept the company alive, what ended it, what would have
 * saved it.
 */
export const storyOf = (told: StoryAsked): StorySentence[] =>
  [opens, pays, waits, keeps, ends, saves, byWhen, rests, disputed, happened].flatMap((tell) => tell(told) ?? []);

type Tell = (told: StoryAsked) => StorySentence | null;

const SHARE_THAT_SAVES = 0.8;

const inWorlds = ({ worlds }: StoryAsked): string => `${grouped(worlds.count)} futures, seed ${worlds.seed}`;
const BASE = 'Simulated: the base case, every uncertain figure at its median';

/** Opening cash and arrears, and their source. */
const opens: Tell = ({ scenario, base, evidence, command }) => {
  const { cash, overdue } = base.opening;
  const sum = (value: number): string => money(value, scenario.currency);
  const named = evidence.figures.find(({ usedBy, section }) => section === 'assumptions' && usedBy.includes('cash'));
  const source = named?.entry?.source ?? null;
  const arrears =
    overdue > 0 ? `, and ${sum(overdue)} of its bills was overdue` : ', and none of its bills was overdue';
  return {
    text: `At the start of ${monthName(scenario.start)} the company had ${sum(cash)}${arrears}.`,
    figures: [],
    source: source === null ? 'The file, without a source' : sourceInShort(scenario, source),
    command: command('run'),
  };
};

/** When the company can no longer pay all dues. */
const pays: Tell = (told) => {
  const { scenario, worlds, command } = told;
  const { p50, never } = worlds.measures.zeroCash;
  const source = `Simulated: ${inWorlds(told)}`;
  const horizon = horizonOf(scenario);
  if (p50 === null)
    return {
      text: `In ${odds(never)} of the simulated futures it can pay all that is due through ${horizon}.`,
      ...{ figures: [], source, command: command('worlds') },
    };
  const when = nameOf(scenario.start, p50);
  const most = never > 0 ? ` In ${odds(never)} of them that never comes by ${horizon}.` : '';
  return {
    text: `In half of the simulated futures or more, it could no longer pay all that was due by the end of ${when}.${most}`,
    ...{ figures: [when], source, command: command('worlds') },
  };
};

/** The creditor that waits with the most arrears at the end, in the base case. */
const waits: Tell = ({ scenario, base, command }) => {
  const t = base.measures.failure?.t ?? scenario.months - 1;
  const label = creditorLabel(scenario);
  const owed = [...base.creditors].map(([name, { overdue }]) => ({ name, overdue: overdue[t]! }));
  const waiting = owed.filter(({ overdue }) => overdue > 0).sort((a, b) => b.overdue - a.overdue);
  const when = nameOf(scenario.start, t);
  const end = base.measures.failure === null ? `at the end of ${when}` : `when it failed, in ${when}`;
  if (waiting.length === 0)
    return {
      text: `In the base case nobody was owed overdue bills ${end}.`,
      figures: [],
      source: BASE,
      command: command('run'),
    };
  const sum = (value: number): string => money(value, scenario.currency);
  const some = waiting.slice(0, 3).map(({ name, overdue }) => `${label(name)} (${sum(overdue)})`);
  const total = sum(base.byMonth.overdue[t]!);
  const text = `In the base case these waited for overdue bills ${end}: ${some.join(', ')}; all together ${total}.`;
  return { text, figures: [total, when], source: BASE, command: command('run') };
};

/** The lever in force without which the company lives shortest. */
const keeps: Tell = (told) => {
  const { scenario, settings, dated, command } = told;
  const { now, levers } = dated.found;
  if (now.monthsAlive === null) return null;
  const lost = ({ without }: Deadline): number => now.monthsAlive! - (without?.monthsAlive ?? now.monthsAlive!);
  const pulled = levers.filter(({ name }) => settings.get(name)!.value !== 0);
  const best = pulled.reduce<Deadline | null>((a, b) => (a === null || lost(b) > lost(a) ? b : a), null);
  if (best === null || lost(best) < 0.1) return null;
  const [then, without] = [months(now.monthsAlive), months(best.without!.monthsAlive!)];
  const label = calledBy(scenario.levers.get(best.name)!);
  return {
    text: `What kept it alive most, of what it had decided: "${label}". With it, it lives ${then} on average, without it ${without} (of the ${scenario.months} that were simulated).`,
    figures: [then, without.replace(/ months?$/, ' mo')],
    ...{ source: `Simulated: ${inWorlds(told)}`, command: command('deadlines') },
  };
};

/** What ends the company, and when. */
const ends: Tell = (told) => {
  const { scenario, worlds, command } = told;
  const rest = { source: `Simulated: ${inWorlds(told)}`, command: command('worlds') };
  if (nobodyEndsIt(worlds)) return { text: `Whether it survives ${NOBODY_ENDS_IT}.`, figures: [], ...rest };
  const [cause] = worlds.causes;
  const horizon = horizonOf(scenario);
  if (cause === undefined)
    return { text: `In none of the simulated futures did it fail by the end of ${horizon}.`, figures: [], ...rest };
  const { p5, p50, p95, never } = worlds.measures.failure;
  const by = (t: number | null, share: string): string[] =>
    t === null ? [] : [`${share} by ${nameOf(scenario.start, t)}`];
  const dates = [...by(p5, '5%'), ...by(p50, 'half'), ...by(p95, '95%')];
  const share = odds(cause.share);
  const failing =
    never > 0 ? `It fails in ${odds(1 - never)} of the simulated futures` : 'It fails in every simulated future';
  const after = dates.length === 0 ? '' : `: in ${dates.join(', ')}`;
  const words = causeWords(cause.cause, creditorLabel(scenario));
  return {
    text: `${failing} by the end of ${horizon}${after}. What ends it, in ${share} of the failures: ${words}.`,
    figures: [share, words, ...(p50 === null ? [] : [nameOf(scenario.start, p50)])],
    ...rest,
  };
};

/** The plans of the file with which the company survives. */
const saves: Tell = (told) => {
  const { scenario, worlds, plans, command } = told;
  const rest = { source: `Simulated: ${inWorlds(told)}, the same for every plan`, command: command('compare') };
  if (nobodyEndsIt(worlds)) return null;
  const named = plans.filter(({ plan }) => plan !== null).sort((a, b) => livingShare(b) - livingShare(a));
  if (named.length === 0)
    return { text: 'What would have saved it was not asked: the file names no plans.', figures: [], ...rest };
  const all = named.length === 1 ? 'The one plan of the file' : `Of the ${named.length} plans of the file`;
  const told80 = named.filter((one) => livingShare(one) >= SHARE_THAT_SAVES);
  const words = (one: WorldsVariant): string => {
    const label = scenario.plans.get(one.plan!)?.label ?? null;
    return `${one.plan}${label === null ? '' : ` (${plainText(label)})`}, ${odds(livingShare(one))}`;
  };
  const [best] = named as [WorldsVariant];
  const interval = survivalInterval(best);
  const sure =
    interval === null ? '' : `; the best with a 95% interval of ${odds(interval[0])} to ${odds(interval[1])}`;
  const horizon = horizonOf(scenario);
  if (told80.length === 0)
    return {
      text: `${all}, none survives through ${horizon} in 80% of the simulated futures; the best is ${words(best)}.`,
      ...{ figures: [odds(livingShare(best))], ...rest },
    };
  return {
    text: `${all}, ${told80.length === 1 ? 'one keeps' : `${told80.length} keep`} it alive through ${horizon} in 80% or more of the simulated futures: ${told80.map(words).join('; ')}${sure}.`,
    ...{ figures: told80.map((one) => odds(livingShare(one))), ...rest },
  };
};

/** The latest deadline among the plans that save the company. */
const byWhen: Tell = (told) => {
  const { scenario, worlds, plans, dated, command } = told;
  if (nobodyEndsIt(worlds)) return null;
  const saving = plans.filter((one) => one.plan !== null && livingShare(one) >= SHARE_THAT_SAVES);
  const open = dated.found.plans.filter(
    ({ name, status, asked }) => status === 'open' && asked === 'survival' && saving.some(({ plan }) => plan === name),
  );
  if (open.length === 0) return null;
  const last = open.reduce((a, b) => (b.latest!.decide > a.latest!.decide ? b : a));
  const { latest, later, without } = last;
  const when = monthName(latest!.decide);
  const [then, next] = [odds(latest!.outcome.share), odds((later?.outcome ?? without!).share)];
  const text = `There was time until ${when}: decided then, plan ${last.name} still keeps half of what it gains in its best month (it survives in ${then} of the simulated futures); decided a month later, in ${next}.`;
  return {
    ...{ text, figures: [when, then, next] },
    ...{ source: `Simulated: ${inWorlds(told)}; start ${monthName(scenario.start)}`, command: command('deadlines') },
  };
};

/** How many figures the story rests on, and whose they are. */
const rests: Tell = ({ evidence, command }) => {
  const own = evidence.figures.filter(({ section }) => section !== 'levers');
  const sourced = own.filter(({ origin }) => origin === 'source').length;
  const ours = own.filter(({ origin }) => origin === 'ours').length;
  return {
    text: `How sure is it? Of the ${own.length} figures that all this rests on, ${sourced} have a source, and ${ours} are the author's own; the rest are put together from those. Shares are of simulated futures, not of real ones.`,
    figures: [`${own.length} figures`, `${sourced} with a source`, `${ours} ours`],
    ...{ source: 'The file, its sources', command: command('evidence') },
  };
};

/** The dispute with the greatest effect. */
const disputed: Tell = ({ scenario, evidence, command }) => {
  const [dispute] = evidence.disputes;
  if (dispute === undefined) return null;
  const { assumption, contenders } = dispute;
  const values = contenders.map(({ claim, formula, monthsAlive }) => {
    const by = claim === null ? (assumption.source ?? 'the author') : (assumption.claims.get(claim)!.source ?? claim);
    return `${plainText(formula.text.trim())} by ${sourceInShort(scenario, by)} (it lives ${months(monthsAlive)} on average)`;
  });
  return {
    text: `The disagreement that matters most is over "${calledBy(assumption)}": ${values.join('; ')}.`,
    figures: contenders.map(({ monthsAlive }) => months(monthsAlive).replace(/ months?$/, '')),
    ...{ source: 'Rival claims of the file; months lived are simulated', command: command('evidence') },
  };
};

/** How well the scenario forecast what was reported later. */
const happened: Tell = ({ tested, command }) => {
  const known = tested.lines.filter(({ verdict }) => verdict !== null);
  if (known.length === 0) return null;
  const missed = known.filter(({ verdict }) => verdict === 'outside' || verdict === 'missed');
  const names = missed.map(({ reported }) => calledBy(reported)).join('; ');
  const not = missed.length === 0 ? '' : ` Not as reported: ${names}.`;
  return {
    text: `Of ${known.length} things that were reported afterwards, the simulation agrees with ${known.length - missed.length}.${not}`,
    figures: missed.map(({ reported }) => calledBy(reported)),
    ...{ source: 'What the file has as reported; the simulation does not read it', command: command('backtest') },
  };
};

/** The sentences, each with its source and its command below. */
export const storyTold = (sentences: readonly StorySentence[]): Section => ({
  kind: 'entries',
  title: 'Sentence by sentence',
  entries: sentences.map(({ text, source, command }) => ({
    head: { text, role: 'plain' },
    lines: [
      { text: `Source: ${source}.`, role: 'muted' },
      { text: command, role: 'muted' },
    ],
  })),
});
