/** Questions in a terminal, one after another. A chunk of its own: what draws them is loaded where something is asked. */
import type { ReadStream, WriteStream } from 'node:tty';
import { cancel, intro, isCancel, outro, text } from '@clack/prompts';

export interface AskedQuestion {
  readonly name: string;
  readonly asks: string;
  /** An answer, for people to see the form of it. */
  readonly example: string;
  /** What is wrong with an answer, as a sentence; null where nothing is. */
  readonly faultOf: (answer: string) => string | null;
}

export interface AskedWith {
  readonly title: string;
  /** Said when all is answered. */
  readonly end: string;
  readonly input: ReadStream;
  readonly output: WriteStream;
}

/** The answers by name, without those that were skipped; null where it was broken off. */
export async function askInTurn(
  questions: readonly AskedQuestion[],
  { title, end, input, output }: AskedWith,
): Promise<Map<string, string> | null> {
  const answers = new Map<string, string>();
  intro(title, { output });
  for (const { name, asks, example, faultOf } of questions) {
    const answer = await text({
      message: asks,
      placeholder: `${example}   (Enter skips it)`,
      validate: (typed) => (isSkipped(typed) ? undefined : (faultOf(typed!.trim()) ?? undefined)),
      ...{ input, output },
    });
    if (isCancel(answer)) {
      cancel('Broken off: nothing is written.', { output });
      return null;
    }
    if (!isSkipped(answer)) answers.set(name, answer.trim());
  }
  outro(end, { output });
  return answers;
}

const isSkipped = (answer: string | undefined): boolean => (answer ?? '').trim() === '';
