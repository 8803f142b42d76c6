import { wrap } from '../../src/chart/text.ts';
import { runCli } from '../cli/captured.ts';

/** Width in columns at which a line is broken. */
const WIDTH = 120;

function wrapped(line: string): string[] {
  const blanks = ' '.repeat(line.indexOf('- ') + 2);
  return wrap(line.trimStart().slice(2), WIDTH - blanks.length).map(
    (text, i) => (i === 0 ? `${blanks.slice(2)}- ` : blanks) + text,
  );
}

/** The chapter of a report that tells the story of the shipped scenario. */
export async function shippedStory(): Promise<string> {
  const args = ['scenarios/stability-ai-2023-10.yaml', '--chapters', 'story', '--format', 'md'];
  const { status, stdout } = await runCli(['report', ...args]);
  const at = stdout.indexOf('\n### ');
  if (status !== 0 || at === -1) throw new Error(`a report without a story, exit status ${status}`);
  const lines = stdout
    .slice(stdout.indexOf('\n- ', at) + 1)
    .trimEnd()
    .split('\n');
  return lines.flatMap(wrapped).join('\n');
}
