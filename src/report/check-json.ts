import type { CheckFound } from '../analysis/checks.ts';
import { positionOf } from '../diagnostic/render.ts';
import { formatMonth } from '../formula/month.ts';
import { measureText } from '../scenario/figure.ts';
import type { Finding } from '../scenario/findings.ts';
import type { CheckedFile } from './check-page.ts';
import { warningJson } from './json.ts';

/** The object of `check --json`, for all files together. */
export const checkJson = (files: readonly CheckedFile[]): object => ({
  ...{ format: 1, command: 'check', files: files.map(fileJson) },
});

function findingJson({ code, where, place, message }: Finding): object {
  return { code, where, months: null, ...positionOf(place.source, place.start), message };
}

const foundJson = (found: CheckFound): number | string | null =>
  found === null || typeof found === 'string' ? null : 'number' in found ? found.number : formatMonth(found.month);

function fileJson({ file, errors, warnings, checks }: CheckedFile): object {
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
