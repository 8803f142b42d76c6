/**
 * The back end that turns a program into C, for the measurements alone: the same operations in the same order as the
 * vector kernel, with GCC's vectors (`-x c++`, for the choice between vectors is C++ there), as many lanes as `LANES`
 * says. Powers, exponentials and logarithms are those of the C library, whose last bit is its own.
 */
import { LEVEL, type Level, type Value } from '../src/engine/program/program.ts';
import {
  flagSlot,
  histories,
  isIn,
  isUsedAt,
  PHASE,
  type Phase,
  type Schedule,
} from '../src/engine/program/schedule.ts';

const HEAD = `#include <math.h>
#include <stdlib.h>
#include <string.h>
typedef double vd __attribute__((vector_size(8 * LANES)));
typedef long long mi __attribute__((vector_size(8 * LANES)));
typedef double ud __attribute__((vector_size(8 * LANES), aligned(8)));
#define EACH for (int l = 0; l < LANES; l++)
static inline vd all(double x) { vd v; EACH v[l] = x; return v; }
static inline mi mask(double x) { mi m; EACH m[l] = x != 0 ? -1 : 0; return m; }
static inline vd at(const double *p) { return *(const ud *)p; }
static inline void put(double *p, vd v) { *(ud *)p = v; }
static inline int any(mi m) { long long r = 0; EACH r |= m[l]; return r != 0; }
static inline vd of(mi m) { return (vd)(m & (mi)all(1)); }
#define BY_LANE(name, expression) static inline vd name(vd a) { vd v; EACH v[l] = expression; return v; }
BY_LANE(floors, floor(a[l])) BY_LANE(ceils, ceil(a[l])) BY_LANE(rounds, round(a[l])) BY_LANE(roots, sqrt(a[l]))
BY_LANE(magnitudes, fabs(a[l])) BY_LANE(exps, exp(a[l])) BY_LANE(logs, log(a[l])) BY_LANE(logs10, log10(a[l]))
static inline vd powers(vd a, vd b) { vd v; EACH v[l] = pow(a[l], b[l]); return v; }
`;

/** The program around the kernel: `kernel DATA OUT worlds repetitions` prints the seconds of each repetition. */
const MAIN = `
#include <stdio.h>
#include <time.h>
static double *numbers(size_t n) { return (double *)aligned_alloc(64, (8 * n + 63) / 64 * 64); }
int main(int argc, char **argv) {
  long worlds = atol(argv[3]), repetitions = atol(argv[4]), stride = (worlds + 7) / 8 * 8;
  long blocks = (worlds + BLOCK - 1) / BLOCK;
  double *table = numbers(TABLE), *columns = numbers(blocks * COLUMNS + 1), *tallies = numbers(2 * TALLIES + 1);
  double *series = numbers(SERIES * MONTHS * stride + 1), *finals = numbers(FINALS * stride + 1);
  FILE *data = fopen(argv[1], "rb");
  if (fread(table, 8, TABLE, data) != TABLE) return 3;
  if (fread(columns, 8, blocks * COLUMNS, data) != (size_t)(blocks * COLUMNS)) return 3;
  for (long k = 0; k < repetitions; k++) {
    struct timespec a, b;
    memset(tallies, 0, 8 * (2 * TALLIES + 1));
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (long i = 0; i < blocks; i++) {
      long from = i * BLOCK, count = worlds - from < BLOCK ? worlds - from : BLOCK;
      if (!run(count, table, columns + i * COLUMNS, series + from, finals + from, stride, tallies)) return 4;
    }
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("{\\"sim\\": %.9f}\\n", b.tv_sec - a.tv_sec + 1e-9 * (b.tv_nsec - a.tv_nsec));
  }
  FILE *out = fopen(argv[2], "wb");
  fwrite(series, 8, SERIES * MONTHS * stride, out);
  fwrite(finals, 8, FINALS * stride, out);
  fwrite(tallies, 8, 2 * TALLIES, out);
  return fclose(out);
}
`;

const INFIX: Partial<Record<Value['op'], string>> = {
  ...{ add: '+', sub: '-', mul: '*', div: '/', and: '&', or: '|', guard: '&' },
  ...{ lt: '<', le: '<=', eq: '==', ne: '!=' },
};
const CALLS: Partial<Record<Value['op'], string>> = {
  ...{ pow: 'powers', abs: 'magnitudes', floor: 'floors', ceil: 'ceils', round: 'rounds' },
  ...{ exp: 'exps', log: 'logs', log10: 'logs10', sqrt: 'roots' },
};

/** The numbers of one value before a series' world has ended, and after it. */
const AFTER = { zero: 'all(0)', lowest: 'all(-INFINITY)', highest: 'all(INFINITY)' } as const;

const typeOf = (value: Value): string => (value.type === 'boolean' ? 'mi' : 'vd');

function ref(value: Value): string {
  if (value.op === 'const') return value.type === 'boolean' ? `mask(${value.data})` : `all(${literal(value.data)})`;
  if (value.op === 'month') return 'all(t)';
  return value.op === 'register' ? `r${value.data}` : `v${value.id}`;
}

const literal = (x: number): string => {
  if (Number.isNaN(x)) return 'NAN';
  if (!Number.isFinite(x)) return x < 0 ? '-INFINITY' : 'INFINITY';
  const text = Object.is(x, -0) ? '-0' : String(x);
  return /[.e]/.test(text) ? text : `${text}.0`;
};

const numberOf = (value: Value): string => (value.type === 'boolean' ? `of(${ref(value)})` : ref(value));

function expression(value: Value): string {
  const args = value.args.map(ref);
  const [a, b, c] = args;
  const infix = INFIX[value.op];
  if (infix !== undefined) return `${a} ${infix} ${b}`;
  const call = CALLS[value.op];
  if (call !== undefined) return `${call}(${args.join(', ')})`;
  switch (value.op) {
    case 'neg':
      return `-${a}`;
    case 'not':
      return `~${a}`;
    case 'finite':
      return `(${a} - ${a}) == all(0)`;
    case 'number':
      return `of(${a})`;
    case 'truthy':
      return `${a} != all(0)`;
    case 'min':
      return `${b} < ${a} ? ${b} : ${a}`;
    case 'max':
      return `${a} < ${b} ? ${b} : ${a}`;
    case 'select':
      return value.type === 'boolean' ? `(${a} & ${b}) | (~${a} & ${c})` : `${a} ? ${b} : ${c}`;
    default:
      throw new Error(`${value.op} has no expression in C`);
  }
}

/** Statements that compute the values of one phase. */
function lines(schedule: Schedule, phase: Phase): string {
  const { program, guards, guarded } = schedule;
  const kept = new Set<Value>();
  const compute = (value: Value): string => {
    const name = `v${value.id}`;
    if (value.op === 'history') {
      const [before, index] = value.args as [Value, Value];
      return `vd ${name}; EACH ${name}[l] = h${before.id}[(long)${ref(index)}[l]][l];`;
    }
    return `${typeOf(value)} ${name} = ${value.op === 'input' ? input(schedule, value) : expression(value)};`;
  };
  return program.values
    .filter((value) => isIn(schedule, value, phase) && !['const', 'register', 'month'].includes(value.op))
    .flatMap((value) => {
      const [before] = value.args;
      const isNew = value.op === 'history' && !kept.has(before!);
      if (isNew) kept.add(before!);
      const keep = isNew ? [`h${before!.id}[t + 1] = ${ref(before!)};`] : [];
      const behind = guards.get(value);
      if (guarded.has(value)) return keep;
      if (behind === undefined) return [...keep, compute(value)];
      const inner = behind.map(compute).join('\n');
      return `mi v${value.id} = ${ref(before!)} & alive;
if (any(v${value.id})) {\n${inner}\nv${value.id} &= ${ref(value.args[1]!)};\n}`;
    })
    .join('\n');
}

function input({ level, columnRows }: Schedule, value: Value): string {
  const row = columnRows.get(value.data)!;
  return `at(columns + COLUMN * ${level[value.id] === LEVEL.world ? row : `(${row} + t)`} + done)`;
}

/** Gives 0 back where a check that depends on just this level fails in a world that lives. */
function checked(schedule: Schedule, level: Level): string {
  const bad = schedule.checks.filter((check) => schedule.level[check.bad.id] === level).map(({ bad }) => ref(bad));
  return bad.length === 0 ? '' : `if (any((${bad.join(' | ')}) & alive)) return 0;`;
}

const slots = (read: ReadonlyMap<Value, number>, place: (slot: number) => string): string =>
  [...read]
    .filter(([{ op }]) => op !== 'const' && op !== 'month')
    .map(
      ([value, slot]) =>
        `${typeOf(value)} ${ref(value)} = ${value.type === 'boolean' ? 'mask' : 'all'}(${place(slot)});`,
    )
    .join('\n');

/** What happens in few months of few worlds: a check fails, a tally counts, a world leaves. */
function rareThings(schedule: Schedule): string {
  const { checks, ends, tallies, stop, level, finals } = schedule;
  const tests = [...checks.map(({ bad }) => bad), ...tallies.map(({ test }) => test), stop]
    .filter((test) => level[test.id]! >= LEVEL.world)
    .map(ref);
  const holds = tests.length === 0 ? '' : ` || any((${[...new Set(tests)].join(' | ')}) & alive)`;
  const isRare = `row[${flagSlot(schedule, 'rare')}] != 0${holds}`;
  return `if (${isRare}) {
if (row[${flagSlot(schedule, 'bad')}] != 0) return 0;
${checked(schedule, LEVEL.both)}
${tallies.map(({ test }, i) => `c${i} += of(${ref(test)} & alive);`).join('\n')}
mi leaving = (${ref(stop)} | mask(t == MONTHS - 1)) & alive;
if (any(leaving)) {
${lines(schedule, PHASE.finals)}
${ends.length === 0 ? '' : `if (any((${ends.map(ref).join(' | ')}) & leaving)) return 0;`}
${finals.map(({ value }, i) => keepWhere('leaving', `finals + ${i} * stride + done`, numberOf(value))).join('\n')}
alive &= ~leaving;
}
if (!any(alive)) break;
}`;
}

const keepWhere = (mask: string, place: string, value: string): string =>
  `put(${place}, ${mask} ? ${value} : at(${place}));`;

/** The source of a kernel and of a program that times it on data that this one has drawn. */
export function cProgram(schedule: Schedule, sizes: { table: number; columns: number; block: number; column: number }) {
  const { program, months, series, finals, tallies, rowsAt, rowSize, runSlots, monthSlots, stop } = schedule;
  const moving = program.registers.filter(({ value }) => isUsedAt(schedule, value, LEVEL.both));
  const kept = [...histories(schedule, LEVEL.both)].map(({ id }) => `h${id}`);
  const place = (i: number, t: string): string => `series + (${i} * MONTHS + ${t}) * stride + done`;
  const held = series.flatMap(({ after }, i) => (after === 'held' ? [i] : []));
  const store = series.map(({ value, after }, i) =>
    after === 'held'
      ? `e${i} = alive ? ${numberOf(value)} : e${i}; put(${place(i, 't')}, e${i});`
      : `put(${place(i, 't')}, alive ? ${numberOf(value)} : ${AFTER[after]});`,
  );
  const fill = series.map(({ after }, i) => `put(${place(i, 't')}, ${after === 'held' ? `e${i}` : AFTER[after]});`);
  const counted = tallies.map(
    (_, i) => `EACH { tallies[${2 * i}] += c${i}[l]; tallies[${2 * i + 1}] += c${i}[l] > 0; }`,
  );
  const define = (name: string, x: number): string => `#define ${name} ${x}`;
  return `${HEAD}
${define('MONTHS', months)}\n${define('SERIES', series.length)}\n${define('FINALS', finals.length)}
${define('TALLIES', tallies.length)}\n${define('TABLE', sizes.table)}\n${define('COLUMNS', sizes.columns)}
${define('BLOCK', sizes.block)}\n${define('COLUMN', sizes.column)}
static int run(long worlds, const double *table, const double *columns, double *series, double *finals, long stride,
  double *tallies) {
${kept.map((name) => `static vd ${name}[MONTHS + 1];`).join('\n')}
${slots(runSlots, (slot) => `table[${slot}]`)}
for (long done = 0; done < worlds; done += LANES) {
mi alive; EACH alive[l] = done + l < worlds ? -1 : 0;
${lines(schedule, PHASE.world)}
${checked(schedule, LEVEL.world)}
${moving.map(({ value, init }) => `${typeOf(value)} r${value.data} = ${ref(init)};`).join('\n')}
${held.map((i) => `vd e${i} = all(0);`).join('\n')}
${tallies.map((_, i) => `vd c${i} = all(0);`).join('\n')}
const double *row = table + ${rowsAt};
long t = 0;
for (;; t++, row += ${rowSize}) {
${slots(monthSlots, (slot) => `row[${slot}]`)}
${lines(schedule, PHASE.both)}
${store.join('\n')}
${rareThings(schedule)}
${moving.map(({ value, next }) => `${typeOf(value)} n${value.data} = ${ref(next!)};`).join('\n')}
${moving.map(({ value }) => `r${value.data} = n${value.data};`).join('\n')}
}
${stop === program.false ? '' : `for (t++; t < MONTHS; t++) {\n${fill.join('\n')}\n}`}
${counted.join('\n')}
}
return 1;
}
${MAIN}`;
}
