/** Names of a program's inputs, the numbers that it is given: levers, draws, and what stands in place of others. */
import type { LawName } from '../../numeric/laws.ts';

/** An input: its name, its number in the base case, and how it is drawn. */
export interface InputDefault {
  readonly name: string;
  readonly value: number;
  /** Null for a number that is set, not drawn. */
  readonly draw: Variable | null;
}

/** A random variable, drawn once a world or once a month: all that its draws depend on beside seed, month and world. */
export interface Variable {
  /** The assumption, or `funding.NAME.FIELD`. */
  readonly name: string;
  /** Which distribution of its formula it is, from 0. */
  readonly k: number;
  readonly law: LawName;
  readonly params: readonly number[];
  /** Whether it is drawn anew each month. */
  readonly monthly: boolean;
}

/** Inputs of a lever: its value, and its first and last month in force, counted from the run's first month. */
export const leverValueInput = (name: string): string => `lever ${name} value`;
export const leverFrom = (name: string): string => `lever ${name} from`;
export const leverUntil = (name: string): string => `lever ${name} until`;
/** A lever's last month in force, counted from the month `start`; infinite where `until` is null, without an end. */
export const untilAsT = (until: number | null, start: number): number =>
  until === null ? Number.POSITIVE_INFINITY : until - start;
/** Inputs of an assumption or a draw that may be replaced: whether it is (1 or 0), and the number in its place. */
export const isReplaced = (name: string): string => `is replaced ${name}`;
export const replacement = (name: string): string => `replacement ${name}`;
/** The input that says which of an assumption's formulas is in use: 0 for the scenario's own, else from 1. */
export const whichFormula = (name: string): string => `which formula ${name}`;
/** The name under which draws of an assumption's i-th other formula, from 1, have their inputs. */
export const alternative = (name: string, i: number): string => `${name} as ${i}`;
/** The input of a draw, by the variable's name and k. */
export const drawInput = (variable: string, k: number): string => `draw ${variable} ${k}`;

/** 1 where funding and loans after month 0 arrive, and credit lines give and take; 0 for the test of default alive. */
export const LATE_INPUT = 'later funding';
/**
 * The input of a uniform number from 0 to 1: the funding arrives where that is below its probability. In the base case
 * it is the largest double below ½, so that a probability of ½ arrives.
 */
export const arrivalInput = (funding: string): string => `draw funding.${funding}.probability 0`;
export const BASE_ARRIVAL = 0.49999999999999994;
