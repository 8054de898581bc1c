import type { ActOf, Contract, OutcomeOf, StageOf } from '../../domain/case/contract';
import type { Answer } from '../../domain/case/state';
import { Context } from './context';
import { type Draft, StageDefect } from './draft';
import { Effects } from './effects';

/** Ends the case. */
export interface Closing<O extends string = string> {
  readonly close: O;
  readonly ground?: string;
}

/** Ends the case with an outcome of the contract. */
export const close = <O extends string>(outcome: O, ground?: string): Closing<O> =>
  ground === undefined ? { close: outcome } : { close: outcome, ground };

/** Payload types by act, taken from the schemas by a type-only import. */
export type Payloads<C extends Contract> = { readonly [A in ActOf<C>]: object };

export type Stage<C extends Contract, P extends Payloads<C>> = (c: Context<C, P>) => Promise<StageOf<C> | Closing<OutcomeOf<C>>>;
export type Effect<C extends Contract, T> = (c: Effects<C>, answer: Answer<T>) => void;

/** What a process author writes: a function per stage, and what acts record when they are accepted. */
export interface ProcessDefinition<C extends Contract, P extends Payloads<C>> {
  /** What opening the case records: clocks that run from the start, watch dates, exposures. */
  readonly opened?: (c: Effects<C>) => void;
  readonly stages: { readonly [S in StageOf<C>]: Stage<C, P> };
  readonly effects?: { readonly [A in ActOf<C>]?: Effect<C, P[A]> };
}

/** A process as the kernel runs it: the types of its contract stay inside. */
export interface Process {
  readonly contract: Contract;
  readonly opened: (draft: Draft) => void;
  readonly stage: (draft: Draft) => Promise<string | Closing>;
  readonly effect: (act: string, draft: Draft, answer: Answer) => void;
}

/** The payload's type is that of its act: it was checked against the schema by the validator and again in commit. */
function checked<T>(answer: Answer): Answer<T>;
function checked(answer: Answer): Answer<unknown> {
  return answer;
}

/** A contract and a function per stage. An unknown act, an unknown stage and a missing stage do not compile. */
export function process<C extends Contract, P extends Payloads<C>>(contract: C, definition: ProcessDefinition<C, P>): Process {
  const isStage = (name: string): name is StageOf<C> => Object.hasOwn(definition.stages, name);
  const isAct = (name: string): name is ActOf<C> => Object.hasOwn(definition.effects ?? {}, name);
  return {
    contract,
    opened: (draft) => definition.opened?.(new Effects<C>(draft)),
    stage: (draft) => {
      const name = draft.state.stage;
      const stage = isStage(name) ? definition.stages[name] : undefined;
      if (stage === undefined) throw new StageDefect(`'${contract.name}' has no stage '${name}'.`);
      return stage(new Context<C, P>(draft));
    },
    effect: (act, draft, answer) => {
      if (isAct(act)) definition.effects?.[act]?.(new Effects<C>(draft), checked(answer));
    },
  };
}
