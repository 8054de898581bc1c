import type { CaseInput } from '../../workflows/kernel/engine/run';
import type { EngineCase } from '../support/engine-case';

/** A way through a process whose history is kept and replayed for ever. Its name is the file's name. */
export interface Scenario {
  readonly process: string;
  readonly name: string;
  readonly open: Extract<CaseInput, { kind: 'open' }>;
  readonly outcome: string;
  readonly play: (c: EngineCase) => Promise<void>;
}
