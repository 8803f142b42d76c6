/** The folder that the server may use: outside of it nothing is read or written, except for the shipped scenarios. */
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { readContent } from '../../host/read.ts';
import { shippedFiles, shippedPath } from '../../host/shipped.ts';

/** `DEEPEST`: levels of folders to search; the others: most entries to look at, and most scenarios to list. */
const DEEPEST = 5;
const MOST_ENTRIES = 5_000;
const MOST_LISTED = 200;

export class ServedFolder {
  /** With links resolved. */
  readonly path: string;

  constructor(private readonly given: string) {
    this.path = realpathSync(given);
  }

  /**
   * The path of a file named by the client: a regular file below the folder (links resolved), or a shipped scenario
   * where no file has its name. Throws Faults for all else, without revealing whether a file outside exists.
   */
  readable(called: string): string {
    const shipped = this.shipped(called);
    if (shipped === null) return this.writable(called);
    return shippedPath(called) === null ? shipped : called;
  }

  /** The path of a shipped scenario; null where there is none of that name, or a file of that name exists. */
  shipped(called: string): string | null {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(called) || existsSync(join(this.path, called))) return null;
    return shippedFiles().find(({ name }) => name === called)?.path ?? null;
  }

  /** As `readable`, without the shipped scenarios, which may not be changed. */
  writable(called: string): string {
    if (called === '') throw unreadable('no file is named', 'list_scenarios tells which there are');
    const path = resolve(this.path, called);
    // Where the folder was given by a link, its files may be named through that link too.
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

  /** Paths of the scenarios below the folder; `isWhole` is false where there are too many to list. */
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
        // Links to folders are not followed, so the search ends.
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
