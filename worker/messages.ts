import type { Database } from '../db/connect';
import { type ClaimedMessage, claimMessages, markMessage, retryMessage } from '../db/queries/outbox-messages';
import type { CasePort } from './case-port';
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

async function deliver(message: ClaimedMessage, { db, cases, pace, log }: MessageOptions): Promise<void> {
  const { caseId, toCase, act, request, payload, attempts } = message;
  const reception = await cases.act(toCase, { act, request, actor: `system:${caseId}`, payload });
  if (reception === 'done') return markMessage(db, message, 'delivered', null);
  const isFinal = reception === 'closed' || (reception === 'refused' && attempts >= refusals);
  if (!isFinal) return retryMessage(db, message, waitMs(pace.backoff, attempts), `case: ${reception}`);
  log.error('message not taken', { case: toCase, from: caseId, act, reception });
  await markMessage(db, message, 'refused', `case: ${reception}`);
}

/** Sends the acts of one case on another (a merged case hands its starts to the winner). */
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
