/** The engine's door for its answers: types of what it gives of one world and of many, and the names used in them. */

export type { Drawn, DrawnArrival, DrawnNumber } from './draws/drawn-values.ts';
export { areIndependent, SAMPLERS, type SamplerName } from './draws/sampler.ts';
export type { AccountMonths, Accounts, Receipt } from './month/account-months.ts';
export {
  type Case,
  CREDITOR_NAMES,
  type CreditorName,
  type Happening,
  type HappeningKind,
  type Measures,
  MONTHLY,
  MONTHLY_NAMES,
  type MonthlyName,
  type ReceiptKind,
  type Warning,
} from './month/measures.ts';
export { creditorSeries, lineSeries } from './month/outcome.ts';
export { TOLERANCE } from './month/tolerance.ts';
export {
  type Cause,
  type CountedWarning,
  type Endings,
  type Failing,
  type MonthSpread,
  PERCENTILES,
  type Percentile,
  type Spread,
  type SpreadSeries,
  type WorldEnds,
  type Worlds,
} from './run/spread.ts';
