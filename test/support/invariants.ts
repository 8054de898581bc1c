import { foldAll } from '../../domain/case/fold';
import type { World } from '../../domain/case/settle';
import { type CaseState, type ClockState, emptyCase } from '../../domain/case/state';
import { waitSet } from '../../domain/case/wait-set';
import { doing, type Happening, type Played } from './course';
import type { MemoryCase } from './memory';

/** What is wrong with the ledger of a clock, in words; empty where it adds up. */
function ledgerFaults(clock: ClockState, world: World): readonly string[] {
  const { id, state, pauses, fired, next, dueAt } = clock;
  const open = pauses.filter((p) => p.to === undefined);
  // A limit that had passed before the pause stays passed.
  const wasDue = dueAt !== null && open.every((p) => dueAt <= p.from);
  const isLive = state === 'running' || state === 'paused';
  const faults: readonly (readonly [boolean, string])[] = [
    [state === 'running' && open.length > 0, 'runs with an open pause'],
    [state === 'paused' && open.length === 0, 'is paused without a reason'],
    [new Set(open.map((p) => p.why)).size !== open.length, 'is paused twice for one reason'],
    [pauses.some((p) => p.to !== undefined && p.to < p.from), 'has a pause that ends before it begins'],
    [new Set(fired).size !== fired.length, 'has fired a rung twice'],
    [next !== null && (state !== 'running' || fired.includes(next.name)), 'waits for a rung that it cannot fire'],
    [clock.breachedAt !== undefined && !fired.includes('breach'), 'is breached without its rung'],
    [state === 'paused' && dueAt !== null && !wasDue, 'is due while it is paused'],
    [isLive && world.timesOf(clock, null).dueAt !== dueAt, 'has another due date than its segments give'],
  ];
  return faults.flatMap(([is, what]) => (is ? [`${id} ${what}`] : []));
}

/** An open case waits on somebody, or has asked for somebody to be found. */
function waitFaults(state: CaseState): readonly string[] {
  if (state.status !== 'open') return [];
  const { on, tasks } = waitSet(state);
  const isAsked = state.raised !== null && tasks.some((t) => t.name === 'ad-hoc:nobody');
  const orphan = tasks.find((t) => t.owner === null);
  if (on === 'nobody') return ['waits on nobody'];
  return orphan !== undefined && !isAsked ? [`nobody owns ${orphan.name}, and nobody is asked`] : [];
}

/** What is wrong with a case, in words. */
export const faultsOf = (c: MemoryCase, world: World): readonly string[] => [
  ...(c.trouble === null ? [] : [c.trouble]),
  ...Object.values(c.state.clocks).flatMap((clock) => ledgerFaults(clock, world)),
  ...waitFaults(c.state),
];

const text = (state: CaseState): string => JSON.stringify(state);

/**
 * Plays a course on a case that lives on, and on one that forgets everything or is renewed between the happenings. After
 * each one the state is the fold of the record, nothing is wrong, and both stand alike.
 */
export async function expectSound(played: Played, world: World, open: () => Promise<MemoryCase>, course: readonly Happening[]) {
  const plain = await open();
  const restless = await open();
  for (const happening of course) {
    const does = doing(played, plain, happening);
    const answer = await does(plain);
    expect(await does(restless)).toEqual(answer);
    if (happening.afterwards === 'renew') restless.renew();
    if (happening.afterwards === 'forget') await restless.forget();
    expect(faultsOf(plain, world)).toEqual([]);
    expect(text(plain.state)).toBe(text(foldAll(emptyCase(plain.id), plain.record.events)));
    expect(text(restless.state)).toBe(text(plain.state));
  }
  expect(restless.record.events).toEqual(plain.record.events);
  return plain;
}
