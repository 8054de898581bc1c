import type { World } from '../../domain/case/settle';
import type { ClockState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';

/** A clock with every instant it depends on moved by some milliseconds. */
function moved(clock: ClockState, by: number): ClockState {
  const { carried } = clock;
  return {
    ...clock,
    startsAt: clock.startsAt + by,
    pauses: clock.pauses.map((p) => ({ ...p, from: p.from + by, ...(p.to === undefined ? {} : { to: p.to + by }) })),
    ...(carried === undefined ? {} : { carried: { ...carried, at: carried.at + by } }),
  };
}

/**
 * A world in which `here` is the instant that the given world calls `there`: an engine begins at today's date, and what
 * is played on it has to meet the same holidays every day. For cases without compressed time.
 */
export function shiftedWorld(world: World, here: Instant, there: Instant): World {
  const by = there - here;
  const back = <T extends Instant | null>(at: T): T | Instant => (at === null ? at : at - by);
  return {
    ...world,
    timesOf: (clock, compression) => {
      const times = world.timesOf(moved(clock, by), compression);
      const rungs = times.rungs.map((r) => ({ ...r, at: r.at - by, ...(r.tellAt === undefined ? {} : { tellAt: r.tellAt - by }) }));
      return { ...times, rungs, dueAt: back(times.dueAt), rolledDueAt: back(times.rolledDueAt), provisionalAt: back(times.provisionalAt) };
    },
    watchDate: (rule, startsAt) => world.watchDate(rule, startsAt + by) - by,
    usedShareOf: (clock, at, compression) => world.usedShareOf(moved(clock, by), at + by, compression),
  };
}
