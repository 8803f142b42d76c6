/** The tools for agents and notebooks: purpose, input, and the command line that answers each. */
import { z } from 'zod';

/** Most worlds of one answer: clients give up after a minute or so. */
const MOST_WORLDS = 100_000;
/** Most worlds for each setting of a comparison or a search. */
const MOST_WORLDS_EACH = 10_000;
const MOST_MONTHS = 240;
const MOST_FILES = 20;
const LONGEST_TEXT = 4_000;

const text = z.string().max(LONGEST_TEXT);
const words = z.array(text).max(100);
/** Formulas, amounts or settings by name, as in the file or on the command line; plain numbers are allowed. */
const byName = z.record(text, z.union([text, z.number()]));
const file = text.describe(
  'A scenario file, below the folder that the server was started in, or the name of a shipped one',
);
const files = z.array(file).min(1).max(MOST_FILES);
const worldsUpTo = (most: number, least: number, does: string) => z.number().int().min(least).max(most).describe(does);

/** The options that change a scenario; none of these reads or writes another file. */
const SCENARIO = {
  plan: text.describe('Set the levers as this plan of the file does'),
  set: byName.describe('Levers to set over that, by name: {"layoffs": "20%@2024-01"}'),
  assume: byName.describe('Assumptions to replace, by name, with a formula'),
  claim: byName.describe('By assumption the claim of another source to take in place of the file’s value'),
  claims: text.describe('Take all claims of one source; or low, high: those with which it lives shortest, longest'),
  from: text.describe('Go on from the actuals of the months before this one, YYYY-MM'),
  months: z.number().int().min(1).max(MOST_MONTHS).describe('Horizon in months'),
  seed: z.number().int().min(0).describe('Seed of the draws'),
  sampler: z.enum(['random', 'sobol']).describe('How worlds are drawn; default random'),
};
const until = text.describe('What has to hold: "survival >= 80%", "runway >= 18"');
const confidence = text.describe('The share of worlds that must reach it, where it is no share itself; default 80%');
const measure = text.describe('months_alive (default), survival, low, cash@2024-06, …');
const evidenceWorlds = worldsUpTo(MOST_WORLDS, 0, 'Worlds; default 1000, 0: the base case alone');
const eachWorlds = worldsUpTo(MOST_WORLDS_EACH, 0, 'Worlds of each setting; default 1000, 0: the base case alone');

type Shape = Readonly<Record<string, z.ZodType>>;

/** A tool that runs a command; its answer is what the command prints with --json. */
export interface AskingTool {
  /** Name of the tool and of the command. */
  readonly name: string;
  readonly does: string;
  readonly required: Shape;
  readonly optional: Shape;
}

export const ASKING_TOOLS: readonly AskingTool[] = [
  {
    name: 'run',
    does:
      'Simulates one case month by month: cash, who must wait, what ends the company and when. With worlds the odds ' +
      'of that, with world one of those worlds.',
    required: { file },
    optional: {
      ...SCENARIO,
      worlds: worldsUpTo(MOST_WORLDS, 1, 'Draw what is uncertain in so many worlds'),
      world: z.number().int().min(0).describe('One of these worlds as a case, with what is drawn in it'),
      runway: z.boolean().describe('Runway by its definitions, side by side'),
      measures: words.describe('With worlds: measures by month that are wanted'),
    },
  },
  {
    name: 'compare',
    does: 'Variants side by side with differences from the first: plans of a file, several files, or a grid of levers.',
    required: { files },
    optional: {
      ...SCENARIO,
      plans: words.describe('Plans to compare; without them and with one file all of its plans'),
      grid: byName.describe('Every combination of levers: {"layoffs": "0%:60%:10%", "raise": "0"}'),
      sort: text.describe('The best first by this measure: survival, end_cash, min(cash)@2024-01..2024-06, …'),
      top: z.number().int().min(1).max(1_000).describe('With sort: the best alone'),
      worlds: worldsUpTo(MOST_WORLDS_EACH, 1, 'The odds of each, in so many worlds that are the same for all'),
    },
  },
  {
    name: 'check',
    does: 'Errors and warnings of files with their places, and whether each file’s own checks hold.',
    required: { files },
    optional: SCENARIO,
  },
  {
    name: 'solve',
    does: 'The least value of one lever, assumption or funding that reaches a target.',
    required: { file, vary: text.describe('The lever, assumption or funding'), until },
    optional: {
      ...SCENARIO,
      range: text.describe('The values to be tried, LOW..HIGH, in place of the range of the lever'),
      ...{ confidence, worlds: eachWorlds },
    },
  },
  {
    name: 'deadlines',
    does: 'For each lever and plan the last month in which it still works, and when it must be decided.',
    required: { file },
    optional: { ...SCENARIO, until, confidence, worlds: eachWorlds },
  },
  {
    name: 'rescue',
    does: 'The least painful set of levers with which a target holds, re-tested on fresh worlds.',
    required: { file, until },
    optional: {
      ...SCENARIO,
      confidence,
      from: text.describe('Months in which levers may begin, 2023-11..2024-03; default each its own'),
      only: words.describe('Levers that may be moved; default all'),
      without: words.describe('Levers that stay as they stand'),
      accept: z.enum(['estimate', 'bound']).describe('What has to reach it; default estimate'),
      worlds: eachWorlds,
    },
  },
  {
    name: 'explain',
    does: 'What each lever of a plan adds to the change it makes, in parts that sum to it.',
    required: { file },
    optional: {
      ...SCENARIO,
      against_plan: z.string().regex(/^\w+$/).max(100).describe('Another plan that it is held against'),
      against_file: file.describe('An earlier version of the file that it is held against'),
      ...{ measure, worlds: eachWorlds },
    },
  },
  {
    name: 'sensitivity',
    does: 'Which inputs move a measure, what is worth finding out, and what the failed worlds had in common.',
    required: { file },
    optional: {
      ...{ ...SCENARIO, measure },
      worlds: worldsUpTo(MOST_WORLDS_EACH, 100, 'Worlds of the sample; default 1000'),
    },
  },
  {
    name: 'evidence',
    does: 'Every figure, its source, who says otherwise, and what that disagreement moves.',
    required: { file },
    optional: { ...SCENARIO, worlds: evidenceWorlds },
  },
  {
    name: 'backtest',
    does: 'What was reported against what the scenarios give, and the score over all files.',
    required: { files },
    optional: { ...SCENARIO, worlds: evidenceWorlds },
  },
];

/** Schema of a tool's input; unknown keys are refused. */
export const inputOf = ({ required, optional }: Pick<AskingTool, 'required' | 'optional'>) =>
  z.strictObject({
    ...required,
    ...Object.fromEntries(Object.entries(optional).map(([name, type]) => [name, type.optional()])),
  });

export const READ_INPUT = z.strictObject({ file });

const planName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'a name is [a-z][a-z0-9_]*')
  .max(40);
export const SAVE_INPUT = z.strictObject({
  file,
  name: planName.describe('The name of the plan'),
  label: z
    .string()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}+$/u, 'a label is one line')
    .optional()
    .describe('How people call it'),
  plan: text.optional().describe('A plan of the file to begin with; without it the levers as the file has them'),
  set: byName.optional().describe('Levers to set over that, by name: {"layoffs": "20%@2024-01"}'),
  replace: z.boolean().optional().describe('Whether a plan of that name is written over; default false'),
});

export type SaveInput = z.infer<typeof SAVE_INPUT>;

/** Inputs that are lists, separated by commas on the command line. */
const LISTS = new Set(['plans', 'only', 'without', 'measures']);

/**
 * The words of the command line for a validated input. `place` gives the path of a named file, and throws where it may
 * not be read. Each value is joined to its option in one word, so that no value can be taken for an option.
 */
export function wordsOf(tool: AskingTool, input: Readonly<Record<string, unknown>>, place: FilePlace): string[] {
  const operands: string[] = [];
  const options: string[] = [];
  const option = (name: string, value: unknown): void => {
    options.push(`--${name}=${value}`);
  };
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === false) continue;
    if (name === 'file') operands.push(place(String(value)));
    else if (name === 'files') operands.push(...(value as string[]).map(place));
    else if (name === 'against_plan') option('against', value);
    // A path with a separator is read as a file, not as a plan.
    else if (name === 'against_file') option('against', withSeparator(place(String(value))));
    else if (value === true) options.push(`--${name}`);
    else if (LISTS.has(name)) option(name, (value as string[]).join(','));
    else if (typeof value === 'object')
      for (const [key, one] of Object.entries(value as object)) option(name, `${key}=${one}`);
    else option(name, value);
  }
  return [tool.name, ...operands, ...options, '--json'];
}

/** Gives the path to read for a file named by the client. */
export type FilePlace = (called: string) => string;

const withSeparator = (path: string): string => (/[./\\]/.test(path) ? path : `./${path}`);
