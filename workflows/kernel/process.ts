import type { ActRequest } from '../../domain/case/act';
import type { ActOf, Contract, OutcomeOf, StageOf } from '../../domain/case/contract';
import type { Answer, CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
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

/** An act as its refusal reads it. */
export type Asked<T> = Omit<ActRequest, 'payload'> & { readonly payload: T };
/**
 * Why the process refuses an act that the general rules allow, in a sentence that names the rule; null: it does not.
 * `at` is the instant at which it is judged.
 */
export type RefusalRule<T> = (state: CaseState, asked: Asked<T>, at: Instant) => string | null;

/** What a process author writes: a function per stage, and what acts record when they are accepted. */
export interface ProcessDefinition<C extends Contract, P extends Payloads<C>> {
  /** What opening the case records: clocks that run from the start, watch dates, exposures. */
  readonly opened?: (c: Effects<C>) => void;
  readonly stages: { readonly [S in StageOf<C>]: Stage<C, P> };
  readonly effects?: { readonly [A in ActOf<C>]?: Effect<C, P[A]> };
  /** Judged after the general rules, before anything is recorded. */
  readonly refusals?: { readonly [A in ActOf<C>]?: RefusalRule<P[A]> };
  /** What follows from the state whatever the stage: clocks that start or end, tasks, payments. Repeating it changes nothing. */
  readonly always?: (c: Effects<C>) => void;
}

/** A process as the kernel runs it: the types of its contract stay inside. */
export interface Process {
  readonly contract: Contract;
  readonly opened: (draft: Draft) => void;
  readonly stage: (draft: Draft) => Promise<string | Closing>;
  readonly effect: (act: string, draft: Draft, answer: Answer) => void;
  readonly refusal: (state: CaseState, request: ActRequest, at: Instant) => string | null;
  readonly always: (draft: Draft) => void;
}

/** The payload's type is that of its act: it was checked against the schema by the validator and again in commit. */
function checked<T>(answer: Answer): Answer<T>;
function checked(answer: Answer): Answer<unknown> {
  return answer;
}

function asked<T>(request: ActRequest): Asked<T>;
function asked(request: ActRequest): Asked<unknown> {
  return request;
}

/** A contract and a function per stage. An unknown act, an unknown stage and a missing stage do not compile. */
export function process<C extends Contract, P extends Payloads<C>>(contract: C, definition: ProcessDefinition<C, P>): Process {
  const isStage = (name: string): name is StageOf<C> => Object.hasOwn(definition.stages, name);
  const isAct = (name: string): name is ActOf<C> => Object.hasOwn(contract.acts, name);
  return {
    contract,
    opened: (draft) => definition.opened?.(new Effects<C>(draft)),
    stage: (draft) => {
      const name = draft.state.stage;
      const stage = isStage(name) ? definition.stages[name] : undefined;
      if (stage === undefined) throw new StageDefect(`'${contract.name}' has no stage '${name}'.`);
      return stage(new Context<C, P>(draft, contract.customer));
    },
    effect: (act, draft, answer) => {
      if (isAct(act)) definition.effects?.[act]?.(new Effects<C>(draft), checked(answer));
    },
    refusal: (state, request, at) =>
      isAct(request.act) ? (definition.refusals?.[request.act]?.(state, asked(request), at) ?? null) : null,
    always: (draft) => definition.always?.(new Effects<C>(draft)),
  };
}
