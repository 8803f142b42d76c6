/** JavaScript source of a program's values: expressions, and statements that compute the values of one phase. */
import type { Level, Register, Value } from './program.ts';
import { histories, isIn, isUsedAt, type Phase, type Schedule } from './schedule.ts';

const INFIX: Partial<Record<Value['op'], string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  lt: '<',
  le: '<=',
  eq: '===',
  ne: '!==',
  and: '&&',
  guard: '&&',
  or: '||',
};
const CALLS: Partial<Record<Value['op'], string>> = {
  pow: 'power',
  min: 'Math.min',
  max: 'Math.max',
  abs: 'Math.abs',
  floor: 'Math.floor',
  ceil: 'Math.ceil',
  round: 'round',
  exp: 'Math.exp',
  log: 'Math.log',
  log10: 'Math.log10',
  sqrt: 'Math.sqrt',
};

/** The expression by which other statements read a value: its local, or a literal. */
export function ref(value: Value): string {
  if (value.op === 'const') return value.type === 'boolean' ? String(value.data === 1) : constant(value.data);
  if (value.op === 'month') return 't';
  return local(value);
}

/** The variable that holds a value. */
export const local = (value: Value): string => (value.op === 'register' ? `r${value.data}` : `v${value.id}`);

/** The expression of a value as a number: 1 or 0 for a boolean. */
export function number(value: Value): string {
  const text = ref(value);
  return value.type === 'boolean' ? `(${text} ? 1 : 0)` : text;
}

/** Statements that compute the values of one phase; `input` gives the expression of an input. */
export function lines(schedule: Schedule, phase: Phase, input: (value: Value) => string): string {
  const { program, guards, guarded } = schedule;
  const statements: string[] = [];
  const kept = new Set<Value>();
  const compute = (value: Value): string =>
    `const v${value.id} = ${value.op === 'input' ? input(value) : expression(value)};`;
  for (const value of program.values) {
    if (!isIn(schedule, value, phase) || value.op === 'const' || value.op === 'register' || value.op === 'month')
      continue;
    const before = value.args[0]!;
    if (value.op === 'history' && !kept.has(before)) {
      // Also where the history is behind a guard: its value is kept in every month, whether or not it is read.
      kept.add(before);
      statements.push(`h${before.id}[t + 1] = ${ref(before)};`);
    }
    if (guarded.has(value)) continue;
    const behind = guards.get(value);
    statements.push(
      behind === undefined
        ? compute(value)
        : `let v${value.id} = false;
if (${ref(before)}) {
${behind.map(compute).join('\n')}
v${value.id} = ${ref(value.args[1]!)};
}`,
    );
  }
  return statements.join('\n');
}

function expression(value: Value): string {
  const args = value.args.map(ref);
  const infix = INFIX[value.op];
  if (infix !== undefined) return `${args[0]} ${infix} ${args[1]}`;
  const call = CALLS[value.op];
  if (call !== undefined) return `${call}(${args.join(', ')})`;
  switch (value.op) {
    case 'neg':
      return `-${args[0]}`;
    case 'not':
      return `!${args[0]}`;
    case 'finite':
      return `${args[0]} - ${args[0]} === 0`;
    case 'number':
      return `${args[0]} ? 1 : 0`;
    case 'truthy':
      return `${args[0]} !== 0`;
    case 'row':
      return `row${value.data}[t]`;
    case 'history':
      return `h${value.args[0]!.id}[${args[1]} | 0]`;
    case 'select':
      return `${args[0]} ? ${args[1]} : ${args[2]}`;
    default:
      throw new Error(`${value.op} has no expression`);
  }
}

/** Statements that make the arrays of constants by month. */
export const rows = ({ program, used }: Schedule): string =>
  program.values
    .filter((value) => value.op === 'row' && used[value.id] === 1)
    .map(({ data }) => `const row${data} = [${program.rows[data]!.map(constant).join(', ')}];`)
    .join('\n');

/** Statements that make the arrays of values with a history of this level: entry t + 1 is for month t, entry 0 is 0. */
export const historyArrays = (schedule: Schedule, level: Level): string =>
  [...histories(schedule, level)]
    .map(({ id }) => `const h${id} = new Float64Array(${schedule.months + 1});`)
    .join('\n');

/** The registers of one level that something reads. */
const moving = (schedule: Schedule, level: Level): Register[] =>
  schedule.program.registers.filter(({ value }) => isUsedAt(schedule, value, level));

/** Statements that open the registers of one level. */
export const opening = (schedule: Schedule, level: Level): string =>
  moving(schedule, level)
    .map(({ value, init }) => `let r${value.data} = ${ref(init)};`)
    .join('\n');

/**
 * Statements by which registers take their next values, as if at once: next values that are registers are read first.
 */
export function advance(schedule: Schedule, level: Level): string {
  const registers = moving(schedule, level);
  const held = registers.filter(({ next }) => next!.op === 'register');
  return [
    ...held.map(({ value, next }) => `const n${value.data} = ${ref(next!)};`),
    ...registers.map(
      ({ value, next }) => `r${value.data} = ${next!.op === 'register' ? `n${value.data}` : ref(next!)};`,
    ),
  ].join('\n');
}

/** Statements for the checks of just one level: one that fails fills `fault` and returns false from the function. */
export function checks(schedule: Schedule, level: Level, world: string, month: string): string {
  return schedule.checks
    .map((check, i) => ({ check, i }))
    .filter(({ check }) => schedule.level[check.bad.id] === level)
    .map(({ check, i }) => {
      const told = [i, world, month, number(check.value)].map((what, k) => `fault[${k}] = ${what};`).join(' ');
      return `if (${ref(check.bad)}) { ${told} return false; }`;
    })
    .join('\n');
}

/** A number as source text, to the last bit. */
function constant(x: number): string {
  if (Object.is(x, -0)) return '(-0)';
  if (Number.isNaN(x)) return 'NaN';
  return x < 0 ? `(${x})` : String(x);
}
