import { FUNCTIONS, type FunctionEntry } from '../../src/formula/functions.ts';
import { PREFERENCES } from '../../src/preferences/preferences.ts';
import { CREDITOR, MONTHLY, type MonthlyMeasure, WORLD } from '../../src/scenario/measure-names.ts';
import { GLOSSARY } from '../../src/tui/glossary.ts';
import { CONTEXTS, type Context, keySign } from '../../src/tui/key-binding.ts';
import { KEYMAP } from '../../src/tui/keymap.ts';

/** A table of Markdown; cells are Markdown too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** A code span, with bars escaped, since one would end the cell. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** Every key of the screen by context. */
export function keyTable(): string {
  const rows = (Object.keys(CONTEXTS) as Context[]).flatMap((context) => [
    [`**${CONTEXTS[context]}**`, ''],
    ...KEYMAP.filter((binding) => binding.context === context).map(({ keys, description }) => [
      keys.map((key) => code(keySign(key))).join(' '),
      description,
    ]),
  ]);
  return table(['key', 'does'], rows);
}

/** Every setting of the settings file. */
export const settingsTable = (): string =>
  table(
    ['setting', 'may be', 'otherwise', 'is'],
    PREFERENCES.map(({ key, allowed, example, standard, means }) => [
      code(key),
      typeof allowed === 'string' ? `as in ${code(example)}` : allowed.map(code).join(', '),
      code(standard),
      means,
    ]),
  );

/** The glossary of the screen. */
export const wordTable = (): string =>
  table(
    ['word', 'means'],
    GLOSSARY.map(({ term, means }) => [term, means]),
  );

const GROUPS: Readonly<Record<FunctionEntry['group'], string>> = {
  number: 'Numbers',
  time: 'Time',
  calendar: 'Calendar',
  rows: 'Rows of numbers',
  lever: 'Levers',
  memory: 'Memory',
  state: 'State of the company',
  distribution: 'Distributions: allowed in assumptions, and in the amount and month of funding',
  draw: 'Draws',
};

/** Every function of the formula language by group, each with its example. */
export function functionTable(): string {
  const entries: FunctionEntry[] = Object.values(FUNCTIONS);
  const rows = (Object.keys(GROUPS) as FunctionEntry['group'][]).flatMap((group) => [
    [`**${GROUPS[group]}**`, '', ''],
    ...entries
      .filter((entry) => entry.group === group)
      .map(({ signature, means, example: [formula, value] }) => [
        code(signature),
        means,
        `${code(formula)} is ${value}`,
      ]),
  ]);
  return table(['function', 'is', 'example'], rows);
}

/** Measures by month, of a world as a whole, and of a creditor. */
export function measureTables(): string {
  const monthly: [string, MonthlyMeasure][] = Object.entries(MONTHLY);
  return [
    table(
      ['measure by month', 'shown as', 'kind', 'is'],
      monthly.map(([name, { label, kind, means }]) => [code(name), label, kind, means]),
    ),
    table(
      ['measure of a creditor', 'kind', 'is'],
      Object.entries(CREDITOR).map(([name, { kind, means }]) => [code(`${name}("cloud")`), kind, means]),
    ),
    table(
      ['measure of a world', 'shown as', 'kind', 'is'],
      Object.entries(WORLD).map(([name, { label, unit, means }]) => [code(name), label, unit, means]),
    ),
  ].join('\n\n');
}
