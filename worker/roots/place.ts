import type { WholeRoot } from '../../db/record/root';

/** Roots of the record after a number, some at a time. */
export type RootsAfter = (no: number) => Promise<readonly WholeRoot[]>;

/**
 * Where roots are kept that the database cannot write: a file that is only added to, a receiver of signed requests. An object store with a
 * lock on what was written is another, behind a receiver or behind this port.
 */
export interface RootPlace {
  readonly name: string;
  /** Keeps what it does not have yet, in order. @returns how many were kept @throws LuyueError record.tampered where the record no longer holds what is kept */
  keep(rootsAfter: RootsAfter): Promise<number>;
}
