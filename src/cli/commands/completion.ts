import { Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { usage } from '../usage.ts';

/** `completion`: prints the script that a shell runs at its start, so that Tab completes runway's words. */
export async function completion(io: Io, shell: string): Promise<number> {
  // The scripts are loaded only here.
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
