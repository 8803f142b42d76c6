/** The numbers that a program is given, by name: levers, draws, what stands in place of others. */
import type { LawName } from '../../numeric/laws.ts';

/**
 * A number that the program is given: its name, what it is in the base case, and how it is drawn where it is uncertain.
 */
export interface InputDefault {
  readonly name: string;
  readonly value: number;
  /** Null for a number that is set, not drawn. */
  readonly draw: Variable | null;
}

/** A variable of the world, or of each month of it: what its draws depend on, beside seed, month and world. */
export interface Variable {
  /** The assumption, or `funding.NAME.FIELD`. */
  readonly name: string;
  /** Which distribution of its formula it is, from 0. */
  readonly k: number;
  readonly law: LawName;
  readonly params: readonly number[];
  /** Drawn afresh each month. */
  readonly monthly: boolean;
}

/** Inputs of a lever, by name: its value, and its first and last month in force as t; without an end, infinite. */
export const leverValueInput = (name: string): string => `lever ${name} value`;
export const leverFrom = (name: string): string => `lever ${name} from`;
export const leverUntil = (name: string): string => `lever ${name} until`;
/** The input that a lever's last month in force is, given as a month or null. */
export const untilAsT = (until: number | null, start: number): number =>
  until === null ? Number.POSITIVE_INFINITY : until - start;
/** Inputs of what may be replaced, an assumption or a draw: whether it is, and by what number. */
export const isReplaced = (name: string): string => `is replaced ${name}`;
export const replacement = (name: string): string => `replacement ${name}`;
/** The input of an assumption that tells which of several formulas is in use: 0 the scenario's own, else from 1. */
export const whichFormula = (name: string): string => `which formula ${name}`;
/** What the i-th formula, from 1, that may stand in an assumption's place has its draws called by. */
export const alternative = (name: string, i: number): string => `${name} as ${i}`;
/** The input of a draw: the variable's own name and which call of its formula it is. */
export const drawInput = (variable: string, k: number): string => `draw ${variable} ${k}`;

/** 1 where funding and loans after month 0 arrive, and credit lines give and take; 0 for the test of default alive. */
export const LATE_INPUT = 'later funding';
/** Arrives where it is below the probability; in the base case the largest number below one half. */
export const arrivalInput = (funding: string): string => `draw funding.${funding}.probability 0`;
export const BASE_ARRIVAL = 0.49999999999999994;
