import { LuyueError } from '../../domain/errors';
import { prepare, type Runnable } from '../../workflows/kernel/cause';
import { quiesce, rendererOf } from '../../workflows/kernel/node';
import { close, type ProcessDefinition, process } from '../../workflows/kernel/process';
import { sampleContract } from './sample/contract';
import { opening, openSample, runnable, start, submitted } from './sample/open';
import type { SamplePayloads } from './sample/schema';

type Stages = ProcessDefinition<typeof sampleContract, SamplePayloads>['stages'];

/** The sample with other stages. */
const sampleWith = (stages: Partial<Stages>): Runnable => ({
  ...runnable,
  process: process<typeof sampleContract, SamplePayloads>(sampleContract, {
    stages: { gather: async () => 'decide', decide: async () => close('done'), ...stages },
  }),
});

const claimant = { kind: 'party', party: 'claimant' } as const;

/** What becomes of a comment on a case that waits at its second stage. */
async function comments(stages: Partial<Stages>) {
  const { state } = await submitted();
  const request = { act: 'comment', request: 'r', actor: 'u1', payload: { text: 'x' } };
  return prepare(sampleWith(stages), state, { kind: 'act', request }, start, quiesce);
}

describe('a stage that breaks a rule of the kernel', () => {
  it.each<readonly [string, Partial<Stages>, RegExp]>([
    ['goes round in a circle', { gather: async () => 'decide', decide: async () => 'gather' }, /in a circle/],
    [
      'expects one act twice at once',
      {
        decide: async (c) =>
          close((await Promise.all([c.expect('agree', { from: claimant }), c.expect('agree', { from: claimant })])) && 'done'),
      },
      /'agree' is expected twice at once/,
    ],
    [
      'records without end',
      {
        decide: async (c) => {
          for (let n = 0; ; n++) c.note('n', n);
        },
      },
      /records without end/,
    ],
  ])('is refused by name where it %s', async (_what, stages, detail) => {
    expect((await comments(stages)).proposal).toMatchObject({
      kind: 'refusal',
      objection: { code: 'defect.stage', detail: expect.stringMatching(detail) },
    });
  });
});

describe('a stage that fails otherwise', () => {
  const failing: Partial<Stages> = {
    decide: async () => {
      throw new RangeError('张三');
    },
  };

  it('is an error that the next build may have mended; it names process and stage, and nothing of the case', async () => {
    const failed = await comments(failing).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(LuyueError);
    expect(failed).toMatchObject({
      code: 'stage.failed',
      message: "The code of 'sample' fails on the case at stage 'decide' (RangeError).",
    });
  });

  it('leaves the state as it was: the mended stage renders on it', async () => {
    await comments(failing).catch(() => undefined);
    expect((await comments({})).proposal).toMatchObject({ kind: 'facts' });
  });
});

describe('the processes of a build', () => {
  it('are found by their names, and by no name that every object has', async () => {
    const { state } = await openSample();
    const render = rendererOf({ sample: runnable });
    expect((await render('sample', state, { kind: 'open', open: opening }, start)).proposal).toEqual({ kind: 'none' });
    for (const name of ['other', 'toString', '__proto__'])
      await expect(render(name, state, { kind: 'sync' }, start)).rejects.toMatchObject({ code: 'process.elsewhere' });
  });
});
