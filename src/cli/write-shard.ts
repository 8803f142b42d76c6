import { visible } from '../diagnostic/escape.ts';
import { writePart } from '../host/part-file.ts';
import { EXIT, UnwrittenError } from './exit.ts';
import { onInterrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import type { Manifest } from './parts.ts';

/** Writes a part, with a note on standard error: standard output is for joined results. */
export function writeShard(
  io: Io,
  path: string,
  manifest: Manifest,
  body: object,
  bytes: Iterable<Uint8Array>,
): number {
  // What is being written is whole in a moment.
  const written = onInterrupt(() => {});
  try {
    writePart(path, { ...manifest, body }, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new UnwrittenError(error as NodeJS.ErrnoException, path);
  } finally {
    written();
  }
  const { shard, unit, range, digest } = manifest;
  const which = range.count === 0 ? `no ${unit}` : `${unit} ${range.first} to ${range.first + range.count - 1}`;
  io.stderr.write(`${visible(path)}: shard ${shard.number} of ${shard.of}, ${which}, of ${digest.slice(0, 12)}\n`);
  return EXIT.done;
}
