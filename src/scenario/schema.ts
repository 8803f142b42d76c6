/**
 * The shape of a scenario file. Values are texts here, as YAML's failsafe schema leaves them; what a formula says is
 * checked after the shape. The JSON Schema for editors is made from this same source, so numbers are described there as
 * editors see them.
 */
import * as z from 'zod/mini';
import { NAME } from '../formula/functions.ts';
import { parseMonth } from '../formula/month.ts';

const opt = z.optional;

/** What the JSON Schema says beyond the shape. */
interface Described {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly examples?: readonly unknown[];
  readonly [keyword: string]: unknown;
}

export const DESCRIPTIONS = z.registry<Described>();

/** A text with a check; the check says what is wrong, or null. */
function text(description: Described, wrong: (value: string) => string | null = () => null) {
  const schema = z.string().check(
    z.check((payload) => {
      const message = wrong(payload.value);
      if (message !== null) payload.issues.push({ code: 'custom', message, input: payload.value, continue: true });
    }),
  );
  schema.register(DESCRIPTIONS, description);
  return schema;
}

const prose = (description: string, ...examples: string[]) =>
  text({ description, type: ['string', 'number', 'boolean', 'null'], examples });

const formula = (description: string, ...examples: (string | number)[]) =>
  text({ description, type: ['string', 'number'], examples });

const month = (description: string, otherwise = '') =>
  text({ description, type: 'string', pattern: '^\\d{4}-\\d{2}$', examples: ['2024-01'] }, (value) =>
    parseMonth(value) === null ? `a month is written YYYY-MM, from 1900-01 to 2199-12${otherwise}` : null,
  );

function whole(description: string, minimum: number, maximum: number, ...examples: number[]) {
  const allowed = `a whole number from ${minimum} to ${maximum} is expected`;
  const described = {
    description,
    type: ['integer', 'string'],
    minimum,
    maximum,
    pattern: '^(0|[1-9]\\d*)$',
    examples,
  };
  return text(described, (value) => {
    const number = /^(0|[1-9]\d{0,15})$/.test(value) ? Number(value) : -1;
    if (number >= minimum && number <= maximum) return null;
    return /^0\d/.test(value) ? `${allowed}, without a 0 before it` : allowed;
  });
}

/** When something happens: a month, or the first month in which a test holds. */
function event(description: string, written = month(description, '; what a test decides is {when: cash < 3M}')) {
  const when = formula('It happens in the first month in which this is true, and once.', 'cash < 3M', 'sales > 100k');
  return z.union([written, z.strictObject({ when })]);
}

const day = opt(whole('Day of the month on which its money comes in, 1 to 31. Default: from its start.', 1, 31, 15));
const over = (what: string) =>
  opt(whole(`Months over which ${what} in equal parts, this one included. Default 1.`, 1, 120, 12));

const terms = text(
  {
    description: 'Due that many days after the invoice: net 0, 30, 60, … 360. Default net 0.',
    type: 'string',
    pattern: '^net \\d+$',
    examples: ['net 0', 'net 30', 'net 60'],
  },
  (value) => {
    const days = /^net +(0|[1-9]\d{0,2})$/.exec(value);
    const isAllowed = days !== null && Number(days[1]) % 30 === 0 && Number(days[1]) <= 360;
    return isAllowed ? null : 'terms are net 0, net 30, net 60, … net 360';
  },
);

const currency = text(
  {
    description: 'ISO 4217 code. Default USD.',
    type: 'string',
    pattern: '^[A-Z]{3}$',
    examples: ['USD', 'EUR', 'GBP'],
  },
  (value) =>
    value === 'USD' || value === 'EUR' || value === 'GBP' || Intl.supportedValuesOf('currency').includes(value)
      ? null
      : 'a currency is an ISO 4217 code, such as USD or EUR',
);

function choice<const T extends readonly [string, ...string[]]>(description: string, values: T) {
  const schema = z.enum(values);
  schema.register(DESCRIPTIONS, { description });
  return schema;
}

function truth(description: string) {
  const schema = z.enum(['true', 'false']);
  schema.register(DESCRIPTIONS, { description, type: ['boolean', 'string'], enum: [true, false, 'true', 'false'] });
  return schema;
}

function listOf<T extends z.core.SomeType>(description: string, item: T, ...examples: (readonly unknown[])[]) {
  const schema = z.array(item);
  schema.register(DESCRIPTIONS, { description, examples });
  return schema;
}

const list = (description: string, item: ReturnType<typeof formula>, ...example: string[]) =>
  listOf(description, item, example);

/** A mapping from names to entries. Names are checked with their places, not here. */
function section<T extends z.core.SomeType>(description: string, entry: T, example: object) {
  const schema = z.record(z.string(), entry);
  const names = { pattern: NAME.source };
  schema.register(DESCRIPTIONS, { description, type: ['object', 'null'], propertyNames: names, examples: [example] });
  return schema;
}

const label = { label: opt(prose('What the tools show instead of the name. Default: the name.', 'Lay off staff')) };
const common = {
  ...label,
  note: opt(prose('Why, or how sure; shown with the evidence. Default: none.', 'Our guess.')),
  source: opt(prose('Where the figure is from: a name in `sources`. Default: none.', 'books')),
};

const source = z.strictObject({
  ...common,
  title: opt(prose('Title of the article or document. Default: its name.', 'Management accounts')),
  publisher: opt(prose('Who published it. Default: not said.', 'The Information')),
  date: opt(prose('When, as precisely as known. Default: not said.', '2024-03-29')),
  url: opt(prose('Where to find it. Default: not said.', 'https://example.com/accounts')),
});

const claimValue = formula('What this source says of the same figure.', '2.2%');
const claim = z.union([claimValue, z.strictObject({ value: claimValue, ...common })]);

const assumptionValue = formula('A number or formula; distributions are allowed.', '99M', '8M * 12', 'normal(3%, 2%)');
const assumption = z.union([
  assumptionValue,
  z.strictObject({
    value: assumptionValue,
    ...common,
    claims: opt(
      section('What other sources say of the same figure. Default: nothing.', claim, {
        bank: { value: '2.2%', source: 'bank' },
      }),
    ),
  }),
]);

const pair = z.array(prose('An assumption with one distribution in its formula.', 'growth')).check(
  z.check((payload) => {
    if (payload.value.length === 2) return;
    payload.issues.push({ code: 'custom', message: 'a pair is [one, other]', input: payload.value, continue: true });
  }),
);
pair.register(DESCRIPTIONS, {
  description: 'Two assumptions, both drawn once or both monthly.',
  minItems: 2,
  maxItems: 2,
  examples: [['growth', 'churn']],
});
const correlation = z.strictObject({
  ...common,
  pair,
  rank: formula('Rank correlation of what the two draw, from -100% to 100%.', '-60%'),
});

const leverValue = formula('In force from `from` on; at 0 the lever is not pulled.', '0%');
const lever = z.union([
  leverValue,
  z.strictObject({
    value: leverValue,
    ...common,
    range: opt(
      list(
        'Lowest and highest value; outside it a value is accepted with a warning. Default: none.',
        formula('A number.', '0%'),
        '0%',
        '50%',
      ),
    ),
    step: opt(formula('How far one key press moves it. Default: by its range.', '5%')),
    from: opt(month('First month in force. Default: the start.')),
    until: opt(month('Last month in force. Default: none, it stays.')),
    delay: opt(whole('Months between deciding and `from`. Default 0.', 0, 1200, 2)),
    pain: opt(formula('What pulling it to the far end costs the people who decide. Default 1.', 8)),
  }),
]);

const revenueAmount = formula('Billed in the month. Below zero counts as zero.', '11M/year');
const revenue = z.union([
  revenueAmount,
  z.strictObject({
    amount: revenueAmount,
    ...common,
    collect: opt(
      list(
        'Share received in the month, one month on, two on, …; the rest is bad debt. Default [100%].',
        formula('A share.', '70%'),
        '70%',
        '20%',
        '8%',
      ),
    ),
    receivable: opt(
      list(
        'Opening receivables, received in months 0, 1, …. Default: none.',
        formula('An amount.', '24k'),
        '24k',
        '7k',
      ),
    ),
    day,
    over: over('what is billed is earned'),
    deferred: opt(
      list(
        'Opening deferred income, earned in months 0, 1, …. Default: none.',
        formula('An amount.', '4k'),
        '4k',
        '2k',
      ),
    ),
  }),
]);

const costAmount = formula('Invoiced in the month. Below zero counts as zero.', '54M/year * (1 - layoffs)');
const cost = z.union([
  costAmount,
  z.strictObject({
    amount: costAmount,
    ...common,
    to: opt(prose('The creditor it is owed to. Default others.', 'staff')),
    over: over('what is invoiced is an expense'),
    prepaid: opt(
      list(
        'Opening prepaid costs, an expense in months 0, 1, …. Default: none.',
        formula('An amount.', '4k'),
        '4k',
        '4k',
      ),
    ),
  }),
]);

const assetValue = formula('What the balance-sheet test counts it at until it is sold.', '500k');
const asset = z.union([
  assetValue,
  z.strictObject({
    value: assetValue,
    ...common,
    sold: opt(event('The month it is sold, not before the start. Default: never.')),
    proceeds: opt(formula('What it brings in the month of its sale. Default 0.', '300k')),
    day,
  }),
]);
const assets = z.union([
  formula(
    'Other assets, at the value the balance-sheet test should use: one asset, never sold. Default: none.',
    '500k',
  ),
  section('Other assets. Default: none.', asset, { van: { value: '5k' } }),
]);

const LIMIT = 'Arrears that it tolerates. Default: no limit.';
const PATIENCE = 'Months past due of the oldest bill that it tolerates. Default: no limit.';
const REACTIONS = ['suspend', 'petition', 'call'] as const;

const reaction = z.strictObject({
  limit: opt(formula(LIMIT, '30k')),
  patience: opt(formula(PATIENCE, 3)),
  then: choice('What it does past either.', REACTIONS),
});

const creditor = z.strictObject({
  ...common,
  terms: opt(terms),
  priority: opt(whole('1 is paid first. Default 3.', 1, 1_000_000, 1)),
  critical: opt(
    truth(
      'Whether the company fails when it is not paid what it is due; with patience or a limit, when it waits past them. ' +
        'Default false, but where nobody is named who could end the company.',
    ),
  ),
  due: opt(
    list(
      'Opening invoices not yet due, falling due in months 0, 1, …. Default: none.',
      formula('An amount.', '20k'),
      '20k',
    ),
  ),
  overdue: opt(formula('Opening arrears. Default 0.', '8k')),
  overdue_months: opt(formula('How many months past due they are when the scenario opens. Default 0.', 1)),
  late_fee: opt(formula('On arrears, a month. Default 0.', '1.5%/month')),
  pay: opt(
    formula(
      'Share of what is due that the company chooses to pay. Default 1. On a critical creditor only with patience or a limit.',
      '1 - wait',
    ),
  ),
  forgive: opt(formula('Share of arrears written off in the month. Default 0.', 'at("2024-06") * haircut')),
  limit: opt(formula(LIMIT, '30k')),
  patience: opt(formula(PATIENCE, 3)),
  then: opt(choice('What it does past its limit or patience. Default suspend.', REACTIONS)),
  reactions: opt(
    listOf('Further things it does, each past a limit or patience of its own. Default: none.', reaction, [
      { patience: 8, then: 'petition' },
    ]),
  ),
  day: opt(whole("Day of the month on which it is paid, 1 to 31. Default: at the month's end.", 1, 31, 25)),
});

const debt = z.strictObject({
  ...common,
  principal: formula('Outstanding when the scenario opens, or drawn in `draw`.', '20M'),
  premium: opt(formula('Owed on top of the principal, an expense when it is drawn. Default 0. With `draw`.', '75k')),
  draw: opt(
    event('When the principal is received, not before the start. Default: outstanding when the scenario opens.'),
  ),
  day,
  rate: opt(formula('Interest a month. Default 0.', '8%/year')),
  kind: choice('How it is served.', ['interest_only', 'amortising', 'accruing', 'scheduled', 'revolving']),
  due: opt(
    month(
      'The month the balance falls due; for amortising, the last payment. Required but for scheduled and revolving.',
    ),
  ),
  interest_only_months: opt(
    whole('Amortising: how many of the first payments are interest alone. Default 0.', 0, 1200, 6),
  ),
  payment: opt(
    formula(
      'Scheduled: what falls due each month, at most the balance. Required there, and nowhere else.',
      '6% * sales',
    ),
  ),
  limit: opt(formula('Revolving: the most that is outstanding by drawing. Required there, and nowhere else.', '5M')),
  keep: opt(formula('Revolving: cash that it keeps in the bank. Default 0.', '1M')),
  converts: opt(event('When, before its service of that month, the whole balance becomes equity. Default: never.')),
  call: opt(event('When the whole balance falls due at once. Default: never.')),
  lender: opt(prose('A creditor. Default: one named after the debt.', 'bank')),
});

const funding = z.strictObject({
  ...common,
  amount: formula('Received in the month of arrival.', '30M', 'lognormal(30M, 0.3)'),
  month: event(
    'The month it arrives.',
    formula('The month it arrives, or a formula for t.', '2024-01', 'whole(3, 9)', 'from(raise)'),
  ),
  probability: opt(formula('Default 100%.', '40%')),
  kind: opt(choice('Equity, or a grant that is income. Default equity.', ['equity', 'grant'])),
  day,
});

const plan = z.strictObject({
  ...common,
  set: section(
    'Lever: value, value@first month in force, or value@first..last.',
    formula('20%, 20%@2024-01 or 20%@2024-01..2024-06.', '20%', '20%@2024-01'),
    { layoffs: '20%@2024-01' },
  ),
});

const bound = (description: string) => opt(formula(`${description} Default: none.`, 6, '2024-06'));
const expectation = {
  ...common,
  measure: prose(
    'A measure: survival, runway, zero_cash, revenue, net_loss, cash, min(cash), …, or owed("cloud").',
    'runway',
    'min(cash)',
    'owed("cloud")',
  ),
  at: opt(month('The month of a monthly measure. Default: none.')),
  from: opt(month('First month, for a flow over several, or for min, max or mean. Default: none.')),
  to: opt(month('Last month, for a flow over several, or for min, max or mean. Default: none.')),
  at_least: bound('A number, or a month for a measure that is a month.'),
  at_most: bound('A number, or a month for a measure that is a month.'),
};
const check = z.strictObject({
  ...expectation,
  worlds: opt(formula('Worlds to draw; without it the base case. Default: none.', '1000')),
});
const reported = z.strictObject({ ...expectation, about: bound('The figure reported.') });

const figure = text({
  description: 'A number: what the measure came to in the month, of a balance at its end.',
  type: ['string', 'number'],
  examples: ['3.1M', 412_500],
});
const actual = z.record(z.string(), figure);
actual.register(DESCRIPTIONS, {
  description:
    'By measure of a month, line, or measure of a creditor: cash, revenue, wages, overdue("cloud"); and note, source.',
  examples: [{ cash: '3.1M', revenue: '80k', costs: '510k' }],
});
const actuals = z.record(z.string(), actual);
actuals.register(DESCRIPTIONS, {
  description: 'What happened, by month, for `score` and `--from`; else never read by the simulation. Default: none.',
  type: ['object', 'null'],
  propertyNames: { pattern: '^\\d{4}-\\d{2}$' },
  examples: [{ '2024-01': { cash: '3.1M', revenue: '80k' } }],
});

/** The whole file. */
export const FILE = z.strictObject({
  runway: text({ description: 'Version of the format.', type: ['integer', 'string'], enum: [1, '1'] }, (value) =>
    value === '1' ? null : 'this program reads version 1 of the format',
  ),
  name: opt(prose('Title of the scenario. Default: the name of the file.', 'Quayside')),
  description: opt(
    prose('What it is about; shown by the tools. Default: nothing.', 'The money ends in autumn. What helps?'),
  ),
  start: month('First simulated month.'),
  months: opt(whole('Horizon in months. Default 24.', 1, 240, 24, 36)),
  currency: opt(currency),
  seed: opt(whole('Seed of the draws. Default 1.', 0, Number.MAX_SAFE_INTEGER, 7)),
  sources: opt(section('Where figures come from. Default: none.', source, { books: { title: 'Management accounts' } })),
  assumptions: opt(section('Named numbers and formulas. Default: none.', assumption, { growth: 'normal(3%, 2%)' })),
  correlate: opt(
    section('Assumptions that are not drawn independently. Default: none.', correlation, {
      bad_word: { pair: ['growth', 'churn'], rank: '-50%' },
    }),
  ),
  levers: opt(
    section('What the company can decide. Default: none.', lever, { layoffs: { value: '0%', range: ['0%', '50%'] } }),
  ),
  cash: formula('Opening cash, not negative.', '4M'),
  reserve: opt(formula('Cash kept for critical creditors: no other is paid out of it. Default 0.', '2 * wages')),
  assets: opt(assets),
  revenue: opt(section('Revenue lines, a month. Default: none.', revenue, { sales: '20k * (1 + growth)^t' })),
  costs: opt(
    section('Cost lines, a month. Default: none.', cost, { pay: { amount: '1M/year * (1 - layoffs)', to: 'staff' } }),
  ),
  creditors: opt(
    section('Who is owed, and what happens when they wait. Default: none.', creditor, {
      staff: { priority: 1, critical: true },
    }),
  ),
  debts: opt(
    section('Loans and notes. Default: none.', debt, {
      loan: { principal: '20k', rate: '6%/year', kind: 'amortising', due: '2027-12' },
    }),
  ),
  funding: opt(
    section('Equity and grants to come. Default: none.', funding, { angel: { amount: '300k', month: '2024-09' } }),
  ),
  plans: opt(section('Named what-ifs. Default: none.', plan, { lean: { set: { layoffs: '20%' } } })),
  checks: opt(
    section('Promises that `check` holds the scenario to. Default: none.', check, {
      half_year: { measure: 'runway', at_least: 6 },
    }),
  ),
  reported: opt(
    section('What happened, for comparison; never read by the simulation. Default: none.', reported, {
      june: { measure: 'cash', at: '2024-06', about: '1.2M' },
    }),
  ),
  actuals: opt(actuals),
});

export type File = z.output<typeof FILE>;
