import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstEdition } from '../../src/analysis/first-edition.ts';
import { positionOf } from '../../src/diagnostic/render.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { constantValue } from '../../src/formula/constant.ts';
import { FINDINGS, type Finding } from '../../src/scenario/findings.ts';
import { lint } from '../../src/scenario/lint.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/**
 * Every kind of thing that means nothing, or no longer what it did, shown once: `CODE.yaml` or `CODE.what.yaml`, and
 * beside it what is said of it (`.txt`, written anew by `vitest -u` and then read).
 */
const FOLDER = join(import.meta.dirname, 'warnings');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));

/** Amounts of costs that are a number, or a name that is one, over twelve or not: all that the specimens have. */
function amountsOf({ assumptions, costs }: Scenario): Map<string, number[]> {
  return new Map(
    [...costs.values()].map(({ name, amount: { node } }) => {
      const of = node.op === 'div' ? node.left : node;
      const value = of.op === 'name' ? constantValue(assumptions.get(of.name)!.value.node)! : constantValue(of)!;
      return [name, [node.op === 'div' ? value / 12 : value]];
    }),
  );
}

const codeOf = (name: string): string => name.split('.')[0]!;

function upgradesOf(scenario: Scenario): Finding[] {
  const settings = leverSettings(scenario);
  return firstEdition(scenario, askCase(compile(scenario), settings), settings);
}

describe('what means nothing is said: ', () => {
  test.each(names)('%s', async (name) => {
    const text = readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
    const { scenario, idle } = readScenario({ name, text });
    expect(scenario).not.toBeNull();
    const amounts = name === 'yearly-as-monthly' ? amountsOf(scenario!) : undefined;
    const code = codeOf(name);
    const upgraded = code === 'first-edition' ? upgradesOf(scenario!) : [];
    const found = [...lint(scenario!, amounts, idle), ...upgraded];
    expect(found.map((finding) => finding.code)).toEqual([code]);
    const lines = found.map(({ code, where, place, message }) => {
      const { line, column } = positionOf(place.source, place.start);
      return `${line}:${column}: ${where}: ${message} [${code}]\n`;
    });
    await expect(lines.join('')).toMatchFileSnapshot(`warnings/${name}.txt`);
  });

  test('each kind has its specimen', () => {
    expect([...new Set(names.map(codeOf))].sort()).toEqual(Object.keys(FINDINGS).sort());
  });
});
