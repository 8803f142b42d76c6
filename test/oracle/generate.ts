import { formatMonth } from '../../src/formula/month.ts';
import { Dice } from './dice.ts';
import { assume, leverSection } from './generate/assumptions.ts';
import { assets, openingCash, reserve } from './generate/cash.ts';
import { creditor } from './generate/creditors.ts';
import { debt } from './generate/debts.ts';
import { fundingEntry } from './generate/funding.ts';
import { lineSections } from './generate/lines.ts';
import { checks, plans, reported, sourceEntry } from './generate/notes.ts';
import { Stage } from './generate/stage.ts';
import { bare, map, scalar, type Yaml, yamlText } from './yaml-text.ts';

/**
 * The text of a valid scenario made at random, with every section, function and spelling, and outcomes of every kind.
 * Formulas evaluated once stay within bounds in every world, so the scenario can also be run with draws.
 */
export function generateScenario(seed: number): string {
  const dice = new Dice(seed);
  return yamlText(scenario(new Stage(dice)), dice);
}

function scenario(stage: Stage): Yaml & { kind: 'map' } {
  const { dice } = stage;
  const levers = leverSection(stage);
  const assumptions: [string, Yaml][] = [];
  assume(stage, assumptions, 'once', dice.pick([0, 1, 2, 3, 5, 7]));
  assume(stage, assumptions, 'monthly', dice.pick([0, 1, 2, 3, 4]));
  const { revenue, costs } = lineSections(stage, assumptions);
  const creditors = stage.creditors.map((name): [string, Yaml] => [name, creditor(stage, name)]);
  const debts = stage.debts.map((planned): [string, Yaml] => [planned.name, debt(stage, planned)]);
  const funding = stage.funding.map((name): [string, Yaml] => [name, fundingEntry(stage)]);
  const cash = openingCash(stage, assumptions);
  const sources = stage.sources.map((name): [string, Yaml] => [name, sourceEntry(stage)]);
  return map([
    ...head(stage),
    ['cash', cash],
    ['reserve', dice.chance(0.5) ? scalar(reserve(stage).text) : null],
    ['assets', assets(stage)],
    ['sources', stage.section(sources)],
    ['levers', stage.section(levers)],
    ['assumptions', stage.section(assumptions)],
    ['revenue', stage.section(revenue)],
    ['costs', stage.section(costs)],
    ['creditors', stage.section(creditors)],
    ['debts', stage.section(debts)],
    ['funding', stage.section(funding)],
    ['plans', stage.section(plans(stage))],
    ['checks', checks(stage)],
    ['reported', dice.chance(0.15) && stage.creditors.length > 0 ? reported(stage) : null],
  ]) as Yaml & { kind: 'map' };
}

function head(stage: Stage): [string, Yaml | null][] {
  const { dice, months, currency } = stage;
  const name = dice.pick(['generated', 'A scenario, made at random', 'No. 5: "test"']);
  return [
    ['runway', bare('1')],
    ['name', dice.chance(0.5) ? scalar(name) : null],
    ['description', dice.chance(0.2) ? scalar('What is told here is not true of any company.') : null],
    ['start', scalar(formatMonth(stage.start))],
    ['months', months !== 24 || dice.chance(0.5) ? scalar(String(months)) : null],
    ['currency', currency === null ? null : scalar(currency)],
    ['seed', dice.chance(0.3) ? scalar(String(dice.whole(0, 99999))) : null],
  ];
}
