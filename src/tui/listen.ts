import type { ReadStream } from 'node:tty';
import { createDecoder, type InputEvent } from './input.ts';

/** Milliseconds to wait for the rest of an escape sequence, which a slow line may split; then it is the key Esc. */
const REST_MS = 40;

/** Calls `tell` for each event of the terminal, until the function that it returns is called. Idle, it has no timer. */
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
  // An earlier reader may have paused the stream, which a new listener alone does not resume.
  stdin.resume();
  return () => {
    clearTimeout(timer);
    stdin.off('data', heard);
    stdin.pause();
  };
}
