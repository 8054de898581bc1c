/**
 * Moves the clock of this test file's JavaScript: relays, sinks and bank then live at the time of a time-skipping engine.
 * PostgreSQL keeps the real time.
 */
export class ShiftedClock {
  private shiftMs = 0;

  /** Replaces Date until the file ends; call it at the top of the file. */
  constructor() {
    const Real = Date;
    const now = (): number => Real.now() + this.shiftMs;
    class Shifted extends Real {
      constructor(...given: [] | ConstructorParameters<DateConstructor>) {
        super(...(given.length === 0 ? ([now()] as const) : given));
      }
      static override now = now;
      static override [Symbol.hasInstance](value: unknown): boolean {
        return Object.prototype.toString.call(value) === '[object Date]';
      }
    }
    beforeAll(() => {
      Reflect.set(globalThis, 'Date', Shifted);
    });
    afterAll(() => {
      Reflect.set(globalThis, 'Date', Real);
    });
  }

  /** From here on it is this instant (ms). */
  set(at: number): void {
    this.shiftMs += at - Date.now();
  }
}
