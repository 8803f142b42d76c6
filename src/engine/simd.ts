/**
 * The back end that turns a program into WebAssembly with vectors: two worlds in each, several vectors side by side so that the processor
 * need not wait for one of them. A world that has failed goes on under a mask. The bytes are those of the JavaScript back end; where a
 * check fails, it only says so, and the other back end is asked which.
 */
import {
  block,
  type Code,
  call,
  f64,
  f64x2,
  get,
  giveBack,
  i32,
  leaveIf,
  loop,
  set,
  v128,
  when,
} from '../wasm/code.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../wasm/module.ts';
import { COLUMN, TURN } from './layout.ts';
import { LEVEL, type Level, type Value } from './program.ts';
import { flagSlot, type Schedule } from './schedule.ts';
import { isUsed } from './source.ts';

/** Functions that the host gives, by operation: one number at a time, so their bytes are the host's own. */
export const HOST_FUNCTIONS = { pow: 2, exp: 1, log: 1, log10: 1 } as const;
type HostOp = keyof typeof HOST_FUNCTIONS;

/** What the function `run` is given, all but the first addresses or bytes. It gives 0 where a check failed. */
const PARAMS = {
  /** Worlds, from 1. */
  worlds: 0,
  table: 1,
  /** The block's columns, its first world. */
  columns: 2,
  /** The first series' first month, the block's first world. */
  series: 3,
  /** The first final, the block's first world. */
  finals: 4,
  /** Bytes of a month of a series, and of a final. */
  stride: 5,
  /** Two doubles a tally, added to. */
  tallies: 6,
} as const;

const COLUMN_BYTES = 8 * COLUMN;
const zero: Code = v128.ofI32([0, 0, 0, 0]);
const ones: Code = v128.ofI32([-1, -1, -1, -1]);
const both = (x: number): Code => f64x2.splat(f64.const(x));

/** Values to compute above which fewer vectors stand side by side: compiling takes longer than linearly. */
const WIDE = 1500;

/** Turns a program into a module with one function, `run`. */
export function simdModule(schedule: Schedule, memory: MemoryKind): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  const host = new Map<HostOp, number>();
  for (const op of Object.keys(HOST_FUNCTIONS) as HostOp[]) {
    if (!schedule.program.values.some((value) => value.op === op && schedule.used[value.id] === 1)) continue;
    const params = Array.from({ length: HOST_FUNCTIONS[op] }, () => 'f64' as const);
    host.set(op, module.import(op, params, ['f64']));
  }
  const params = Object.keys(PARAMS).map(() => 'i32' as const);
  module.add('run', params, ['i32'], (fn) => new Emitter(schedule, fn, host).emit());
  return module.bytes();
}

class Emitter {
  /** Vectors side by side. */
  private readonly width: number;
  /** Locals of values: of those that no world changes one for all vectors, else one for each. */
  private readonly locals = new Map<Value, number[]>();
  /** Values that the code reads. */
  private readonly referred = new Set<Value>();
  /** By series that is a balance: what it was last. */
  private readonly held = new Map<number, number[]>();
  private readonly alive: number[];
  private readonly stopping: number[];
  private readonly counts: number[][];
  private readonly sums: number[];
  private readonly seriesAt: number[];
  private readonly finalAt: number[];
  private readonly done: number;
  private readonly t: number;
  private readonly row: number;
  private readonly drawn: number;
  private readonly drawnNow: number;
  private readonly out: number;

  constructor(
    private readonly schedule: Schedule,
    fn: FunctionMaker,
    private readonly host: ReadonlyMap<HostOp, number>,
  ) {
    const { program, level, used } = schedule;
    const size = program.values.filter((value) => used[value.id] === 1 && level[value.id] === LEVEL.both).length;
    this.width = size < WIDE ? TURN / 4 : 1;
    const each = <T>(make: () => T): T[] => Array.from({ length: this.width }, make);
    const vectors = () => each(() => fn.local('v128'));
    for (const value of [...schedule.runSlots.keys(), ...schedule.monthSlots.keys()])
      this.locals.set(value, [fn.local('v128')]);
    for (const value of program.values)
      if (used[value.id] === 1 && level[value.id]! >= LEVEL.world) this.locals.set(value, vectors());
    schedule.series.forEach((series, i) => {
      if (series.kind === 'balance') this.held.set(i, vectors());
    });
    this.alive = vectors();
    this.stopping = vectors();
    this.counts = schedule.tallies.map(vectors);
    this.sums = schedule.tallies.flatMap(() => [fn.local('v128'), fn.local('v128')]);
    this.seriesAt = schedule.series.map(() => fn.local('i32'));
    this.finalAt = schedule.finals.map(() => fn.local('i32'));
    [this.done, this.t, this.row, this.drawn, this.drawnNow, this.out] = Array.from({ length: 6 }, () =>
      fn.local('i32'),
    ) as [number, number, number, number, number, number];
  }

  emit(): Code {
    const turn = this.turn();
    return [
      ...this.addresses(),
      ...this.slots(this.schedule.runSlots, PARAMS.table),
      ...set(this.drawn, get(PARAMS.columns)),
      ...loop(
        [
          ...turn,
          ...set(this.done, i32.add(get(this.done), i32.const(2 * this.width))),
          ...set(this.drawn, i32.add(get(this.drawn), i32.const(16 * this.width))),
        ],
        i32.lt(get(this.done), get(PARAMS.worlds)),
      ),
      ...this.addTallies(),
      ...i32.const(1),
    ];
  }

  private *lanes(): Generator<number> {
    for (let j = 0; j < this.width; j++) yield j;
  }

  private each(write: (j: number) => Code): Code {
    return [...this.lanes()].flatMap(write);
  }

  /** Whether a lane of any vector holds. */
  private any(locals: readonly number[]): Code {
    return v128.anyTrue(locals.map((local) => get(local)).reduce((a, b) => v128.or(a, b)));
  }

  private addresses(): Code {
    const { series, months } = this.schedule;
    return [
      ...series.flatMap((_, i) => set(this.seriesAt[i]!, i32.mul(get(PARAMS.stride), i32.const(i * months)))),
      ...this.finalAt.flatMap((local, i) =>
        set(local, i32.add(get(PARAMS.finals), i32.mul(get(PARAMS.stride), i32.const(i)))),
      ),
    ];
  }

  /** What the table holds and has been referred to, into locals: numbers in both lanes, booleans as masks. */
  private slots(slots: ReadonlyMap<Value, number>, base: number): Code {
    return [...slots].flatMap(([value, slot]) => {
      if (!this.referred.has(value)) return [];
      const number = v128.load64Splat(get(base), 8 * slot);
      return set(this.locals.get(value)![0]!, value.type === 'boolean' ? f64x2.ne(number, zero) : number);
    });
  }

  /** One turn: some worlds, month by month. */
  private turn(): Code {
    const { months, rowsAt, rowSize, monthSlots, stop, program } = this.schedule;
    const isEndless = stop === program.false;
    const steps: Code = [
      ...this.values(LEVEL.both),
      ...this.checks(LEVEL.both, this.flag('bad')),
      ...this.count(),
      ...this.store(),
      ...(isEndless ? [] : this.end()),
      ...this.advance(),
      ...set(this.t, i32.add(get(this.t), i32.const(1))),
      ...set(this.row, i32.add(get(this.row), i32.const(8 * rowSize))),
      ...set(this.drawnNow, i32.add(get(this.drawnNow), i32.const(COLUMN_BYTES))),
      ...set(this.out, i32.add(get(this.out), get(PARAMS.stride))),
    ];
    const survivors = when(
      this.any(this.alive),
      this.each((j) => this.storeFinals(j, this.alive[j]!)),
    );
    const month = [...this.slots(monthSlots, this.row), ...steps];
    return [
      ...this.each((j) =>
        set(
          this.alive[j]!,
          f64x2.lt(
            f64x2.replace(1, both(2 * j), f64.const(2 * j + 1)),
            f64x2.splat(f64.ofI32(i32.sub(get(PARAMS.worlds), get(this.done)))),
          ),
        ),
      ),
      ...this.values(LEVEL.world),
      ...this.checks(LEVEL.world, null),
      ...this.open(),
      ...this.counts.flat().flatMap((local) => set(local, zero)),
      ...set(this.t, i32.const(0)),
      ...set(this.row, i32.add(get(PARAMS.table), i32.const(8 * rowsAt))),
      ...set(this.drawnNow, get(this.drawn)),
      ...set(this.out, i32.add(get(PARAMS.series), i32.shl(get(this.done), i32.const(3)))),
      ...block(loop(month, i32.lt(get(this.t), i32.const(months)))),
      ...survivors,
      ...(isEndless ? [] : this.fill()),
      ...this.sumTallies(),
    ];
  }

  /** A value as vector j sees it: a number in each lane, or a mask. */
  private ref(value: Value, j: number): Code {
    if (value.op === 'const') {
      if (value.type === 'boolean') return value.data === 1 ? ones : zero;
      if (Object.is(value.data, 0)) return zero;
    }
    this.referred.add(value);
    const locals = this.locals.get(value)!;
    return get(locals.length === 1 ? locals[0]! : locals[j]!);
  }

  /** A value as a number in each lane. */
  private number(value: Value, j: number): Code {
    const vector = this.ref(value, j);
    return value.type === 'boolean' ? v128.and(vector, both(1)) : vector;
  }

  private values(level: Level): Code {
    const { program } = this.schedule;
    return program.values
      .filter((value) => isUsed(this.schedule, value, level) && value.op !== 'register')
      .flatMap((value) => this.each((j) => set(this.locals.get(value)![j]!, this.expression(value, j))));
  }

  private expression(value: Value, j: number): Code {
    const ref = (k: number): Code => this.ref(value.args[k]!, j);
    switch (value.op) {
      case 'input':
        return this.input(value, j);
      case 'select':
        return this.select(value, j);
      case 'and':
        return v128.and(ref(0), ref(1));
      case 'or':
        return v128.or(ref(0), ref(1));
      case 'not': {
        const inner = value.args[0]!;
        // Not finite: one comparison.
        if (inner.op !== 'finite') return v128.not(ref(0));
        const x = this.ref(inner.args[0]!, j);
        return f64x2.ne(f64x2.sub(x, x), zero);
      }
      case 'finite':
        return f64x2.eq(f64x2.sub(ref(0), ref(0)), zero);
      case 'number':
        return v128.and(ref(0), both(1));
      case 'truthy':
        return f64x2.ne(ref(0), zero);
      case 'round':
        return round(ref(0));
      case 'pow':
      case 'exp':
      case 'log':
      case 'log10':
        return this.hostCall(
          value.op,
          value.args.map((arg) => this.ref(arg, j)),
        );
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
      case 'min':
      case 'max':
      case 'lt':
      case 'le':
      case 'eq':
      case 'ne':
        return f64x2[value.op](ref(0), ref(1));
      case 'neg':
      case 'abs':
      case 'floor':
      case 'ceil':
      case 'sqrt':
        return f64x2[value.op](ref(0));
      default:
        throw new Error(`${value.op} has no instruction`);
    }
  }

  private input(value: Value, j: number): Code {
    const at = this.schedule.level[value.id] === LEVEL.world ? this.drawn : this.drawnNow;
    return v128.load(get(at), this.schedule.columnRows.get(value.data)! * COLUMN_BYTES + 16 * j);
  }

  /** The choice between two numbers in one instruction, where it is one of those that have one. */
  private select(value: Value, j: number): Code {
    const [test, a, b] = value.args as [Value, Value, Value];
    const isZero = (x: Value): boolean => x.op === 'const' && Object.is(x.data, 0);
    if (test.op === 'lt' && test.args[0] === a && test.args[1] === b) return f64x2.pmin(this.ref(b, j), this.ref(a, j));
    if (test.op === 'lt' && test.args[0] === b && test.args[1] === a) return f64x2.pmax(this.ref(b, j), this.ref(a, j));
    if (isZero(b)) return v128.and(this.ref(a, j), this.ref(test, j));
    if (isZero(a)) return v128.andNot(this.ref(b, j), this.ref(test, j));
    return v128.select(this.ref(a, j), this.ref(b, j), this.ref(test, j));
  }

  private hostCall(op: HostOp, args: readonly Code[]): Code {
    const lane = (k: number): Code => call(this.host.get(op)!, ...args.map((arg) => f64x2.lane(k, arg)));
    return f64x2.replace(1, f64x2.splat(lane(0)), lane(1));
  }

  /** Gives 0 back where a check fails in a world that lives; `ofMonth` tells of those that no world changes. */
  private checks(level: Level, ofMonth: Code | null): Code {
    const bad = this.schedule.checks
      .map((check) => check.bad)
      .filter((value) => this.schedule.level[value.id] === level);
    const fails =
      bad.length === 0
        ? null
        : v128.anyTrue(
            [...this.lanes()]
              .map((j) =>
                v128.and(
                  bad.map((value) => this.ref(value, j)).reduce((a, b) => v128.or(a, b)),
                  get(this.alive[j]!),
                ),
              )
              .reduce((a, b) => v128.or(a, b)),
          );
    const test = fails === null ? ofMonth : ofMonth === null ? fails : i32.or(fails, ofMonth);
    return test === null ? [] : when(test, giveBack(i32.const(0)));
  }

  private open(): Code {
    return this.registers().flatMap(({ value, init }) =>
      this.each((j) => set(this.locals.get(value)![j]!, this.ref(init, j))),
    );
  }

  /** Registers take their next values, all at once: all are read before the first is written. */
  private advance(): Code {
    const moves = this.registers().flatMap(({ value, next }) =>
      [...this.lanes()].map((j) => ({ to: this.locals.get(value)![j]!, from: this.ref(next!, j) })),
    );
    return [...moves.flatMap(({ from }) => from), ...moves.reverse().flatMap(({ to }) => set(to, []))];
  }

  private registers() {
    return this.schedule.program.registers.filter(({ value }) => isUsed(this.schedule, value, LEVEL.both));
  }

  /** Tallies are rare: one test for all of them. */
  private count(): Code {
    const { tallies, level } = this.schedule;
    if (tallies.length === 0) return [];
    const varying = tallies.map(({ test }) => test).filter((test) => level[test.id]! >= LEVEL.world);
    const some =
      varying.length === 0 ? this.flag('counted') : i32.or(this.flag('counted'), this.holdsAnywhere(varying));
    const counting = tallies.flatMap(({ test }, i) =>
      this.each((j) => {
        const one = v128.and(v128.and(this.ref(test, j), get(this.alive[j]!)), both(1));
        return set(this.counts[i]![j]!, f64x2.add(get(this.counts[i]![j]!), one));
      }),
    );
    return when(some, counting);
  }

  private flag(flag: 'bad' | 'counted'): Code {
    return f64.ne(f64.load(get(this.row), 8 * flagSlot(this.schedule, flag)), f64.const(0));
  }

  /** Whether any of the booleans holds in any world of the turn. */
  private holdsAnywhere(values: readonly Value[]): Code {
    const vectors = values.flatMap((value) => [...this.lanes()].map((j) => this.ref(value, j)));
    return v128.anyTrue(vectors.reduce((a, b) => v128.or(a, b)));
  }

  private store(): Code {
    return this.schedule.series.flatMap(({ kind, value }, i) => {
      const at = i32.add(get(this.out), get(this.seriesAt[i]!));
      return this.each((j) => {
        const vector = this.number(value, j);
        if (kind === 'flow') return v128.store(at, v128.and(vector, get(this.alive[j]!)), 16 * j);
        const held = this.held.get(i)![j]!;
        return [
          ...set(held, v128.select(vector, get(held), get(this.alive[j]!))),
          ...v128.store(at, get(held), 16 * j),
        ];
      });
    });
  }

  /** Worlds that fail this month leave their finals and are masked from then on; leaves the months where none is left. */
  private end(): Code {
    return [
      ...this.each((j) => set(this.stopping[j]!, v128.and(this.ref(this.schedule.stop, j), get(this.alive[j]!)))),
      ...when(this.any(this.stopping), [
        ...this.each((j) =>
          when(v128.anyTrue(get(this.stopping[j]!)), [
            ...this.storeFinals(j, this.stopping[j]!),
            ...set(this.alive[j]!, v128.andNot(get(this.alive[j]!), get(this.stopping[j]!))),
          ]),
        ),
        ...leaveIf(2, i32.eqz(this.any(this.alive))),
      ]),
    ];
  }

  private storeFinals(j: number, mask: number): Code {
    return this.schedule.finals.flatMap(({ value }, i) => {
      const at = i32.add(get(this.finalAt[i]!), i32.shl(get(this.done), i32.const(3)));
      return v128.store(at, v128.select(this.number(value, j), v128.load(at, 16 * j), get(mask)), 16 * j);
    });
  }

  /** Where no world was left before the last month: flows are 0 and balances repeat. */
  private fill(): Code {
    const { months, series } = this.schedule;
    if (series.length === 0) return [];
    const next: Code = [
      ...set(this.t, i32.add(get(this.t), i32.const(1))),
      ...set(this.out, i32.add(get(this.out), get(PARAMS.stride))),
    ];
    const row = series.flatMap((_, i) =>
      this.each((j) => {
        const held = this.held.get(i)?.[j];
        return v128.store(
          i32.add(get(this.out), get(this.seriesAt[i]!)),
          held === undefined ? zero : get(held),
          16 * j,
        );
      }),
    );
    return when(
      i32.lt(get(this.t), i32.const(months - 1)),
      loop([...next, ...row], i32.lt(get(this.t), i32.const(months - 1))),
    );
  }

  private sumTallies(): Code {
    return this.schedule.tallies.flatMap((_, i) =>
      this.each((j) => {
        const count = get(this.counts[i]![j]!);
        const [months, worlds] = [this.sums[2 * i]!, this.sums[2 * i + 1]!];
        return [
          ...set(months, f64x2.add(get(months), count)),
          ...set(worlds, f64x2.add(get(worlds), v128.and(f64x2.lt(zero, count), both(1)))),
        ];
      }),
    );
  }

  private addTallies(): Code {
    return this.sums.flatMap((local, i) => {
      const sum = f64.add(f64x2.lane(0, get(local)), f64x2.lane(1, get(local)));
      return f64.store(get(PARAMS.tallies), f64.add(f64.load(get(PARAMS.tallies), 8 * i), sum), 8 * i);
    });
  }
}

/** The nearest whole number, half away from zero: as `round` of arithmetic.ts. */
function round(x: Code): Code {
  const whole = f64x2.trunc(x);
  const SIGN = -(2 ** 31);
  const unit = v128.or(v128.and(x, v128.ofI32([0, SIGN, 0, SIGN])), both(1));
  return v128.select(f64x2.add(whole, unit), whole, f64x2.ge(f64x2.abs(f64x2.sub(x, whole)), both(0.5)));
}
