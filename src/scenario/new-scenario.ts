import { Faults, type Source, type Span } from '../diagnostic/diagnostic.ts';
import { isReserved, NAME } from '../formula/functions.ts';
import type { Month } from '../formula/month.ts';
import { constantOf, Faulty, readFormula, readLeverSetting } from './formulas.ts';
import { newScenarioText, type ToldCompany, type ToldCreditor, type ToldFigure } from './new-scenario-text.ts';
import { readScenario } from './read.ts';
import { DEFAULT_CURRENCY } from './sections.ts';

/** The questions of `init`: each with the name of its option, and an example of an answer. */
export const INIT_QUESTIONS = [
  { name: 'cash', asks: 'How much cash is in the bank?', example: '4M' },
  { name: 'burn', asks: 'What is spent in a month, pay and all else?', example: '8M' },
  { name: 'revenue', asks: 'What is sold, and how fast does that grow in a month?', example: '11M/year, 3%' },
  { name: 'owed', asks: 'Who is owed what is overdue?', example: 'cloud 2M, landlord 40k' },
  { name: 'hope', asks: 'Which round is hoped for, and when?', example: '20M@2026-09' },
] as const;

/** The answers as they were typed, each a source named for messages; null where the question was skipped. */
export interface InitAnswers {
  readonly cash: Source | null;
  readonly burn: Source | null;
  readonly revenue: Source | null;
  readonly growth: Source | null;
  readonly owed: Source | null;
  readonly hope: Source | null;
}

export const NO_ANSWERS: InitAnswers = {
  cash: null,
  burn: null,
  revenue: null,
  growth: null,
  owed: null,
  hope: null,
};

/** The text of a scenario file of the company, with comments. Throws Faults with all that is wrong in the answers. */
export function newScenario(name: string, start: Month, answers: InitAnswers): string {
  const faulty = new Faulty();
  const company = toldCompany(name, start, answers, faulty);
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  const text = newScenarioText(company);
  const { scenario, diagnostics } = readScenario({ name: 'a new scenario', text });
  if (scenario === null)
    throw new Error(`what was written cannot be read: ${new Faults(diagnostics).message}\n${text}`);
  return text;
}

/** Currency signs that, in any answer, make the scenario's currency another than USD. */
const SIGNS: readonly (readonly [sign: string, currency: string])[] = [
  ['€', 'EUR'],
  ['£', 'GBP'],
];

function toldCompany(name: string, start: Month, answers: InitAnswers, faulty: Faulty): ToldCompany {
  const all = Object.values(answers).map((answer: Source | null) => answer?.text ?? '');
  const sign = SIGNS.find(([mark]) => all.some((text) => text.includes(mark)));
  const currency = sign?.[1] ?? DEFAULT_CURRENCY;
  const figure = (answer: Source | null, least: AnswerBound): ToldFigure | null =>
    answer === null ? null : readFigure(answer, { start: 0, end: answer.text.length }, currency, least, faulty);
  return {
    ...{ name, start, currency },
    cash: figure(answers.cash, AMOUNT),
    burn: figure(answers.burn, ABOVE_ZERO),
    revenue: figure(answers.revenue, AMOUNT),
    growth: figure(answers.growth, SHRINKING),
    owed: answers.owed === null ? [] : readOwed(answers.owed, currency, faulty),
    hope: answers.hope === null ? null : readHope(answers.hope, start, currency, faulty),
  };
}

/** A bound that an answer's value must hold to, and the words that say so. */
interface AnswerBound {
  readonly holds: (value: number) => boolean;
  readonly words: string;
}

const AMOUNT: AnswerBound = { holds: (value) => value >= 0, words: 'an amount that is not below 0 is expected' };
const ABOVE_ZERO: AnswerBound = { holds: (value) => value > 0, words: 'an amount above 0 is expected' };
const SHRINKING: AnswerBound = {
  holds: (value) => value > -1 && value <= 1,
  words: 'a share a month above -100% and up to 100% is expected, such as 3%',
};

function readFigure(source: Source, span: Span, currency: string, bound: AnswerBound, faulty: Faulty): ToldFigure {
  const before = faulty.diagnostics.length;
  const value = constantOf(readFormula(source, span, currency, faulty), faulty);
  if (faulty.diagnostics.length === before && !bound.holds(value))
    faulty.report('bad-value', { source, ...span }, bound.words);
  return { text: source.text.slice(span.start, span.end).trim(), value };
}

/** Reads creditors with what is overdue: `cloud 2M, landlord 40k, the tax office`. Faults go to `faulty`. */
function readOwed(source: Source, currency: string, faulty: Faulty): ToldCreditor[] {
  const names = new Set(['staff', 'others']);
  return [...source.text.matchAll(/[^,]+/g)].flatMap(({ 0: part, index }): ToldCreditor[] => {
    if (part.trim() === '') return [];
    const [, label, amount] = /^\s*(.*?)(?:\s+([-$€£]?\d\S*))?\s*$/s.exec(part)!;
    // A text that begins with a sign or a digit is an amount without a creditor.
    const name = /^[-$€£\d]/.test(label!) ? null : nameFor(label!, names);
    if (name === null) {
      const place = { source, start: index, end: index + part.length };
      faulty.report(
        'bad-name',
        place,
        'who is owed has a name with a letter from a to z',
        'as in cloud 2M, landlord 40k',
      );
      return [];
    }
    names.add(name);
    const shown = label!.charAt(0).toUpperCase() + label!.slice(1);
    if (amount === undefined) return [{ name, label: shown, overdue: null }];
    const start = index + part.lastIndexOf(amount);
    return [
      {
        name,
        label: shown,
        overdue: readFigure(source, { start, end: start + amount.length }, currency, AMOUNT, faulty),
      },
    ];
  });
}

/** Reads the round that is hoped for: `20M` or `20M@2026-09`. Faults go to `faulty`. */
function readHope(source: Source, start: Month, currency: string, faulty: Faulty): ToldCompany['hope'] {
  const span = { start: 0, end: source.text.length };
  const before = faulty.diagnostics.length;
  const { value, from, until } = readLeverSetting(source, span, currency, faulty);
  const place = { source, ...span };
  if (faulty.diagnostics.length === before) {
    if (!(value > 0)) faulty.report('bad-value', place, ABOVE_ZERO.words);
    if (until !== null || (from !== null && from < start))
      faulty.report('bad-dates', place, 'the round comes in one month, not before the start', 'as in 20M@2026-09');
  }
  return { text: source.text.split('@')[0]!.trim(), value, month: from };
}

const LONGEST_NAME = 40;

/** A key for the file made of the text, and not among `taken`; null where the text has no letter. */
function nameFor(text: string, taken: ReadonlySet<string>): string | null {
  const slug = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+/, '')
    .slice(0, LONGEST_NAME)
    .replace(/_+$/, '');
  if (!NAME.test(slug)) return null;
  for (let i = 1; ; i++) {
    const name = i === 1 ? slug : `${slug}_${i}`;
    if (!taken.has(name) && !isReserved(name)) return name;
  }
}
