import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { jointOf, kindOf, openingOf } from '../../domain/processes/complaint/view';
import { type Kind, type receivers, remedies } from '../../domain/processes/complaint/vocabulary';
import type { RootCause } from '../../domain/processes/root-causes';
import type { Moves } from './moves';
import { paper } from './paper';
import type { Story } from './story';

/** Who takes on what is no consumer complaint. */
const receiverOf: Readonly<Record<Exclude<Kind, 'complaint'>, keyof typeof receivers>> = {
  enquiry: 'customer-service',
  'misconduct-report': 'compliance',
  petition: 'petition-office',
  'data-subject-request': 'data-protection',
};

/** The root cause that the category suggests, where the story names none. */
const causeOf: Readonly<Record<string, RootCause>> = {
  sales: 'misleading-sale',
  underwriting: 'unclear-terms',
  servicing: 'slow-service',
  claims: 'slow-claim',
  surrender: 'surrender-dispute',
  service: 'staff-conduct',
  privacy: 'privacy',
};

/** By whom and whether again: as the papers say. The doors name the complaint that seems to be the same. */
function classification(state: CaseState): JsonObject {
  const { submitter = 'complainant', duplicateOf } = openingOf(state);
  const authorised = state.documents.some(({ type }) => type === 'authorisation');
  const standing = submitter === 'complainant' ? 'self' : authorised ? 'agent' : 'none';
  const again = duplicateOf === undefined ? { repetition: 'none' } : { repetition: 'open', of: duplicateOf };
  return { kind: kindOf(state), standing, ...again };
}

function handover(state: CaseState): JsonObject | null {
  const kind = kindOf(state);
  return kind === 'complaint' ? null : { receiver: receiverOf[kind] };
}

function proposal({ complaint: { result = 'justified', reason = 'duty-breached' } = {} }: Story): JsonObject {
  const facts = [{ text: '经调阅业务记录、录音并向经办人员核实，情况已查清。' }];
  const reasons = [{ code: reason, text: '理由详见处理决定。' }];
  return { result, facts, basis: ['contract', 'service-rules'], reasons, remedies: Object.keys(remedies) };
}

function coded(state: CaseState, { complaint: { causes = [causeOf[state.line] ?? 'other'], improvement } = {} }: Story): JsonObject {
  return { causes: [...causes], ...(improvement === undefined ? {} : { improvement }) };
}

function joint(state: CaseState): JsonObject | null {
  const now = jointOf(state);
  if (now === undefined) return null;
  const { complainants, faceToFace } = now;
  return { complainants, faceToFace, representatives: Object.keys(state.parties).slice(0, 5) };
}

/** What its story asks for; what a user asks for is left to the user. */
function documents(state: CaseState, { turns = [] }: Story): JsonObject | null {
  const wanted = turns.find(({ act }) => act === 'requestDocuments')?.payload?.documents;
  const types = Array.isArray(wanted) ? wanted.filter((type) => typeof type === 'string') : [];
  return types.length === 0 ? null : { documents: types.map((type) => paper(state.id, type)) };
}

/** What the cast sends for a task of a complaint; null where it leaves it to the user at the keyboard. */
export const complaintMoves: Moves = (task, state, story) => {
  switch (task.act) {
    case 'classify':
      return classification(state);
    case 'handOver':
      return handover(state);
    case 'recordJoint':
      return joint(state);
    case 'submitDocuments':
      return documents(state, story);
    case 'investigate':
      return { facts: '已核实保单、录音和经办记录。', documents: [paper(state.id, 'investigation')] };
    case 'propose':
      return proposal(story);
    case 'decide':
      return { result: 'approved' };
    case 'approveExceptional':
      return { granted: true };
    case 'recordDelivery':
      return { method: 'post', proof: paper(state.id, 'post-receipt') };
    case 'appraisalReturned':
      return { report: paper(state.id, 'appraisal-report') };
    case 'mediationEnded':
      return { result: 'agreed', agreement: paper(state.id, 'mediation-agreement') };
    case 'recordPerformance':
      return { proof: paper(state.id, 'performance-proof') };
    case 'applyRecheck':
      return { reason: '对处理结果不服，请上级机构核查。', application: paper(state.id, 'recheck-application') };
    case 'recheck':
      return recheck;
    case 'codeCause':
      return coded(state, story);
    default:
      return null;
  }
};

const recheck: JsonObject = {
  result: 'changed',
  findings: { process: 'proper', time: 'in-time', result: 'wrong' },
  changedTo: 'partly-justified',
  text: '处理程序和时限合规，但条款适用有误，予以部分更正。',
};
