import fc from 'fast-check';
import { Doors } from '../../client/luyue';
import { readOpening } from '../../client/open';
import { processes } from '../../client/processes';
import type { ActRequest } from '../../domain/case/act';
import type { Json, JsonObject } from '../../domain/case/fact';
import { isObject } from '../../domain/case/json';
import type { OpenRequest } from '../../domain/case/opening';
import type { CaseState } from '../../domain/case/state';
import { isErrorCode, LuyueError } from '../../domain/errors';
import { objectionTo } from '../../workflows/kernel/cause';
import { stories } from '../stories';
import { start } from '../support/dates';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { MemoryDoors } from '../support/memory-doors';
import { broken, fitting } from '../support/payloads';
import type { ToldStory } from '../support/story-book';

const first = Object.keys(processes).map((process): readonly [string, ToldStory] => {
  const story = stories.find((told) => told.process === process);
  if (story === undefined) throw new LuyueError('defect.unexpected', `${process} has no story`);
  return [process, story];
});

const envelope = { request: 'r', actor: 'u1' };

/** Names that every object has: what looks them up finds something. */
const inherited = ['constructor', 'toString', '__proto__'];

/** A value with such a name in the place of each of its words in turn. */
function named(value: Json, name: string): readonly Json[] {
  if (typeof value === 'string') return [name];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => named(item ?? null, name).map((changed): Json => ({ ...value, [key]: changed })));
}

/** A message as whoever writes past the doors may send it: any JSON, or a good one with one place spoilt. */
const spoilt = (payload: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(
    payload.chain((value) => broken({ ...envelope, payload: value })),
    payload.chain(broken).map((value) => ({ ...envelope, payload: value })),
    fc.jsonValue({ depthSize: 'small' }).map((value): Json => JSON.parse(JSON.stringify(value))),
    fc.jsonValue().map((value): Json => ({ ...envelope, payload: JSON.parse(JSON.stringify(value)) })),
  );

/** What the engine hands over is JSON; the types of the kernel are a promise of the doors. */
function believed(act: string, message: Json): ActRequest;
function believed(act: string, message: unknown): unknown {
  return { ...(typeof message === 'object' ? message : {}), act };
}

function openingOf(message: JsonObject): OpenRequest;
function openingOf(message: unknown): unknown {
  return message;
}

async function opened({ runnable, world, open, process }: ToldStory): Promise<MemoryCase> {
  const c = new MemoryCase(runnable, new MemoryRecord(world), `${process}-1`, start);
  await c.transition({ kind: 'open', open: open(start) });
  return c;
}

describe.each(first)('a case of the process %s', (process, story) => {
  const { runnable } = story;

  const acts = process === 'claim' ? Object.keys(runnable.guards) : Object.keys(runnable.process.contract.acts);
  it.each(acts.filter((act) => act !== 'open'))('answers any message under the name %s', async (act) => {
    const c = await opened(story);
    const before: CaseState = c.state;
    await fc.assert(
      fc.asyncProperty(spoilt(fitting(runnable.guards[act] ?? {})), async (message) => {
        const request = believed(act, message);
        const objection = objectionTo(runnable, c.state, request, c.now);
        // What the validator lets through has to go through the rest as well.
        if (objection === null) await (await opened(story)).transition({ kind: 'act', request });
        else expect(isErrorCode(objection.code) && objection.detail.length < 2_000).toBe(true);
        expect(c.trouble).toBeNull();
      }),
      { numRuns: 12 },
    );
    expect(c.state).toBe(before);
  });

  it.each(inherited)('is not looked up by a name that every object has: %s', async (name) => {
    let c = await opened(story);
    for (const act of acts.filter((word) => word !== 'open')) {
      const [payload = {}] = fc.sample(fitting(runnable.guards[act] ?? {}), { numRuns: 1, seed: 7 });
      for (const changed of [...named(payload, name), payload]) {
        const request = believed(act, { ...envelope, payload: changed });
        const answer = await c.transition({ kind: 'act', request });
        expect([c.trouble, answer.kind === 'behind']).toEqual([null, false]);
        if (answer.kind === 'written') c = await opened(story);
      }
    }
  });

  it('is not opened by a spoilt opening, and nothing breaks', async () => {
    const good: JsonObject = JSON.parse(JSON.stringify(story.open(start)));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          broken(good),
          fc.jsonValue().map((v): Json => JSON.parse(JSON.stringify(v))),
        ),
        async (message) => {
          const c = new MemoryCase(runnable, new MemoryRecord(story.world), 'x-1', start);
          const open = openingOf(isObject(message) ? message : { message });
          const answer = await c.transition({ kind: 'open', open });
          expect([answer.kind, c.trouble]).toEqual([answer.kind === 'written' ? 'written' : 'refused', null]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe.each(Object.entries(processes))('a door to the process %s', (name, type) => {
  const { engine, records } = new MemoryDoors();
  const doors = new Doors(processes, { processes, engine, records });
  const errorOf = (work: () => unknown): unknown => {
    try {
      return work() === undefined;
    } catch (error) {
      return error;
    }
  };
  const isKnown = (error: unknown): boolean => error === false || error instanceof LuyueError;

  it.each(Object.keys(type.contract.acts))('takes or refuses by the catalogue whatever is sent as %s', (act) => {
    fc.assert(
      fc.property(fc.anything(), (payload) => isKnown(errorOf(() => doors.request(`${name}-1`, { act, as: 'u1', payload })))),
      { numRuns: 15 },
    );
  });

  it('takes or refuses by the catalogue whatever is to open a case', () => {
    fc.assert(
      fc.property(fc.anything(), (request) => isKnown(errorOf(() => readOpening(type, request, start)))),
      { numRuns: 60 },
    );
  });

  it('refuses a request larger than half a mebibyte, and nesting without end, before anything is sent', () => {
    const deep = Array.from({ length: 200_000 }).reduce<unknown>((inner) => [inner], 'x');
    for (const [payload, code] of [
      [{ text: 'x', extra: deep }, 'input.invalid'],
      [{ text: '文'.repeat(1_000_000) }, 'input.invalid'],
    ] as const)
      expect(errorOf(() => doors.request(`${name}-1`, { act: 'comment', as: 'u1', payload }))).toMatchObject({ code });
    const starts = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`clock-${i}`, 1]));
    expect(errorOf(() => doors.request(`${name}-1`, { act: 'absorb', as: 'u1', payload: { from: 'claim-1', starts } }))).toMatchObject({
      code: 'request.too-large',
    });
  });
});
