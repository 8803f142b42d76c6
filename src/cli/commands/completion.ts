import { Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { usage } from '../usage.ts';

/** What a shell is to run when it starts, for Tab to complete the words of runway. */
export async function completion(io: Io, shell: string): Promise<number> {
  // The scripts are loaded where one is asked for.
  const { shellScripts } = await import('../shell-scripts.ts');
  const found = shellScripts.find(({ name }) => name === shell);
  if (found === undefined) {
    const names = shellScripts.map(({ name }) => name);
    const message = `there is no completion for the shell "${shell}"${didYouMean(shell, names)}`;
    throw new Faults([usage(message, `shells: ${names.join(', ')}`)]);
  }
  io.stdout.write(found.text());
  return EXIT.done;
}
