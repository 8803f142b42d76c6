import type { CheckFound, CheckResult } from '../analysis/checks.ts';
import type { Role } from '../chart/cells.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { visible } from '../diagnostic/escape.ts';
import type { Warning } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import { measureText } from '../scenario/figure.ts';
import type { Finding } from '../scenario/findings.ts';
import type { Bound } from '../scenario/scenario.ts';
import { type Line, notes, type Section } from './page.ts';
import { worldCount } from './worlds-headline.ts';

/** Result of checking one file. */
export interface CheckedFile {
  readonly file: string;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly (Warning | Finding)[];
  readonly checks: readonly CheckResult[];
}

/** The page of `check` for a file that can be read: a line for the file, then one for each warning and each check. */
export function checkPage({ file, warnings, checks }: CheckedFile): Section[] {
  const broken = checks.filter(({ holds }) => holds === false).length;
  const verdict =
    checks.length === 0
      ? 'no checks'
      : broken === 0
        ? 'no check broken'
        : `${broken} of ${checks.length} checks broken`;
  const count = `${warnings.length} warning${warnings.length === 1 ? '' : 's'}`;
  const title = visible(`${file}: no errors, ${count}, ${verdict}`);
  const lines = [
    ...warnings.map(({ where, message, code }) => said(`warning: ${where}: ${message} [${code}]`, 'warn')),
    ...checks.map(checkLine),
  ];
  if (lines.length === 0) return [notes({ text: title, role: 'title' })];
  return [{ kind: 'notes', title, mark: '  ', lines }];
}

const said = (text: string, role: Role): Line => ({ text: visible(text), role });

/** One check: `holds  alive: survival at least 0.8 over 1,000 worlds; found 0.86`. */
function checkLine({ check, sampler, found, holds }: CheckResult): Line {
  const bounds = [
    ...(check.atLeast === null ? [] : [`at least ${boundText(check.atLeast)}`]),
    ...(check.atMost === null ? [] : [`at most ${boundText(check.atMost)}`]),
  ].join(' and ');
  const measure = measureText(check);
  const by = sampler === null || sampler === 'random' ? '' : `, sampler ${sampler}`;
  const over = check.worlds === 0 ? '' : ` over ${worldCount(check.worlds)}${by}`;
  const promise = `${check.name}: ${measure} ${bounds}${over}`;
  if (holds === null) return said(`open   ${promise}; its months lie outside the horizon`, 'muted');
  return said(`${holds ? 'holds ' : 'BROKEN'} ${promise}; found ${foundText(found)}`, holds ? 'good' : 'bad');
}

const boundText = (bound: Bound): string => (bound.month === null ? String(bound.number) : formatMonth(bound.month));

function foundText(found: CheckFound): string {
  if (found === 'failed') return 'that half of the worlds had failed by then';
  if (found === null || found === 'outside') return 'never';
  return 'number' in found ? String(Number(found.number.toPrecision(6))) : formatMonth(found.month);
}
