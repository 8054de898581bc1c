import type { Database } from '../db/connect';
import { type ClaimedMessage, claimMessages, markMessage, retryMessage } from '../db/queries/outbox-messages';
import type { CasePort, Receipt, Reception } from './case-port';
import { Courier } from './courier';
import type { Log } from './log';
import type { Pace, Running } from './relay';
import { waitMs } from './retry';

export interface MessageOptions {
  readonly db: Database;
  readonly cases: CasePort;
  readonly pace: Pace;
  readonly log: Log;
}

/** A refusal is final after this many: by then it is a rule, not a moment. */
const refusals = 5;

const receive = (message: ClaimedMessage, cases: CasePort): Promise<Receipt> => {
  const { caseId, toCase, act, request, payload } = message;
  return act === 'open' ? cases.open(payload) : cases.act(toCase, { act, request, actor: `system:${caseId}`, payload });
};

/** The case that asked for one that cannot be opened has to know. */
function tellRefused({ caseId, toCase, payload }: ClaimedMessage, cases: CasePort): Promise<Receipt> {
  const request = `child-refused:${toCase}`;
  const told = { name: payload.reference, status: 'refused' };
  return cases.act(caseId, { act: 'childReported', request, actor: `system:${toCase}`, payload: told });
}

/** Whoever has ended does not wait for reports any more: that is no fault. */
const isExpected = (act: string, reception: Reception): boolean => act === 'childReported' && reception === 'closed';

async function deliver(message: ClaimedMessage, { db, cases, pace, log }: MessageOptions): Promise<void> {
  const { caseId, toCase, act, attempts } = message;
  const { reception, why = `case: ${reception}` } = await receive(message, cases);
  if (reception === 'done') return markMessage(db, message, 'delivered', null);
  const isFinal = reception === 'closed' || (reception === 'refused' && attempts >= refusals);
  const isTold = !isFinal || act !== 'open' || (await tellRefused(message, cases)).reception !== 'unavailable';
  if (!isFinal || !isTold) return retryMessage(db, message, waitMs(pace.backoff, attempts), why);
  const level = isExpected(act, reception) ? 'info' : 'warn';
  log[level]('message not taken', { case: toCase, from: caseId, act, why });
  await markMessage(db, message, 'refused', why);
}

/** Sends what one case has for another: an act, the opening of a case it asks for, the report of one that was asked for. */
export function startMessages(options: MessageOptions): Running {
  const { db, pace, log } = options;
  const { leaseMs, idleMs, parallel } = pace;
  return new Courier({
    name: 'case messages',
    claim: (count) => claimMessages(db, { count, leaseMs }),
    work: (message) => deliver(message, options),
    ...{ parallel, idleMs, log },
  });
}
