import { Effects } from '../../../../workflows/kernel/effects';
import type { Process } from '../../../../workflows/kernel/process';

/** A process as the next release has it: one fact more at the next transition of every case. */
export const next = (process: Process): Process => ({
  ...process,
  always: (draft) => {
    new Effects(draft).note('release', 'next');
    process.always(draft);
  },
});
