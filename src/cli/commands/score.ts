import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { type Frozen, readFrozen } from '../../analysis/frozen.ts';
import { scoreFrozen } from '../../analysis/score.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { frozenBeside } from '../../host/frozen-files.ts';
import { readSource } from '../../host/read.ts';
import { scoreJson } from '../../report/score-json.ts';
import { scorePage } from '../../report/score-page.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printPage } from '../print.ts';
import { usage } from '../usage.ts';

export interface ScoreOptions extends Pick<ScenarioOptions, 'actuals'> {
  readonly frozen?: readonly string[];
  readonly json?: boolean;
}

/** `score`: frozen projections against actuals. */
export async function scoreCommand(io: Io, file: string, options: ScoreOptions): Promise<number> {
  const source = readSource(file);
  const { scenario } = load(source, options.actuals === undefined ? {} : { actuals: options.actuals });
  const { actuals, currency } = scenario;
  const paths = options.frozen ?? (file === '-' ? [] : frozenBeside(file));
  if (paths.length === 0) throw noneFrozen(file);
  if (actuals.size === 0) throw noActuals(file);
  const frozen = paths.map((path) => readFrozen(readSource(path)));
  const foreign = frozen.filter((one) => one.currency !== currency);
  if (foreign.length > 0) throw new Faults(foreign.map((one) => otherCurrency(one, currency)));
  const digest = createHash('sha256').update(source.text).digest('hex');
  const scored = { scenario, actuals, digest, scores: frozen.map((one) => scoreFrozen(one, actuals)) };
  if (options.json === true) printJson(io, scoreJson(scored));
  else printPage(io, 'table', scorePage(scored, pageOf(io).glyphs));
  return EXIT.done;
}

const fault = (message: string, hint: string): Faults => new Faults([usage(message, hint)]);

const noneFrozen = (file: string): Faults =>
  file === '-'
    ? fault('what is frozen is looked for beside the file, and standard input is beside none', '--frozen FILE names it')
    : fault(
        `there is no frozen projection of ${file} in ${dirname(file)}`,
        `runway freeze ${file} writes one; --frozen FILE names one elsewhere`,
      );

const noActuals = (file: string): Faults =>
  fault(
    `${file} has no actuals to score by`,
    'write actuals: {2026-01: {cash: 3.1M}} into it, or give a file of the bank: --actuals bank.csv',
  );

const otherCurrency = ({ file, currency }: Frozen, own: string) =>
  ({
    severity: 'error',
    code: 'other-currency',
    place: null,
    message: `${file} was frozen in ${currency}, and the scenario is in ${own}`,
    hint: 'amounts of two currencies cannot be compared',
  }) as const;
