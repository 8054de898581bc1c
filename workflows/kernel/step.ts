import type { Draft } from './draft';

/**
 * One wait of a stage. Done, it gives its value; not done, it does not settle while the rendering lasts: the rendering
 * ends there, and the next transition renders the stage again from its start.
 */
export class Step<T> implements PromiseLike<T> {
  private constructor(
    /** Stable names in the visit: its own, and those of the clocks that run beside it. */
    readonly names: readonly string[],
    private readonly outcome: { readonly value: T } | { readonly draft: Draft },
  ) {}

  static done<T>(name: string, value: T): Step<T> {
    return new Step([name], { value });
  }

  static open<T>(name: string, draft: Draft): Step<T> {
    return new Step<T>([name], { draft });
  }

  /** The same wait with one more name, dropped together with it. */
  beside(name: string): Step<T> {
    return new Step([...this.names, name], this.outcome);
  }

  get done(): boolean {
    return 'value' in this.outcome;
  }

  /** The value where the step is done, undefined otherwise. */
  get value(): T | undefined {
    return 'value' in this.outcome ? this.outcome.value : undefined;
  }

  // biome-ignore lint/suspicious/noThenProperty: a stage awaits its steps
  then<A = T, B = never>(
    onDone?: ((value: T) => A | PromiseLike<A>) | null,
    onFailed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    // Made only when somebody waits: a promise without a waiter could only fail unhandled.
    const promise = 'value' in this.outcome ? Promise.resolve(this.outcome.value) : this.outcome.draft.parked<T>();
    return promise.then(onDone, onFailed);
  }
}

/** Which of several steps came first, with its value. */
export type Choice<S> = { [K in keyof S]: S[K] extends Step<infer T> ? { readonly kind: K; readonly value: T } : never }[keyof S];
