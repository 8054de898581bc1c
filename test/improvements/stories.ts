import type { Instant } from '../../domain/instant';
import { type ImprovementOutcome, improvementContract } from '../../domain/processes/improvement/contract';
import { type Story as AnyStory, later, type StoryBook, told } from '../support/story-book';
import { dayMs, findingOf, type Given, orderOf, runnable } from './driver';
import { evidence, PlayedImprovement } from './played';

/** One improvement from its opening to its end. */
interface Story extends Omit<AnyStory<PlayedImprovement>, 'open'> {
  readonly given: (at: Instant) => Given;
  readonly outcome: ImprovementOutcome;
}

const day = (played: PlayedImprovement, count: number): Instant => played.start + count * dayMs;

const twoRounds: Story = {
  name: 'two-rounds',
  about: 'a plan returned, a measure extended, another sent back, a case of its own, no effect, and a second round that works',
  outcome: 'effective',
  given: () => ({}),
  goes: async (played) => {
    await played.caused();
    await played.does('proposePlan', 'u1', played.plan());
    await played.does('approvePlan', 'lead1', { decision: 'returned', note: '请增加系统控制' });
    const system = { process: 'improvement', line: 'data', content: { from: 'finding', topic: 'system-fault', severity: 'low' } };
    const measures = [
      { id: 'm1', owner: 'o1', dueAt: day(played, 20) },
      { id: 'm2', owner: 'o2', dueAt: day(played, 30), case: system },
      { id: 'm3', owner: 'o3', dueAt: day(played, 12) },
    ];
    await played.planned({ measures });
    await later(played, 5);
    await played.does('askExtension', 'o1', { measure: 'm1', dueAt: day(played, 35) }, { ground: 'supplier-late' });
    await played.does('decideExtension', 'lead1', { measure: 'm1', decision: 'approved' });
    await later(played, 11);
    await played.does('reportDone', 'o3', { measure: 'm3', evidence });
    await played.hears('m2', 'opened');
    await played.hears('m2', 'closed', 'effective');
    await later(played, 34);
    await played.worked();
    await played.does('verify', 'v1', { decision: 'returned', measures: ['m1'], note: '证据不足' });
    await later(played, 36);
    await played.worked();
    await played.verified();
    await later(played, 92);
    await played.measured(3.5);
    await played.does('planAgain', 'u1', {}, { ground: 'weak-measures' });
    await played.planned({ measures: [{ id: 'm4', owner: 'o1', dueAt: day(played, 120) }], effectAt: day(played, 180) });
    await later(played, 118);
    await played.worked();
    await played.verified();
    await later(played, 178);
    await played.measured(1.5);
    await played.does('standardise', 'u1', { into: 'system' });
  },
};

const ordered: Story = {
  name: 'ordered',
  about: 'an order of the regulator: missed, moved by a new order, complied with and reported',
  outcome: 'effective',
  given: (at) => ({ line: 'sales', content: { ...orderOf(at + 40 * dayMs), topic: 'misleading-sale', severity: 'high' } }),
  goes: async (played) => {
    await played.planned({}, 'compliance1');
    await later(played, 42);
    const newOrder = { number: 'NFRA-2026-21', orderedDate: day(played, 60) };
    await played.does('newOrder', 'compliance1', newOrder, { ground: 'date-moved' });
    await played.worked();
    await played.verified();
    await played.delivers('improvement-rectified');
    await later(played, 88);
    await played.measured(1);
    await played.does('standardise', 'u1', { into: 'training' });
  },
};

const givenUp: Story = {
  name: 'given-up',
  about: 'no effect, and nothing that could be done at a price that is worth it',
  outcome: 'not-effective',
  given: () => ({ content: { from: 'survey' } }),
  goes: async (played) => {
    await played.planned();
    await later(played, 18);
    await played.worked();
    await played.verified();
    await later(played, 88);
    await played.measured(4);
    await played.does('giveUp', 'u1', {}, { ground: 'cost-above-benefit' });
    await played.does('decideEnd', 'lead1', { decision: 'approved' });
  },
};

const withdrawn: Story = {
  name: 'withdrawn',
  about: 'a suggestion that is not needed any more: not at the first asking, nobody in a hurry',
  outcome: 'withdrawn',
  given: () => ({ content: { from: 'suggestion', severity: 'low' } }),
  goes: async (played) => {
    await played.does('withdraw', 'u1', {}, { ground: 'no-longer-needed' });
    await played.does('decideEnd', 'lead1', { decision: 'refused' });
    await later(played, 22);
    await played.planned({ measures: [{ id: 'm1', owner: 'o1', dueAt: day(played, 40) }] });
    await later(played, 60);
    await played.does('withdraw', 'u1', {}, { ground: 'no-longer-needed' });
    await played.does('decideEnd', 'lead1', { decision: 'approved' });
  },
};

const superseded: Story = {
  name: 'superseded',
  about: 'a larger project takes its place',
  outcome: 'superseded',
  given: () => ({ line: 'data', content: { from: 'emergency', topic: 'preparedness', severity: 'high' } }),
  goes: async (played) => {
    await played.caused();
    await played.does('supersede', 'u1', { by: 'improvement-9' }, { ground: 'larger-project' });
    await played.does('decideEnd', 'manager1', { decision: 'approved' });
  },
};

const merged: Story = {
  name: 'merged',
  about: 'the same finding twice',
  outcome: 'merged',
  given: () => ({ content: { from: 'finding' } }),
  goes: async (played) => {
    await later(played, 1);
    await played.does('merge', 'lead1', { into: 'improvement-1' });
  },
};

const all: readonly Story[] = [
  twoRounds,
  { ...twoRounds, name: 'two-rounds-in-many-runs', settings: { continueAfter: 6 } },
  ordered,
  givenUp,
  withdrawn,
  superseded,
  merged,
];

/** The stories of the improvement. */
export const improvementBook: StoryBook<PlayedImprovement> = {
  contract: improvementContract,
  runnable,
  stories: all.map(({ given: found, ...story }) => ({ ...story, open: (at) => findingOf({ ...found(at), at }) })),
  on: (vehicle) => new PlayedImprovement(vehicle),
};

export const stories = told(improvementBook);
