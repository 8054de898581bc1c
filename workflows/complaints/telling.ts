import type { Channel, JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import type { ComplaintOutcome, ComplaintStage } from '../../domain/processes/complaint/contract';
import {
  agreedMethod,
  codes,
  handedAt,
  kindOf,
  noted,
  noticeOf,
  openingOf,
  remediesOf,
  resultOf,
  standingOf,
  text,
} from '../../domain/processes/complaint/view';
import { type Closing, close } from '../kernel/process';
import { handleAnew } from './anew';
import { resolved } from './clocks';
import { complainantsOf, handler, submitterOf } from './people';
import type { ComplaintContext, ComplaintEffects } from './types';

/** By message, where the parties agreed on nothing else and the complainant takes messages of a permitted kind. */
export function messageChannel(state: CaseState): Channel | null {
  const agreed = agreedMethod(state);
  const allowed = (channel: Channel): boolean => (agreed === undefined ? channel === 'sms' || channel === 'email' : channel === agreed);
  return state.parties.complainant?.channels.find(allowed) ?? null;
}

/** Everyone who took part in the first decision: they take no part in the recheck. */
export const firstDeciders = (c: ComplaintContext): readonly string[] => [
  ...new Set([...c.by('investigate'), ...c.by('propose'), ...c.by('decide')]),
];

/** The result, to the body that transferred the complaint; without waiting for its channel. */
export function reportToBody(c: ComplaintEffects, outcome: ComplaintOutcome): void {
  const { transfer } = openingOf(c.case);
  if (transfer === undefined) return;
  const to = [{ kind: 'regulator', body: transfer.body } as const];
  const data = { number: transfer.number, outcome };
  c.announce(`transfer-result:${c.case.head.seq}`, 'complaint-transfer-result', to, data, { report: 'handed' });
}

/** Waits until the body that transferred the complaint has the result. */
export async function bodyTold(c: ComplaintContext): Promise<void> {
  const isTold = openingOf(c.case).transfer === undefined || handedAt(noticeOf(c.case, 'complaint-transfer-result')) !== undefined;
  await c.known('body-told', isTold ? true : undefined);
}

interface Handover {
  readonly receiver: string;
  readonly link?: string | undefined;
}

type Answer = readonly [template: 'complaint-handed-over' | 'complaint-declined' | 'complaint-answered', ComplaintOutcome, JsonObject];

function answerOf(state: CaseState, handover?: Handover): Answer {
  if (handover !== undefined) {
    const link = handover.link === undefined ? {} : { link: handover.link };
    return ['complaint-handed-over', 'handed-over', { kind: kindOf(state), receiver: handover.receiver, ...link }];
  }
  if (standingOf(state) === 'none') return ['complaint-declined', 'declined', {}];
  return ['complaint-answered', 'answered', { earlier: text(state, 'earlier'), remedies: remediesOf(state) }];
}

/** Ends what is not handled as a complaint, once whoever brought it has been told why and where it goes on. */
export async function submitterAnswered(c: ComplaintContext, handover?: Handover): Promise<Closing<ComplaintOutcome>> {
  const [template, outcome, data] = answerOf(c.case, handover);
  await c.tell(template, data, { report: 'handed', to: submitterOf(c.case) });
  if (noticeOf(c.case, 'complaint-transfer-result') === undefined) reportToBody(c, outcome);
  await bodyTold(c);
  return close(outcome);
}

function noteTold(c: ComplaintEffects, at: Instant): void {
  const told = Math.max(at, noted(c.case, 'decidedAt') ?? at);
  c.note('toldAt', told);
  c.note('receivedDecisionAt', told);
  resolved(c, told);
}

/**
 * The decision by message, or by hand with proof. A complainant who cannot be reached excuses from telling (art. 21);
 * the attempts are on record.
 */
export async function decisionTold(c: ComplaintContext): Promise<'told' | 'unreachable'> {
  const channel = messageChannel(c.case);
  const lists = { basis: codes(c.case, 'basis'), reasons: codes(c.case, 'reasons'), remedies: codes(c.case, 'remedies') };
  const delivered = c.expect('recordDelivery', { from: handler });
  if (channel !== null)
    c.tell(
      'complaint-decision',
      { result: resultOf(c.case), ...lists },
      { report: 'arrived', channel, on: channel, to: complainantsOf(c.case) },
    );
  const handed = channel === null ? undefined : handedAt(noticeOf(c.case, 'complaint-decision'));
  const sent = c.known('sent', handed === undefined ? undefined : { at: handed });
  const unreachable = c.known('unreachable', noted(c.case, 'unreachableAt'));
  const first = await c.first({ delivered, sent, unreachable });
  if (first.kind === 'unreachable') {
    c.stop('complaint-resolve-simple', 'unreachable');
    c.stop('complaint-reply-target', 'unreachable');
    return 'unreachable';
  }
  noteTold(c, first.value.at);
  return 'told';
}

/** Art. 20: the recheck is decided and told; what is sent back is handled again. */
export async function recheckTold(c: ComplaintContext): Promise<ComplaintStage> {
  const result = text(c.case, 'recheck') ?? '';
  if (result === 'withdrawn' || result === 'settled') return 'close';
  const data = { result, findings: c.case.notes.findings };
  const notice = await c.tell('complaint-recheck-result', data, { report: 'handed', to: complainantsOf(c.case) });
  c.met('complaint-recheck-decide', { at: handedAt(notice) ?? c.at });
  if (result !== 'sent-back') return 'close';
  handleAnew(c, c.at);
  return 'investigate';
}
