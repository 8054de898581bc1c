import type { Random } from '../random';
import type { World } from '../world/world';

/** Something that goes wrong, and its end: when `strike` returns, what it broke is whole again. */
export interface Fault {
  readonly name: string;
  /** In a sentence, for the table of faults. */
  readonly says: string;
  /** Does it. Gives the proof that it happened; null where there was nothing it could happen to. @throws LuyueError where there is no proof */
  readonly strike: (world: World, random: Random) => Promise<string | null>;
}

/** A fault that struck. */
export interface Struck {
  readonly fault: string;
  /** ms after the start of the run. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly proof: string;
}
