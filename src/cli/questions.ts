/**
 * Questions in a terminal, one after another. A chunk of its own (`build.mjs`), as the library that draws them is loaded only here.
 */
import type { ReadStream, WriteStream } from 'node:tty';
import { cancel, intro, isCancel, outro, text } from '@clack/prompts';

export interface AskedQuestion {
  readonly name: string;
  readonly asks: string;
  /** An example of an answer, to show its form. */
  readonly example: string;
  /** What is wrong with an answer, as a sentence; null: nothing. */
  readonly faultOf: (answer: string) => string | null;
}

export interface AskedWith {
  readonly title: string;
  /** Printed after the last answer. */
  readonly end: string;
  readonly input: ReadStream;
  readonly output: WriteStream;
}

/** The answers by name, without those skipped; null where the user broke off. */
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
