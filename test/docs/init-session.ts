import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import xterm from '@xterm/headless';
import { askedInTerminal } from '../../src/cli/commands/init.ts';
import { parseMonth } from '../../src/formula/month.ts';
import { INIT_QUESTIONS } from '../../src/scenario/new-scenario.ts';

/** The answer typed to each question; an empty one skips it. */
const TYPED: Readonly<Record<(typeof INIT_QUESTIONS)[number]['name'], string>> = {
  cash: '600k',
  burn: '95k',
  revenue: '240k/year, 4%',
  owed: 'cloud 40k',
  hope: '',
};

/** The questions of `runway init quayside.yaml` and their answers, as they stand in the terminal at the end. */
export async function initSession(): Promise<string> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 40, allowProposedApi: true });
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 40 });
  const left = new Map(INIT_QUESTIONS.map(({ name, asks }) => [asks as string, TYPED[name]]));
  let written = '';
  output.on('data', (chunk: Buffer) => {
    written += chunk.toString();
    for (const [asks, keys] of left) {
      if (!written.includes(asks)) continue;
      left.delete(asks);
      // Typed after the question is drawn, as a person does.
      setImmediate(() => input.write(`${keys}\r`));
    }
  });
  const text = await askedInTerminal(
    { path: 'quayside.yaml', name: 'Quayside', start: parseMonth('2026-01')! },
    { input: input as unknown as ReadStream, output: output as unknown as WriteStream },
  );
  if (text === null) throw new Error('the questions were broken off');
  await new Promise<void>((resolve) => terminal.write(written.replaceAll('\n', '\r\n'), resolve));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, y) => active.getLine(y)!.translateToString(true));
  return `\`\`\`text\n$ runway init quayside.yaml\n${lines.join('\n').trim()}\n\`\`\``;
}
