import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, Faults, type Source } from '../../diagnostic/diagnostic.ts';
import { visible } from '../../diagnostic/escape.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { type Month, parseMonth } from '../../formula/month.ts';
import { readSource } from '../../host/read.ts';
import { ownText, shippedFiles } from '../../host/shipped.ts';
import { writeNew } from '../../host/write-new.ts';
import { INIT_QUESTIONS, type InitAnswers, NO_ANSWERS, newScenario } from '../../scenario/new-scenario.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import type { AskedWith } from '../questions.ts';
import { usage, usageOf } from '../usage.ts';
import { open } from './open.ts';
import { schemaText } from './schema.ts';

export interface InitOptions {
  readonly cash?: string;
  readonly burn?: string;
  readonly revenue?: string;
  readonly growth?: string;
  readonly owed?: string;
  readonly hope?: string;
  readonly name?: string;
  readonly start?: string;
  readonly from?: string;
}

const DEFAULT_FILE = 'company.yaml';
/** The JSON Schema, written beside the file for editors. */
const SCHEMA_FILE = 'runway.schema.json';
const MODELINE = `# yaml-language-server: $schema=${SCHEMA_FILE}\n\n`;

/** `init`: writes a first scenario, from answers or from a shipped one, and opens it where there is a screen. */
export async function init(io: Io, file: string | undefined, options: InitOptions): Promise<number> {
  const path = file ?? (options.from === undefined ? DEFAULT_FILE : `${options.from}.yaml`);
  refusePath(path);
  const text = options.from === undefined ? await asked(io, path, options) : copied(options);
  if (text === null) return EXIT.interrupted;
  const written = writeNew(path, MODELINE + text);
  if (written.kind === 'there') throw new Faults([isThere(path)]);
  if (written.kind === 'failed') throw new Faults([usage(written.why)]);
  const schema = writeNew(join(dirname(path), SCHEMA_FILE), schemaText());
  const beside = schema.kind === 'written' ? `, and ${SCHEMA_FILE} beside it for editors` : '';
  io.stdout.write(`${visible(`Wrote ${path}${beside}.`)}\n`);
  if (schema.kind === 'failed') io.stderr.write(`${visible(`runway: ${schema.why}; editors will miss it`)}\n`);
  if (io.stdout.isTTY && io.stdin.isTTY) return open(io, [path], {});
  const shown = /\s/.test(path) ? `'${path}'` : path;
  io.stdout.write(
    `${visible(`runway ${shown} opens it`)}\n${visible(`runway check ${shown} tells what is wrong with it`)}\n`,
  );
  return EXIT.done;
}

const isThere = (path: string): Diagnostic =>
  usage(`${path} is there already, and init writes over nothing`, 'another name: runway init other.yaml');

/** Throws Faults, before any question, for a path that cannot be written. */
function refusePath(path: string): void {
  if (path === '-') throw new Faults([usage('init writes a file, not standard output', 'as in runway init my.yaml')]);
  if (existsSync(path)) throw new Faults([isThere(path)]);
}

/** The text of a shipped scenario, with its comments. */
function copied({ from, ...others }: InitOptions): string {
  const said = Object.keys(others).map((name) => `--${name}`);
  if (said.length > 0)
    throw new Faults([usage(`--from copies a scenario as it stands: ${said.join(', ')} does not go with it`)]);
  const all = shippedFiles();
  const found = all.find(({ name }) => name === from);
  if (found !== undefined) return ownText(readSource(found.path).text);
  const names = all.map(({ name }) => name);
  const message = `there is no shipped scenario "${from}"${didYouMean(from!, names)}`;
  throw new Faults([usageOf('--from', from!, message, `shipped: ${names.join(', ')}`)]);
}

/**
 * The text made from the options or, where they do not describe the company, from questions; null: the user broke off.
 */
async function asked(io: Io, path: string, options: InitOptions): Promise<string | null> {
  const { name = titleOf(path) } = options;
  const start = options.start === undefined ? thisMonth() : startOf(options.start);
  const said = answersSaid(options);
  if (said !== null) return newScenario(name, start, said);
  if (!io.stdout.isTTY || !io.stdin.isTTY) throw new Faults([nothingSaid()]);
  return askedInTerminal({ path, name, start }, { input: io.stdin, output: io.stdout.stream() });
}

/** The text made from answers in the terminal; null: the user broke off. */
export async function askedInTerminal(
  { path, name, start }: { readonly path: string; readonly name: string; readonly start: Month },
  terminal: Pick<AskedWith, 'input' | 'output'>,
): Promise<string | null> {
  // The library that draws questions is loaded only here.
  const { askInTurn } = await import('../questions.ts');
  const questions = INIT_QUESTIONS.map((question) => ({
    ...question,
    faultOf: (answer: string) => faultOf(start, question.name, answer),
  }));
  const answers = await askInTurn(questions, {
    title: `A new scenario, ${path}: five questions, each of which Enter skips`,
    end: 'Every figure can be changed in the file.',
    ...terminal,
  });
  if (answers === null) return null;
  const given = [...answers].map(([question, answer]) => answerTo(question, answer));
  return newScenario(name, start, Object.assign({}, NO_ANSWERS, ...given));
}

const nothingSaid = (): Diagnostic =>
  usage(
    'nothing is said of the company, and there is no terminal to ask in',
    'as in runway init my.yaml --cash 4M --burn 8M --revenue 11M/year --growth 3% ' +
      '--owed "cloud 2M, landlord 40k" --hope 20M@2026-09; any of them is enough, or --from NAME',
  );

/** The answers given as options; null where there are none. */
function answersSaid(options: InitOptions): InitAnswers | null {
  const said = (Object.keys(NO_ANSWERS) as (keyof InitAnswers)[]).flatMap((name) => {
    const text = options[name];
    return text === undefined ? [] : [{ [name]: { name: `--${name}`, text } }];
  });
  return said.length === 0 ? null : Object.assign({}, NO_ANSWERS, ...said);
}

/** The answer to one question as the parts of the file that it gives; the answer on revenue gives two. */
function answerTo(question: string, text: string): Partial<InitAnswers> {
  const source = (name: string, part: string): Source => ({ name, text: part.trim() });
  const [, revenue, growth] = (question === 'revenue' ? /^(.*),([^,()]*)$/s.exec(text) : null) ?? [];
  if (revenue === undefined) return { [question]: source(question, text) };
  return { revenue: source('revenue', revenue), growth: source('growth', growth!) };
}

function faultOf(start: Month, question: string, text: string): string | null {
  try {
    newScenario('A company', start, { ...NO_ANSWERS, ...answerTo(question, text) });
    return null;
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    const [{ message, hint }] = error.diagnostics as [Diagnostic];
    return hint === undefined ? message : `${message}; ${hint}`;
  }
}

function startOf(text: string): Month {
  const month = parseMonth(text);
  if (month !== null) return month;
  throw new Faults([usageOf('--start', text, 'a month is written YYYY-MM, from 1900-01 to 2199-12')]);
}

function thisMonth(): Month {
  const now = new Date();
  return now.getFullYear() * 12 + now.getMonth();
}

/** A title made from the file name: `my-company.yaml` gives `My company`. */
function titleOf(path: string): string {
  const words = basename(path)
    .replace(/\.ya?ml$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words === '' ? 'My company' : words.charAt(0).toUpperCase() + words.slice(1);
}
