import type { ReadStream } from 'node:tty';
import { createDecoder, type InputEvent } from './input.ts';

/** Time for the rest of a sequence, which a slow line may bring apart; after that, Esc was pressed. */
const REST_MS = 40;

/** Tells of what the terminal sends, until the end of it, which is returned. No timer runs while nothing comes. */
export function listen(stdin: ReadStream, tell: (event: InputEvent) => void): () => void {
  const decoder = createDecoder();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => decoder.flush().forEach(tell);
  const heard = (chunk: string): void => {
    clearTimeout(timer);
    decoder.push(chunk).forEach(tell);
    if (decoder.isWaiting()) timer = setTimeout(flush, REST_MS);
  };
  stdin.setEncoding('utf8');
  stdin.on('data', heard);
  // Who asked something in the terminal before has paused it, and a listener alone does not change that.
  stdin.resume();
  return () => {
    clearTimeout(timer);
    stdin.off('data', heard);
    stdin.pause();
  };
}
