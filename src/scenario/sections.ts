/** Names that stand for themselves in a scenario file. */

/** ISO 4217: what a file without `currency` is in. */
export const DEFAULT_CURRENCY = 'USD';

/** Every section of named entries, in the order of the format. */
export const SECTION_NAMES = [
  'sources',
  'assumptions',
  'correlate',
  'levers',
  'assets',
  'revenue',
  'costs',
  'creditors',
  'debts',
  'funding',
  'plans',
  'checks',
  'reported',
] as const;
