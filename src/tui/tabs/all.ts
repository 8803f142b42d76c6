import type { State, Tab } from '../state.ts';
import { CREDITORS } from './creditors.ts';
import { EVIDENCE } from './evidence.ts';
import { MONTHS } from './months.ts';
import { MOVES } from './moves.ts';
import { ODDS } from './odds.ts';
import { PLANS } from './plans.ts';
import type { TabPart } from './tab.ts';

/** By name the parts of every tab, in their order. A new tab is a file of its own, and a line here. */
const PARTS: Readonly<Record<Tab, TabPart>> = {
  months: MONTHS,
  creditors: CREDITORS,
  plans: PLANS,
  odds: ODDS,
  evidence: EVIDENCE,
  moves: MOVES,
};

export const TABS: readonly Tab[] = Object.keys(PARTS);

/** The parts of a tab of `TABS`. */
export const tabPart = (tab: Tab): TabPart => PARTS[tab]!;

export const tabInFront = ({ tab }: State): TabPart => tabPart(tab);
