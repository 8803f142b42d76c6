/** What an argument of a function may be. */
export type ArgumentKind =
  /** Any formula. */
  | 'formula'
  /** A formula of numbers alone. */
  | 'constant'
  /** A formula of numbers alone that comes to a whole number. */
  | 'whole number'
  /** A month in quotes. */
  | 'month'
  /** A day in quotes. */
  | 'day'
  /** A creditor in quotes. */
  | 'creditor'
  /** An entry of `funding` in quotes. */
  | 'funding'
  /** A flow of the company in quotes. */
  | 'flow'
  /** The bare name of an assumption, lever or line. */
  | 'name'
  /** A call of a distribution. */
  | 'distribution';

/** One function of the formula language, as the table has it. */
export interface FunctionEntry {
  /** Which part of the parser reads its arguments. */
  readonly group: 'number' | 'time' | 'calendar' | 'rows' | 'lever' | 'memory' | 'state' | 'distribution' | 'draw';
  readonly args: readonly ArgumentKind[];
  /** How many of `args` may be left out, from the end. */
  readonly optional?: number;
  /** How many arguments at the end of `args` may be repeated, as a group: 1 for `a, b, …`, 2 for pairs. */
  readonly repeats?: number;
  /** How a call is written, for hints and the reference. */
  readonly signature: string;
  /** What its value is, for the reference. */
  readonly means: string;
  /** A formula, and its value in the base case in month 0, which is January 2024. */
  readonly example: readonly [formula: string, value: number];
}

const formula = 'formula' as const;
const constant = 'constant' as const;
const month = 'month' as const;
const whole = 'whole number' as const;

/** Every function of the formula language: what the parser allows, what the reference prints. */
export const FUNCTIONS = {
  min: {
    group: 'number',
    args: [formula],
    repeats: 1,
    signature: 'min(a, b, …)',
    means: 'the least of its arguments',
    example: ['min(3, 1, 2)', 1],
  },
  max: {
    group: 'number',
    args: [formula],
    repeats: 1,
    signature: 'max(a, b, …)',
    means: 'the greatest of its arguments',
    example: ['max(3, 1, 2)', 3],
  },
  abs: { group: 'number', args: [formula], signature: 'abs(x)', means: 'x without its sign', example: ['abs(-3)', 3] },
  floor: {
    group: 'number',
    args: [formula],
    signature: 'floor(x)',
    means: 'the whole number at or below x',
    example: ['floor(2.7)', 2],
  },
  ceil: {
    group: 'number',
    args: [formula],
    signature: 'ceil(x)',
    means: 'the whole number at or above x',
    example: ['ceil(2.1)', 3],
  },
  round: {
    group: 'number',
    args: [formula],
    signature: 'round(x)',
    means: 'the nearest whole number, half away from zero',
    example: ['round(2.5)', 3],
  },
  exp: { group: 'number', args: [formula], signature: 'exp(x)', means: 'e to the power x', example: ['exp(0)', 1] },
  log: {
    group: 'number',
    args: [formula],
    signature: 'log(x)',
    means: 'the natural logarithm',
    example: ['log(1)', 0],
  },
  log10: {
    group: 'number',
    args: [formula],
    signature: 'log10(x)',
    means: 'the logarithm to base 10',
    example: ['log10(1000)', 3],
  },
  sqrt: { group: 'number', args: [formula], signature: 'sqrt(x)', means: 'the square root', example: ['sqrt(16)', 4] },
  clamp: {
    group: 'number',
    args: [formula, formula, formula],
    signature: 'clamp(x, low, high)',
    means: 'x kept from low to high; low wins',
    example: ['clamp(7, 0, 5)', 5],
  },
  if: {
    group: 'number',
    args: [formula, formula, formula],
    signature: 'if(test, a, b)',
    means: 'a where test is not 0, else b',
    example: ['if(t == 0, 10, 20)', 10],
  },
  since: {
    group: 'time',
    args: [month],
    signature: 'since("2024-01")',
    means: '1 from that month on, else 0',
    example: ['since("2024-01")', 1],
  },
  until: {
    group: 'time',
    args: [month],
    signature: 'until("2024-01")',
    means: '1 up to and including that month, else 0',
    example: ['until("2023-12")', 0],
  },
  at: {
    group: 'time',
    args: [month],
    signature: 'at("2024-01")',
    means: '1 in that month alone',
    example: ['at("2024-01")', 1],
  },
  between: {
    group: 'time',
    args: [month, month],
    signature: 'between("2024-01", "2024-03")',
    means: '1 from the first month to the second, both included',
    example: ['between("2024-01", "2024-03")', 1],
  },
  ramp: {
    group: 'time',
    args: [month, formula],
    signature: 'ramp("2024-01", n)',
    means: '0 up to that month, then rises evenly to 1, n months later, and stays',
    example: ['ramp("2023-11", 4)', 0.5],
  },
  every: {
    group: 'calendar',
    args: [whole, month],
    signature: 'every(n, "2026-03")',
    means: '1 in that month and every n months after it, else 0',
    example: ['every(12, "2023-01")', 1],
  },
  paydays: {
    group: 'calendar',
    args: ['day', whole],
    signature: 'paydays("2026-01-02", 14)',
    means: 'how many of the days that far apart, from that day on, fall in the month',
    example: ['paydays("2024-01-05", 7)', 4],
  },
  series: {
    group: 'rows',
    args: [month, constant],
    repeats: 1,
    signature: 'series("2026-01", x, y, …)',
    means: 'x in that month, y in the next, …; 0 before and after',
    example: ['series("2023-12", 5, 6, 7)', 6],
  },
  steps: {
    group: 'rows',
    args: [month, constant],
    repeats: 2,
    signature: 'steps("2026-01", x, "2026-04", y, …)',
    means: 'x from that month on, y from the next one given, …; 0 before the first',
    example: ['steps("2023-06", 5, "2024-03", 6)', 5],
  },
  by_month: {
    group: 'rows',
    args: Array.from({ length: 12 }, () => constant),
    signature: 'by_month(x1, …, x12)',
    means: 'x1 in every January, … x12 in every December',
    example: ['by_month(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)', 1],
  },
  from: {
    group: 'lever',
    args: ['name'],
    signature: 'from(lever)',
    means: "the lever's first month in force, as t",
    example: ['from(cut)', 3],
  },
  prev: {
    group: 'memory',
    args: ['name', formula],
    optional: 1,
    signature: 'prev(x, first)',
    means: 'x a month ago; `first` in the first month, or x itself where it is left out',
    example: ['prev(sales, 80)', 80],
  },
  change: {
    group: 'memory',
    args: ['name', formula],
    optional: 1,
    signature: 'change(x, first)',
    means: 'x less x a month ago; in the first month less `first`, or less 0',
    example: ['change(sales, 80)', 20],
  },
  lag: {
    group: 'memory',
    args: ['name', whole, formula],
    optional: 1,
    signature: 'lag(x, n, first)',
    means: 'x as it was n months ago; `first`, or 0, in the first n months',
    example: ['lag(sales, 3, 80)', 80],
  },
  past: {
    group: 'memory',
    args: ['flow', whole],
    signature: 'past("net_income", n)',
    means: 'that flow of the company, summed over the n months before this one',
    example: ['past("net_income", 12)', 0],
  },
  owed: {
    group: 'state',
    args: ['creditor'],
    signature: 'owed("cloud")',
    means: 'arrears, invoices not yet due and debt, as the month opens',
    example: ['owed("cloud")', 70],
  },
  overdue: {
    group: 'state',
    args: ['creditor'],
    signature: 'overdue("cloud")',
    means: 'arrears as the month opens',
    example: ['overdue("cloud")', 50],
  },
  suspended: {
    group: 'state',
    args: ['creditor'],
    signature: 'suspended("cloud")',
    means: '1 while the creditor has stopped supplying, else 0',
    example: ['suspended("cloud")', 0],
  },
  arrived: {
    group: 'state',
    args: ['funding'],
    signature: 'arrived("series_b")',
    means: '1 once that funding has come in, in a month before this one, else 0',
    example: ['arrived("series_b")', 0],
  },
  normal: {
    group: 'distribution',
    args: [constant, constant],
    signature: 'normal(mean, sd)',
    means: 'normal distribution',
    example: ['normal(7, 2)', 7],
  },
  lognormal: {
    group: 'distribution',
    args: [constant, constant],
    signature: 'lognormal(median, sigma)',
    means: 'lognormal; sigma is the standard deviation of the logarithm',
    example: ['lognormal(9, 0.4)', 9],
  },
  uniform: {
    group: 'distribution',
    args: [constant, constant],
    signature: 'uniform(a, b)',
    means: 'every value from a to b equally likely',
    example: ['uniform(2, 4)', 3],
  },
  triangular: {
    group: 'distribution',
    args: [constant, constant, constant],
    signature: 'triangular(low, mode, high)',
    means: 'triangular distribution',
    example: ['triangular(0, 1, 2)', 1],
  },
  pert: {
    group: 'distribution',
    args: [constant, constant, constant],
    signature: 'pert(low, mode, high)',
    means: 'PERT distribution, weight 4',
    example: ['pert(0, 1, 2)', 1],
  },
  beta: {
    group: 'distribution',
    args: [constant, constant],
    signature: 'beta(a, b)',
    means: 'beta distribution on 0 to 1',
    example: ['beta(1, 1)', 0.5],
  },
  bernoulli: {
    group: 'distribution',
    args: [constant],
    signature: 'bernoulli(p)',
    means: '1 with probability p, else 0',
    example: ['bernoulli(50%)', 1],
  },
  whole: {
    group: 'distribution',
    args: [constant, constant],
    signature: 'whole(a, b)',
    means: 'whole numbers from a to b, equally likely',
    example: ['whole(1, 6)', 3],
  },
  monthly: {
    group: 'draw',
    args: ['distribution'],
    signature: 'monthly(normal(0, 2%))',
    means: 'draws afresh each month, not once a world',
    example: ['monthly(normal(0, 2%))', 0],
  },
} as const satisfies Record<string, FunctionEntry>;

const ENTRIES = new Map<string, FunctionEntry>(Object.entries(FUNCTIONS));

/** The entry of a function, or null where there is none of that name. */
export const functionEntry = (name: string): FunctionEntry | null => ENTRIES.get(name) ?? null;
export const FUNCTION_NAMES: readonly string[] = [...ENTRIES.keys()];

/** How a remainder is written: there is no operator for it, since % is a percentage. */
export const REMAINDER_HINT = 'a remainder is written t - 12 * floor(t / 12)';

/** By function that other languages have, the hint what to write instead. */
const FOREIGN = new Map<string, string>([
  ['pow', 'a power is written ^'],
  ['power', 'a power is written ^'],
  ['rem', REMAINDER_HINT],
  ['remainder', REMAINDER_HINT],
  ['next', 'a formula looks back, never ahead: prev(x) is x a month ago'],
  ['lead', 'a formula looks back, never ahead: prev(x) is x a month ago'],
  ['ln', 'the natural logarithm is log(x)'],
  ['sum', 'a sum is written a + b + c'],
  ['average', 'a mean is written (a + b) / 2'],
  ['avg', 'a mean is written (a + b) / 2'],
  ['mean', 'a mean is written (a + b) / 2'],
  ['int', 'the whole part is floor(x)'],
  ['trunc', 'the whole part is floor(x)'],
  ['iif', 'a choice is written if(test, a, b)'],
  ['ifelse', 'a choice is written if(test, a, b)'],
  ['date', 'a month stands in quotes: since("2024-01")'],
]);

/** What to write for a function that other languages have and formulas do not; null for any other word. */
export const foreignWord = (name: string): string | null => FOREIGN.get(name.toLowerCase()) ?? null;

/** The message where a function is given a wrong number of arguments; null where the number is right. */
export function wrongCount(
  name: string,
  { args, optional = 0, repeats = 0 }: FunctionEntry,
  given: number,
): string | null {
  const least = args.length - optional;
  const more = given - args.length;
  if (given >= least && (more <= 0 || (repeats > 0 && more % repeats === 0))) return null;
  const range = optional === 0 ? String(least) : `${least} or ${args.length}`;
  const further = repeats === 1 ? ' or more' : repeats > 1 ? `, ${least + repeats}, ${least + 2 * repeats}, …` : '';
  return `${name} is given ${given} argument${given === 1 ? '' : 's'}, and takes ${range}${further}`;
}

/** Words that are values without arguments. */
const VALUE_WORDS: readonly string[] = ['t', 'cash', 'month_of_year', 'days', 'month', 'quarter', 'year'];

/** Whether a word is a value without arguments: `t`, `cash`, of the calendar, or a period of a rate. */
export const isValueWord = (name: string): boolean => VALUE_WORDS.includes(name);

/** Words that mean something in a formula without being functions. */
const WORDS = [...VALUE_WORDS, ...'k and or not to in mod xor true false null'.split(' ')];
const RESERVED = new Set([...WORDS, ...FUNCTION_NAMES]);

/** Whether a name is a word of the formula language, and so cannot be given to anything. */
export const isReserved = (name: string): boolean => RESERVED.has(name);

/** What a name of any section looks like. */
export const NAME = /^[a-z][a-z0-9_]*$/;
