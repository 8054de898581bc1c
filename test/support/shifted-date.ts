/**
 * Moves the clock of this test file's JavaScript: relays, sinks and bank then live at the time of a time-skipping engine.
 * PostgreSQL keeps the real time.
 */
export class ShiftedClock {
  private shiftMs = 0;

  /** Stands in for Date while the tests of a file run; make it at the top of the file. */
  constructor() {
    const real = Date;
    const now = (): number => real.now() + this.shiftMs;
    const shifted = new Proxy(real, {
      construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
      get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
    });
    beforeAll(() => {
      Reflect.set(globalThis, 'Date', shifted);
    });
    afterAll(() => {
      Reflect.set(globalThis, 'Date', real);
    });
  }

  /** From here on it is this instant (ms). */
  set(at: number): void {
    this.shiftMs += at - Date.now();
  }
}
