/**
 * One wait of a stage. Done, it gives its value; not done, it never settles: the rendering ends there and the next
 * transition renders the stage again from its start.
 */
export class Step<T> implements PromiseLike<T> {
  private constructor(
    /** Stable name in the visit. */
    readonly name: string,
    readonly done: boolean,
    private readonly outcome: Promise<T>,
    private readonly read: (() => T) | null,
  ) {}

  static done<T>(name: string, value: T): Step<T> {
    return new Step(name, true, Promise.resolve(value), () => value);
  }

  static open<T>(name: string): Step<T> {
    return new Step<T>(name, false, new Promise<T>(() => undefined), null);
  }

  /** The value where the step is done, undefined otherwise. */
  get value(): T | undefined {
    return this.read?.();
  }

  // biome-ignore lint/suspicious/noThenProperty: a stage awaits its steps
  then<A = T, B = never>(
    onDone?: ((value: T) => A | PromiseLike<A>) | null,
    onFailed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return this.outcome.then(onDone, onFailed);
  }
}

/** Which of several steps came first, with its value. */
export type Choice<S> = { [K in keyof S]: S[K] extends Step<infer T> ? { readonly kind: K; readonly value: T } : never }[keyof S];
