import type { Fact } from '../../domain/case/fact';
import { fold } from '../../domain/case/fold';
import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';

/** A rule of the kernel that stage code broke. A defect of the process, found by its tests. */
export class StageDefect extends Error {
  override readonly name = 'StageDefect';
}

/** A transition in the making: facts, and the state as if they were written. Thrown away unless commit answers. */
export class Draft {
  private readonly written: Fact[] = [];
  private current: CaseState;

  constructor(
    before: CaseState,
    readonly at: Instant,
    readonly actor: string,
  ) {
    this.current = before;
  }

  get state(): CaseState {
    return this.current;
  }

  get facts(): readonly Fact[] {
    return this.written;
  }

  emit(fact: Fact): void {
    this.written.push(fact);
    const seq = this.current.head.seq + 1;
    this.current = fold(this.current, { seq, at: this.at, recordedAt: this.at, cause: '', actor: this.actor, hash: '', fact });
  }
}
