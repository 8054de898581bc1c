import type { CaseEvidence, Check, Evidence } from './evidence';

type Found = { readonly where: string; readonly what: string };

const isSettled: ReadonlySet<string> = new Set(['confirmed', 'rejected', 'returned']);

/** What the bank has done under a key, in its order. */
function bookOf({ ledger }: Evidence): ReadonlyMap<string, readonly Evidence['ledger'][number][]> {
  const book = new Map<string, Evidence['ledger'][number][]>();
  for (const line of ledger) book.set(line.key, [...(book.get(line.key) ?? []), line]);
  return book;
}

/** Payments that the log asked for, with their amounts. */
const requestedIn = ({ events }: CaseEvidence) => events.flatMap(({ fact }) => (fact.kind === 'payment-requested' ? [fact] : []));

function findOne(evidence: Evidence, one: CaseEvidence): readonly Found[] {
  const book = bookOf(evidence);
  return requestedIn(one).flatMap(({ key, amountFen, payee }) => {
    const row = one.payments.find((payment) => payment.key === key);
    const lines = book.get(key) ?? [];
    const paid = lines.filter(({ state }) => state === 'accepted');
    const where = key;
    if (row === undefined) return [{ where, what: 'was asked for in the log and has no row' }];
    if (!isSettled.has(row.status)) return [{ where, what: `is ${row.status} at the end` }];
    if (row.reported !== row.status) return [{ where, what: `is ${row.status}; its case knows ${row.reported}` }];
    if (paid.length !== (row.status === 'rejected' ? 0 : 1))
      return [{ where, what: `is ${row.status}; the bank took it ${paid.length} times` }];
    const [first] = paid;
    if (first === undefined) return [];
    if (first.amountFen !== amountFen || row.amountFen !== amountFen)
      return [{ where, what: `${amountFen} fen asked for, ${row.amountFen} in its row, ${first.amountFen ?? '-'} at the bank` }];
    const account = evidence.accounts.get(key) ?? payee;
    if (first.payee !== account) return [{ where, what: 'went to another account' }];
    const last = lines.at(-1)?.state;
    return last === row.status ? [] : [{ where, what: `is ${row.status}; the bank says ${last ?? 'nothing'}` }];
  });
}

/** What was determined of an exposure last. */
function determinedIn({ events }: CaseEvidence): ReadonlyMap<string, number> {
  const determined = new Map<string, number>();
  for (const { fact } of events) {
    if (fact.kind !== 'acted' || fact.act !== 'determine') continue;
    const { exposure, amountFen, kind } = fact.payload;
    if (typeof exposure === 'string' && typeof amountFen === 'number') determined.set(exposure, kind === 'denied' ? 0 : amountFen);
  }
  return determined;
}

/** Of a claim that was paid, the bank has paid what was determined, no more and no less; of one still open, no more. */
function findSums(evidence: Evidence, one: CaseEvidence): readonly Found[] {
  const book = bookOf(evidence);
  return [...determinedIn(one)].flatMap(([exposure, wantedFen]) => {
    const keys = new Set(requestedIn(one).flatMap((fact) => (fact.exposure === exposure ? [fact.key] : [])));
    const kept = [...keys].flatMap((key) => {
      const lines = book.get(key) ?? [];
      return lines.some(({ state }) => state === 'returned') ? [] : lines.filter(({ state }) => state === 'accepted');
    });
    const paidFen = kept.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0);
    const where = `${one.id} ${exposure}`;
    if (paidFen > wantedFen) return [{ where, what: `${wantedFen} fen determined, ${paidFen} paid` }];
    const isDone = one.row.outcome === 'paid' || one.row.outcome === 'partly-paid';
    return isDone && paidFen !== wantedFen
      ? [{ where, what: `closed as ${one.row.outcome}: ${wantedFen} fen determined, ${paidFen} paid` }]
      : [];
  });
}

function findStrangers(evidence: Evidence): readonly Found[] {
  const known = new Set(evidence.cases.flatMap((one) => requestedIn(one).map(({ key }) => key)));
  return [...bookOf(evidence).keys()].flatMap((key) =>
    known.has(key) ? [] : [{ where: key, what: 'the bank has paid what no log asked for' }],
  );
}

/** The bank's own book against the determinations of the record. */
export const payments: Check = {
  name: 'payments',
  says: 'every payment was made exactly once, for the right amount, to the right account; of a paid claim what was determined was paid',
  find: (evidence) => [
    ...evidence.cases.flatMap((one) => [...findOne(evidence, one), ...findSums(evidence, one)]),
    ...findStrangers(evidence),
  ],
};
