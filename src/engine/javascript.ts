/**
 * The back end that turns a program into JavaScript: one function, worlds outside, months inside, all state in locals. What does not
 * depend on the world is computed once a run, month by month, into tables; what does not depend on the month once a world.
 */
import { round } from '../numeric/arithmetic.ts';
import type { Check, Tally } from './month.ts';
import type { Final, Series } from './outcome.ts';
import { LEVEL, type Level, levels, type Program, type Value } from './program.ts';

/** What is asked of a program: it is compiled for just that. */
export interface Request {
  readonly program: Program;
  readonly months: number;
  readonly stop: Value;
  readonly series: readonly Series[];
  readonly finals: readonly Final[];
  readonly checks: readonly Check[];
  readonly tallies: readonly Tally[];
  /** Inputs that differ by world, or by world and month; the others are the same for all. */
  readonly varying: ReadonlyMap<string, Level>;
}

/** A block of worlds: what goes in, and the arrays that are filled. */
export interface Block {
  /** Every input's number, in the program's order; unused where a column is given. */
  readonly uniform: Float64Array;
  /** By input: a number a world, or a month of a world (month × worlds + world); null where uniform. */
  readonly columns: readonly (Float64Array | null)[];
  readonly worlds: number;
  /** Where the block's first world goes in what is filled, and how many worlds a month has there. */
  readonly at: number;
  readonly stride: number;
  /** By series: month × stride + at + world. */
  readonly series: readonly Float64Array[];
  /** By final: at + world. */
  readonly finals: readonly Float64Array[];
  /** By tally: months and worlds it concerns, two entries each; added to. */
  readonly tallies: Float64Array;
  /** Where a check fails: its index, the world, the month (-1 before month 0), the value found. */
  readonly fault: Float64Array;
}

/** Runs a block; false where a check failed, and `fault` says which. */
export type Kernel = (block: Block) => boolean;

/** Compiles a program for what is asked of it. */
export function compileJavaScript(request: Request): Kernel {
  const source = new Emitter(request).emit();
  return new Function('round', `'use strict';\n${source}`)(round) as Kernel;
}

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
  or: '||',
};
const CALLS: Partial<Record<Value['op'], string>> = {
  pow: 'Math.pow',
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

class Emitter {
  private readonly level: Uint8Array;
  private readonly used: Uint8Array;
  /** Values of the month alone that the world's part reads: kept in tables. */
  private readonly tabled = new Set<Value>();

  constructor(private readonly request: Request) {
    this.level = levels(request.program, request.varying);
    this.used = this.reach();
    for (const value of this.read())
      if (this.level[value.id] === LEVEL.month && value.op !== 'month') this.tabled.add(value);
  }

  emit(): string {
    const { months } = this.request;
    const tables = [...this.tabled].map((value) => `const m${value.id} = new Float64Array(${months});`);
    return `${tables.join('\n')}
return function run({ uniform, columns, worlds, at, stride, series, finals, tallies, fault }) {
${this.seriesNames()}
${this.lines(LEVEL.run)}
${this.checks(LEVEL.run, '0', '-1')}
${this.opening(LEVEL.month)}
for (let t = 0; t < ${months}; t++) {
${this.lines(LEVEL.month)}
${[...this.tabled].map((value) => `m${value.id}[t] = ${this.number(value)};`).join('\n')}
${this.advance(LEVEL.month)}
}
for (let w = 0; w < worlds; w++) {
${this.lines(LEVEL.world)}
${this.checks(LEVEL.world, 'w', '-1')}
${this.opening(LEVEL.both)}
${this.tallyLocals()}
for (let t = 0, o = at + w, d = w; t < ${months}; t++, o += stride, d += worlds) {
${[...this.tabled].map((value) => `const ${this.local(value)} = m${value.id}[t]${value.type === 'boolean' ? ' !== 0' : ''};`).join('\n')}
${this.lines(LEVEL.both)}
${this.checks(LEVEL.month, 'w', 't')}
${this.checks(LEVEL.both, 'w', 't')}
${this.counts()}
${this.request.series.map((s, i) => `s${i}[o] = ${this.number(s.value)};`).join('\n')}
${this.advance(LEVEL.both)}
if (${this.ref(this.request.stop)} || t === ${months - 1}) {
${this.finalStores()}
${this.fill()}
break;
}
}
${this.tallySums()}
}
return true;
};`;
  }

  /** The values that anything asked for needs, by id. */
  private reach(): Uint8Array {
    const { program, series, finals, checks, tallies, stop } = this.request;
    const used = new Uint8Array(program.values.length);
    const queue = [
      stop,
      ...series.map((s) => s.value),
      ...finals.map((f) => f.value),
      ...checks.flatMap((c) => [c.bad, c.value]),
      ...tallies.map((tally) => tally.test),
    ];
    while (queue.length > 0) {
      const value = queue.pop()!;
      if (used[value.id] === 1) continue;
      used[value.id] = 1;
      queue.push(...value.args);
      if (value.op === 'register') {
        const { init, next } = program.registers[value.data]!;
        queue.push(init, next!);
      }
    }
    return used;
  }

  /** The values that the world's months read directly. */
  private *read(): Generator<Value> {
    const { program, series, finals, checks, tallies, stop } = this.request;
    yield stop;
    for (const s of series) yield s.value;
    for (const f of finals) yield f.value;
    for (const c of checks) yield* [c.bad, c.value];
    for (const tally of tallies) yield tally.test;
    for (const value of program.values)
      if (this.used[value.id] === 1 && this.level[value.id] === LEVEL.both) yield* value.args;
    for (const { value, next } of program.registers) {
      if (this.used[value.id] === 1 && this.level[value.id] === LEVEL.both && next !== null) yield next;
    }
  }

  private isUsed(value: Value, level: Level): boolean {
    return this.used[value.id] === 1 && this.level[value.id] === level;
  }

  /** The statements that compute the values of one level. */
  private lines(level: Level): string {
    const lines: string[] = [];
    for (const value of this.request.program.values) {
      if (!this.isUsed(value, level) || value.op === 'const' || value.op === 'register' || value.op === 'month')
        continue;
      lines.push(`const v${value.id} = ${this.expression(value)};`);
    }
    // A list that is picked from by month is laid out once a run, or once a world.
    for (const value of this.request.program.values) {
      if (value.op !== 'pick' || this.used[value.id] !== 1) continue;
      const isHere = level === (this.level[value.id] === LEVEL.month ? LEVEL.run : LEVEL.world);
      if (isHere) lines.push(`const k${value.id} = [${value.args.map((arg) => this.number(arg)).join(', ')}];`);
    }
    return lines.join('\n');
  }

  private expression(value: Value): string {
    const args = value.args.map((arg) => this.ref(arg));
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
      case 'select':
        return `${args[0]} ? ${args[1]} : ${args[2]}`;
      case 'pick':
        return `t < ${value.args.length} ? k${value.id}[t] : 0`;
      case 'input':
        return this.input(value);
      default:
        throw new Error(`${value.op} has no expression`);
    }
  }

  private input(value: Value): string {
    const level = this.level[value.id];
    if (level === LEVEL.run) return `uniform[${value.data}]`;
    return level === LEVEL.world ? `columns[${value.data}][w]` : `columns[${value.data}][d]`;
  }

  /** A value as the world's months see it. */
  private ref(value: Value): string {
    if (value.op === 'const') return value.type === 'boolean' ? String(value.data === 1) : constant(value.data);
    if (value.op === 'month') return 't';
    return this.local(value);
  }

  private local(value: Value): string {
    return value.op === 'register' ? `r${value.data}` : `v${value.id}`;
  }

  private number(value: Value): string {
    const text = this.ref(value);
    return value.type === 'boolean' ? `(${text} ? 1 : 0)` : text;
  }

  private opening(level: Level): string {
    return this.request.program.registers
      .filter(({ value }) => this.isUsed(value, level))
      .map(({ value, init }) => `let r${value.data} = ${this.ref(init)};`)
      .join('\n');
  }

  /** Registers take their next values, all at once: what is itself a register is read before any is written. */
  private advance(level: Level): string {
    const moving = this.request.program.registers.filter(({ value }) => this.isUsed(value, level));
    const held = moving.filter(({ next }) => next!.op === 'register');
    return [
      ...held.map(({ value, next }) => `const n${value.data} = ${this.ref(next!)};`),
      ...moving.map(
        ({ value, next }) => `r${value.data} = ${next!.op === 'register' ? `n${value.data}` : this.ref(next!)};`,
      ),
    ].join('\n');
  }

  /** Those checks that one level decides. Those of the month are looked up while the world lives. */
  private checks(level: Level, world: string, month: string): string {
    return this.request.checks
      .map((check, i) => ({ check, i }))
      .filter(({ check }) => this.level[check.bad.id] === level)
      .map(
        ({ check, i }) =>
          `if (${this.ref(check.bad)}) { fault[0] = ${i}; fault[1] = ${world}; fault[2] = ${month}; fault[3] = ${this.number(check.value)}; return false; }`,
      )
      .join('\n');
  }

  private seriesNames(): string {
    return [
      ...this.request.series.map((_, i) => `const s${i} = series[${i}];`),
      ...this.request.finals.map((_, i) => `const f${i} = finals[${i}];`),
    ].join('\n');
  }

  private finalStores(): string {
    return this.request.finals.map((final, i) => `f${i}[at + w] = ${this.number(final.value)};`).join('\n');
  }

  private tallyLocals(): string {
    return this.request.tallies.map((_, i) => `let c${i} = 0;`).join('\n');
  }

  private counts(): string {
    return this.request.tallies.map((tally, i) => `if (${this.ref(tally.test)}) c${i}++;`).join('\n');
  }

  private tallySums(): string {
    return this.request.tallies
      .map((_, i) => `tallies[${2 * i}] += c${i}; if (c${i} > 0) tallies[${2 * i + 1}]++;`)
      .join('\n');
  }

  /** After a failure flows are 0 and balances repeat. */
  private fill(): string {
    const { stop, series, program } = this.request;
    if (stop === program.false || series.length === 0) return '';
    const fill = series.map((s, i) => `s${i}[p] = ${s.kind === 'flow' ? '0' : `s${i}[o]`};`).join('\n');
    return `for (let u = t + 1, p = o + stride; u < ${this.request.months}; u++, p += stride) {\n${fill}\n}`;
  }
}

/** A number as source text, to the last bit. */
function constant(x: number): string {
  if (Object.is(x, -0)) return '(-0)';
  if (Number.isNaN(x)) return 'NaN';
  return x < 0 ? `(${x})` : String(x);
}
