import { type FSWatcher, realpathSync, unwatchFile, watch, watchFile } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Content, readContent } from './read.ts';

/**
 * Milliseconds without a change after which a text that looks incomplete is taken as it is; a write may be seen half
 * done.
 */
const HALF_DONE_MS = 60;
const POLL_MS = 1000;

/**
 * Calls back with each new content of the file, until the function returned is called. Watches folders, not the file:
 * many editors rename a new file over the old one, which a watch on the file would lose. One content is reported once,
 * however many events it makes; one that `isWhole` doubts only once it stays.
 */
export function watchFileContent(
  path: string,
  first: Content,
  isWhole: (text: string) => boolean,
  tell: (content: Content) => void,
): () => void {
  let last = first;
  let timer: NodeJS.Timeout | null = null;
  const look = (patient: boolean): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const now = readContent(path);
    if (isSame(last, now)) return;
    if (patient && !('text' in now && isWhole(now.text))) {
      timer = setTimeout(look, HALF_DONE_MS, false);
      return;
    }
    last = now;
    tell(now);
  };
  const stop = watchFolders(path, () => look(true));
  // The file may have been saved between the first read and the start of the watch.
  look(true);
  return () => {
    if (timer !== null) clearTimeout(timer);
    stop();
  };
}

function isSame(a: Content, b: Content): boolean {
  if ('text' in a) return 'text' in b && a.text === b.text;
  return 'fault' in b && a.fault.message === b.fault.message;
}

/** Watches the folder of the path and, for a link, that of its target; polls where watching fails. */
function watchFolders(path: string, changed: () => void): () => void {
  const watchers: FSWatcher[] = [];
  const poll = (): void => {
    watchFile(path, { interval: POLL_MS, persistent: false }, changed);
  };
  for (const place of new Set([path, realPath(path)])) {
    try {
      const watcher = watch(dirname(place), { persistent: false }, (_, name) => {
        if (name === null || name === basename(place)) changed();
      });
      watcher.on('error', poll);
      watchers.push(watcher);
    } catch {
      poll();
    }
  }
  return () => {
    for (const watcher of watchers) watcher.close();
    unwatchFile(path, changed);
  };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
