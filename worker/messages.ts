import type { Database } from '../db/connect';
import { type ClaimedMessage, claimMessages, markMessage, outcomeOf, retryMessage } from '../db/queries/outbox-messages';
import { caseActor } from '../domain/org/systems';
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
  return act === 'open' ? cases.open(payload) : cases.act(toCase, { act, request, actor: caseActor(caseId), payload });
};

/** The case that asked for one that cannot be opened, or follows one that has ended or is not there, has to know. */
async function tellFinal({ caseId, toCase, act, payload }: ClaimedMessage, { db, cases }: MessageOptions): Promise<Receipt> {
  const outcome = act === 'follow' ? await outcomeOf(db, toCase) : null;
  const status = outcome === null ? { status: 'refused' } : { status: 'closed', outcome };
  const name = act === 'follow' ? payload.name : payload.reference;
  const request = `child-refused:${toCase}${act === 'follow' ? `:${String(name)}` : ''}`;
  return cases.act(caseId, { act: 'childReported', request, actor: caseActor(toCase), payload: { name, ...status } });
}

/** Whoever has ended does not wait for reports any more: that is no fault. */
const isExpected = (act: string, reception: Reception): boolean => act === 'childReported' && reception === 'closed';

async function deliver(message: ClaimedMessage, options: MessageOptions): Promise<void> {
  const { db, cases, pace, log } = options;
  const { caseId, toCase, act, attempts } = message;
  const { reception, why = `case: ${reception}` } = await receive(message, cases);
  if (reception === 'done') return markMessage(db, message, 'delivered', null);
  const isFinal = reception === 'closed' || (reception === 'refused' && attempts >= refusals);
  const isAwaited = act === 'open' || act === 'follow';
  const isTold = !isFinal || !isAwaited || (await tellFinal(message, options)).reception !== 'unavailable';
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
