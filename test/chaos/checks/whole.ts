import { caseColumns } from '../../../db/record/project-case';
import type { CaseEvent, Fact } from '../../../domain/case/fact';
import { foldAll } from '../../../domain/case/fold';
import { type CaseState, emptyCase } from '../../../domain/case/state';
import type { CaseEvidence, Evidence } from './evidence';

const id = 'claim-0000000000000001';
const start = Date.UTC(2026, 10, 2);
const hash = 'a'.repeat(64);
/** When the evidence of an honest run was gathered. */
const gatheredAt = start + 3_600_000;

const settled = { dueAt: start + 10_000_000, rolledDueAt: null, provisionalAt: null, missingYears: [], next: null } as const;
const versions = { ruleVersion: '1', calendarVersion: '1', basis: 'law' } as const;
const rung = { name: 'breach', at: start + 4_000, kind: 'breach', to: [], level: 0 } as const;

const opened: Fact = {
  kind: 'opened',
  process: 'claim',
  contractVersion: 1,
  source: 'chaos',
  reference: 'R-1',
  digest: 'd',
  receivedAt: start,
  line: 'health',
  branch: 'north',
  team: 'personal-north',
  handler: 'an-ning',
  parties: [{ id: 'claimant', role: 'insured', locale: 'zh-CN', channels: ['sms'] }],
  payload: {},
};

const facts: readonly Fact[] = [
  opened,
  { kind: 'entered', stage: 'assess' },
  { kind: 'exposure', id: 'e1', cover: 'medical', claimant: 'claimant', limitFen: null },
  { kind: 'clock-started', clock: 'c1', rule: 'claim-pay', startsAt: start, ...settled, ...versions },
  { kind: 'clock-paused', clock: 'c1', from: start + 1_000, why: 'file', ...settled, ...versions },
  { kind: 'clock-resumed', clock: 'c1', to: start + 2_000, ...settled, ...versions },
  { kind: 'rung', clock: 'c1', rung, ...settled, ...versions },
  { kind: 'acted', act: 'determine', request: 'player-1-1', payload: { exposure: 'e1', kind: 'granted', amountFen: 500 } },
  { kind: 'told', name: 'tell', template: 'result-granted', to: [], data: {}, recipients: ['party:claimant', 'staff:an-ning'] },
  { kind: 'payment-requested', name: 'pay', key: 'K1', exposure: 'e1', payee: 'claimant', amountFen: 500, purpose: 'indemnity' },
  { kind: 'expected', name: 'agree', act: 'agree', from: { kind: 'party', party: 'claimant' }, not: [], owner: 'party:claimant' },
];

const events: readonly CaseEvent[] = facts.map((fact, index) => {
  const at = start + index * 1_000;
  return { seq: index + 1, at, recordedAt: at, cause: `c${index}`, actor: 'system:chaos', hash, fact };
});

const state: CaseState = foldAll(emptyCase(id), events);

/** Columns that the log leaves empty here. */
const empty = {
  ...{ compressed: null, drill: false, parent: null, place: null, happenedAt: null, event: null, outcome: null, closedAt: null },
  ...{ handler: state.handler, nextDueAt: start + 10_000_000, legalDueAt: start + 10_000_000 },
};

const row: CaseEvidence['row'] = { ...caseColumns(state), ...empty, number: 1, digest: 'd', workflowId: id, runId: 'run' };

const clock: CaseEvidence['clocks'][number] = {
  ...{ caseId: id, clock: 'c1', startedSeq: 4, rule: 'claim-pay', exposure: null, state: 'running', current: true, startsAt: start },
  ...{ ...settled, ...versions, missingYears: [], nextRung: null, breachedAt: rung.at, metAt: null, acknowledgedBy: null },
};

const stretch = { caseId: id, clock: 'c1', startedSeq: 4 };
const segments: CaseEvidence['segments'] = [
  { ...stretch, no: 0, from: start, to: start + 1_000, state: 'running', reason: 'running' },
  { ...stretch, no: 1, from: start + 1_000, to: start + 2_000, state: 'paused', reason: 'file' },
  { ...stretch, no: 2, from: start + 2_000, to: null, state: 'running', reason: 'running' },
];

const notice = (recipient: string, channel: 'sms' | 'email'): CaseEvidence['notices'][number] => ({
  ...{
    id: `${id}:9:${recipient}`,
    caseId: id,
    seq: 9,
    recipient,
    template: 'result-granted',
    templateVersion: 1,
    locale: 'zh-CN',
    channel,
  },
  ...{ data: {}, compressed: null, status: 'handed', wants: null, attempts: 1, nextAttemptAt: start, handedAt: start, arrivedAt: null },
  ...{ providerId: null, evidence: null, lastError: null, reported: null },
});

const payment: CaseEvidence['payments'][number] = {
  ...{ key: 'K1', caseId: id, seq: 10, exposure: 'e1', payee: 'claimant', amountFen: 500, purpose: 'indemnity', repeats: null },
  ...{
    status: 'confirmed',
    statusAt: start,
    why: null,
    attempts: 1,
    nextAttemptAt: null,
    providerId: 'P1',
    lastError: null,
    reported: 'confirmed',
  },
};

const engine: CaseEvidence['engine'] = { status: 'RUNNING', state, isParked: false, taskAttempts: 0 };

/** One case of an honest run, from all sides. */
export const wholeCase: CaseEvidence = {
  ...{ id, row, events, clocks: [clock], segments, engine, payments: [payment] },
  notices: [notice('party:claimant', 'sms'), notice('staff:an-ning', 'email')],
};

/** The evidence of a run in which nothing is wrong. */
export const whole: Evidence = {
  at: gatheredAt,
  book: {
    acts: [
      {
        ...{ case: id, act: 'determine', as: 'gao-shan', request: 'player-1-1', payload: {}, unanswered: 0 },
        fate: { kind: 'acknowledged', seq: 8, hash },
      },
    ],
    openings: [{ process: 'claim', reference: 'R-1', fate: { kind: 'acknowledged', case: id }, unanswered: 0 }],
    discords: [],
  },
  cases: [wholeCase],
  flaws: [],
  ledger: [
    { state: 'accepted', key: 'K1', amountFen: 500, payee: '6222' },
    { state: 'confirmed', key: 'K1' },
  ],
  accounts: new Map([['K1', '6222']]),
  arrived: { sms: [`${id}:9:party:claimant`], mail: [`<${`${id}:9:staff:an-ning`.replaceAll(':', '.')}@insurer.example>`] },
  spoiled: new Set(),
  engineOpen: new Set([id]),
};
