import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { expect, test } from 'vitest';
import type { InputEvent } from '../../src/tui/input.ts';
import { listen } from '../../src/tui/listen.ts';

test('keys are heard where somebody else has listened before and paused the terminal', async () => {
  const stdin = new PassThrough();
  stdin.pause();
  const heard = new Promise<InputEvent>((resolve) => {
    listen(stdin as unknown as ReadStream, resolve);
  });
  stdin.write('q');
  expect(await heard).toEqual({ type: 'key', key: 'q' });
});
