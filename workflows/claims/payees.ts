import { paidFen } from '../../domain/case/money';
import { authorisationOf, changeOf, isDecided, type PayeeChange, payeesOf, personOf } from '../../domain/processes/claim/payments';
import { type Payee, replacePayee } from '../../domain/processes/claim/shares';
import { noted, notedText } from '../../domain/processes/claim/view';
import { payOut } from './money';
import { claimantOf } from './result';
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

/** Whoever the money would have gone to, and whose money it is, hear of a change at the address that was known before. */
function tellOfChange(c: ClaimEffects, exposure: string, before: readonly Payee[]): void {
  const persons = new Set([...before.map(({ payee }) => personOf(c.case, payee)), claimantOf(c, exposure).party]);
  const to = [...persons].map((party) => ({ kind: 'party' as const, party }));
  c.announce(`payees-changed:${c.case.head.seq}`, 'payees-changed', to, { exposure });
}

function apply(c: ClaimEffects, exposure: string, { payees, authorised }: PayeeChange): void {
  const before = payeesOf(c.case, exposure);
  c.note(`${exposure}.payees`, payees);
  if (authorised !== undefined) c.note(`authorised.${exposure}.${personOf(c.case, authorised.payee)}`, authorised.document);
  const isOther = JSON.stringify(before) !== JSON.stringify(payees);
  if (isOther || authorised !== undefined) tellOfChange(c, exposure, before);
}

/** A change stands at once while nothing is decided; afterwards a second person decides on it. */
function change(c: ClaimEffects, exposure: string, wanted: PayeeChange): void {
  if (isDecided(c.case, exposure) || wanted.repay !== undefined) c.note(`${exposure}.payeeChange`, wanted);
  else apply(c, exposure, wanted);
}

/** Pays again what came back: at most what is still owed. */
function repay(c: ClaimEffects, exposure: string, key: string, payee: string): void {
  const returned = c.case.payments[key];
  if (returned === undefined) return;
  c.note(`repeated.${key}`, true);
  const determined = noted(c.case, exposure, 'amountFen');
  const left = determined === undefined ? returned.amountFen : Math.max(0, determined - paidFen(c.case, exposure));
  const amountFen = Math.min(returned.amountFen, left);
  const purpose = returned.purpose === 'advance' || returned.purpose === 'rescue' ? returned.purpose : 'indemnity';
  if (amountFen > 0) payOut(c, { exposure, payee, amountFen, purpose, repeats: key });
}

const payeeEffects: ClaimActEffects = {
  setPayees: (c, answer) => change(c, answer.payload.exposure, { payees: answer.payload.payees, by: askersOf(answer) }),
  authorisePayee: (c, answer) => {
    const { exposure, payee, document } = answer.payload;
    const authorised = { payee, document: authorisationOf(c.case, document)?.id ?? document };
    change(c, exposure, { payees: payeesOf(c.case, exposure), by: askersOf(answer), authorised });
  },
  addAccount: (
    c,
    {
      payload: {
        of,
        party: { id, role },
      },
    },
  ) => {
    const { locale, channels } = c.case.parties[of] ?? { locale: 'zh-CN', channels: [] };
    c.party({ id, role, locale, channels });
    c.note(`accountOf.${id}`, of);
  },
  /** To the same account again nothing changes; any other is a change of what was decided. */
  correctPayee: (c, answer) => {
    const { exposure, payment, payee } = answer.payload;
    const from = c.case.payments[payment]?.payee ?? payee;
    if (from === payee) return repay(c, exposure, payment, payee);
    const payees = replacePayee(payeesOf(c.case, exposure), from, payee);
    change(c, exposure, { payees, by: askersOf(answer), repay: { payment, payee } });
  },
  approvePayees: (c, { payload: { exposure, kind } }) => {
    const wanted = changeOf(c.case, exposure);
    c.note(`${exposure}.payeeChange`, null);
    if (wanted === null || kind === 'refused') return;
    apply(c, exposure, wanted);
    if (wanted.repay !== undefined) repay(c, exposure, wanted.repay.payment, wanted.repay.payee);
  },
};

/** Payees, early payments, payments that came back, recoveries. */
export const moneyEffects: ClaimActEffects = {
  ...payeeEffects,
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
