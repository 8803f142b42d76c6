import { type AskNumbers, type CheckFound, type CheckResult, runChecks, worldsAsked } from '../../analysis/checks.ts';
import { firstEdition } from '../../analysis/first-edition.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { visible } from '../../diagnostic/escape.ts';
import { positionOf, renderDiagnostics } from '../../diagnostic/render.ts';
import type { Warning, Worlds } from '../../engine/answers.ts';
import { askCase, compile, Engine } from '../../engine/ask.ts';
import { formatMonth } from '../../formula/month.ts';
import { readSource, refuseSecondInput } from '../../host/read.ts';
import { warningJson } from '../../report/json.ts';
import { measureText } from '../../scenario/figure.ts';
import type { Finding } from '../../scenario/findings.ts';
import { lint } from '../../scenario/lint.ts';
import type { Bound } from '../../scenario/scenario.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { type ScenarioOptions, tryLoad } from '../load.ts';
import { simulateMany } from '../many-worlds.ts';
import { printJson } from '../print.ts';
import { afterEachSave } from '../saves.ts';
import { usage } from '../usage.ts';

/** What was found in one file. */
interface Report {
  readonly file: string;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly (Warning | Finding)[];
  readonly checks: readonly CheckResult[];
}

interface CheckOptions extends ScenarioOptions {
  readonly json?: boolean;
  readonly watch?: boolean;
}

/**
 * Errors, warnings and the file's own checks, with --watch again after each save. The exit status: a file is faulty,
 * else a check is broken, else done.
 */
export async function check(io: Io, files: readonly string[], options: CheckOptions): Promise<number> {
  refuseSecondInput(files);
  if (options.watch !== true) return checkOnce(io, files, options);
  refuseToWatch(files, options);
  const isWhole = (name: string, text: string): boolean => tryLoad({ name, text }, options).scenario !== null;
  return afterEachSave(io, files, isWhole, () => checkOnce(io, files, options));
}

/** Throws Faults where there is nothing to be followed, or nobody to show it to. */
function refuseToWatch(files: readonly string[], { json }: CheckOptions): void {
  const refuse = (message: string, hint: string): never => {
    throw new Faults([usage(message, hint)]);
  };
  if (files.includes('-')) refuse('--watch follows files, and standard input (-) is none', 'write it to a file');
  if (json === true) refuse('--json prints one object, and --watch goes on', 'one of the two is enough');
}

async function checkOnce(io: Io, files: readonly string[], options: CheckOptions): Promise<number> {
  const reports: Report[] = [];
  for (const file of files) reports.push(await inspect(io, file, options));
  if (options.json === true) printJson(io, { format: 1, command: 'check', files: reports.map(reportJson) });
  else for (const report of reports) print(io, report);
  if (reports.some(({ errors }) => errors.length > 0)) return EXIT.usage;
  return reports.some(({ checks }) => checks.some(({ holds }) => holds === false)) ? EXIT.broken : EXIT.done;
}

async function inspect(io: Io, file: string, options: ScenarioOptions): Promise<Report> {
  try {
    const { scenario, diagnostics, settings, sampler, idle } = tryLoad(readSource(file), options);
    if (scenario === null) return { file, errors: diagnostics, warnings: [], checks: [] };
    const model = compile(scenario);
    const result = askCase(model, settings);
    const runs: Worlds[] = [];
    for (const request of worldsAsked(scenario, scenario.seed, sampler)) {
      // A verdict on fewer worlds than a check asks for would be none: an interrupt ends the program.
      const manner = { stops: false };
      runs.push((await simulateMany(io, { ...request, model, settings }, manner))!);
    }
    // The past was simulated under this edition.
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

/** What a file promises goes to standard output; what is wrong with one, as everywhere, to standard error. */
function print(io: Io, { file, errors, warnings, checks }: Report): void {
  if (errors.length > 0) {
    io.stderr.write(`${renderDiagnostics(errors)}\n`);
    return;
  }
  const broken = checks.filter(({ holds }) => holds === false).length;
  const verdict =
    checks.length === 0
      ? 'no checks'
      : broken === 0
        ? 'no check broken'
        : `${broken} of ${checks.length} checks broken`;
  const lines = [
    `${file}: no errors, ${warnings.length} warning${warnings.length === 1 ? '' : 's'}, ${verdict}`,
    ...warnings.map(({ where, message, code }) => `  warning: ${where}: ${message} [${code}]`),
    ...checks.map((result) => `  ${checkLine(result)}`),
  ];
  io.stdout.write(`${lines.map(visible).join('\n')}\n`);
}

function checkLine({ check, sampler, found, holds }: CheckResult): string {
  const bounds = [
    ...(check.atLeast === null ? [] : [`at least ${boundText(check.atLeast)}`]),
    ...(check.atMost === null ? [] : [`at most ${boundText(check.atMost)}`]),
  ].join(' and ');
  const measure = measureText(check);
  const by = sampler === null || sampler === 'random' ? '' : `, sampler ${sampler}`;
  const over = check.worlds === 0 ? '' : ` over ${check.worlds} worlds${by}`;
  const promise = `${check.name}: ${measure} ${bounds}${over}`;
  if (holds === null) return `open   ${promise}; its months lie outside the horizon`;
  return `${holds ? 'holds ' : 'BROKEN'} ${promise}; found ${foundText(found)}`;
}

const boundText = (bound: Bound): string => (bound.month === null ? String(bound.number) : formatMonth(bound.month));

function foundText(found: CheckFound): string {
  if (found === 'failed') return 'that half of the worlds had failed by then';
  if (found === null || found === 'outside') return 'none';
  return 'number' in found ? String(Number(found.number.toPrecision(6))) : formatMonth(found.month);
}

function findingJson({ code, where, place, message }: Finding): object {
  return { code, where, months: null, ...positionOf(place.source, place.start), message };
}

const foundJson = (found: CheckFound): number | string | null =>
  found === null || typeof found === 'string' ? null : 'number' in found ? found.number : formatMonth(found.month);

function reportJson({ file, errors, warnings, checks }: Report): object {
  return {
    file,
    errors: errors.map(({ code, place, message, hint }) => ({
      code,
      ...(place === null ? { line: null, column: null } : positionOf(place.source, place.start)),
      message,
      hint: hint ?? null,
    })),
    warnings: warnings.map((warning) => ('place' in warning ? findingJson(warning) : warningJson(warning))),
    checks: checks.map(({ check, sampler, found, holds }) => ({
      name: check.name,
      measure: measureText(check),
      found: foundJson(found),
      sampler,
      holds,
    })),
  };
}
