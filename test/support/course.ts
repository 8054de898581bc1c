import fc from 'fast-check';
import type { Contract } from '../../domain/case/contract';
import type { Json, JsonObject } from '../../domain/case/fact';
import { generalActs } from '../../domain/case/general';
import type { Schema } from '../../domain/case/guard';
import { isObject } from '../../domain/case/json';
import type { CaseState } from '../../domain/case/state';
import { openTasks } from '../../domain/case/wait-set';
import type { Guards } from '../../workflows/kernel/cause';
import type { Transition } from '../../workflows/kernel/runner';
import { dayMs } from './flat-world';
import type { MemoryCase } from './memory';
import { fitting } from './payloads';

/** One thing that happens to a case, drawn before the case is known: numbers choose among what there is when it happens. */
export interface Happening {
  readonly kind: 'expected' | 'any' | 'ending' | 'hold' | 'time' | 'repeat' | 'reopen';
  readonly pick: number;
  readonly seed: number;
  /** Values that nothing in the case answers to, such as an exposure that it does not have. */
  readonly astray: boolean;
  readonly afterwards: 'forget' | 'renew' | 'nothing';
}

/** Happenings of a case; acts that may end it are rare. */
export const happenings = (most: number): fc.Arbitrary<Happening[]> =>
  fc.array(
    fc.record({
      kind: fc.oneof(
        { weight: 8, arbitrary: fc.constant('expected' as const) },
        { weight: 6, arbitrary: fc.constant('any' as const) },
        { weight: 1, arbitrary: fc.constantFrom('ending' as const, 'repeat' as const) },
        { weight: 2, arbitrary: fc.constant('hold' as const) },
        { weight: 2, arbitrary: fc.constantFrom('time' as const, 'reopen' as const) },
      ),
      pick: fc.nat(9999),
      seed: fc.nat(),
      astray: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      afterwards: fc.constantFrom('forget' as const, 'renew' as const, 'nothing' as const),
    }),
    { minLength: 1, maxLength: most },
  );

/** A process as random courses need it. */
export interface Played {
  readonly contract: Contract;
  readonly guards: Guards;
  /** Values of an act that only make sense together with what the case knows. */
  readonly sensible: (act: string, state: CaseState) => JsonObject;
  /** What fields of the process's own may be in this case. */
  readonly among?: (state: CaseState) => Readonly<Record<string, readonly Json[]>>;
  /** Milliseconds of which up to 71 pass at once when time goes on; two hours where nothing is said. */
  readonly stepMs?: number;
  /** Acts that end the case: they are rare. */
  readonly endings?: readonly string[];
}

const generalEndings: readonly string[] = ['withdraw', 'merge'];
const actors = ['u1', 'u2', 'u3', 'lead1', 'party:claimant', 'system:bank'];
const staff = ['u1', 'u2', 'u4'];

const oneOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

/** What a field of this name may be in this case; nothing where the case has none. */
function known(played: Played, field: string, c: MemoryCase, pick: number): Json | undefined {
  const { exposures, parties, payments, notices, promises, clocks, expectations } = c.state;
  const among: Readonly<Record<string, readonly Json[]>> = {
    exposure: Object.keys(exposures),
    payee: Object.keys(parties),
    claimant: Object.keys(parties),
    payment: Object.keys(payments),
    key: Object.keys(payments),
    notice: Object.keys(notices).map(Number),
    promise: Object.keys(promises),
    clock: Object.keys(clocks),
    task: Object.keys(expectations),
    staff,
    at: [c.now, c.now - dayMs / 2],
    dueAt: [c.now + dayMs, c.now + 9 * dayMs],
    until: [c.now + dayMs, c.now + 5 * dayMs],
    watchAt: [c.now + 90 * dayMs],
    amountFen: [900, 100, 1],
    claimedFen: [900, 1000],
    ...played.among?.(c.state),
  };
  return Object.hasOwn(among, field) ? oneOf(among[field] ?? [], pick) : undefined;
}

const drawn = (schema: Schema, seed: number): JsonObject => {
  const [value] = fc.sample(fitting(schema), { seed, numRuns: 1 });
  return isObject(value) ? value : {};
};

/** A payload that fits its schema, aimed at what the case has. */
function payloadOf(played: Played, c: MemoryCase, act: string, { seed, pick, astray }: Happening): JsonObject {
  const schema = played.guards[act];
  const payload = schema === undefined ? {} : drawn(schema, seed);
  if (astray) return payload;
  const aimed = Object.entries(payload).map(([field, value]) => [field, known(played, field, c, pick) ?? value]);
  return { ...Object.fromEntries(aimed), ...played.sensible(act, c.state) };
}

type Does = (c: MemoryCase) => Promise<Transition | undefined>;

function acting(played: Played, c: MemoryCase, happening: Happening): Does {
  const { kind, pick } = happening;
  const acts: Contract['acts'] = { ...generalActs, ...played.contract.acts };
  const tasks = openTasks(c.state);
  const task = kind === 'expected' ? oneOf(tasks, pick) : undefined;
  const endings = [...generalEndings, ...(played.endings ?? [])];
  const names = Object.keys(acts).filter((name) => endings.includes(name) === (kind === 'ending'));
  const act = task?.act ?? oneOf(names, happening.seed) ?? 'comment';
  const ground = oneOf(acts[act]?.grounds ?? [], pick);
  const about = task?.on === undefined ? {} : { [acts[act]?.on ?? 'exposure']: task.on };
  const payload = { ...payloadOf(played, c, act, happening), ...about };
  const actor = oneOf(actors, Math.floor(pick / 7)) ?? 'u1';
  const options = { ...(ground === undefined ? {} : { ground }), ...(task === undefined ? {} : { task: task.name }) };
  return (on) => on.act(act, actor, payload, options);
}

/** What a happening does, decided on one case so that it can be done to another that stands alike. */
export function doing(played: Played, c: MemoryCase, happening: Happening): Does {
  const { kind, pick, seed } = happening;
  const at = c.now + (pick % 72) * (played.stepMs ?? dayMs / 12) + 1;
  switch (kind) {
    case 'time':
      return async (on) => void (await on.until(at));
    case 'hold':
      if (c.state.hold !== null) return (on) => on.act('resume', 'lead1');
      return (on) => on.act('hold', 'lead1', { until: c.now + 3 * dayMs }, { ground: 'court' });
    case 'repeat':
      return (on) => on.act('comment', 'u1', { text: 'x' }, { request: `r${1 + (pick % 20)}` });
    case 'reopen': {
      const stage = oneOf(played.contract.reopenAt, pick) ?? '';
      return (on) => on.transition({ kind: 'reopen', reopen: { request: `reopen-${seed}`, actor: 'lead1', stage, ground: 'new-facts' } });
    }
    default:
      return acting(played, c, happening);
  }
}
