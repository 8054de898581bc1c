import { paidFen } from '../../domain/case/money';
import { payeesOf } from '../../domain/processes/claim/payments';
import { replacePayee } from '../../domain/processes/claim/shares';
import { noted, notedText } from '../../domain/processes/claim/view';
import { payOut } from './money';
import type { ClaimActEffects, ClaimEffects } from './types';

type Early = 'Advance' | 'Rescue';

/** An early payment is asked for by one person and approved by a second with the authority for it. */
function askEarly(
  c: ClaimEffects,
  kind: Early,
  { exposure, payee, amountFen }: { exposure: string; payee: string; amountFen: number },
  askers: readonly string[],
): void {
  c.note(`${exposure}.asked${kind}Fen`, amountFen);
  c.note(`${exposure}.asked${kind}Payee`, payee);
  const need = { kind: 'advance', line: c.case.line, amountFen } as const;
  c.ask(kind === 'Advance' ? 'payAdvance' : 'payRescue', { kind: 'authority', need }, { on: exposure, not: askers });
}

const askersOf = ({ by, onBehalfOf }: { by: string; onBehalfOf?: string }): readonly string[] => [
  by,
  ...(onBehalfOf === undefined ? [] : [onBehalfOf]),
];

/** Payees, early payments, payments that came back, recoveries. */
export const moneyEffects: ClaimActEffects = {
  setPayees: (c, { payload: { exposure, payees } }) => c.note(`${exposure}.payees`, payees),
  authorisePayee: (c, { payload: { exposure, payee, document }, seq, at }) => {
    c.document({ id: `doc-${seq}`, receivedAt: at, ...document });
    c.note(`authorised.${exposure}.${payee}`, true);
  },
  correctPayee: (c, { payload: { exposure, payment, payee } }) => {
    const returned = c.case.payments[payment];
    if (returned === undefined) return;
    c.note(`repeated.${payment}`, true);
    c.note(`${exposure}.payees`, replacePayee(payeesOf(c.case, exposure), returned.payee, payee));
    const determined = noted(c.case, exposure, 'amountFen');
    const left = determined === undefined ? returned.amountFen : Math.max(0, determined - paidFen(c.case, exposure));
    const amountFen = Math.min(returned.amountFen, left);
    const purpose = returned.purpose === 'advance' || returned.purpose === 'rescue' ? returned.purpose : 'indemnity';
    if (amountFen > 0) payOut(c, { exposure, payee, amountFen, purpose, repeats: payment });
  },
  askAdvance: (c, answer) => askEarly(c, 'Advance', answer.payload, askersOf(answer)),
  askRescue: (c, answer) => {
    const { exposure } = answer.payload;
    if (c.clock('claim-ctpl-rescue', exposure) === undefined) c.start('claim-ctpl-rescue', { on: exposure, startsAt: answer.at });
    askEarly(c, 'Rescue', answer.payload, askersOf(answer));
  },
  payAdvance: (c, { payload: { exposure, amountFen } }) =>
    payOut(c, { exposure, payee: notedText(c.case, exposure, 'askedAdvancePayee') ?? '', amountFen, purpose: 'advance' }),
  payRescue: (c, { payload: { exposure, amountFen } }) =>
    payOut(c, { exposure, payee: notedText(c.case, exposure, 'askedRescuePayee') ?? '', amountFen, purpose: 'rescue' }),
  recordRecovery: (c, { payload: { exposure, amountFen } }) =>
    c.note(`${exposure}.recoveredFen`, (noted(c.case, exposure, 'recoveredFen') ?? 0) + amountFen),
  followUp: (c, { payload: { exposure, topic, watchAt }, at }) => c.watch(`${topic}.${exposure}`, 'task-recovery', at, watchAt),
};
