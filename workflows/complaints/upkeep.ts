import type { Area } from '../../domain/processes/areas';
import type { complaintContract } from '../../domain/processes/complaint/contract';
import {
  codes,
  handedAt,
  handledAt,
  isMajor,
  jointOf,
  noted,
  noticeOf,
  resolveClock,
  resultOf,
  text,
} from '../../domain/processes/complaint/view';
import { type RootCause, rootCauses } from '../../domain/processes/root-causes';
import { meetByNotices, type ToldDuties } from '../kernel/told';
import { reenter } from './anew';
import { keepOrderedDate, startLimits } from './clocks';
import { handler } from './people';
import { reportToBody } from './telling';
import type { ComplaintEffects } from './types';

/** Duties to tell: met when the notice is with its channel. */
const toldDuties: ToldDuties<typeof complaintContract> = [
  ['complaint-handover', 'complaint-handed-over'],
  ['complaint-pause-appraisal', 'complaint-appraisal'],
  ['complaint-transfer-order', 'complaint-transfer-result'],
];

/**
 * Art. 18(1): the exceptional extension needs the approval and the notice. It is given when the notice is with its
 * channel; if that comes after the limit it counts for nothing.
 */
function extendExceptionally(c: ComplaintEffects): void {
  const givenAt = handedAt(noticeOf(c.case, 'complaint-extended-exceptionally'));
  if (text(c.case, 'exceptional') !== 'granted' || givenAt === undefined) return;
  const ground = text(c.case, 'exceptionalGround') ?? '';
  const isComplex = resolveClock(c.case)?.rule === 'complaint-resolve-complex' && c.case.notes.agreedLimit !== true;
  const given = isComplex && c.extend('complaint-resolve-simple', { under: 'complaint-resolve-exceptional' }, ground, undefined, givenAt);
  c.note('exceptional', given ? 'given' : 'too-late');
}

/** Art. 29: the plan for major complaints runs as an emergency of its own. */
function raiseMajor(c: ComplaintEffects): void {
  if (!isMajor(c.case) || c.case.children.major !== undefined) return;
  c.flag('major');
  const persons = jointOf(c.case)?.complainants;
  const { place, happenedAt, branch } = c.case;
  const known = { ...(persons === undefined ? {} : { persons }), ...(place === undefined ? {} : { place }) };
  const content = { kind: 'mass-complaint', detectedAt: c.at, ...(happenedAt === undefined ? {} : { occurredAt: happenedAt }), ...known };
  c.request('major', { process: 'emergency', line: 'mass-complaint', branch, content });
}

/** Of the areas that improvements are placed by, the one of a category. */
const areaOf: Readonly<Record<string, Area>> = {
  claims: 'claims',
  sales: 'sales',
  underwriting: 'sales',
  surrender: 'sales',
  privacy: 'data',
};

const isCause = (code: string | undefined): code is RootCause => code !== undefined && Object.hasOwn(rootCauses, code);

/** An improvement for the first of the root causes. */
export function askImprovement(c: ComplaintEffects, severity: string): void {
  const [topic] = codes(c.case, 'causes');
  if (!isCause(topic)) return;
  const { line, branch } = c.case;
  c.request('improvement', {
    process: 'improvement',
    line: areaOf[line] ?? 'service',
    branch,
    content: { from: 'complaint', topic, severity },
  });
}

/** What is outside comes back by somebody who asks for it. */
function askOutside(c: ComplaintEffects): void {
  if (text(c.case, 'appraisal') === 'running') c.ask('appraisalReturned', handler);
  if (text(c.case, 'mediation') === 'running') c.ask('mediationEnded', handler);
}

/** The result goes to the body that transferred it as well, and its root cause is looked for: both once it is handled. */
function followUp(c: ComplaintEffects): void {
  const at = handledAt(c.case);
  if (at === undefined) return;
  const told = `${at}:${resultOf(c.case)}`;
  if (c.case.notes.bodyToldOf !== told) {
    c.note('bodyToldOf', told);
    reportToBody(c, resultOf(c.case));
  }
  if (noted(c.case, 'causeAt') !== undefined) return;
  if (c.clock('complaint-cause-coded') === undefined) c.start('complaint-cause-coded', { startsAt: at });
  c.ask('codeCause', handler);
}

/** What follows from the state of a complaint whatever its stage. */
export function keepUp(c: ComplaintEffects): void {
  reenter(c);
  startLimits(c);
  keepOrderedDate(c);
  meetByNotices(c, toldDuties);
  extendExceptionally(c);
  raiseMajor(c);
  askOutside(c);
  followUp(c);
}
