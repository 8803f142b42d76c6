/** The text of a new scenario file: the figures that were told of a company, guesses for the others, and comments. */
import { formatMonth, type Month } from '../formula/month.ts';

/** A figure as a person told it: its text for the file, and its value. */
export interface ToldFigure {
  readonly text: string;
  readonly value: number;
}

/** A creditor as a person told it; `overdue` is null where no amount was told. */
export interface ToldCreditor {
  /** Its key in the file. */
  readonly name: string;
  readonly label: string;
  readonly overdue: ToldFigure | null;
}

/** The answers that a new scenario is made of; null where a question was skipped, and a guess is written. */
export interface ToldCompany {
  readonly name: string;
  /** The first simulated month. */
  readonly start: Month;
  readonly currency: string;
  readonly cash: ToldFigure | null;
  /** Costs a month. */
  readonly burn: ToldFigure | null;
  /** Revenue a month. */
  readonly revenue: ToldFigure | null;
  /** Growth of revenue a month, as a share. */
  readonly growth: ToldFigure | null;
  readonly owed: readonly ToldCreditor[];
  /** The round that is hoped for; `month` is null where none was told. */
  readonly hope: (ToldFigure & { readonly month: Month | null }) | null;
}

/** Guesses in months of costs: of cash in the bank, and of what a round raises. */
const MONTHS_IN_BANK = 6;
const MONTHS_RAISED = 12;
/** Costs a month, in the scenario's currency, where no answer tells anything to guess them from. */
const SOME_COSTS = 100_000;
/** Months from the start to a round whose month was not told. */
const MONTHS_TO_ROUND = 6;

const GUESS = 'A guess; replace it.';
const TOLD = 'As told to init.';

export function newScenarioText(company: ToldCompany): string {
  const parts = [head, assumptions, levers, books, creditors, endings].map((part) => part(company).trim());
  return `${parts.join('\n\n')}\n`;
}

function head({ name, start, currency }: ToldCompany): string {
  return `
# ${oneLine(name)}. Written by runway init, and yours to change: the screen follows each save, runway check tells what is wrong.
# What you told stands as you told it. Where a note says that a figure is a guess, put your own there first.
#
# Every number is a formula: 12k, 1.5M, 3%, 60k/year, pay * (1 + 2%)^t. All flows and rates are by the month.
# runway init --from first-scenario writes a file that shows every key at work.

runway: 1                      # version of the format
name: ${quoted(name)}
start: ${formatMonth(start)}                 # the first month simulated; cash and debts are as it opens
months: 24
currency: ${currency}
`;
}

function assumptions(company: ToldCompany): string {
  const { growth } = company;
  return `
assumptions:
  monthly_costs:
    value: ${quoted(costsOf(company).text)}
    label: Costs a month, pay and all else
    note: ${company.burn === null ? GUESS : TOLD}
  pay_share:
    value: 60%
    label: Share of the costs that is pay
    note: ${GUESS}
  first_revenue:
    value: ${quoted(company.revenue?.text ?? '0')}
    label: Revenue in the first month
    note: ${company.revenue === null ? 'Nothing was told; none is assumed.' : TOLD}
  growth:                      # normal(mean, deviation): drawn for each of the many worlds; the base case takes the mean
    value: "normal(${growth?.text ?? '0%'}, 2%)"
    label: Growth of revenue a month
    note: ${growth === null ? GUESS : 'The mean as told to init; how far it may be off is a guess.'}
  other_costs: monthly_costs * (1 - pay_share) * (1 - cuts)
`;
}

/** The section `levers`: two ways to spend less, one to pay later, one to raise. */
function levers(company: ToldCompany): string {
  const { start } = company;
  const hope = hopeOf(company);
  return `
levers:                        # what you can decide; at 0 nothing is done. The screen moves them, plans set them
  layoffs:
    label: Lay off staff
    value: 0%
    range: [0%, 60%]
    step: 5%                   # what one key press moves
    from: ${formatMonth(start + 2)}              # the first month in which it tells
    delay: 1                   # months from the decision to that: notice must be given
    pain: 8                    # what pulling it all the way costs you; rescue looks for the least
  cuts:
    label: Cut other costs
    value: 0%
    range: [0%, 50%]
    step: 5%
    from: ${formatMonth(start + 1)}
    pain: 3
  wait:
    label: Leave bills unpaid
    value: 0%
    range: [0%, 100%]
    step: 10%
    from: ${formatMonth(start)}
    pain: 4
  raise:
    label: Raise a round
    value: 0
    range: [0, ${amount(2 * hope.value)}]
    step: ${amount(hope.value / 10)}
    from: ${formatMonth(hope.month)}
    delay: 4
    pain: 5
`;
}

function books(company: ToldCompany): string {
  const { owed } = company;
  const parts = owed.length + 1;
  const share = parts === 1 ? 'other_costs' : `other_costs / ${parts}`;
  const bills = owed.map(
    ({ name, label }) => `  ${name}_bills: {label: ${quoted(label)}, to: ${name}, amount: ${share}}`,
  );
  return `
cash: ${cashOf(company)}
# reserve: 1 * monthly_costs * pay_share      # cash that is kept for those who end the company when unpaid

revenue:
  sales:
    label: Revenue
    amount: first_revenue * (1 + growth)^t
    collect: [100%]            # when it is paid: [70%, 20%, 8%] is this month, one on, two on, and 2% never

costs:
  pay: {label: Pay, to: staff, amount: monthly_costs * pay_share * (1 - layoffs)}
${[...bills, `  other: {label: All else, to: suppliers, amount: ${share}}`].join('\n')}${
  parts === 1 ? '' : `\n  # Who gets how much of the other costs is a guess: equal parts.`
}
`;
}

function creditors({ owed }: ToldCompany): string {
  return `
creditors:                     # who is owed, in which order they are paid, and what they do when they wait
  staff:
    label: Staff
    priority: 1                # paid first; the others have 3
    critical: true             # the company fails in the month in which they are not paid in full
${owed.map(creditor).join('')}  suppliers:
    label: Suppliers
    terms: net 30              # what they invoice falls due a month later
    patience: 4                # months past due that they bear: a guess
    then: petition             # past that they go to court, and the company is over; suspend would end their service
    pay: 1 - wait
`;
}

const creditor = ({ name, label, overdue }: ToldCreditor): string => `  ${name}:
    label: ${quoted(label)}
    overdue: ${overdue === null ? `0                 # what is past due when the file opens` : quoted(overdue.text)}
    terms: net 30
    patience: 6                # a guess
    then: petition
    pay: 1 - wait
`;

function endings(company: ToldCompany): string {
  const { hope } = company;
  const { text } = hopeOf(company);
  return `
funding:
  new_round:
    label: The round
    amount: raise              # the money comes with the lever
    month: from(raise)
    note: ${quoted(hope === null ? `Nothing was told: ${MONTHS_RAISED} months of costs, in ${MONTHS_TO_ROUND} months, is a guess.` : TOLD)}

plans:                         # settings of the levers under a name: runway compare shows them side by side
  lean:
    label: Spend less
    set: {layoffs: 20%, cuts: 20%}
  hoped_for:
    label: The round comes
    set: {raise: ${quoted(text)}}

# checks:                      # promises that runway check holds the file to; exit status 1 where one is broken
#   half_year: {measure: runway, at_least: 6}
#   odds: {measure: survival, at_least: 80%, worlds: 1000}
`;
}

function costsOf({ burn, cash }: ToldCompany): ToldFigure {
  if (burn !== null) return burn;
  const value = cash === null || cash.value === 0 ? SOME_COSTS : cash.value / MONTHS_IN_BANK;
  return { text: amount(value), value };
}

function cashOf(company: ToldCompany): string {
  const { cash } = company;
  if (cash !== null) return `${quoted(cash.text).padEnd(24)} # in the bank; as told to init`;
  return `${amount(MONTHS_IN_BANK * costsOf(company).value).padEnd(24)} # in the bank: ${MONTHS_IN_BANK} months of costs is a guess; replace it`;
}

function hopeOf(company: ToldCompany): ToldFigure & { readonly month: Month } {
  const { hope, start } = company;
  const month = hope?.month ?? start + MONTHS_TO_ROUND;
  if (hope !== null) return { text: hope.text, value: hope.value, month };
  const value = MONTHS_RAISED * costsOf(company).value;
  return { text: amount(value), value, month };
}

const UNITS = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** An amount above 0 to two digits, with k or M where it is large. */
function amount(value: number): string {
  const rounded = Number(value.toPrecision(2));
  const [scale, unit] = UNITS.find(([least]) => rounded >= least) ?? [1, ''];
  return `${Number((rounded / scale).toPrecision(2))}${unit}`;
}

/** A text as a YAML scalar, in quotes where it needs them. */
const quoted = (text: string): string =>
  /^[\p{L}\d$€£][\p{L}\p{M}\d$€£ ./%^*+()-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** The text in one line, for a comment. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
