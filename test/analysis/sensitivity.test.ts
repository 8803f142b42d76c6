import { describe, expect, test } from 'vitest';
import type { Explained } from '../../src/analysis/explained.ts';
import { type FailedWorlds, failedInCommon, failedWorlds } from '../../src/analysis/failed.ts';
import { type Sensitivity, sensitivity } from '../../src/analysis/sensitivity.ts';
import { binnedTornado, tornado } from '../../src/analysis/tornado.ts';
import type { TrialAsker } from '../../src/analysis/trials.ts';
import { inputColumns, type UncertainInput, uncertainInputs } from '../../src/analysis/uncertain.ts';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { askCase, compile, drawWorld, drawWorlds, Engine, type Model } from '../../src/engine/ask.ts';
import { lawSampler } from '../../src/numeric/laws.ts';
import { streamOf } from '../../src/numeric/philox.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readFigure } from '../../src/scenario/target.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { asking } from './rescuing.ts';

interface Asked {
  readonly measure?: string;
  readonly worlds?: number;
  readonly seed?: number;
  readonly sampler?: 'random' | 'sobol';
  readonly ask?: TrialAsker;
}

const models = new Map<string, Model>();
const engine = asking();

/** What is compiled is kept: the same text is asked about under many seeds. */
function modelOf(text: string): Model {
  const model = models.get(text) ?? compile(scenarioOf(text));
  models.set(text, model);
  return model;
}

function askedOf(text: string, { measure = 'months_alive', worlds = 500, seed = 1, sampler = 'random', ask }: Asked) {
  const model = modelOf(text);
  const { scenario } = model;
  const explained: Explained =
    measure === 'months_alive' ? measure : readFigure({ name: '--measure', text: measure }, scenario);
  const range = { first: 0, count: worlds, seed, sampler };
  return { ask: ask ?? engine, model, settings: leverSettings(scenario), explained, worlds: range };
}

const sensitivityOf = (text: string, asked: Asked = {}): Promise<Sensitivity> => sensitivity(askedOf(text, asked));

const shareOf = (found: Sensitivity, name: string) => found.shares!.find(({ names }) => names.join() === name)!;
const effectOf = (found: Sensitivity, name: string) => found.shapley!.parts.find(({ names }) => names.join() === name)!;
const covers = (interval: readonly [number, number] | null, exact: number): boolean =>
  interval !== null && interval[0] <= exact && exact <= interval[1];

/** Cash at the end of two months is linear in what is drawn once, twice each, and in what is drawn each month. */
const linear = (pairs = ''): string => `runway: 1
start: 2024-01
months: 2
cash: 1M
assumptions:
  a: normal(30k, 3k)
  b: normal(20k, 2k)
  noise: monthly(normal(0, 1k))
  idle: normal(5, 1)
  plain: 10k
${pairs}
costs: {all: 'a + b + plain + noise + 0 * idle'}
`;

const ROOT = 'cash@2024-02';

describe('a linear model', () => {
  // Variances: 4 · 9, 4 · 4 and, of two months, 2 · 1, in millions.
  const exact = { a: 36 / 54, b: 16 / 54, noise: 2 / 54, idle: 0 };

  test('shares: first order, total and Shapley effect are the same closed form, a month after month one input', async () => {
    const seeds = Array.from({ length: 8 }, (_, i) => i + 1);
    const all: Sensitivity[] = [];
    for (const seed of seeds) all.push(await sensitivityOf(linear(), { measure: ROOT, seed, worlds: 200 }));
    for (const [name, share] of Object.entries(exact)) {
      const intervals = all.flatMap((found) => [
        shareOf(found, name).first.interval,
        shareOf(found, name).total.interval,
        effectOf(found, name).interval,
      ]);
      const covered = intervals.filter((interval) => covers(interval, share)).length / intervals.length;
      // 95% less three standard errors of 8 seeds: the three of a seed go together.
      expect(covered, name).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 8));
    }
    for (const found of all) {
      expect(shareOf(found, 'noise').by).toBe('fresh');
      expect(shareOf(found, 'a').by).toBe('bins');
      const sum = found.shapley!.parts.reduce((total, { share }) => total + share, 0);
      expect(sum).toBeCloseTo(1, 9);
      expect(shareOf(found, 'idle').total).toEqual({ share: 0, interval: [0, 0] });
      expect(effectOf(found, 'idle')).toEqual({ names: ['idle'], share: 0, interval: [0, 0] });
    }
  });

  test('one at a time: p10 and p90 in every month, ten percent of a plain number', async () => {
    const { tornado: found } = await sensitivityOf(linear(), { measure: ROOT, worlds: 100 });
    const z = 1.2815515655446004;
    expect(found!.base).toBe(880_000);
    expect(found!.bars.map(({ name, span, swing }) => [name, span, Number(swing.toFixed(6))])).toEqual([
      ['a', 'p10_p90', Number((4 * z * 3000).toFixed(6))],
      ['b', 'p10_p90', Number((4 * z * 2000).toFixed(6))],
      ['noise', 'p10_p90', Number((4 * z * 1000).toFixed(6))],
      ['plain', 'ten_percent', 4000],
      ['idle', 'p10_p90', 0],
    ]);
    const [a] = found!.bars;
    expect(a!.low.value).toBeCloseTo(30_000 - z * 3000, 6);
    expect(a!.low.result).toBeCloseTo(880_000 + 2 * z * 3000, 6);
  });

  test('by bins: the mean of the tenth in which it is lowest', async () => {
    const { run } = await sensitivityOf(linear(), { measure: ROOT, worlds: 2000 });
    const [a] = run!.binned;
    // The mean of the lowest tenth of a normal law is 1.755 standard deviations below its mean.
    expect(a!.name).toBe('a');
    expect(Math.abs((a!.low.value - 30_000) / 3000 + 1.755)).toBeLessThan(0.15);
    expect(Math.abs((a!.low.result - 880_000) / 6000 - 1.755)).toBeLessThan(0.3);
    const idle = run!.binned.find(({ name }) => name === 'idle')!;
    expect(idle.swing).toBeLessThan(idle.chance);
    expect(a!.swing).toBeGreaterThan(5 * a!.chance);
  });

  test('an input without effect stays within what chance does in 95 of 100 runs, whatever its bins', () => {
    const draw = (name: string, run: number): Float64Array => {
      const out = new Float64Array(200);
      lawSampler('uniform', [0, 1])(out, 0, 1, 200 * run, 200, streamOf(1, name, 0), 0);
      return out;
    };
    const shapes: ((u: number) => number)[] = [(u) => u, (u) => Number(u < 0.05), (u) => Math.floor(3 * u)];
    const inputs = shapes.map((_, i) => ({ name: `x${i}`, kind: 'assumption', isEvent: false, isMonthly: false }));
    const runs = Array.from({ length: 300 }, (_, run) => {
      const columns = shapes.map((shape) => draw('x', run).map(shape));
      return binnedTornado(inputs as unknown as UncertainInput[], columns, draw('y', run));
    });
    for (const { name } of inputs) {
      const bars = runs.map((bins) => bins.find((bar) => bar.name === name)!);
      const within = bars.filter(({ swing, chance }) => swing <= chance).length / runs.length;
      expect(Math.abs(within - 0.95), name).toBeLessThan(3.5 * Math.sqrt((0.95 * 0.05) / runs.length));
    }
  });

  test('evenly spread worlds have no intervals', async () => {
    const found = await sensitivityOf(linear(), { measure: ROOT, sampler: 'sobol', worlds: 256 });
    expect(found.shares!.flatMap(({ first, total }) => [first.interval, total.interval])).toEqual(Array(8).fill(null));
    expect(Math.abs(shareOf(found, 'a').first.share - exact.a)).toBeLessThan(0.06);
  });
});

describe('correlated inputs', () => {
  const rank = 0.6;
  const r = 2 * Math.sin((Math.PI * rank) / 6);
  const text = linear(`correlate: {both: {pair: [a, b], rank: ${rank}}}`);
  // A. Owen, C. Prieur, On Shapley value for measuring importance of dependent inputs (2017): of a linear model of two
  // normal inputs each has half of what it tells alone, and half of what it adds to the other.
  const both = 36 + 16 + 2 * r * 24;
  const alone = { a: (6 + 4 * r) ** 2, b: (4 + 6 * r) ** 2 };
  const whole = both + 2;
  const exact = {
    a: (alone.a + both - alone.b) / 2 / whole,
    b: (alone.b + both - alone.a) / 2 / whole,
    noise: 2 / whole,
  };

  test('move as one, and their Shapley effects are the closed form', async () => {
    const seeds = Array.from({ length: 8 }, (_, i) => i + 1);
    const all: Sensitivity[] = [];
    for (const seed of seeds) all.push(await sensitivityOf(text, { measure: ROOT, seed, worlds: 200 }));
    for (const [name, share] of Object.entries(exact)) {
      const covered = all.filter((found) => covers(effectOf(found, name).interval, share)).length;
      expect(covered, name).toBeGreaterThan(8 * (0.95 - 3 * Math.sqrt((0.95 * 0.05) / 8)));
    }
    const groups = all.map((found) => shareOf(found, 'a,b'));
    expect(groups.filter(({ total }) => covers(total.interval, both / whole)).length).toBeGreaterThan(5);
    expect(groups.filter(({ first }) => covers(first.interval, both / whole)).length).toBeGreaterThan(5);
  });
});

/** Two causes of death, an event, a grant that may come, a vendor that stops supplying, plans. */
const SHOP = {
  head: `runway: 1
start: 2024-01
months: 12
seed: 3
cash: 60k
`,
  assumptions: [
    'sales: normal(20k, 4k)',
    'rent: pert(4k, 6k, 9k)',
    'shock: bernoulli(20%)',
    'mood: monthly(normal(1, 0.1))',
    'tools: 2k',
  ],
  levers: [
    'cut: {value: 0%, range: [0%, 60%], step: 20%}',
    'lend: {value: 0, range: [0, 60k], step: 20k, from: 2024-03}',
  ],
  rest: `correlate: {bad: {pair: [sales, rent], rank: -40%}}
revenue: {sold: 'sales * mood * (1 - 30% * shock)'}
costs:
  wages: {amount: 20k * (1 - cut), to: staff}
  office: {amount: rent, to: landlord}
  hosting: {amount: tools, to: host}
creditors:
  staff: {critical: true, priority: 1}
  landlord: {patience: 2, then: petition, priority: 3}
  host: {patience: 1, then: suspend}
funding:
  grant: {amount: 'pert(5k, 10k, 20k)', month: 'whole(3, 6)', probability: 40%}
  loan: {amount: lend, month: 2024-03}
  friends: {amount: 3k, month: 2024-02}
plans: {lean: {set: {cut: 20%}}, loan: {set: {lend: 20k}}}
`,
};
const shop = (flip = false): string => {
  const list = (title: string, entries: readonly string[]): string =>
    `${title}:\n${(flip ? [...entries].reverse() : entries).map((entry) => `  ${entry}\n`).join('')}`;
  return SHOP.head + list('assumptions', SHOP.assumptions) + list('levers', SHOP.levers) + SHOP.rest;
};

describe('a company', () => {
  test('inputs in any order give the same answer', async () => {
    const [one, other] = [
      await sensitivityOf(shop(), { worlds: 100 }),
      await sensitivityOf(shop(true), { worlds: 100 }),
    ];
    expect(other).toEqual(one);
    expect(one.isStopped).toBe(false);
    expect(one.tornado!.bars.map(({ name }) => name).sort()).toEqual(
      ['cut', 'friends', 'grant', 'grant.amount', 'grant.month', 'lend', 'mood', 'rent', 'sales', 'shock', 'tools']
        .map((name) =>
          /friends/.test(name) ? 'funding.friends.amount' : /^grant/.test(name) ? `funding.${name}` : name,
        )
        .sort(),
    );
  });

  test('of what is yes or no the two ends are no and yes; levers go to both sides within their range', async () => {
    const bars = await tornado(askedOf(shop(), { measure: ROOT }), { simulated: 0 });
    const bar = (name: string) => bars!.bars.find((one) => one.name === name)!;
    expect(bar('shock')).toMatchObject({ span: 'no_yes', low: { value: 0 }, high: { value: 1 } });
    expect(bar('funding.grant')).toMatchObject({ span: 'no_yes', kind: 'funding' });
    expect(bar('cut')).toMatchObject({ span: 'lever', low: { value: 0 }, high: { value: 0.2 } });
    expect(bar('funding.friends.amount')).toMatchObject({ kind: 'funding', span: 'ten_percent' });
    expect(bar('funding.friends.amount').swing).toBeCloseTo(600, 6);
  });

  test('whether money comes is known of a world where no draw and no lever is in its probability', () => {
    const text = (probability: string): string => `runway: 1
start: 2024-01
cash: 5k
assumptions: {rate: 30%, half: rate / 2, luck: 'uniform(0, 1)'}
levers: {pull: {value: 0}}
funding: {grant: {amount: 1k, month: 2024-02, probability: ${probability}}}
`;
    for (const [probability, known] of [
      ['40%', 0.4],
      ['half', 0.15],
      ['rate * luck', null],
      ['rate * pull', null],
    ] as const) {
      const model = modelOf(text(probability));
      const inputs = uncertainInputs(model).filter(({ kind }) => kind === 'funding');
      expect(inputs).toMatchObject([
        { name: 'funding.grant', isYesOrNo: true, isEvent: known !== null, probability: known },
      ]);
      const [column] = inputColumns(model, inputs, drawWorlds(model, { first: 0, count: 2000, seed: 1 }));
      const mean = column!.reduce((a, b) => a + b, 0) / 2000;
      expect(Math.abs(mean - (known ?? 0.5))).toBeLessThan(0.05);
      expect(new Set(column).size).toBe(known === null ? 2000 : 2);
    }
  });

  test('a value that the file does not allow has no result, and the others have theirs', async () => {
    const text = linear().replace('plain: 10k', 'plain: 95%').replace('+ plain', '');
    const { tornado: found } = await sensitivityOf(`${text}revenue: {sold: {amount: 10k, collect: [plain]}}\n`, {
      measure: ROOT,
      worlds: 100,
    });
    const plain = found!.bars.find(({ name }) => name === 'plain')!;
    expect(plain.high.result).toBeNull();
    expect(plain.swing).toBeCloseTo(2 * 10_000 * 0.095, 6);
    expect(found!.bars[0]!.low.result).not.toBeNull();
  });

  test('nothing moves a figure that does not vary', async () => {
    const still = await sensitivityOf(linear(), { measure: 'survival', worlds: 100 });
    expect(still.run).toMatchObject({ varies: false, mean: 1, deviation: 0, binned: [] });
    expect(still).toMatchObject({ shares: [], shapley: { parts: [] }, isStopped: false });
    expect(still.tornado!.bars.every(({ swing }) => swing === 0)).toBe(true);
  });

  test('a file in which nothing is uncertain has levers and numbers alone', async () => {
    const found = await sensitivityOf('runway: 1\nstart: 2024-01\ncash: 50\ncosts: {all: 10}\n', { worlds: 100 });
    expect(found).toMatchObject({ shares: [], isStopped: false, tornado: { bars: [] } });
    expect(found.run!.failed.inCommon).toEqual([]);
  });

  test('stopped, it gives the parts that were done before', async () => {
    for (const most of [0, 1, 3, 4, 13]) {
      let left = most;
      const ask: TrialAsker = async function* (question) {
        if (left-- > 0) yield* engine(question);
      };
      const found = await sensitivityOf(shop(), { worlds: 100, ask });
      expect(found.isStopped).toBe(true);
      expect(
        [found.tornado, found.run, found.knowing, found.shares, found.shapley].map((part) => part !== null),
      ).toEqual([most > 1, most > 2, most > 3, most > 11, false]);
    }
  });

  test('a world that cannot be simulated names what was drawn afresh', async () => {
    const text = linear().replace('+ 0 * idle', '+ if(a > 33k and b > 22.5k, 1 / (a - a), 0)');
    const first = await sensitivityOf(text, { measure: ROOT, worlds: 100, seed: 5 }).catch((error: unknown) => error);
    expect(first).toBeInstanceOf(Faults);
  });
});

describe('what to find out next', () => {
  // Betting brings 200 x and costs 90: 10 on average, and who knows x does not bet below 0.45.
  const text = `runway: 1
start: 2024-01
months: 1
cash: 1000
assumptions: {x: 'uniform(0, 1)', other: 'normal(0, 1)', noise: 'monthly(normal(0, 5))'}
levers: {bet: {value: 0, range: [0, 1]}}
revenue: {won: 'max(0, bet * 200 * x + 20 + noise)'}
costs: {stake: bet * 90 + 0 * other}
plans: {go: {set: {bet: 1}}}
`;
  test('the gain of choosing by it, and 0 of what the choice does not turn on', async () => {
    const { knowing } = await sensitivityOf(text, { measure: 'cash@2024-01', worlds: 2000 });
    expect(knowing!.choices.map(({ plan }) => plan)).toEqual([null, 'go']);
    expect(knowing!.best).toBe(1);
    const [x, other] = knowing!.inputs;
    expect(knowing!.inputs.map(({ name }) => name)).toEqual(['x', 'other']);
    expect(covers(x!.interval, 20.25)).toBe(true);
    expect(x!.interval![1] - x!.interval![0]).toBeLessThan(4);
    expect(Math.abs(other!.gain)).toBeLessThan(1);
    expect(knowing!.all.gain).toBeGreaterThanOrEqual(x!.gain - 0.1);
  });

  test('of what is better when it is less, less is chosen', async () => {
    const { knowing } = await sensitivityOf(text, { measure: 'costs@2024-01', worlds: 100 });
    expect(knowing).toMatchObject({ best: 0, choices: [{ mean: 0 }, { mean: 90 }], all: { gain: 0 } });
  });
});

describe('what the failed had in common', () => {
  test('causes of failure by month, each with a typical world', async () => {
    const asked = askedOf(shop(), { worlds: 400, seed: 3 });
    const { model, settings } = asked;
    const found = (await failedWorlds(asked))!;
    expect(found.failed).toBeGreaterThan(50);
    expect(found.failed).toBeLessThan(350);
    expect(found.causes.reduce((sum, { count }) => sum + count, 0)).toBe(found.failed);
    for (const { cause, count, byMonth, typical } of found.causes) {
      expect(byMonth.reduce((a, b) => a + b, 0)).toBe(count);
      const { failure } = askCase(model, settings, drawWorld(model, 3, typical.world)).measures;
      expect(failure).toEqual({ t: typical.t, cause });
      expect(byMonth[typical.t]).toBeGreaterThan(0);
    }
    const [first] = found.inCommon;
    expect(first!.name).toBe('sales');
    expect(first!.probability).toBeLessThan(0.1);
    expect(first!.interval![1]).toBeLessThan(0.15);
    expect(first!.amongFailed).toBeLessThan(first!.amongAlive);
    const suspended = found.inCommon.find(({ name }) => name === 'suspended("host")')!;
    expect(suspended).toMatchObject({ isEvent: true, kind: 'creditor' });
    expect(suspended.amongFailed).toBeGreaterThan(suspended.amongAlive);
  });

  test('is the same without causes, and nothing is drawn where all worlds fail, or none does', async () => {
    const asked = askedOf(shop(), { worlds: 200, seed: 3 });
    const { model, worlds } = asked;
    const { causes: _, ...found } = (await failedWorlds(asked))!;
    const inputs = found.inCommon.filter(({ kind }) => kind !== 'creditor');
    const { ends } = new Engine().answer({
      ...{ want: 'endings', model, worlds, series: [], ends: 200 },
      variants: [{ settings: asked.settings }],
    });
    expect(failedInCommon(model, worlds, ends, () => drawWorlds(model, worlds))).toEqual({
      ...found,
      inCommon: inputs,
    });
    for (const failure of [Float64Array.of(3, 4), Float64Array.of(-1, -1)]) {
      const seen = { failure, cause: Float64Array.of(0, 0) };
      const told = failedInCommon(model, worlds, seen, () => expect.unreachable());
      expect(told).toEqual({ worlds: 2, failed: failure[0] === 3 ? 2 : 0, inCommon: [] });
    }
  });

  test('where one number decides, all pairs go one way; of the rest none is told apart', async () => {
    const text = `runway: 1
start: 2024-01
months: 3
cash: 30
assumptions: {need: 'uniform(5, 15)', other: 'normal(0, 1)', good: 'bernoulli(50%)'}
costs: {pay: {amount: need + 0 * other + 0 * good, to: staff}}
creditors: {staff: {critical: true}}
`;
    const found = (await failedWorlds(askedOf(text, { worlds: 500 })))!;
    const by = new Map(found.inCommon.map((one) => [one.name, one]));
    expect(by.get('need')!.probability).toBe(1);
    expect(by.get('need')!.amongFailed).toBeCloseTo(12.5, 0);
    expect(found.causes).toMatchObject([{ cause: 'unpaid:staff', share: 1 }]);
    // The typical one is in the middle of those: the need of a failed world is from 10 to 15.
    const { world } = found.causes[0]!.typical;
    const drawn = drawWorld(modelOf(text), 1, world).numbers.get('draw need 0')![0]!;
    expect(Math.abs(drawn - 12.5)).toBeLessThan(1.2);
    // Of those that decide nothing, in a share of seeds the interval leaves out one half.
    const seeds = Array.from({ length: 30 }, (_, i) => i + 10);
    const others: (FailedWorlds | null)[] = [];
    for (const seed of seeds) others.push(await failedWorlds(askedOf(text, { worlds: 200, seed })));
    for (const name of ['other', 'good']) {
      const intervals = others.map((one) => one!.inCommon.find((input) => input.name === name)!.interval);
      const covered = intervals.filter((interval) => covers(interval, 0.5)).length / seeds.length;
      expect(covered, name).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / seeds.length));
    }
  });
});
