import { type CheckResult, type Found, runChecks, worldsAsked } from '../../analysis/checks.ts';
import { countOf, type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { positionOf, renderDiagnostics } from '../../diagnostic/render.ts';
import type { Warning, Worlds } from '../../engine/answers.ts';
import { compile, simulateCase } from '../../engine/engine.ts';
import { formatMonth } from '../../formula/month.ts';
import { readSource } from '../../host/read.ts';
import { warningJson } from '../../report/json.ts';
import type { Finding } from '../../scenario/findings.ts';
import { lint } from '../../scenario/lint.ts';
import type { Bound } from '../../scenario/scenario.ts';
import type { Io } from '../io.ts';
import { type ScenarioOptions, tryLoad } from '../load.ts';
import { simulateMany } from '../many-worlds.ts';
import { printJson } from '../print.ts';

/** What was found in one file. */
interface Report {
  readonly file: string;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly (Warning | Finding)[];
  readonly checks: readonly CheckResult[];
}

/** Errors, warnings and the file's own checks: 2 where a file is faulty, else 1 where a check is broken, else 0. */
export async function check(
  io: Io,
  files: readonly string[],
  options: ScenarioOptions & { json?: boolean },
): Promise<number> {
  const reports: Report[] = [];
  for (const file of files) reports.push(await inspect(io, file, options));
  if (options.json === true) printJson(io, { format: 1, command: 'check', files: reports.map(reportJson) });
  else for (const report of reports) print(io, report);
  if (reports.some(({ errors }) => errors.length > 0)) return 2;
  return reports.some(({ checks }) => checks.some(({ holds }) => holds === false)) ? 1 : 0;
}

async function inspect(io: Io, file: string, options: ScenarioOptions): Promise<Report> {
  try {
    const { scenario, diagnostics, settings, sampler, idle } = tryLoad(readSource(file), options);
    if (scenario === null) return { file, errors: diagnostics, warnings: [], checks: [] };
    const model = compile(scenario);
    const result = simulateCase(model, settings);
    const runs: Worlds[] = [];
    for (const request of worldsAsked(scenario, scenario.seed, sampler)) {
      // A verdict on fewer worlds than a check asks for would be none: an interrupt ends the program.
      const manner = { sketch: false, stops: false };
      runs.push((await simulateMany(io, model, settings, request, manner))!);
    }
    const warnings = [...result.warnings, ...lint(scenario, result.lines, idle)];
    return { file, errors: [], warnings, checks: runChecks(scenario, result, runs) };
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return { file, errors: error.diagnostics, warnings: [], checks: [] };
  }
}

function print(io: Io, { file, errors, warnings, checks }: Report): void {
  if (errors.length > 0) {
    io.stderr.write(`${renderDiagnostics(errors)}\n`);
    const count = countOf(errors);
    io.stdout.write(`${file}: ${count} error${count === 1 ? '' : 's'}\n`);
    return;
  }
  const broken = checks.filter(({ holds }) => holds === false).length;
  const verdict =
    checks.length === 0
      ? 'no checks'
      : broken === 0
        ? 'no check broken'
        : `${broken} of ${checks.length} checks broken`;
  io.stdout.write(`${file}: no errors, ${warnings.length} warning${warnings.length === 1 ? '' : 's'}, ${verdict}\n`);
  for (const { where, message, code } of warnings) io.stdout.write(`  warning: ${where}: ${message} [${code}]\n`);
  for (const result of checks) io.stdout.write(`  ${checkLine(result)}\n`);
}

function checkLine({ check, sampler, found, holds }: CheckResult): string {
  const bounds = [
    ...(check.atLeast === null ? [] : [`at least ${boundText(check.atLeast)}`]),
    ...(check.atMost === null ? [] : [`at most ${boundText(check.atMost)}`]),
  ].join(' and ');
  const measure = check.of === null ? check.measure : `${check.measure}("${check.of}")`;
  const by = sampler === null || sampler === 'random' ? '' : `, sampler ${sampler}`;
  const over = check.worlds === 0 ? '' : ` over ${check.worlds} worlds${by}`;
  const promise = `${check.name}: ${measure} ${bounds}${over}`;
  if (holds === null) return `open   ${promise}; its months lie outside the horizon`;
  return `${holds ? 'holds ' : 'BROKEN'} ${promise}; found ${foundText(found)}`;
}

const boundText = (bound: Bound): string => (bound.month === null ? String(bound.number) : formatMonth(bound.month));

function foundText(found: Found): string {
  if (found === null || found === 'outside') return 'none';
  return 'number' in found ? String(Number(found.number.toPrecision(6))) : formatMonth(found.month);
}

function findingJson({ code, where, place, message }: Finding): object {
  return { code, where, months: null, ...positionOf(place.source, place.start), message };
}

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
      measure: check.of === null ? check.measure : `${check.measure}("${check.of}")`,
      found: found === null || found === 'outside' ? null : 'number' in found ? found.number : formatMonth(found.month),
      sampler,
      holds,
    })),
  };
}
