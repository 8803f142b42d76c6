import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Role, run } from '../../src/chart/cells.ts';
import { fitRow } from '../../src/chart/text.ts';
import { rowChanges } from '../../src/tui/row-changes.ts';
import { styled } from '../../src/tui/styled.ts';

const WIDTH = 40;

/** Every column of the second line, as it looks after the texts. */
async function look(...texts: string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: WIDTH + 10, rows: 3, allowProposedApi: true });
  for (const text of texts) await new Promise<void>((done) => terminal.write(text, done));
  const line = terminal.buffer.active.getLine(1)!;
  return Array.from({ length: WIDTH + 10 }, (_, x) => {
    const cell = line.getCell(x)!;
    return `${cell.getChars() || ' '} ${cell.getFgColorMode()} ${cell.getFgColor()} ${cell.isBold()} ${cell.isInverse()}`;
  });
}

const role = fc.constantFrom<Role>('plain', 'muted', 'bad', 'selected', 'cash');
const part = fc.record({ text: fc.constantFrom('a', ' ', '⣿⣿', '· ', '$1.5M', '          '), role });
const row = fc.array(part, { maxLength: 12 }).map((parts) => fitRow(parts, WIDTH));
const depths = fc.constantFrom('16', '256', 'truecolor', 'none');

describe('what differs in a row', () => {
  test('turns any row into any other, colours and all, and touches nothing beside it', async () => {
    await fc.assert(
      fc.asyncProperty(row, row, depths, async (a, b, depth) => {
        const [before, after] = [styled(a, depth as 'none', 'dark'), styled(b, depth as 'none', 'dark')];
        const begin = `\u001b[2;3H${before}`;
        expect(await look(begin, rowChanges(before, after, 1, 2))).toEqual(await look(`\u001b[2;3H${after}`));
      }),
    );
  });

  test('is written, and no more: digits far apart one by one, near ones in one go', () => {
    const before = styled([run(`12${' '.repeat(20)}34`), run('5 6 7', 'bad')], '16', 'dark');
    const after = styled([run(`19${' '.repeat(20)}34`), run('8 6 9', 'bad')], '16', 'dark');
    expect(rowChanges(before, before, 4, 10)).toBe('');
    expect(rowChanges(before, after, 4, 10)).toBe('\u001b[5;12H9\u001b[5;35H\u001b[1;91m8 6 9\u001b[0m');
  });
});
