import type { EngineUnderTest } from '../engine';
import type { BenchPostgres } from '../records';
import type { Script } from './script';

/** What every rung is measured on. */
export interface Ground {
  readonly dir: string;
  readonly engine: EngineUnderTest;
  readonly postgres: BenchPostgres;
  readonly script: Script;
  /** File that the script is read from by processes of a rung. */
  readonly scriptFile: string;
}

/** What one case left in the history of an engine. */
export interface HistoryFigures {
  readonly events: number;
  readonly bytes: number;
  /** Billable actions by Temporal's rules; null for other engines. */
  readonly actions: number | null;
}

/** A way to run the claim, ready: its worker runs. */
export interface Rung {
  readonly name: string;
  /** Processes of an engine of its own, or those of the engine under test; none where there is no engine. */
  readonly enginePids: readonly number[];
  readonly workerPids: () => readonly number[];
  /** Databases it writes, for the transactions they commit. */
  readonly databases: readonly string[];
  /** Opens a case; answers when the opening is in the record. */
  open(reference: string): Promise<void>;
  /** Does one step (1 and up); answers when it is in the record. */
  act(reference: string, step: number): Promise<void>;
  history(reference: string): Promise<HistoryFigures | null>;
  /** Asks the engine's copy of a case how it stands; only where the worker holds one. */
  ask?(reference: string): Promise<unknown>;
  /** Ends the worker and starts another one. Milliseconds that its start took. */
  restart?(): Promise<number>;
  stop(): Promise<void>;
}
