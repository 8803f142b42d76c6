import { MONTHLY, type MonthlyName, WORLD, type WorldName } from '../scenario/measure-names.ts';

/** A word of the screen with its meaning, in the words of the documentation. */
export interface GlossaryEntry {
  readonly term: string;
  readonly means: string;
}

const ofWorld = (name: WorldName): GlossaryEntry => ({ term: WORLD[name].label, means: WORLD[name].means });
const ofMonth = (name: MonthlyName): GlossaryEntry => ({ term: MONTHLY[name].label, means: MONTHLY[name].means });

/** The glossary of the help. Figures are described as in the table of measures. */
export const GLOSSARY: readonly GlossaryEntry[] = [
  ofWorld('first_unpaid'),
  ofWorld('zero_cash'),
  ofWorld('runway'),
  ofWorld('failure'),
  ofWorld('survival'),
  ofWorld('months_alive'),
  ofWorld('low'),
  ofWorld('insolvent'),
  ofWorld('break_even'),
  ofMonth('gross_burn'),
  ofMonth('net_burn'),
  ofMonth('accrued_burn'),
  ofMonth('overdue'),
  ofMonth('owed'),
  { term: 'World', means: 'one possible future: one setting of the levers and one draw of everything uncertain' },
  {
    term: 'Base case',
    means: 'the world in which every distribution has its median, and every probability its likelier half',
  },
  {
    term: 'Band',
    means: 'p25 to p75 has half of the worlds between, p5 to p95 nine in ten; the failed count as least',
  },
  { term: 'Lever', means: 'what the company can decide: a number, with the first month in which it is in force' },
  { term: 'Plan', means: 'a named setting of levers, in the file' },
  {
    term: 'One step up',
    means: 'what the next step of a lever would do to the dates, and in the same worlds to survival',
  },
  { term: 'Patience', means: 'the months past due of its oldest bill that it tolerates' },
  { term: 'Acts in', means: 'month-ends until the patience of a creditor is at an end if nothing is paid' },
  { term: 'Critical', means: 'of a creditor: the company fails when it is not paid what it is due' },
  { term: 'Reserve', means: 'cash kept for critical creditors: no other is paid out of it' },
];
