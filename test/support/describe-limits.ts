import { cst, dayMs } from './dates';
import type { MemoryVehicle, PlayedCase } from './played-case';

/** A limit at its boundary. */
export interface LimitRow<P extends PlayedCase<MemoryVehicle>> {
  readonly rule: string;
  /** What tells this row from another of the same rule. */
  readonly when?: string;
  /** The clock, where it began under another rule. */
  readonly clock?: string;
  /** Part of the case that the clock runs on. */
  readonly on?: string;
  /** A case on which the limit runs. */
  readonly reach: () => Promise<P>;
  /** First instant after the limit, China Standard Time, worked out by hand. */
  readonly due: string;
  /** What fulfils the duty, also when it is late. */
  readonly late: (played: P) => Promise<void>;
  /** Who hears of the breach. */
  readonly told: readonly string[];
}

/** Boundary tests of limits: nothing before the due instant, breach and escalation at it, the duty accepted after it. */
export function describeLimits<P extends PlayedCase<MemoryVehicle>>(rows: readonly LimitRow<P>[]): void {
  const named = rows.map((row) => [row.when === undefined ? row.rule : `${row.rule} (${row.when})`, row] as const);
  describe.each(named)('%s', (_name, { rule, clock = rule, on, reach, due, late, told }) => {
    const breaches = (played: P) =>
      played.told
        .filter((t) => t.template === 'clock-breach' && t.data.rule === rule && (on === undefined || t.data.clock === `${clock}@${on}`))
        .map((t) => t.to);

    it(`is due at ${due} and until then nothing has happened`, async () => {
      const played = await reach();
      expect(played.clock(clock, on)?.dueAt).toBe(cst(due));
      await played.until(cst(due) - 1);
      expect(played.clock(clock, on)).toMatchObject({ state: 'running' });
      expect(played.clock(clock, on)?.breachedAt).toBeUndefined();
      expect(breaches(played)).toEqual([]);
    });

    it('is breached at that instant, the people of its ladder are told and nobody else, and the duty is still accepted', async () => {
      const played = await reach();
      await played.until(cst(due));
      expect(played.clock(clock, on)).toMatchObject({ state: 'running', breachedAt: cst(due) });
      expect(breaches(played)).toEqual([told]);
      await played.until(cst(due) + dayMs / 2);
      await late(played);
      expect(played.clock(clock, on)).toMatchObject({ state: 'met', breachedAt: cst(due) });
    });

    it('done in time is met and never breached', async () => {
      const played = await reach();
      await played.until(cst(due) - 1);
      await late(played);
      expect(played.clock(clock, on)?.state).toBe('met');
      expect(played.clock(clock, on)?.breachedAt).toBeUndefined();
    });
  });
}
