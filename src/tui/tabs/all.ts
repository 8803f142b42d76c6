import type { State, Tab } from '../state.ts';
import { CREDITORS } from './creditors.ts';
import { EVIDENCE } from './evidence.ts';
import { MONTHS } from './months.ts';
import { MOVES } from './moves.ts';
import { ODDS } from './odds.ts';
import { PLANS } from './plans.ts';
import type { TabPart } from './tab.ts';

/** Every tab by name, in their order. A new one is a file of its own, and a line here. */
const PARTS: Readonly<Record<Tab, TabPart>> = {
  months: MONTHS,
  creditors: CREDITORS,
  plans: PLANS,
  odds: ODDS,
  evidence: EVIDENCE,
  moves: MOVES,
};

export const TABS: readonly Tab[] = Object.keys(PARTS);

/** The tab of that name, one of `TABS`. */
export const tabPart = (tab: Tab): TabPart => PARTS[tab]!;

export const tabInFront = ({ tab }: State): TabPart => tabPart(tab);
