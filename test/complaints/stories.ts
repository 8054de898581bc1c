import type { Instant } from '../../domain/instant';
import { type ComplaintOutcome, complaintContract } from '../../domain/processes/complaint/contract';
import { type Story as AnyStory, later, type StoryBook, told } from '../support/story-book';
import { complaintOf, dayMs, type Given, jointOf, person, runnable, transferOf, unwired } from './driver';
import { decisionOf, PlayedComplaint, paper } from './played';

/** One complaint from its receipt to its end. */
interface Story extends Omit<AnyStory<PlayedComplaint>, 'open'> {
  /** The opening, for a complaint that is received at an instant. */
  readonly given: (at: Instant) => Given;
  readonly outcome: ComplaintOutcome;
}

const life = { number: 'P-88', insurance: 'life', facts: '退保金额与宣传不符', demand: '退还保费' };

const sixtyDays: Story = {
  name: 'sixty-days',
  about: 'transferred with a date, extended twice, decided on the 55th day, rechecked and changed, an improvement asked for',
  outcome: 'partly-justified',
  given: (at) => ({ line: 'surrender', content: { ...transferOf(at + 50 * dayMs), dispute: life } }),
  goes: async (played) => {
    await later(played, 0);
    await played.classified();
    await played.does('requestDocuments', 'u1', { documents: ['policy', 'premium-receipt'] });
    await later(played, 4);
    await played.does('submitDocuments', 'party:complainant', { documents: [paper('policy'), paper('premium-receipt')] });
    await played.does('tellProgress', 'u1');
    await later(played, 12);
    await played.does('extendComplex', 'u1', {}, { ground: 'outside-material' });
    await later(played, 20);
    await played.does('askExceptional', 'u1', {}, { ground: 'other-special-reason' });
    await played.does('approveExceptional', 'chief1', { granted: false });
    await played.does('askExceptional', 'u1', {}, { ground: 'exceptionally-complex' });
    await played.does('approveExceptional', 'chief1', { granted: true });
    await later(played, 28);
    await played.delivers('complaint-extended-exceptionally');
    await later(played, 52);
    await played.investigated();
    await played.does('propose', 'u1', decisionOf('unjustified'));
    await played.does('decide', 'lead1', { result: 'returned', note: '请补充依据' });
    await later(played, 55);
    await played.decisionTold('unjustified');
    await played.delivers('complaint-transfer-result');
    await later(played, 58);
    await played.does('confirmReceipt', 'party:complainant', { proof: paper('signature') });
    await later(played, 70);
    await played.applied();
    await later(played, 95);
    const wrong = { process: 'proper', time: 'late', result: 'wrong' };
    await played.rechecked('changed', { findings: wrong, changedTo: 'partly-justified' });
    await played.delivers('complaint-recheck-result');
    await played.delivers('complaint-transfer-result');
    await played.coded({ improvement: 'medium', note: '宣传材料与条款不一致' });
  },
};

const appraised: Story = {
  name: 'appraised',
  about: 'an appraisal, new facts, told by post as agreed, sent back by the superior body, decided again',
  outcome: 'justified',
  given: () => ({ line: 'claims', content: { documents: [paper('claim-letter')] } }),
  goes: async (played) => {
    await played.classified();
    await later(played, 2);
    await played.appraising();
    await played.delivers('complaint-appraisal');
    await later(played, 20);
    await played.does('appraisalReturned', 'system:appraiser', { report: paper('appraisal-report') });
    await played.investigated();
    await later(played, 26);
    await played.newFacts();
    await played.does('agreeTerms', 'u1', { limit: { unit: 'calendarDays', count: 20 }, method: 'post', agreement: paper('agreement') });
    await later(played, 30);
    await played.decided('unjustified');
    await later(played, 31);
    await played.delivered();
    await played.applied();
    await played.rechecked('sent-back', { findings: { process: 'improper', time: 'in-time', result: 'wrong' } });
    await played.delivers('complaint-recheck-result');
    await later(played, 40);
    await played.decided('justified');
    await played.delivered();
    await later(played, 72);
    await played.coded();
  },
};

const mediated: Story = {
  name: 'mediated',
  about: 'a media report makes it major; mediation by consent settles it, and the agreement is performed late',
  outcome: 'settled',
  given: () => ({ line: 'sales', content: { channel: 'media', place: '310115' } }),
  goes: async (played) => {
    await played.classified();
    await played.does('designateMajor', 'manager1', {}, { ground: 'designated' });
    await played.hears('major', 'opened');
    await later(played, 3);
    await played.mediating();
    await later(played, 33);
    await played.mediated();
    await later(played, 49);
    await played.performed();
    await played.hears('major', 'closed', 'resolved');
    await played.coded({ causes: ['unclear-terms', 'misleading-sale'] });
  },
};

const together: Story = {
  name: 'together',
  about: 'twenty-five people at the counter after a flood: a plan of its own, representatives named, withdrawn in the end',
  outcome: 'withdrawn',
  given: () => ({
    line: 'service',
    content: { ...transferOf(), ...jointOf(25, 0), cause: 'disaster', place: '310115', documents: [paper('complaint-form')] },
  }),
  goes: async (played) => {
    await played.classified();
    await played.hears('major', 'opened');
    for (const id of ['rep-1', 'rep-2']) await played.does('addParty', 'intake1', { party: person(id, 'representative') });
    await played.does('recordJoint', 'u1', { complainants: 31, faceToFace: true, representatives: ['rep-1', 'rep-2'] });
    await later(played, 16);
    await played.does('withdraw', 'party:complainant');
  },
};

const unreachable: Story = {
  name: 'unreachable',
  about: 'decided in time, but the complainant is not to be found: tried on three days',
  outcome: 'unjustified',
  given: () => ({ content: unwired }),
  goes: async (played) => {
    await later(played, 5);
    await played.decided('unjustified');
    for (const [day, method] of [
      [6, 'phone'],
      [7, 'post'],
      [8, 'counter'],
    ] as const) {
      await later(played, day);
      await played.does('recordAttempt', 'u1', { method, proof: paper('call-record') });
    }
    await played.coded();
  },
};

const lapsed: Story = {
  name: 'lapsed',
  about: 'nobody does anything until the limit has passed; the decision stands, for nobody applies for a recheck',
  outcome: 'justified',
  given: () => ({ content: { dispute: life } }),
  goes: async (played) => {
    await played.classified();
    await later(played, 20);
    await played.decisionTold();
    await played.coded();
    await later(played, 51);
  },
};

const faxed: Story = {
  name: 'faxed',
  about:
    'a fax to the head office that says nothing but a policy number; asked what happened, told in a letter, decided without a superior above',
  outcome: 'justified',
  given: () => ({ branch: 'head-office', content: { channel: 'fax', dispute: { number: 'P-1', insurance: 'property' } } }),
  goes: async (played) => {
    await played.delivers('complaint-narrative');
    await played.classified();
    await later(played, 2);
    await played.does('submitDocuments', 'party:complainant', { documents: [paper('complaint-form')] });
    await later(played, 6);
    await played.investigated();
    await played.does('propose', 'u1', decisionOf('justified', { remedies: ['mediation', 'arbitration', 'suit'] }));
    await played.does('decide', 'lead1', { result: 'approved' });
    await played.delivers('complaint-decision');
    await played.coded();
  },
};

type Short = Pick<Story, 'name' | 'about' | 'outcome'> & { readonly content?: Given['content'] };

/** What ends at intake. */
const short = ({ name, about, outcome, content = {} }: Short, goes: Story['goes']): Story => ({
  name,
  about,
  outcome,
  given: () => ({ content }),
  goes: async (played) => {
    await later(played, 0);
    await goes(played);
  },
});

const handedOver = short(
  { name: 'handed-over', about: 'a petition, transferred', outcome: 'handed-over', content: { ...transferOf(), kind: 'petition' } },
  async (played) => {
    await played.classified({ kind: 'petition' });
    await played.does('handOver', 'u1', { receiver: 'petition-office', link: 'petition-7' });
    await played.delivers('complaint-handed-over');
    await played.delivers('complaint-transfer-result');
  },
);

const declined = short(
  {
    name: 'declined',
    about: 'brought by a neighbour without authority',
    outcome: 'declined',
    content: { parties: [person('complainant'), person('neighbour', 'other')], submitter: 'neighbour' },
  },
  async (played) => {
    await played.classified({ standing: 'none' });
    await played.delivers('complaint-declined');
  },
);

const merged = short(
  { name: 'merged', about: 'the same again while the first is handled', outcome: 'merged', content: { duplicateOf: 'complaint-7' } },
  (played) => played.classified({ repetition: 'open', of: 'complaint-7' }),
);

const answered = short(
  { name: 'answered', about: 'the same again after the decision, without new facts', outcome: 'answered' },
  async (played) => {
    await played.classified({ repetition: 'decided', of: 'complaint-7' });
    await played.delivers('complaint-answered');
  },
);

const all: readonly Story[] = [
  sixtyDays,
  { ...sixtyDays, name: 'sixty-days-in-many-runs', settings: { continueAfter: 8 } },
  appraised,
  mediated,
  together,
  unreachable,
  lapsed,
  handedOver,
  declined,
  merged,
  answered,
  faxed,
];

/** The stories of the complaint. */
export const complaintBook: StoryBook<PlayedComplaint> = {
  contract: complaintContract,
  runnable,
  stories: all.map(({ given: received, ...story }) => ({ ...story, open: (at) => complaintOf({ ...received(at), at }) })),
  on: (vehicle) => new PlayedComplaint(vehicle),
};

export const stories = told(complaintBook);
