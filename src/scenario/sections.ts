/** The sections of a scenario file whose keys are names, and the default currency. */

/** The currency of a file without `currency`, in ISO 4217. */
export const DEFAULT_CURRENCY = 'USD';

/** Every section of named entries, in the order of the standard. */
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
