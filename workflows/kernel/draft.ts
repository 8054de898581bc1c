import type { Fact } from '../../domain/case/fact';
import { fold } from '../../domain/case/fold';
import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';

/** A rule of the kernel that stage code broke. A defect of the process, found by its tests. */
export class StageDefect extends Error {
  override readonly name = 'StageDefect';
}

/** What stage code sees when its rendering has ended: it stops where it stands. Never reaches anybody. */
class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

const abandoned = new Abandoned('the rendering has ended');

/** More than any transition writes: a stage that goes on beyond it would go on for ever, with the case locked. */
const mostFacts = 20_000;

/** A transition in the making: facts, and the state as if they were written. Thrown away unless commit answers. */
export class Draft {
  private readonly written: Fact[] = [];
  private readonly waits: ((reason: Abandoned) => void)[] = [];
  private current: CaseState;
  private ended = false;

  constructor(
    before: CaseState,
    readonly at: Instant,
    readonly actor: string,
    readonly onBehalfOf?: string,
  ) {
    this.current = before;
  }

  get state(): CaseState {
    return this.current;
  }

  get facts(): readonly Fact[] {
    return this.written;
  }

  /** A promise that stays open while the rendering lasts. */
  parked<T>(): Promise<T> {
    return new Promise<T>((_resolve, reject) => this.waits.push(reject));
  }

  /**
   * Ends the rendering. What is parked is rejected, so that the abandoned stage unwinds: the engine keeps every open
   * promise of a case, with its stack, for as long as the case is cached (measured: 13 KB per transition).
   */
  end(): void {
    this.ended = true;
    for (const reject of this.waits) reject(abandoned);
  }

  emit(fact: Fact): void {
    if (this.ended) throw abandoned;
    if (this.written.length >= mostFacts) throw new StageDefect(`The stage '${this.current.stage}' records without end.`);
    this.written.push(fact);
    const seq = this.current.head.seq + 1;
    const who = { actor: this.actor, ...(this.onBehalfOf === undefined ? {} : { onBehalfOf: this.onBehalfOf }) };
    this.current = fold(this.current, { seq, at: this.at, recordedAt: this.at, cause: '', ...who, hash: '', fact });
  }
}
