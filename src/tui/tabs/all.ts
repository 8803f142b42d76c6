import type { State, Tab } from '../state.ts';
import { CREDITORS } from './creditors.ts';
import { EVIDENCE } from './evidence.ts';
import { MONTHS } from './months.ts';
import { ODDS } from './odds.ts';
import { PLANS } from './plans.ts';
import type { TabPart } from './tab.ts';

/** Every tab by name. A new one is a file of its own, its name among `TABS` of the state, and a line here. */
export const TAB_PARTS: Readonly<Record<Tab, TabPart>> = {
  months: MONTHS,
  creditors: CREDITORS,
  plans: PLANS,
  odds: ODDS,
  evidence: EVIDENCE,
};

export const tabInFront = ({ tab }: State): TabPart => TAB_PARTS[tab];
