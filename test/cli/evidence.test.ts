import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOfClaim } from '../../src/cli/claims.ts';
import { NO_OVERRIDES, readScenario } from '../../src/scenario/read.ts';
import { runCli } from './captured.ts';

/** Cash of 100, of which wages of 20 and rent of 5 leave four months; each claim by hand in the test below. */
const HAND = `runway: 1
name: Four months
start: 2024-01
months: 12
cash: 100
sources:
  press: {title: A paper, publisher: The press, date: 2024-02, url: https://press.example/1}
  union: {title: A leaflet}
assumptions:
  wages:
    value: 20
    source: press
    note: As printed.
    claims: {union: {value: 25, source: union, note: With overtime.}, boss: {value: 10}}
  rent: {value: 5, claims: {union: {value: 6, source: union}, press: {value: 5, source: press}}}
  upkeep: {value: 0 * rent + 0, note: Our guess.}
  spare: {value: wages - wages}
costs: {pay: {amount: wages, to: staff}, flat: {amount: rent + upkeep + spare, to: landlord}}
creditors: {staff: {critical: true}, landlord: {critical: true, patience: 0, late_fee: 0%}}
debts: {note: {principal: 0, kind: accruing, due: 2026-01, source: union}}
funding: {gift: {amount: 1, month: 2024-12, note: Our hope.}}
`;

/** A scenario with draws. They are drawn by name, so all claims meet the same worlds. */
const DRAWN = `runway: 1
start: 2024-01
months: 12
cash: 100
assumptions:
  wages: {value: "normal(20, 4)", claims: {union: {value: "normal(24, 4)"}, loop: {value: pay_back}}}
  pay_back: {value: wages / 2}
  left: {value: "uniform(0, 6)", claims: {right: {value: right / 2}}}
  right: {value: "uniform(2, 8)", claims: {left: {value: left + 1}}}
costs: {pay: {amount: wages + left + right, to: staff}}
creditors: {staff: {critical: true}}
`;

let folder = '';
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
  writeFileSync(path('hand.yaml'), HAND);
  writeFileSync(path('drawn.yaml'), DRAWN);
});
afterAll(() => rmSync(folder, { recursive: true }));

const json = async (...args: string[]) => {
  const { status, stdout, stderr } = await runCli([...args, '--json']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
};
interface Claimed {
  readonly name: string;
}
const named = (all: readonly Claimed[], name: string) => all.find((one) => one.name === name)! as never as Found;
interface Found {
  readonly claims: readonly (Claimed & Record<string, unknown>)[];
  readonly filed: Record<string, unknown>;
  readonly [key: string]: unknown;
}

describe('evidence', () => {
  test('ranks disputes by months lived, worked by hand', async () => {
    const found = await json('evidence', path('hand.yaml'), '--worlds', '0');
    expect(found).toMatchObject({ format: 1, command: 'evidence', worlds: 0, disputes: ['wages', 'rent'] });
    const wages = named(found.figures, 'wages');
    // 100 / 25 pays four months; at 30 a month three; at 15 six.
    expect(wages.filed).toMatchObject({ value: '20', months_alive: 4, runway: 4, survival: 0 });
    expect(wages.claims[0]).toMatchObject({ name: 'union', value: '25', source: 'union', months_alive: 3, swing: -1 });
    expect(wages.claims[1]).toMatchObject({ name: 'boss', source: null, note: null, months_alive: 6, swing: 2 });
    expect(wages.swing).toEqual({ months: 3, survival: 0 });
    const rent = named(found.figures, 'rent');
    expect(rent.claims.map(({ months_alive: lived }) => lived)).toEqual([3, 4]);
    expect(rent.swing).toEqual({ months: 1, survival: 0 });
  });

  test('tells of each figure where it comes from and where it is used', async () => {
    const { figures, sources } = await json('evidence', path('hand.yaml'), '--worlds', '0', '--claim', 'wages=union');
    expect(sources[0]).toEqual({
      ...{ name: 'press', title: 'A paper', publisher: 'The press', date: '2024-02', url: 'https://press.example/1' },
    });
    expect(named(figures, 'wages')).toMatchObject({
      ...{ section: 'assumptions', value: 25, origin: 'source', in_use: 'claim', claim: 'union', source: 'press' },
      ...{ note: 'As printed.', used_by: ['assumptions.spare', 'costs.pay'] },
    });
    expect(named(figures, 'spare')).toMatchObject({ origin: 'computed', in_use: 'file', value: 0 });
    expect(named(figures, 'rent')).toMatchObject({ origin: 'ours', source: null });
    expect(named(figures, 'landlord')).toMatchObject({
      ...{ section: 'creditors', origin: 'ours', parts: [{ key: 'patience', text: '0' }] },
    });
    expect(named(figures, 'note')).toMatchObject({ section: 'debts', origin: 'source', source: 'union' });
    expect(named(figures, 'gift')).toMatchObject({
      ...{ section: 'funding', origin: 'ours', note: 'Our hope.' },
      parts: [
        { key: null, text: '1' },
        { key: 'month', text: '2024-12' },
      ],
    });
    expect(figures.some(({ name }: Claimed) => name === 'staff')).toBe(false);
  });

  test('a page for people marks what is in use, and what is ours', async () => {
    const { stdout } = await runCli(['evidence', path('hand.yaml'), '--claim', 'wages=boss', '--worlds', '0']);
    expect(stdout).toMatch(/wages +file, press +20 +4 +4 +0%\n +union +25 +3\.3 +3 +0% +-1\n +boss \* +10 /);
    expect(stdout).toContain('wages: 10\n    In the file: 20. Source: press. As printed.\n');
    expect(stdout).toContain('    boss claims 10, in use.\n');
    expect(stdout).toContain('rent: 5\n    Ours: no source.\n    union claims 6.\n    press claims 5.\n');
    expect(stdout).toContain('- press: A paper, The press, 2024-02, https://press.example/1');
  });

  test('in one question comes to what each claim comes to by --claim, in the same worlds', async () => {
    const found = await json('evidence', path('drawn.yaml'), '--worlds', '300', '--seed', '5');
    const run = async (...claim: string[]) => {
      const { measures } = await json('run', path('drawn.yaml'), '--worlds', '300', '--seed', '5', ...claim);
      return measures.months_alive.mean;
    };
    // The more wages, the shorter it lives: what is drawn and moves it stands below the disputes.
    const [drawn] = found.find_out.filter((one: Claimed) => one.name === 'wages');
    expect(drawn.low.value).toBeLessThan(drawn.high.value);
    expect(drawn.low.result).toBeGreaterThan(drawn.high.result);
    expect(drawn).toMatchObject({ kind: 'assumption', source: null });
    const wages = named(found.figures, 'wages');
    const union = wages.claims[0] as unknown as Record<string, number>;
    const loop = wages.claims[1]!;
    expect(wages.filed.months_alive).toBe(await run());
    expect(union.months_alive).toBe(await run('--claim', 'wages=union'));
    expect(union.swing).toBeCloseTo(union.months_alive! - (wages.filed.months_alive as number), 9);
    // A claim that goes round in a circle is told, and the others are held against each other without it.
    expect(loop).toMatchObject({ name: 'loop', value: 'pay_back' });
    expect(loop.refused).toMatch(/depends on itself|circle|cycle/);
    // These two would go round in a circle together, and each alone does not.
    const right = named(found.figures, 'left').claims[0]!;
    expect(right.months_alive).toBe(await run('--claim', 'left=right'));
    const under = await json('evidence', path('drawn.yaml'), '--worlds', '50', '--claim', 'left=right');
    expect(named(under.figures, 'right').claims[0]!.refused).toMatch(/cycle/);
    const page = (await runCli(['evidence', path('drawn.yaml'), '--worlds', '50'])).stdout;
    expect(page).toContain('Claims that cannot be used\n- wages=loop: ');
  });
});

describe('--claims', () => {
  const claims = async (...args: string[]) =>
    (await json('run', path('hand.yaml'), ...args)).overrides as Record<string, unknown> | undefined;

  test('low and high take what the base case lives shortest and longest with', async () => {
    expect(await claims('--claims', 'low')).toEqual({ claims: { wages: 'union', rent: 'union' } });
    expect(await claims('--claims', 'high')).toEqual({ claims: { wages: 'boss' } });
  });

  test('a source gives all that it claims, but not what the file has from it', async () => {
    expect(await claims('--claims', 'union')).toEqual({ claims: { wages: 'union', rent: 'union' } });
    expect(await claims('--claims', 'press')).toEqual({ claims: { rent: 'press' } });
    // A claim without a source counts as one of its own.
    expect(await claims('--claims', 'boss')).toEqual({ claims: { wages: 'boss' } });
  });

  test('--claim and --assume are stronger', async () => {
    expect(await claims('--claims', 'union', '--claim', 'wages=boss')).toEqual({
      claims: { wages: 'boss', rent: 'union' },
    });
    expect(await claims('--claims', 'low', '--assume', 'wages=1')).toEqual({
      ...{ claims: { rent: 'union' }, assume: { wages: '1' } },
    });
  });

  test('a claim that cannot be used is not taken by low and high; two that cannot be used together are told', async () => {
    const { overrides } = await json('run', path('drawn.yaml'), '--claims', 'high', '--claim', 'left=right');
    expect(overrides).toEqual({ claims: { left: 'right' } });
    const { status, stderr } = await runCli(['run', path('drawn.yaml'), '--claims', 'high']);
    expect(status).toBe(2);
    expect(stderr).toContain('left → right → left [cycle]');
  });
});

test.each(readdirSync('scenarios').filter((name) => name.endsWith('.yaml')))(
  'every claim of %s can be used',
  (name) => {
    const source = { name, text: readFileSync(`scenarios/${name}`, 'utf8') };
    const { assumptions } = readScenario(source).scenario!;
    const claims = [...assumptions.values()].flatMap((one) => [...one.claims.keys()].map((claim) => [one.name, claim]));
    const refused = claims.flatMap(([of, claim]) => faultsOfClaim(source, NO_OVERRIDES, of!, claim!));
    expect(refused).toEqual([]);
  },
);
