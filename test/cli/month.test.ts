import { describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

const FILE = 'test/conformance/days.yaml';
const opened = async (...args: string[]) => await runCli(['run', FILE, '--month', ...args]);

describe('run --month', () => {
  test('opens a month: who was paid, why, and its days', async () => {
    const { status, stdout } = await opened('2026-01');
    expect(status).toBe(0);
    expect(stdout).toContain('Jan 2026: who was paid, and why');
    expect(stdout).toContain('by day 15 $20 too little: somebody must wait');
    expect(stdout).toMatch(
      /Day by day[\s\S]*start +80\n +10 +0 +10 +70 +to tax\n +15 +0 +70 +0 +to team\n +20 +100 +0 +100 /,
    );
  });

  test('of one world too, and as Markdown', async () => {
    const { stdout } = await opened('2026-02', '--world', '3', '--format', 'md');
    expect(stdout).toContain('World 3 of seed 1: one possible future, not the base case');
    expect(stdout).toMatch(/\| +tax +\| +50 \| +30 \| +20 \|/);
  });

  test.each([
    [['2026-13'], 'a month is YYYY-MM, and "2026-13" is none'],
    [['2027-01'], '2027-01 is not simulated: months go from 2026-01 to 2026-02'],
    [['2026-01', '--worlds', '10'], '--month and --worlds do not go together'],
    [['2026-01', '--json'], 'it opens a month for people to read'],
  ])('refuses %j', async (args, message) => {
    const { status, stdout, stderr } = await opened(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
