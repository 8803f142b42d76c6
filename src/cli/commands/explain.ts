import { type ExplainedSide, explain, playersOf } from '../../analysis/explain.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { compile } from '../../engine/ask.ts';
import { formatMonth } from '../../formula/month.ts';
import { readSource, refuseSecondInput } from '../../host/read.ts';
import { explainJson } from '../../report/explain-json.ts';
import { explainPage } from '../../report/explain-page.ts';
import { leverSettings, planSettings } from '../../scenario/override.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { withAsker } from '../asking.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { type LoadedRun, load, readFully, type ScenarioOptions } from '../load.ts';
import { readMeasureOption } from '../measure-option.ts';
import { pageOf, printJson, printPage } from '../print.ts';
import { caught, usage, usageOf } from '../usage.ts';

export interface ExplainOptions extends ScenarioOptions {
  readonly against?: string;
  readonly measure?: string;
  readonly worlds?: string;
  readonly json?: boolean;
}

const WORLDS = '1000';
const MAX_WORLDS = 100_000;

/**
 * `explain`: what each lever contributes to the change that a plan makes, or each difference between two versions of a
 * file.
 */
export async function explainCommand(io: Io, file: string, options: ExplainOptions): Promise<number> {
  const isFile = isOtherFile(options.against);
  refuseSecondInput(isFile ? [file, options.against!] : [file]);
  const loaded = load(readSource(file), options);
  const faults: Diagnostic[] = [];
  const explained = readMeasureOption(loaded.scenario, options.measure, faults);
  const count = readFully('--worlds', options.worlds ?? WORLDS, 0, MAX_WORLDS, faults);
  const to: ExplainedSide = { model: compile(loaded.scenario), settings: loaded.settings };
  const from = isFile ? otherFile(loaded.scenario, options, faults) : otherPlan(to, options.against, faults);
  if (explained === null || count === null || from === null || faults.length > 0) throw new Faults(faults);
  const players = playersOf({ from, to });
  if (players.length === 0) throw new Faults([nothingDiffers(options)]);
  const worlds = count === 0 ? null : { first: 0, count, seed: loaded.scenario.seed, sampler: loaded.sampler };
  const found = await withAsker(
    io,
    () => 'explaining',
    ({ ask }) => explain({ ask, from, to, explained, worlds }, players),
  );
  if (found === null) {
    io.stderr.write('Stopped before every setting was simulated: no part can be told.\n');
    return EXIT.interrupted;
  }
  const answer = { ...loaded, from, against: options.against ?? null, explained, worlds, found };
  if (options.json === true) printJson(io, explainJson(answer));
  else printPage(io, 'table', explainPage(answer, pageOf(io).glyphs));
  return EXIT.done;
}

/** Whether the text names a file: it has a dot or a slash, or is `-`; a plan has neither in its name. */
const isOtherFile = (against: string | undefined): boolean => against !== undefined && /[./\\]|^-$/.test(against);

function nothingDiffers({ plan, set, against }: ExplainOptions): Diagnostic {
  const message =
    plan === undefined && set === undefined && against === undefined
      ? 'nothing is changed: a plan is explained, --plan NAME'
      : 'the two set every lever alike: there is nothing to explain';
  const hint = 'as in --plan NAME, --plan NAME --against OTHER, --set LEVER=VALUE or --against EARLIER.yaml';
  return usage(message, hint);
}

/** The same file with its levers as another plan sets them, or as the file itself does where `against` is undefined. */
function otherPlan({ model }: ExplainedSide, against: string | undefined, faults: Diagnostic[]): ExplainedSide | null {
  const { scenario } = model;
  if (against === undefined) return { model, settings: leverSettings(scenario) };
  if (scenario.plans.has(against)) return { model, settings: planSettings(scenario, against) };
  const plans = [...scenario.plans.keys()];
  const message = `there is no plan "${against}"${didYouMean(against, plans)}`;
  const hint = plans.length === 0 ? undefined : `plans: ${plans.join(', ')}; or a file, as in earlier.yaml`;
  faults.push({ ...usageOf('--against', against, message, hint), code: 'unknown-plan' });
  return null;
}

/** Another version of the file, with the same plan where it has it. Other options apply to the first file alone. */
function otherFile(
  scenario: Scenario,
  { against, plan, months, seed, measure }: ExplainOptions,
  faults: Diagnostic[],
): ExplainedSide | null {
  const source = readSource(against!);
  const under = (own: ScenarioOptions): LoadedRun =>
    load(source, { ...own, ...(months === undefined ? {} : { months }), ...(seed === undefined ? {} : { seed }) });
  const other = caught(() => {
    const plain = under({});
    return plan !== undefined && plain.scenario.plans.has(plan) ? under({ plan }) : plain;
  }, faults);
  if (other === null) return null;
  for (const key of ['start', 'months', 'currency'] as const) {
    const [own, its] = [scenario[key], other.scenario[key]];
    if (own === its) continue;
    const said = (x: number | string): string => (key === 'start' ? formatMonth(Number(x)) : String(x));
    const message = `the two have another ${key}, ${said(own)} and ${said(its)}: they are no versions of one file`;
    faults.push(
      usageOf('--against', against!, message, key === 'months' ? '--months N gives both one horizon' : undefined),
    );
  }
  // A measured line or creditor must exist in both files.
  if (readMeasureOption(scenario, measure, []) !== null) readMeasureOption(other.scenario, measure, faults);
  return { model: compile(other.scenario), settings: other.settings };
}
