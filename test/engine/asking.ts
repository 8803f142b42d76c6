import type { Endings, Worlds } from '../../src/engine/answers.ts';
import {
  Engine,
  MEASURE_NUMBERS,
  type Model,
  measuresFrom,
  type Numbers,
  type WorldRange,
} from '../../src/engine/ask.ts';
import type { Settings } from '../../src/scenario/override.ts';

/** A question for the worlds of one setting of the levers, with the series by month that are wanted. */
export interface Asked extends WorldRange {
  readonly series: readonly string[];
  readonly means?: readonly string[];
  readonly ends?: number;
}

const question = <W extends 'measures' | 'endings'>(want: W, model: Model, settings: Settings, asked: Asked) => {
  const { series, means = [], ends = 0, ...worlds } = asked;
  return { want, model, variants: [{ settings }], worlds, series, means, ends };
};

export const worldsOf = (model: Model, settings: Settings, asked: Asked, engine = new Engine()): Worlds =>
  engine.answer(question('measures', model, settings, asked));

export const endingsOf = (model: Model, settings: Settings, asked: Asked, engine = new Engine()): Endings =>
  engine.answer(question('endings', model, settings, asked));

export const worldsByCrew = (engine: Engine, model: Model, settings: Settings, asked: Asked): Promise<Worlds | null> =>
  engine.answerByCrew(question('measures', model, settings, asked));

export const endingsByCrew = (
  engine: Engine,
  model: Model,
  settings: Settings,
  asked: Asked,
): Promise<Endings | null> => engine.answerByCrew(question('endings', model, settings, asked));

const final = (numbers: Numbers, name: (typeof MEASURE_NUMBERS)[number]): number =>
  numbers.at(MEASURE_NUMBERS.indexOf(name), 0);

/** The base case of each setting of the levers. */
export function gridOf(model: Model, settings: readonly Settings[], engine = new Engine()) {
  const variants = settings.map((own) => ({ settings: own }));
  const answers = engine.ask({ want: 'numbers', model, variants, numbers: MEASURE_NUMBERS, worlds: null });
  return Array.from(answers, ({ outcome }) => ({
    measures: measuresFrom(model, outcome),
    endCash: final(outcome, 'endCash'),
    endOwed: final(outcome, 'endOwed'),
  }));
}

/** The values by month of one world as they count among others: NaN after its failure. */
export const amongOthers = (values: Float64Array, failure: number | null): number[] =>
  Array.from(values, (x, t) => (failure !== null && t > failure ? Number.NaN : x));
