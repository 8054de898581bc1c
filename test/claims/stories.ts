import { liveClocks } from '../../domain/case/wait-set';
import type { Instant } from '../../domain/instant';
import { type ClaimOutcome, claimContract } from '../../domain/processes/claim/contract';
import { type Story as AnyStory, later, type StoryBook, told } from '../support/story-book';
import { complete, dayMs, type Given, noticeOf, papers, person, runnable } from './driver';
import { PlayedClaim } from './played';

/** One claim from its opening to its end. */
interface Story extends Omit<AnyStory<PlayedClaim>, 'open'> {
  /** The notice, for a claim that is received at an instant. */
  readonly given: (at: Instant) => Given;
  readonly outcome: ClaimOutcome;
}

const people = [person('claimant', 'insured'), person('third-1', 'third-party'), person('hospital', 'hospital'), person('agent', 'agent')];

/** The document of a type that the claim holds, by the id it was given. */
const idOf = (claim: PlayedClaim, type: string): string => claim.state.documents.find((d) => d.type === type)?.id ?? '';

const motor: Story = {
  name: 'motor',
  about: 'compulsory and commercial motor, with rescue costs, survey and subrogation',
  outcome: 'paid',
  given: () => ({
    line: 'motor',
    content: {
      parties: people,
      request: false,
      documents: [],
      exposures: [
        { id: 'ctpl-1', cover: 'ctpl', claimant: 'third-1', limitFen: 200_000 },
        { id: 'own', cover: 'own-damage', claimant: 'claimant' },
      ],
    },
  }),
  goes: async (claim) => {
    await claim.does('contact', 'u1', { by: 'phone' });
    await claim.does('requestPayment', 'party:claimant');
    await claim.delivers('document-list');
    await claim.does('chooseRoute', 'u1', { route: 'subrogation' });
    await claim.does('askRescue', 'u1', { exposure: 'ctpl-1', payee: 'hospital', amountFen: 500 });
    await claim.does('payRescue', 'u2', { exposure: 'ctpl-1', amountFen: 500 });
    await claim.bank();
    await claim.surveyed();
    await claim.does('submitDocuments', 'party:claimant', { documents: papers(...(complete.motor ?? []), 'transfer-of-rights') });
    await claim.does('openExposure', 'u1', { id: 'over-1', cover: 'third-party', claimant: 'third-1' });
    await claim.does('setReserve', 'u1', { exposure: 'over-1', amountFen: 100_000, why: 'survey' });
    await claim.determined('granted', 200_000, 200_000, { exposure: 'ctpl-1' });
    await claim.determined('granted', 90_000, 90_000, { exposure: 'own' });
    await claim.determined('granted', 300_000, 100_000, { exposure: 'over-1' });
    await claim.delivers('result-granted');
    for (const [party, exposure] of [
      ['third-1', 'ctpl-1'],
      ['claimant', 'own'],
      ['third-1', 'over-1'],
    ])
      await claim.does('agree', `party:${party}`, { exposure: exposure ?? '' });
    await claim.does('followUp', 'u1', { exposure: 'own', topic: 'subrogation', watchAt: claim.start + 180 * dayMs });
    await claim.does('recordRecovery', 'u1', { exposure: 'own', from: 'third-party', amountFen: 100 });
    await claim.bank();
  },
};

const accident: Story = {
  name: 'accident',
  about: 'accident with an appraisal, an advance, an objection and a returned payment to an agent',
  outcome: 'partly-paid',
  given: () => ({ line: 'accident', content: { parties: people, documents: papers('claim-form') } }),
  goes: async (claim) => {
    await claim.delivers('documents-missing', 'arrived');
    await later(claim, 8);
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('id-card', 'accident-proof', 'medical-record') });
    await claim.does('needAppraisal', 'u1', { exposure: 'e1', appraisal: 'disability' });
    await claim.does('markComplex', 'lead1', { exposure: 'e1' }, { ground: 'appraisal-needed' });
    await claim.does('tellProgress', 'u1');
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 20_000 });
    await claim.does('payAdvance', 'u2', { exposure: 'e1', amountFen: 20_000 });
    await claim.bank();
    await claim.does('requestDocuments', 'u1', { documents: ['appraisal-report'] }, { ground: 'new-facts' });
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('appraisal-report') });
    await claim.determined('partial', 900_000, 300_000);
    await claim.delivers('result-partial');
    await later(claim, 9);
    await claim.does('object', 'party:claimant', { exposure: 'e1', reason: '伤残等级有异议' });
    await claim.does('reassess', 'u1', { exposure: 'e1' }, { ground: 'objection-upheld' });
    await claim.determined('partial', 900_000, 500_000);
    await claim.delivers('result-partial');
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: [{ payee: 'agent', shareBp: 10_000 }] });
    await claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'approved' });
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('payee-authorisation') });
    await claim.does('authorisePayee', 'party:claimant', { exposure: 'e1', payee: 'agent', document: idOf(claim, 'payee-authorisation') });
    await claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'approved' });
    await claim.bank('returned');
    const payment = Object.values(claim.state.payments).find((p) => p.status === 'returned')?.key ?? '';
    await claim.does('correctPayee', 'u1', { exposure: 'e1', payment, payee: 'claimant' });
    await claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'approved' });
    await claim.bank('unknown');
    await claim.bank();
  },
};

const fraud: Story = {
  name: 'fraud',
  about: 'a doubtful cause, referred, confirmed and denied',
  outcome: 'denied',
  given: (at) => ({ line: 'property', content: { duplicateOf: 'claim-7' }, policy: { to: at - 2 * dayMs } }),
  goes: async (claim) => {
    await claim.surveyed('doubtful');
    await claim.does('referFraud', 'u1', { score: 90 }, { ground: 'doubtful-cause' });
    await claim.does('clearFraud', 'f1', { finding: 'confirmed' });
    await claim.determined('denied', 900, 0, { reasons: [{ code: 'fraud', amountFen: 900 }] });
    await claim.delivers('result-denied');
  },
};

const disaster: Story = {
  name: 'disaster',
  about: 'a disaster: the fast lane, a village, an agreement that never comes',
  outcome: 'without-payment',
  given: () => ({ line: 'agricultural', content: { catastrophe: 'FLOOD-7', village: true } }),
  goes: async (claim) => {
    await claim.surveyed();
    await claim.determined('granted', 900, 900);
    await claim.delivers('result-granted');
    await later(claim, 30);
  },
};

const crop: Story = {
  name: 'crop',
  about: 'crops after a disaster, paid at once',
  outcome: 'paid',
  given: () => ({ line: 'agricultural', content: { catastrophe: 'FLOOD-7' } }),
  goes: async (claim) => {
    await claim.surveyed();
    await claim.agreed(900);
    await claim.bank();
  },
};

const joined: Story = {
  name: 'joined',
  about: 'property, joined to a typhoon in bulk while documents were missing, taken out of it and joined to another',
  outcome: 'paid',
  given: () => ({ line: 'property', content: { documents: papers('claim-form') } }),
  goes: async (claim) => {
    await claim.delivers('documents-missing', 'arrived');
    await later(claim, 1);
    await claim.does('joinEvent', 'system:case.emergency-1', { event: 'TY2609' });
    await claim.surveyed();
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 20_000 });
    await claim.does('payAdvance', 'u2', { exposure: 'e1', amountFen: 20_000 });
    await claim.bank();
    await claim.does('leaveEvent', 'system:case.emergency-1', { event: 'TY2609' });
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('loss-list', 'damage-photos', 'ownership-proof') });
    await claim.does('joinEvent', 'lead1', { event: 'FLOOD-8' });
    await later(claim, 2);
    await claim.agreed(90_000);
    await claim.bank();
  },
};

type Ending = Pick<Story, 'name' | 'outcome'> & { readonly days: number; readonly act: string; readonly actor: string };

/** Nobody does anything, and then one act ends the claim. */
const short = ({ name, outcome, days, act, actor }: Ending, payload = {}, options = {}): Story => ({
  name,
  about: `${act} after ${days} days without work`,
  outcome,
  given: () => ({ content: { documents: [] }, policy: { deductibleFen: 500 } }),
  goes: async (claim) => {
    await later(claim, days);
    await claim.does(act, actor, payload, options);
  },
});

const guided: Story = {
  name: 'guided',
  about: 'health, small, every promise kept',
  outcome: 'paid',
  given: () => ({ content: { small: true } }),
  goes: async (claim) => {
    await claim.does('contact', 'u1', { by: 'phone' });
    await claim.delivers('claim-registered');
    await claim.delivers('claim-guidance');
    await later(claim, 0);
    await claim.agreed(800);
    await claim.bank();
  },
};

const notPursued: Story = {
  name: 'not-pursued',
  about: 'the handler knows what is late; the documents never come, and the claimant is not to be found',
  outcome: 'without-payment',
  given: () => ({ content: { documents: [] } }),
  goes: async (claim) => {
    await claim.does('contact', 'u1', { by: 'phone' });
    await later(claim, 4);
    const late = liveClocks(claim.state).filter((clock) => clock.breachedAt !== undefined);
    for (const { id } of late) await claim.does('acknowledge', 'u1', { clock: id });
    await later(claim, 32);
    await claim.does('notPursued', 'u1', {}, { ground: 'unreachable' });
  },
};

const heirs: Story = {
  name: 'heirs',
  about: 'life: heirs were not known for a while, and the money goes to another account of the claimant',
  outcome: 'partly-paid',
  given: () => ({ line: 'life', content: { documents: papers(...(complete.life ?? []), 'obstacle-proof') } }),
  goes: async (claim) => {
    const obstacle = { fact: 'no-heir', from: claim.start - dayMs, to: claim.start, document: idOf(claim, 'obstacle-proof') };
    await claim.does('noteLimitation', 'u1', obstacle);
    await claim.does('addAccount', 'party:claimant', {
      of: 'claimant',
      party: { id: 'claimant-2', role: 'payee', account: '6222020000000001' },
    });
    await claim.does('referFraud', 'u1', {}, { ground: 'doubtful-cause' });
    await claim.does('clearFraud', 'f1', { finding: 'exaggerated', exposure: 'e1', falseFen: 100 });
    await claim.determined('partial', 900, 800, { reasons: [{ code: 'exaggerated', amountFen: 100 }] });
    await claim.delivers('result-partial');
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: [{ payee: 'claimant-2', shareBp: 10_000 }] });
    await claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'approved' });
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    await claim.bank();
  },
};

const all: readonly Story[] = [
  motor,
  accident,
  { ...accident, name: 'accident-in-many-runs', settings: { continueAfter: 8 } },
  // Recorded since the engine shows every search attribute.
  { ...accident, name: 'accident-with-every-attribute', settings: { continueAfter: 12 } },
  fraud,
  disaster,
  crop,
  joined,
  guided,
  heirs,
  short({ name: 'withdrawn', outcome: 'withdrawn', days: 12, act: 'withdraw', actor: 'party:claimant' }),
  short({ name: 'below-deductible', outcome: 'without-payment', days: 1, act: 'cancelBelowDeductible', actor: 'u1' }, { claimedFen: 500 }),
  notPursued,
  short({ name: 'merged', outcome: 'merged', days: 1, act: 'merge', actor: 'lead1' }, { into: 'claim-1' }),
];

/** The stories of the claim. */
export const claimBook: StoryBook<PlayedClaim> = {
  contract: claimContract,
  runnable,
  stories: all.map(({ given: noticed, ...story }) => ({ ...story, open: (at) => noticeOf({ ...noticed(at), at }) })),
  on: (vehicle) => new PlayedClaim(vehicle),
};

export const stories = told(claimBook);
