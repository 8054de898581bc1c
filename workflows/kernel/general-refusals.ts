import type { ActRequest } from '../../domain/case/act';
import type { ActContract } from '../../domain/case/contract';
import { generalActs } from '../../domain/case/general';
import { openPayments } from '../../domain/case/money';
import type { CaseState } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import type { Instant } from '../../domain/instant';
import { contractOf } from '../../domain/processes/contracts';

type Refusal = (state: CaseState, request: ActRequest, at: Instant) => string | null;

const day = (at: Instant): string => new Date(at).toISOString();

/** What is awaited has an end; one that has passed before it began is a slip of the pen. */
const endsInPast =
  (field: string): Refusal =>
  (_state, { act, payload }, at) => {
    const end = payload[field];
    return typeof end === 'number' && end <= at ? `'${act}' ends at ${day(end)}, which lies in the past.` : null;
  };

const idOf = (value: unknown): string => (typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '');

const isStaff = ({ actor }: ActRequest): boolean => !actor.includes(':');

/** Nobody hears of a notice before it was told. What the channel reports by itself is dated by the channel. */
const noticeReported: Refusal = ({ notices }, request) => {
  const { notice, at } = request.payload;
  if (!isStaff(request)) return null;
  const told = notices[Number(notice)];
  if (told === undefined) return `There is no notice ${String(notice)} of which the case wants to hear.`;
  return told.toldAt !== undefined && Number(at) < told.toldAt
    ? `Notice ${told.seq} was told at ${day(told.toldAt)}; it was not delivered before.`
    : null;
};

const paymentReported: Refusal = ({ payments }, request) => {
  const { key, at, status } = request.payload;
  const known = payments[String(key)];
  if (!isStaff(request)) return null;
  // Money that is said to have come back would be paid again: the bank says so itself, and is asked where somebody doubts.
  if (status === 'returned' || status === 'rejected')
    return `That a payment is ${status} the bank says: report it 'unknown', and it is asked.`;
  if (known === undefined) return `There is no payment '${String(key)}'.`;
  return Number(at) < known.at
    ? `Payment ${known.key} is ${known.status} since ${day(known.at)}; nothing is reported of it from before.`
    : null;
};

const proofsOf = (acts: Readonly<Record<string, ActContract>>): readonly string[] =>
  Object.values(acts).flatMap(({ proofs = [] }) => proofs);

/** A document of a type that no list of the process knows would count for nothing, and nobody would be told. */
const attach: Refusal = ({ process }, { payload: { type } }) => {
  const contract = contractOf(process);
  if (contract?.documents === undefined) return null;
  const known = [...new Set([...Object.keys(contract.documents), ...proofsOf(generalActs), ...proofsOf(contract.acts)])];
  return known.includes(String(type)) ? null : `There is no document '${String(type)}'; there are ${known.join(', ')}.`;
};

const changes: readonly string[] = ['notice-changed', 'notice-corrected'];

/** Moving clocks that know their end is somebody's decision: previewed, with a ground, and never the system's own (design 4.8). */
const recount: Refusal = (state, { actor, ground, payload: { clocks } }) => {
  if (!Array.isArray(clocks)) return null;
  if (actor.startsWith('system:'))
    return 'A system recounts only clocks that wait for a year; moving others is for the keeper of the calendar.';
  if (ground === undefined || !changes.includes(ground)) return `Moving clocks needs a ground (${changes.join(', ')}).`;
  const live = liveClocks(state).map(({ id }) => id);
  const gone = clocks.find((clock) => !live.some((id) => id === clock));
  return gone === undefined ? null : `'${String(gone)}' does not run any more: preview the recount again.`;
};

/** What the general acts may not do. An act of the process with the same name is judged here too. */
const refusals: Readonly<Record<string, Refusal>> = {
  /** Design 4.28: money on its way would arrive for a case that no longer is. */
  merge: (state) => {
    const open = openPayments(state)[0];
    return open === undefined ? null : `Payment ${open.key} is ${open.status}: the case is merged when its outcome is known.`;
  },
  /** A case belongs to one event at most, and leaves only its own. */
  joinEvent: ({ event }) => (event === null ? null : `The case belongs to the event '${event}' already.`),
  leaveEvent: ({ event }, { payload }) =>
    event === payload.event ? null : `The case does not belong to the event '${String(payload.event)}'.`,
  recount,
  hold: endsInPast('until'),
  promise: endsInPast('dueAt'),
  /** Whoever was decided on, told or paid stays who they are: account, address and part are not changed under another's name. */
  addParty: ({ parties }, { payload }) => {
    const id = idOf(payload.party);
    return parties[id] === undefined ? null : `There is a party '${id}' already: 'addParty' changes nobody. Give another id.`;
  },
  attach,
  noticeReported,
  paymentReported,
};

export const generalRefusal: Refusal = (state, request, at) =>
  Object.hasOwn(refusals, request.act) ? (refusals[request.act]?.(state, request, at) ?? null) : null;
