/**
 * The back end that turns a program into WebAssembly with vectors: two worlds in each, several vectors side by side so that the processor
 * need not wait for one of them. A world that has failed goes on under a mask. The bytes are those of the JavaScript back end; where a
 * check fails, it only says so, and the other back end is asked which.
 *
 * What lives longer than a month lies in memory, not in locals: there is far more of it than the processor has registers, and the host's
 * compiler moves what it cannot hold there and back again at every turn of the loop.
 */
import { ROOTS } from '../../numeric/simd-draws.ts';
import { addPower } from '../../numeric/simd-power.ts';
import {
  block,
  both,
  type Code,
  f64,
  f64x2,
  get,
  giveBack,
  i32,
  i32x4,
  lanes,
  leaveIf,
  loop,
  set,
  v128,
  when,
} from '../../wasm/code.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../../wasm/module.ts';
import { COLUMN, POWER_TABLES } from './block.ts';
import { LEVEL, type Level, type Register, type Value } from './program.ts';
import { flagSlot, isIn, PART, type Schedule, uses } from './schedule.ts';
import { type Scratch, VECTOR } from './scratch.ts';
import {
  AFTER,
  type CallName,
  type Calls,
  HOST_OPS,
  history,
  isImmediate,
  notFinite,
  ones,
  operation,
  zero,
} from './vector-operations.ts';

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
  /** `Scratch.bytes` of room to work in. */
  scratch: 7,
} as const;

const COLUMN_BYTES = 8 * COLUMN;
const anyOf = (vectors: readonly Code[]): Code => vectors.reduce((a, b) => v128.or(a, b));

/** Turns a program into a module with one function, `run`. */
export function simdModule(schedule: Schedule, scratch: Scratch, memory: MemoryKind): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  const calls = new Map<CallName, number>();
  for (const op of HOST_OPS) if (uses(schedule, op)) calls.set(op, module.import(op, ['f64'], ['f64']));
  if (uses(schedule, 'pow')) {
    const single = module.import('power', ['f64', 'f64'], ['f64']);
    calls.set('pow', addPower(module, POWER_TABLES, ROOTS, single));
  }
  const params = Object.keys(PARAMS).map(() => 'i32' as const);
  module.add('run', params, ['i32'], (fn) => new Emitter(schedule, scratch, fn, calls).emit());
  return module.bytes();
}

class Emitter {
  private readonly width: number;
  /** Whether it is the months that are written, which run again and again, or what comes once before them. */
  private isInMonths = true;
  /** Of values that are computed, one for each vector. */
  private readonly locals = new Map<Value, number[]>();
  /** What the operation at hand reads and all vectors share. */
  private readonly shared = new Map<Value, number>();
  private readonly spare: readonly number[];
  /** Values of worlds that the months read. */
  private readonly kept = new Set<Value>();
  /** By value: the registers it closes. */
  private readonly closes = new Map<Value, Register[]>();
  private readonly alive: readonly number[];
  private readonly leaving: readonly number[];
  private readonly done: number;
  private readonly t: number;
  private readonly row: number;
  private readonly drawn: number;
  private readonly drawnNow: number;
  private readonly out: number;
  private readonly open: number;
  private readonly close: number;

  constructor(
    private readonly schedule: Schedule,
    private readonly scratch: Scratch,
    fn: FunctionMaker,
    private readonly calls: Calls,
  ) {
    const { program, level, used } = schedule;
    this.width = scratch.width;
    const vectors = () => Array.from({ length: this.width }, () => fn.local('v128'));
    for (const value of program.values)
      if (used[value.id] === 1 && level[value.id]! >= LEVEL.world && value.op !== 'register')
        this.locals.set(value, vectors());
    for (const register of program.registers) {
      if (!scratch.registers.has(register.value)) continue;
      const next = register.next!;
      if (!this.closes.has(next)) this.closes.set(next, []);
      this.closes.get(next)!.push(register);
    }
    this.alive = vectors();
    this.leaving = vectors();
    this.spare = Array.from({ length: 3 }, () => fn.local('v128'));
    const number = () => fn.local('i32');
    [this.done, this.t, this.row, this.drawn] = [number(), number(), number(), number()];
    [this.drawnNow, this.out, this.open, this.close] = [number(), number(), number(), number()];
  }

  emit(): Code {
    const turn = this.turn();
    return [
      ...set(this.drawn, get(PARAMS.columns)),
      ...loop(
        [
          ...turn,
          ...set(this.done, i32.add(get(this.done), i32.const(2 * this.width))),
          ...set(this.drawn, i32.add(get(this.drawn), i32.const(VECTOR * this.width))),
        ],
        i32.lt(get(this.done), get(PARAMS.worlds)),
      ),
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
  private any(vector: (j: number) => Code): Code {
    return v128.anyTrue(anyOf([...this.lanes()].map(vector)));
  }

  /** One turn: some worlds, month by month. */
  private turn(): Code {
    const { rowsAt, rowSize } = this.schedule;
    const month: Code = [
      ...this.month(),
      ...this.shifts(),
      ...this.rareThings(),
      ...set(this.t, i32.add(get(this.t), i32.const(1))),
      ...set(this.row, i32.add(get(this.row), i32.const(8 * rowSize))),
      ...set(this.drawnNow, i32.add(get(this.drawnNow), i32.const(COLUMN_BYTES))),
      ...set(this.out, i32.add(get(this.out), get(PARAMS.stride))),
      // The banks change places.
      ...[get(this.open), get(this.close), ...set(this.open, []), ...set(this.close, [])],
    ];
    this.isInMonths = false;
    const before: Code = [
      ...this.each((j) => set(this.alive[j]!, this.isWorld(j))),
      ...this.worlds(),
      ...this.checkWorlds(),
      ...set(this.open, i32.add(get(PARAMS.scratch), i32.const(this.scratch.banks))),
      ...set(this.close, i32.add(get(this.open), i32.const(this.scratch.bankBytes))),
      ...this.openRegisters(),
    ];
    this.isInMonths = true;
    return [
      ...before,
      ...[...this.scratch.counts, ...this.scratch.histories.values()].flatMap((at) =>
        this.each((j) => v128.store(get(PARAMS.scratch), zero, at + VECTOR * j)),
      ),
      ...set(this.t, i32.const(0)),
      ...set(this.row, i32.add(get(PARAMS.table), i32.const(8 * rowsAt))),
      ...set(this.drawnNow, get(this.drawn)),
      ...set(this.out, i32.add(get(PARAMS.series), i32.shl(get(this.done), i32.const(3)))),
      // Until no world is left: all leave in the last month.
      ...block(loop(month, i32.const(1))),
      ...this.fill(),
      ...this.addTallies(),
    ];
  }

  /** Which lanes hold one of the worlds asked for. */
  private isWorld(j: number): Code {
    const numbers = lanes(f64.const(2 * j), f64.const(2 * j + 1));
    return f64x2.lt(numbers, f64x2.splat(f64.ofI32(i32.sub(get(PARAMS.worlds), get(this.done)))));
  }

  /** A value as vector j sees it: a number in each lane, or a mask. */
  private ref(value: Value, j: number): Code {
    if (isImmediate(value)) return value.data === 1 ? ones : zero;
    const { level } = this.schedule;
    if (level[value.id]! <= LEVEL.month) {
      const shared = this.shared.get(value);
      return shared === undefined ? this.slot(value) : get(shared);
    }
    const register = this.scratch.registers.get(value);
    if (register !== undefined) return v128.load(get(this.open), register + VECTOR * j);
    if (level[value.id] === LEVEL.both || !this.isInMonths) return get(this.locals.get(value)![j]!);
    if (value.op === 'input') return this.input(value, j);
    this.kept.add(value);
    return v128.load(get(PARAMS.scratch), this.scratch.worlds.get(value)! + VECTOR * j);
  }

  /** What no world changes, out of the table: a number in both lanes, or a mask. */
  private slot(value: Value): Code {
    const run = this.schedule.runSlots.get(value);
    const number =
      run === undefined
        ? v128.load(get(this.row), 8 * this.schedule.monthSlots.get(value)!)
        : v128.load(get(PARAMS.table), 8 * run);
    return value.type === 'boolean' ? f64x2.ne(number, zero) : number;
  }

  /** A value as a number in each lane. */
  private number(value: Value, j: number): Code {
    const vector = this.ref(value, j);
    return value.type === 'boolean' ? v128.and(vector, both(1)) : vector;
  }

  /** Computes what differs by world, but not by month. */
  private worlds(): Code {
    const code = this.schedule.program.values
      .filter((value) => isIn(this.schedule, value, PART.world) && value.op !== 'register')
      .flatMap((value) => [...this.compute(value), ...this.keep(value)]);
    this.shared.clear();
    return code;
  }

  private compute(value: Value): Code {
    return [...this.share(value), ...this.each((j) => set(this.locals.get(value)![j]!, this.operation(value, j)))];
  }

  /**
   * Computes a month: one after the other what is carried to the next month or stored, each right after what it needs, so that little is
   * held meanwhile; then the rest.
   */
  private month(): Code {
    const all = this.schedule.program.values.filter((value) => this.isComputed(value));
    const lasting = all.filter(
      (value) => this.closes.has(value) || this.schedule.series.some((s) => s.value === value),
    );
    const done = new Set<Value>();
    const compute = (wanted: readonly Value[]): Code[] => {
      const queue = [...wanted];
      const needed: Value[] = [];
      while (queue.length > 0) {
        const value = queue.pop()!;
        if (done.has(value) || !this.isComputed(value)) continue;
        done.add(value);
        needed.push(value);
        queue.push(...value.args);
      }
      return needed.sort((a, b) => a.id - b.id).map((value) => this.compute(value));
    };
    const code = [
      ...lasting.flatMap((value) => [...compute([value]), this.closeRegisters(value), this.store(value)]),
      ...compute(all),
    ];
    this.shared.clear();
    return code;
  }

  /** Whether every month of every world computes it. */
  private isComputed(value: Value): boolean {
    return value.op !== 'register' && isIn(this.schedule, value, PART.both);
  }

  /** Reads once what an operation takes that all vectors share. */
  private share({ args }: Value): Code {
    this.shared.clear();
    if (this.width === 1) return [];
    const isShared = (arg: Value): boolean => this.schedule.level[arg.id]! <= LEVEL.month && !isImmediate(arg);
    return args.filter(isShared).flatMap((arg, i) => {
      const code = set(this.spare[i]!, this.slot(arg));
      this.shared.set(arg, this.spare[i]!);
      return code;
    });
  }

  private keep(value: Value): Code {
    if (!this.kept.has(value)) return [];
    const at = this.scratch.worlds.get(value)!;
    return this.each((j) => v128.store(get(PARAMS.scratch), get(this.locals.get(value)![j]!), at + VECTOR * j));
  }

  private operation(value: Value, j: number): Code {
    if (value.op === 'input') return this.input(value, j);
    if (value.op === 'history') return this.history(value, j);
    return operation(value, (arg) => this.ref(arg, j), this.calls);
  }

  private history(value: Value, j: number): Code {
    const [scratch, month, spare, step] = [get(PARAMS.scratch), get(this.t), this.spare[2]!, VECTOR * this.width];
    const places = { scratch, month, spare, step, offset: this.scratch.histories.get(value)! + VECTOR * j };
    const [kept, index] = value.args as [Value, Value];
    const isShared = this.schedule.level[index.id]! <= LEVEL.month;
    return history({ ...places, isShared }, this.ref(kept, j), this.ref(index, j));
  }

  private input(value: Value, j: number): Code {
    const at = this.schedule.level[value.id] === LEVEL.world ? this.drawn : this.drawnNow;
    return v128.load(get(at), this.schedule.columnRows.get(value.data)! * COLUMN_BYTES + VECTOR * j);
  }

  private openRegisters(): Code {
    return [...this.scratch.registers].flatMap(([value, at]) => {
      const { init } = this.schedule.program.registers[value.data]!;
      return this.each((j) => v128.store(get(this.open), this.ref(init, j), at + VECTOR * j));
    });
  }

  /** Closes the registers that a value is the next one of. */
  private closeRegisters(value: Value): Code {
    return (this.closes.get(value) ?? []).flatMap((register) => {
      const at = this.scratch.registers.get(register.value)!;
      return this.each((j) => v128.store(get(this.close), this.ref(value, j), at + VECTOR * j));
    });
  }

  /** Closes the registers, and stores the series, whose values no month computes: they were there before. */
  private shifts(): Code {
    const isThere = (value: Value): boolean => value.op === 'register' || !isIn(this.schedule, value, PART.both);
    const series = new Set(this.schedule.series.map(({ value }) => value));
    return [
      ...[...this.closes.keys()].filter(isThere).flatMap((value) => this.closeRegisters(value)),
      ...[...series].filter(isThere).flatMap((value) => this.store(value)),
    ];
  }

  /** Stores the series that are of a value. */
  private store(value: Value): Code {
    return this.schedule.series.flatMap((series, i) => {
      if (series.value !== value) return [];
      const { after } = series;
      return this.each((j) => {
        const [vector, alive] = [this.number(value, j), get(this.alive[j]!)];
        if (after === 'zero') return v128.store(this.seriesAt(i), v128.and(vector, alive), VECTOR * j);
        if (after !== 'held') return v128.store(this.seriesAt(i), v128.select(vector, AFTER[after], alive), VECTOR * j);
        const held = this.scratch.held[i]!;
        const before = v128.load(get(this.open), held + VECTOR * j);
        return [
          ...set(this.spare[0]!, v128.select(vector, before, alive)),
          ...v128.store(get(this.close), get(this.spare[0]!), held + VECTOR * j),
          ...v128.store(this.seriesAt(i), get(this.spare[0]!), VECTOR * j),
        ];
      });
    });
  }

  /** Where this month of a series lies. */
  private seriesAt(i: number): Code {
    if (i === 0) return get(this.out);
    return i32.add(get(this.out), i32.mul(get(PARAMS.stride), i32.const(i * this.schedule.months)));
  }

  /** Gives 0 back where a check of worlds fails. */
  private checkWorlds(): Code {
    const bad = this.badOf(LEVEL.world);
    return bad.length === 0 ? [] : when(this.holds(bad), giveBack(i32.const(0)));
  }

  private badOf(level: Level): Value[] {
    return this.schedule.checks.map(({ bad }) => bad).filter((bad) => this.schedule.level[bad.id] === level);
  }

  /** What happens in few months of few worlds, one test for all of it: a check fails, a tally counts, a world leaves. */
  private rareThings(): Code {
    const { tallies, level, stop } = this.schedule;
    const bad = this.badOf(LEVEL.both);
    const others = [...tallies.map(({ test }) => test), stop].filter((test) => level[test.id]! >= LEVEL.world);
    const isRare = this.flag('rare');
    return when(bad.length + others.length === 0 ? isRare : i32.or(isRare, this.holds([...bad, ...others])), [
      ...when(this.flag('bad'), giveBack(i32.const(0))),
      ...(bad.length === 0 ? [] : when(this.holds(bad), giveBack(i32.const(0)))),
      ...this.count(),
      ...this.leave(),
    ]);
  }

  /** Whether any of some booleans holds in a world that lives. */
  private holds(tests: readonly Value[]): Code {
    const each = [...new Set(tests)];
    const amounts = each.flatMap((test) => notFinite(test) ?? []);
    const others = each.filter((test) => notFinite(test) === null);
    return this.any((j) => {
      // What is finite less itself is 0, and all else is NaN: so is a sum with it.
      const rests = amounts.map((amount) => f64x2.sub(this.ref(amount, j), this.ref(amount, j)));
      const isLost =
        rests.length === 0
          ? []
          : [
              f64x2.ne(
                rests.reduce((a, b) => f64x2.add(a, b)),
                zero,
              ),
            ];
      return v128.and(anyOf([...others.map((test) => this.ref(test, j)), ...isLost]), get(this.alive[j]!));
    });
  }

  /** Whether a flag of the month is 1: a double, of which the upper half tells it from 0. */
  private flag(flag: 'bad' | 'rare'): Code {
    return i32.load(get(this.row), 8 * flagSlot(this.schedule, flag) + 4);
  }

  private count(): Code {
    return this.schedule.tallies.flatMap(({ test }, i) =>
      this.each((j) => {
        const at = this.scratch.counts[i]! + VECTOR * j;
        const one = v128.and(v128.and(this.ref(test, j), get(this.alive[j]!)), both(1));
        return v128.store(get(PARAMS.scratch), f64x2.add(v128.load(get(PARAMS.scratch), at), one), at);
      }),
    );
  }

  /** Worlds that fail, and in the last month all, leave their finals and are masked from then on; without one left, the months end. */
  private leave(): Code {
    const { stop, months } = this.schedule;
    const isLast = i32x4.splat(i32.sub(i32.const(0), i32.eq(get(this.t), i32.const(months - 1))));
    return [
      ...this.each((j) => set(this.leaving[j]!, v128.and(v128.or(this.ref(stop, j), isLast), get(this.alive[j]!)))),
      ...this.each((j) =>
        when(v128.anyTrue(get(this.leaving[j]!)), [
          ...this.finals(j),
          ...set(this.alive[j]!, v128.andNot(get(this.alive[j]!), get(this.leaving[j]!))),
        ]),
      ),
      ...leaveIf(2, i32.eqz(this.any((j) => get(this.alive[j]!)))),
    ];
  }

  /** Computes and stores the finals of the worlds that leave. */
  private finals(j: number): Code {
    const { program, finals } = this.schedule;
    return [
      ...program.values
        .filter((value) => isIn(this.schedule, value, PART.finals))
        .flatMap((value) => set(this.locals.get(value)![j]!, this.operation(value, j))),
      ...finals.flatMap(({ value }, i) => {
        const first = i32.add(get(PARAMS.finals), i32.mul(get(PARAMS.stride), i32.const(i)));
        const at = i32.add(first, i32.shl(get(this.done), i32.const(3)));
        const before = v128.load(at, VECTOR * j);
        return v128.store(at, v128.select(this.number(value, j), before, get(this.leaving[j]!)), VECTOR * j);
      }),
    ];
  }

  /** Where no world was left before the last month: what each series holds after a world's end. */
  private fill(): Code {
    const { months, series, stop, program } = this.schedule;
    if (series.length === 0 || stop === program.false) return [];
    const month = set(this.t, i32.add(get(this.t), i32.const(1)));
    const next: Code = [...month, ...set(this.out, i32.add(get(this.out), get(PARAMS.stride)))];
    const row = series.flatMap(({ after }, i) =>
      this.each((j) => {
        const value = after === 'held' ? v128.load(get(this.close), this.scratch.held[i]! + VECTOR * j) : AFTER[after];
        return v128.store(this.seriesAt(i), value, VECTOR * j);
      }),
    );
    const isEarly = i32.lt(get(this.t), i32.const(months - 1));
    return when(isEarly, loop([...next, ...row], isEarly));
  }

  /** Adds the months that were counted, and the worlds that had any. */
  private addTallies(): Code {
    return this.scratch.counts.flatMap((at, i) => {
      const counts = [...this.lanes()].map((j) => v128.load(get(PARAMS.scratch), at + VECTOR * j));
      const add = (vectors: readonly Code[], to: number): Code => {
        const sum = vectors.reduce((a, b) => f64x2.add(a, b));
        const before = f64.load(get(PARAMS.tallies), to);
        const [first, second] = [f64x2.lane(0, get(this.spare[0]!)), f64x2.lane(1, get(this.spare[0]!))];
        return [
          ...set(this.spare[0]!, sum),
          ...f64.store(get(PARAMS.tallies), f64.add(before, f64.add(first, second)), to),
        ];
      };
      const worlds = counts.map((count) => v128.and(f64x2.lt(zero, count), both(1)));
      return [...add(counts, 16 * i), ...add(worlds, 16 * i + 8)];
    });
  }
}
