import type { FinalName } from './outcome.ts';

/** Balances as the scenario opens, by the finals that hold them. */
export const OPENING_FINALS = {
  cash: 'openCash',
  receivable: 'openReceivable',
  due_later: 'openDueLater',
  overdue: 'openOverdue',
  debt: 'openDebt',
  owed: 'openOwed',
  equity: 'openEquity',
} as const satisfies Record<string, FinalName>;
export type OpeningName = keyof typeof OPENING_FINALS;

export const OPENING_NAMES = Object.keys(OPENING_FINALS) as OpeningName[];
