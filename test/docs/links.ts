import { readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from './page.ts';

/** The pages for people. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => `docs/${file}`),
];

/** A link from a page: the file in the repository that it leads to, and the heading in it; null for the top. */
export interface Link {
  readonly written: string;
  readonly file: string;
  readonly heading: string | null;
}

/** The links of a page that lead to files of the repository. */
export function linksIn(page: string, text: string): Link[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, written]) => written!)
    .filter((written) => !/^[a-z]+:/.test(written))
    .map((written) => {
      const [path = '', heading = null] = written.split('#') as [string, string?];
      return { written, file: path === '' ? page : normalize(join(dirname(page), path)), heading };
    });
}

/** The page without its blocks of code. */
export const prose = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '');

/** The names that code hosts give the headings of a page. */
export const anchorsOf = (text: string): string[] =>
  [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
