/** The largest difference of two numbers that agree: relative to the larger, or absolute, whichever is more. */
export interface Slack {
  readonly relative: number;
  readonly absolute: number;
}

const STANDARD: Slack = { relative: 1e-9, absolute: 1e-6 };

/**
 * The differences between an expected object of the machine output and an actual one, each with its path; none where
 * they agree. What is expected must be there, and there may be more. Arrays must be as long as expected, but for
 * warnings, of which the standard fixes the `where`, and the months of an amount below zero on a line.
 */
export function agree(expected: unknown, actual: unknown, slack: Slack = STANDARD): string[] {
  const differences: string[] = [];
  walk(expected, actual, '', slack, differences);
  return differences;
}

function walk(expected: unknown, actual: unknown, path: string, slack: Slack, differences: string[]): void {
  const differ = (): void => {
    differences.push(`${path || 'all'}: expected ${show(expected)}, got ${show(actual)}`);
  };
  if (typeof expected === 'number') {
    if (typeof actual !== 'number' || !close(expected, actual, slack)) differ();
  } else if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) differ();
    else if (path === 'warnings') warned(expected, actual, differences);
    else if (actual.length !== expected.length) {
      differences.push(`${path}: expected ${expected.length} entries, got ${actual.length}`);
    } else {
      expected.forEach((entry, i) => {
        walk(entry, actual[i], `${path}[${i}]`, slack, differences);
      });
    }
  } else if (isRecord(expected)) {
    if (!isRecord(actual)) differ();
    else {
      for (const [key, entry] of Object.entries(expected)) {
        walk(entry, actual[key], path === '' ? key : `${path}.${key}`, slack, differences);
      }
    }
  } else if (!Object.is(expected, actual)) differ();
}

function close(a: number, b: number, slack: Slack): boolean {
  return Math.abs(a - b) <= Math.max(slack.absolute, slack.relative * Math.max(Math.abs(a), Math.abs(b)));
}

function warned(expected: readonly unknown[], actual: readonly unknown[], differences: string[]): void {
  for (const wanted of expected) {
    if (!isRecord(wanted)) continue;
    const { code, where, months } = wanted;
    const there = actual.filter(isRecord).filter((warning) => warning.where === where);
    const ofLine = code === 'amount-below-zero' && /^(revenue|costs)\./.test(String(where));
    const found = ofLine
      ? there.some((warning) => warning.code === code && warning.months === months)
      : there.length > 0;
    if (!found) differences.push(`warnings: expected ${show(wanted)}, got ${show(there)}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
