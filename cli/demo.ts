import type { Doors } from '../client/luyue';
import type { Database } from '../db/connect';
import type { StackFile } from '../dev/stack-file';
import type { Instant } from '../domain/instant';
import type { Language } from '../domain/words';

/** What `luyue up --demo` gives to the demo: everything is started, nothing is opened yet. */
export interface DemoStage {
  readonly doors: Doors;
  readonly db: Database;
  readonly stack: StackFile;
  /** Compression that the examples are opened with, such as `1d=20s`; null where time runs as it does. */
  readonly speed: string | null;
  /** The instant that `@-29d` counts from. */
  readonly firstStart: Instant;
  readonly language: Language;
  readonly print: (text: string) => void;
  /** Aborted when somebody presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Opens the examples and lets the cast act; returns when there is nothing left to do, or soon after the signal. */
export type RunDemo = (stage: DemoStage) => Promise<void>;
