import { createHash } from 'node:crypto';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';

const granted = { exposure: 'e1', kind: 'granted', amountFen: 90_000 };
const paper = (type: string) => ({ type, reference: `dms:${type}`, sha256: 'a'.repeat(64) });
const hourMs = 3_600_000;

/** Of a length that the schema allows, and another for every reference: an earlier claim on the same policy would be named. */
const policyOf = (reference: string): string => `P-${createHash('sha256').update(reference).digest('hex').slice(0, 20)}`;

/** A health claim with the request for payment and all documents in its notice, received an hour ago. */
export const claimNotice = (reference: string, now = Date.now()) => ({
  source: 'bench',
  reference,
  receivedAt: now - hourMs,
  line: 'health',
  branch: 'north',
  lossAt: now - 30 * hourMs,
  request: true,
  parties: [
    {
      id: 'claimant',
      role: 'insured',
      locale: 'zh-CN' as const,
      channels: ['sms' as const],
      name: '王小明',
      account: '6222000042',
      phone: '+86 139 0000 3000',
    },
  ],
  policy: { number: policyOf(reference), from: now - 5_000 * hourMs, to: now + 900 * hourMs },
  exposures: [{ id: 'e1', cover: 'medical', claimant: 'claimant' }],
  documents: ['claim-form', 'id-card', 'medical-record', 'medical-invoice'].map(paper),
});

/** One act on the happy path; its payload may depend on what the case has become. */
export interface HappyAct {
  readonly act: string;
  readonly as: string;
  readonly payload: (state: CaseState) => JsonObject;
}

function only<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (first === undefined) throw new LuyueError('defect.unexpected', `the happy path has no ${what}`);
  return first;
}

const noticeOf = (state: CaseState, template: string): number =>
  only(
    Object.values(state.notices).filter((notice) => notice.template === template),
    template,
  ).seq;

/** The claim's happy path after its opening: four acts of people, and the two reports without which it would not end. */
export const happyPath: readonly HappyAct[] = [
  { act: 'contact', as: 'an-ning', payload: () => ({ by: 'phone' }) },
  { act: 'recommend', as: 'an-ning', payload: () => ({ ...granted, claimedFen: 90_000 }) },
  { act: 'determine', as: 'gao-shan', payload: () => granted },
  {
    act: 'noticeReported',
    as: 'system:gateway',
    payload: (state) => ({ notice: noticeOf(state, 'result-granted'), status: 'handed', at: Date.now() }),
  },
  { act: 'agree', as: 'party:claimant', payload: () => ({ exposure: 'e1' }) },
  {
    act: 'paymentReported',
    as: 'system:bank',
    payload: (state) => ({ key: only(Object.keys(state.payments), 'payment'), status: 'confirmed', at: Date.now() }),
  },
];
