import { type AskNumbers, runChecks, worldsAsked } from '../../analysis/checks.ts';
import { firstEdition } from '../../analysis/first-edition.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { renderDiagnostics } from '../../diagnostic/render.ts';
import type { Worlds } from '../../engine/answers.ts';
import { askCase, compile, Engine } from '../../engine/ask.ts';
import { readSource, refuseSecondInput } from '../../host/read.ts';
import { checkJson } from '../../report/check-json.ts';
import { type CheckedFile, checkPage } from '../../report/check-page.ts';
import { pageRows } from '../../report/page.ts';
import { lint } from '../../scenario/lint.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { type ScenarioOptions, tryLoad } from '../load.ts';
import { simulateAll } from '../many-worlds.ts';
import { pageOf, printJson, printRows } from '../print.ts';
import { afterEachSave } from '../saves.ts';
import { usage } from '../usage.ts';

interface CheckOptions extends ScenarioOptions {
  readonly json?: boolean;
  readonly watch?: boolean;
}

/**
 * `check`: errors, warnings and the file's own checks; with --watch again after each save. Exit status by the worst: a
 * faulty file, a broken check, or done.
 */
export async function check(io: Io, files: readonly string[], options: CheckOptions): Promise<number> {
  refuseSecondInput(files);
  if (options.watch !== true) return checkOnce(io, files, options);
  refuseToWatch(files, options);
  const isWhole = (name: string, text: string): boolean => tryLoad({ name, text }, options).scenario !== null;
  return afterEachSave(io, files, isWhole, () => checkOnce(io, files, options));
}

/** Throws Faults where a watch has nothing to follow, or nobody to show it to. */
function refuseToWatch(files: readonly string[], { json }: CheckOptions): void {
  const refuse = (message: string, hint: string): never => {
    throw new Faults([usage(message, hint)]);
  };
  if (files.includes('-')) refuse('--watch follows files, and standard input (-) is none', 'write it to a file');
  if (json === true) refuse('--json prints one object, and --watch goes on', 'one of the two is enough');
}

async function checkOnce(io: Io, files: readonly string[], options: CheckOptions): Promise<number> {
  const reports: CheckedFile[] = [];
  for (const file of files) reports.push(await inspect(io, file, options));
  if (options.json === true) printJson(io, checkJson(reports));
  else for (const report of reports) print(io, report);
  if (reports.some(({ errors }) => errors.length > 0)) return EXIT.usage;
  return reports.some(({ checks }) => checks.some(({ holds }) => holds === false)) ? EXIT.broken : EXIT.done;
}

async function inspect(io: Io, file: string, options: ScenarioOptions): Promise<CheckedFile> {
  try {
    const { scenario, diagnostics, settings, sampler, idle } = tryLoad(readSource(file), options);
    if (scenario === null) return { file, errors: diagnostics, warnings: [], checks: [] };
    const model = compile(scenario);
    const result = askCase(model, settings);
    const runs: Worlds[] = [];
    for (const request of worldsAsked(scenario, scenario.seed, sampler)) {
      // Fewer worlds than a check asks for would give no verdict.
      runs.push(await simulateAll(io, { ...request, model, settings }));
    }
    // A scenario that was continued has been simulated under the second edition already.
    const upgraded = scenario.past === null ? firstEdition(scenario, result, settings) : [];
    const warnings = [...result.warnings, ...lint(scenario, result.lines, idle), ...upgraded];
    const ask: AskNumbers = (count, numbers) => {
      const worlds = { first: 0, count, seed: scenario.seed, sampler };
      return new Engine().answer({ want: 'numbers', model, variants: [{ settings }], worlds, numbers });
    };
    return { file, errors: [], warnings, checks: runChecks(scenario, result, runs, ask) };
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return { file, errors: error.diagnostics, warnings: [], checks: [] };
  }
}

/**
 * Prints the result: checks and warnings to standard output, errors to standard error. On a terminal long lines are
 * wrapped; elsewhere each is one line.
 */
function print(io: Io, found: CheckedFile): void {
  if (found.errors.length > 0) {
    io.stderr.write(`${renderDiagnostics(found.errors)}\n`);
    return;
  }
  const page = pageOf(io);
  printRows(io, pageRows(checkPage(found), io.stdout.isTTY ? page : { ...page, width: Number.POSITIVE_INFINITY }));
}
