import { playersOf } from '../../analysis/explain.ts';
import { monthCount } from '../../chart/money.ts';
import type { ExplainAnswer } from '../../report/explain-json.ts';
import {
  explainLead,
  explainParts,
  explainTogether,
  explainWaterfall,
  partWords,
  playerCalled,
} from '../../report/explain-page.ts';
import { roughOdds } from '../../report/odds.ts';
import { comparedWith, settingsOf } from '../outcome.ts';
import { choiceKey } from '../results.ts';
import type { Baseline, ReadState } from '../state.ts';
import { STUDY_WORLDS } from '../study-worlds.ts';
import { arrowOf } from '../words.ts';
import { isUncertain } from '../worlds.ts';
import type { MovesPage, MovesTold } from './page.ts';
import { targetOf } from './target.ts';

const NOTHING =
  'Nothing is changed: pull a lever or apply a plan, and it is told here what each part brings. ' +
  'b pins a result to hold it against.';
const ALIKE = 'Every lever is set as in what it is held against: there is nothing to explain.';
const OTHER_MONTHS =
  'What is pinned was simulated over other months, or in another currency: pin again to hold it against this.';

/** The page that splits a change into parts: from the pinned result, else from the file, to the choice in hand. */
export const CHANGE: MovesPage = {
  name: 'What changed',
  short: 'Change',
  asked: (state) => {
    const against = comparedWith(state);
    if (against === null) return NOTHING;
    const { loaded, choice } = state;
    const isSame = against.loaded === loaded;
    if (!isSame && !isComparable(loaded.scenario, against.loaded.scenario)) return OTHER_MONTHS;
    const settings = settingsOf(loaded, choice);
    const from = settingsOf(against.loaded, against.choice);
    if (playersOf(sides(state, against)).length === 0) return ALIKE;
    return {
      key: JSON.stringify(['explain', choiceKey(choice), isSame ? 'now' : 'earlier', choiceKey(against.choice)]),
      asked: { what: 'explain', settings, from, earlier: isSame ? null : against.loaded.scenario },
    };
  },
  told: (state, found) => (found.what === 'explain' ? told(state, answerOf(state, found.explanation)) : null),
};

type Comparable = Pick<ReadState['loaded']['scenario'], 'start' | 'months' | 'currency'>;
const isComparable = (a: Comparable, b: Comparable): boolean =>
  a.start === b.start && a.months === b.months && a.currency === b.currency;

const sides = ({ loaded, choice }: ReadState, against: Baseline) => ({
  from: { model: against.loaded.model, settings: settingsOf(against.loaded, against.choice) },
  to: { model: loaded.model, settings: settingsOf(loaded, choice) },
});

function answerOf(state: ReadState, found: ExplainAnswer['found']): ExplainAnswer {
  const { scenario, sampler, model } = state.loaded;
  const { from, to } = sides(state, comparedWith(state)!);
  const worlds = isUncertain(model) ? { first: 0, count: STUDY_WORLDS, seed: scenario.seed, sampler } : null;
  return { scenario, settings: to.settings, from, against: null, explained: 'months_alive', worlds, found };
}

function told(state: ReadState, answer: ExplainAnswer): MovesTold {
  const { glyphs } = state;
  const { found, scenario } = answer;
  const parts = explainParts(found);
  const arrow = arrowOf(state);
  const { base, result } = found;
  const [was, is] = [roughOdds(base.survival), roughOdds(result.survival)];
  const alive = was === is ? `alive still ${is}` : `alive ${was} ${arrow} ${is}`;
  const lived = `${monthCount(base.value)} ${arrow} ${monthCount(result.value)} of ${scenario.months} months`;
  const against = `Against ${comparedWith(state)!.label}.`;
  const all = [...explainTogether(answer, glyphs), HOW];
  return {
    head: `${alive}; ${lived}`,
    lead: [against, ...explainLead(answer, glyphs)],
    lines: (width) => explainWaterfall(answer, width, glyphs),
    count: parts.length + 2,
    columns: null,
    // The first line and the last hold the value before and the value now.
    detail: (line) => {
      const part = parts[line - 1];
      return part === undefined
        ? all.join(' ')
        : `${playerCalled(answer, part.player)}: ${partWords(answer, part, glyphs)}.`;
    },
    go: (line) => {
      const player = parts[line - 1]?.player;
      if (player === undefined || player.kind === 'rest') return null;
      return targetOf(state, player.kind, player.name);
    },
  };
}

const HOW = 'The parts are Shapley values and sum to the change.';
