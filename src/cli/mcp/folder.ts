/** The folder that the server was started in: nothing else is read or written but the shipped scenarios. */
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { readContent } from '../../host/read.ts';
import { shippedFiles, shippedPath } from '../../host/shipped.ts';

/** Folders below it, entries and scenarios that a listing goes through. */
const DEEPEST = 5;
const MOST_ENTRIES = 5_000;
const MOST_LISTED = 200;

export class ServedFolder {
  /** Without links. */
  readonly path: string;

  constructor(private readonly given: string) {
    this.path = realpathSync(given);
  }

  /**
   * What is called a file, as a path from where the program runs: a regular file below the folder, links followed, or
   * a shipped scenario, whose name stays, where there is no file of that name. Throws Faults for all else; whether it is
   * there is not told of what lies outside.
   */
  readable(called: string): string {
    const shipped = this.shipped(called);
    if (shipped === null) return this.writable(called);
    return shippedPath(called) === null ? shipped : called;
  }

  /** The path of a shipped scenario; null where the name is none, or a file has it. */
  shipped(called: string): string | null {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(called) || existsSync(join(this.path, called))) return null;
    return shippedFiles().find(({ name }) => name === called)?.path ?? null;
  }

  /** As `readable`, without the shipped scenarios, which nothing is written into. */
  writable(called: string): string {
    if (called === '') throw unreadable('no file is named', 'list_scenarios tells which there are');
    const path = resolve(this.path, called);
    // Where the folder itself was named by a link, its files may be too.
    if (!isBelow(this.path, path) && !isBelow(resolve(this.given), path)) throw this.outside(called);
    let real: string;
    try {
      real = realpathSync(path);
    } catch {
      throw unreadable(`${called}: there is no such file`, 'list_scenarios tells which there are');
    }
    if (!isBelow(this.path, real)) throw this.outside(called);
    if (!statSync(real).isFile()) throw unreadable(`${called}: it is not a regular file`);
    return fromHere(real);
  }

  /** The scenarios below the folder, by path from it; `isWhole` is false where there are more than are listed. */
  scenarios(): { readonly files: string[]; readonly isWhole: boolean } {
    const files: string[] = [];
    let left = MOST_ENTRIES;
    let isWhole = true;
    const visit = (folder: string, depth: number): void => {
      for (const entry of entriesOf(folder)) {
        if (left-- <= 0 || files.length >= MOST_LISTED) {
          isWhole = false;
          return;
        }
        const path = join(folder, entry.name);
        // A link is no folder here, and leads round in no circle.
        if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
          if (depth < DEEPEST) visit(path, depth + 1);
          else isWhole = false;
        } else if (entry.isFile() && /\.ya?ml$/i.test(entry.name) && isScenario(path)) {
          files.push(relative(this.path, path).replaceAll('\\', '/'));
        }
      }
    };
    visit(this.path, 0);
    return { files, isWhole };
  }

  private outside(called: string): Faults {
    return unreadable(
      `${called} lies outside ${this.path}, the folder that the server was started in`,
      'name a file below that folder, or a shipped scenario: list_scenarios tells which there are',
    );
  }
}

/** Whether a path is of the folder, or of something in it. */
const isBelow = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function fromHere(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') || isAbsolute(near) ? path : near.startsWith('-') ? `.${sep}${near}` : near;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function isScenario(path: string): boolean {
  const content = readContent(path);
  return 'text' in content && /^['"]?runway['"]?\s*:/m.test(content.text);
}

function unreadable(message: string, hint?: string): Faults {
  const fault = { severity: 'error', code: 'unreadable', place: null, message } as const;
  return new Faults([hint === undefined ? fault : { ...fault, hint }]);
}
