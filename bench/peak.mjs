// The peak memory of this process. As `node --import bench/peak.mjs …` it is written to file descriptor 3 at the end.
import { existsSync, fstatSync, readFileSync, writeSync } from 'node:fs';

/** Resident megabytes at most. Where there is /proc, from there: elsewhere a process may count what its parent had. */
export function peakMegabytes() {
  const status = '/proc/self/status';
  const known = existsSync(status) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8')) : null;
  return (known === null ? process.resourceUsage().maxRSS : Number(known[1])) / 1024;
}

if (process.execArgv.some((argument) => argument.endsWith('peak.mjs')) && isOpen(3))
  process.on('exit', () => writeSync(3, String(peakMegabytes())));

function isOpen(descriptor) {
  try {
    return fstatSync(descriptor) !== undefined;
  } catch {
    return false;
  }
}
