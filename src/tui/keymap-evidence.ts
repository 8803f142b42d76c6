import type { Binding } from './key-binding.ts';
import { noClaim, noFile } from './reasons.ts';

/** The keys of the Evidence tab. */
export const EVIDENCE_KEYS: readonly Binding[] = [
  {
    keys: ['enter'],
    context: 'evidence',
    action: 'try-claim',
    label: 'try it',
    description: 'Use this claim in place of what the file says, or go back to that; the file stays as it is',
    disabled: noClaim,
  },
  {
    keys: ['v'],
    context: 'evidence',
    action: 'by-source',
    label: 'by source',
    description: 'Show each source with all that comes from it, or the figures in the order of the file',
    disabled: noFile,
  },
];
