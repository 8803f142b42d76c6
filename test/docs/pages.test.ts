import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES } from './links.ts';
import { madeAnew, ROOT } from './page.ts';

/** What a page shows of the program, its tables, answers and screens, is what the program has and says today. */
test.each(PAGES)('%s shows what the program says: npm run docs writes it anew', async (page) => {
  await expect(await madeAnew(page)).toMatchFileSnapshot(join(ROOT, page));
});
