import type { JsonObject } from '../../domain/case/fact';
import type { Role } from '../../domain/org/roles';
import type { DenialReason } from '../../domain/processes/claim/vocabulary';
import type { reasons } from '../../domain/processes/complaint/vocabulary';
import type { RootCause } from '../../domain/processes/root-causes';
import { complaintStories } from './complaint-stories';
import { improvementStories } from './improvement-stories';

/** In a payload: the promise of the case that is open. */
export const openPromise = 'open-promise';

/** Something that happens by itself on a legal day after the opening. In its payload `@REFERENCE` is that example's case, `+2d` an instant two legal days on. */
export interface Turn {
  readonly day: number;
  readonly act: string;
  /** `handler`: of the case; a party of it; or a role, found from near to far. */
  readonly actor: `party:${string}` | Role;
  readonly payload?: JsonObject;
  readonly ground?: string;
}

/** How one example goes. What is not said goes as usual: everybody acts within a day. */
export interface Story {
  /** Legal days that somebody takes for an act; `Infinity`: never does it. */
  readonly days?: Readonly<Record<string, number>>;
  readonly result?: { readonly kind: 'granted' | 'partial' | 'denied'; readonly share?: number; readonly reason?: DenialReason };
  /** How a complaint is decided, why, what its root causes are, and how grave the improvement is that they ask for. */
  readonly complaint?: {
    readonly result?: 'justified' | 'partly-justified' | 'unjustified';
    readonly reason?: keyof typeof reasons;
    readonly causes?: readonly RootCause[];
    readonly improvement?: 'low' | 'medium' | 'high';
  };
  readonly turns?: readonly Turn[];
}

/** Legal days from the opening of a task to its act where the story says nothing. */
export const usualDays: Readonly<Record<string, number>> = {
  requestPayment: 1,
  submitDocuments: 1.5,
  contact: 0.02,
  survey: 0.8,
  recommend: 0.7,
  determine: 0.4,
  agree: 0.6,
  authorisePayee: 1,
  clearFraud: 2,
  correctPayee: 0.5,
  payAdvance: 0.4,
  payRescue: 0.3,
  approvePayees: 0.4,
  completeTask: 0.8,
  confirmLevel: 0.01,
  takeCommand: 0.02,
  report: 0.05,
  tellUsers: 0.03,
  reportStatus: 0.08,
  doAction: 0.1,
  grantResource: 0.05,
  proposeStandDown: 0.5,
  standDown: 0.02,
  review: 0.3,
  approveReview: 0.05,
  revisePlan: 0.1,
  findCause: 2,
  proposePlan: 2,
  approvePlan: 1,
  reportDone: 7,
  verify: 4,
  measureEffect: 28,
  standardise: 3,
  setOrder: 4,
  approveOrder: 2,
  decideQuarter: 2,
  decideEnd: 2,
  classify: 0.3,
  handOver: 0.5,
  recordJoint: 0.3,
  investigate: 3,
  propose: 1,
  decide: 0.8,
  approveExceptional: 1,
  recordDelivery: 0.6,
  appraisalReturned: 10,
  mediationEnded: 5,
  recordPerformance: 3,
  recheck: 18,
  codeCause: 2,
};

/** What happens to every case of a process, whatever its story. */
export const usualTurns: Readonly<Record<string, readonly Turn[]>> = {
  emergency: [{ day: 0.006, act: 'answerCall', actor: 'duty-officer' }],
};

const promiseToCall = (keptOn: number | null): readonly Turn[] => [
  { day: 0.2, act: 'promise', actor: 'handler', payload: { topic: 'call-back', to: 'claimant', dueAt: '+1.5d' } },
  ...(keptOn === null ? [] : [{ day: keptOn, act: 'keepPromise', actor: 'handler', payload: { promise: openPromise } } as const]),
];

/** Stories by the reference of the example. An amount or a share that is not said is the example's own. */
export const stories: Readonly<Record<string, Story>> = {
  // Rescue costs are paid while the injured is in hospital.
  'BJ-2026-0005': {
    turns: [{ day: 0.2, act: 'askRescue', actor: 'handler', payload: { exposure: 'ctpl-1', payee: 'hospital', amountFen: 1_800_000 } }],
  },
  'BJ-2026-0004': { turns: [{ day: 2, act: 'comment', actor: 'handler', payload: { text: '已与对方保险公司联系追偿。' } }] },
  'JK-2026-0007': { days: { submitDocuments: 4 }, turns: promiseToCall(0.9) },
  // Nobody determines in time: breach on the fifth working day, repeats climb to head office.
  'JK-2026-0008': { days: { determine: 10 }, turns: promiseToCall(null) },
  'BJ-2026-0002': { turns: promiseToCall(0.5) },
  'JK-2026-0009': { result: { kind: 'denied', reason: 'waiting-period' } },
  'YW-2026-0010': { turns: [{ day: 0.4, act: 'needAppraisal', actor: 'handler', payload: { exposure: 'e1', appraisal: 'disability' } }] },
  'YW-2026-0011': { result: { kind: 'partial', share: 0.7, reason: 'above-tariff' } },
  'YW-2026-0012': {
    days: { recommend: 6 },
    turns: [{ day: 0.5, act: 'askAdvance', actor: 'handler', payload: { exposure: 'e1', payee: 'claimant', amountFen: 900_000 } }],
  },
  'RS-2026-0014': {
    days: { recommend: 5 },
    turns: [{ day: 0.3, act: 'markComplex', actor: 'team-lead', payload: { exposure: 'e1' }, ground: 'cause-unclear' }],
  },
  'TX-2026-0016': {
    days: { submitDocuments: 3 },
    turns: [{ day: 1, act: 'escalate', actor: 'handler', payload: { reason: '厂方资料迟迟未齐，请领导协调。' } }],
  },
  'CC-2026-0018': { turns: [{ day: 1.2, act: 'referFraud', actor: 'handler', payload: { score: 72 }, ground: 'repeated-losses' }] },
  'CC-2026-0019': { turns: [{ day: 0.6, act: 'cancelBelowDeductible', actor: 'handler', payload: { claimedFen: 30_000 } }] },
  // The farmer never answers: the company's wait ends, the right stays until the limitation.
  'NY-2026-0023': { days: { agree: Number.POSITIVE_INFINITY } },
  'BJ-2026-0024': { turns: [{ day: 0.8, act: 'merge', actor: 'team-lead', payload: { into: '@BJ-2026-0002' } }] },
  'BJ-2026-0025': { turns: [{ day: 0.6, act: 'withdraw', actor: 'party:claimant', payload: { reason: '自行修理' } }] },
  // Reported after six hours instead of four.
  'YJ-2026-0003': { days: { report: 0.25 } },
  'YJ-2026-0004': {
    turns: [
      { day: 0.03, act: 'addAction', actor: 'team-lead', payload: { action: 'failover', kind: 'restore' } },
      { day: 0.04, act: 'requestResource', actor: 'duty-officer', payload: { resource: 'standby', kind: 'systems', count: 1 } },
      { day: 0.35, act: 'releaseResource', actor: 'duty-officer', payload: { resource: 'standby' } },
    ],
  },
  // Nobody answers at first: the call climbs the roster.
  'YJ-2026-0005': { turns: [{ day: 0.05, act: 'addAction', actor: 'duty-officer', payload: { action: 'hospital', kind: 'rescue' } }] },
  'YJ-2026-0007': { turns: [{ day: 0.1, act: 'raiseLevel', actor: 'duty-officer', payload: { level: 'II' }, ground: 'wider-spread' }] },
  'YJ-2026-0008': { turns: [{ day: 0.1, act: 'falseAlarm', actor: 'branch-manager', ground: 'not-occurred' }] },
  ...complaintStories,
  ...improvementStories,
  'YW-2026-0026': { result: { kind: 'partial', share: 0.5, reason: 'late-notice' } },
};
