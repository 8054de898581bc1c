import type { CaseEvent } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import type { document, exposure, party, promise, reserve, watchDate } from '../schema';
import type { SealedValue } from './seal';

type ExposureRow = typeof exposure.$inferInsert;
type ReserveRow = typeof reserve.$inferInsert;
type PartyRow = typeof party.$inferInsert;
type DocumentRow = typeof document.$inferInsert;
type PromiseRow = typeof promise.$inferInsert;
type WatchRow = typeof watchDate.$inferInsert;

/** Entries of a record of the state that a transition added or changed. The fold keeps what it does not touch. */
export const changedEntries = <T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): readonly [string, T][] =>
  Object.entries(after).filter(([key, value]) => before[key] !== value);

export const exposureRows = (before: CaseState, after: CaseState): readonly ExposureRow[] =>
  changedEntries(before.exposures, after.exposures).map(([, e]) => ({ caseId: after.id, ...e }));

export const reserveRows = (caseId: string, events: readonly CaseEvent[]): readonly ReserveRow[] =>
  events.flatMap(({ fact, seq, at, actor }) => {
    if (fact.kind !== 'reserve') return [];
    const { exposure: on, amountFen, why } = fact;
    return [{ caseId, seq, exposure: on, amountFen, why, by: actor, at }];
  });

/** A personal column of a party among the paths of an opening or act. */
export const partyField = /^\/(?:parties\/\d+|party)\/(name|phone|email|idNumber|account|address)$/;

/** Personal columns of a party among the values that came with this transition. */
function personalColumns(id: string, values: readonly SealedValue[]): Readonly<Record<string, string>> {
  const own = values.filter((v) => v.subject === id);
  return Object.fromEntries(
    own.flatMap(
      ({ path, value }) =>
        partyField
          .exec(path)
          ?.slice(1)
          .map((field) => [field, value]) ?? [],
    ),
  );
}

export const partyRows = (before: CaseState, after: CaseState, values: readonly SealedValue[]): readonly PartyRow[] =>
  changedEntries(before.parties, after.parties).map(([, { id, role, locale, channels }]) => {
    const { name = null, phone = null, email = null, idNumber = null, account = null, address = null } = personalColumns(id, values);
    return { caseId: after.id, id, role, locale, channels: [...channels], name, phone, email, idNumber, account, address };
  });

export const documentRows = (before: CaseState, after: CaseState): readonly DocumentRow[] =>
  after.documents.filter((d) => !before.documents.includes(d)).map((d) => ({ caseId: after.id, ...d }));

/** `seq` and `to` stand in the promise's event only; a later row keeps what the first one wrote. */
export function promiseRows(before: CaseState, after: CaseState, events: readonly CaseEvent[]): readonly PromiseRow[] {
  return changedEntries(before.promises, after.promises).map(([id, { owner, dueAt, topic, state }]) => {
    const made = events.flatMap(({ fact, seq }) => (fact.kind === 'promised' && fact.promise === id ? [{ seq, to: fact.to }] : []))[0];
    const ended = events.find(({ fact }) => fact.kind === 'promise-ended' && fact.promise === id);
    return { caseId: after.id, id, seq: made?.seq ?? 0, owner, to: made?.to ?? '', topic, dueAt, state, endedAt: ended?.at ?? null };
  });
}

export const watchRows = (before: CaseState, after: CaseState): readonly WatchRow[] =>
  changedEntries(before.watches, after.watches).map(([watch, { rule, startsAt, date }]) => ({
    caseId: after.id,
    watch,
    rule,
    startsAt,
    date,
    sweptAt: null,
  }));
