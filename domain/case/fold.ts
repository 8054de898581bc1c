import type { CaseEvent, Fact, FactKind, FactOf } from './fact';
import { assigned, barred, released } from './fold-assignment';
import { type ClockFact, foldClock } from './fold-clock';
import { withPayment, withPaymentStatus } from './money';
import type { Answer, CaseState, Expectation, NoticeState, VisitEntry } from './state';

type Folder<K extends FactKind> = (state: CaseState, fact: FactOf<K>, event: CaseEvent) => CaseState;

const without = <T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> => {
  const { [key]: _gone, ...rest } = record;
  return rest;
};

const entry = (state: CaseState, name: string | undefined, value: VisitEntry): CaseState =>
  name === undefined ? state : { ...state, visit: { ...state.visit, entries: { ...state.visit.entries, [name]: value } } };

function answerOf(fact: FactOf<'acted'>, event: CaseEvent): Answer {
  return {
    seq: event.seq,
    act: fact.act,
    by: event.actor,
    ...(event.onBehalfOf === undefined ? {} : { onBehalfOf: event.onBehalfOf }),
    at: fact.occurredAt ?? event.at,
    ...(fact.ground === undefined ? {} : { ground: fact.ground }),
    ...(fact.on === undefined ? {} : { on: fact.on }),
    payload: fact.payload,
  };
}

/** Closes the expectation and hands the answer to the visit. */
function answered(state: CaseState, name: string, answer: Answer): CaseState {
  const expectation = state.expectations[name];
  const closed = { ...state, expectations: without(state.expectations, name), answers: [...state.answers, answer] };
  return expectation?.adHoc ? closed : entry(closed, name, { kind: 'answered', answer });
}

const acted: Folder<'acted'> = (state, fact, event) => {
  const answer = answerOf(fact, event);
  if (fact.answers !== undefined) return answered(state, fact.answers, answer);
  if (!fact.waiting) return state;
  // Rows written before acts said what they are about.
  const on = fact.on ?? fact.payload.exposure;
  return { ...state, arrivals: [...state.arrivals, typeof on === 'string' ? { ...answer, on } : answer] };
};

const taken: Folder<'taken'> = (state, fact) => {
  const answer = state.arrivals.find((a) => a.seq === fact.arrival);
  if (answer === undefined) return state;
  return answered({ ...state, arrivals: state.arrivals.filter((a) => a !== answer) }, fact.name, answer);
};

const opened: Folder<'opened'> = (state, fact, event) => ({
  ...state,
  process: fact.process,
  contractVersion: fact.contractVersion,
  source: fact.source,
  reference: fact.reference,
  receivedAt: fact.receivedAt,
  openedAt: event.at,
  ...(fact.compressed === undefined ? {} : { compressed: fact.compressed }),
  ...(fact.drill === undefined ? {} : { drill: fact.drill }),
  ...(fact.place === undefined ? {} : { place: fact.place }),
  ...(fact.happenedAt === undefined ? {} : { happenedAt: fact.happenedAt }),
  ...(fact.parent === undefined ? {} : { parent: fact.parent, links: [...state.links, { to: fact.parent.case, as: 'parent' }] }),
  barred: fact.barred ?? [],
  status: 'open',
  line: fact.line,
  branch: fact.branch,
  team: fact.team,
  handler: fact.handler,
  parties: Object.fromEntries(fact.parties.map((p) => [p.id, p])),
  opening: fact.payload,
  visit: { no: 0, enteredAt: event.at, entries: {} },
});

const expected: Folder<'expected'> = (state, fact, event) => {
  const expectation: Expectation = {
    name: fact.name,
    seq: event.seq,
    act: fact.act,
    from: fact.from,
    not: fact.not,
    ...(fact.on === undefined ? {} : { on: fact.on }),
    ...(fact.title === undefined ? {} : { title: fact.title }),
    ...(fact.name.startsWith('ad-hoc:') ? { adHoc: true } : {}),
    owner: fact.owner ?? null,
    openedAt: event.at,
  };
  const next = { ...state, expectations: { ...state.expectations, [fact.name]: expectation } };
  return expectation.adHoc ? next : entry(next, fact.name, { kind: 'expected' });
};

const entered: Folder<'entered'> = (state, fact, event) => ({
  ...state,
  stage: fact.stage,
  visit: { no: state.visit.no + 1, enteredAt: event.at, entries: {} },
  expectations: Object.fromEntries(Object.entries(state.expectations).filter(([, e]) => e.adHoc)),
});

const childRequested: Folder<'child-requested'> = (state, fact) => {
  const { name, process, line, branch } = fact;
  const known = fact.case ?? '';
  const children = { ...state.children, [name]: { name, process, line, branch, case: known, status: 'requested' as const } };
  return { ...state, children, links: known === '' ? state.links : [...state.links, { to: known, as: 'child' }] };
};

const child: Folder<'child'> = (state, { name, status, outcome }) => {
  const known = state.children[name];
  if (known === undefined) return state;
  const { outcome: _earlier, ...rest } = known;
  const next = { ...rest, status, ...(outcome === undefined ? {} : { outcome }) };
  return { ...state, children: { ...state.children, [name]: next } };
};

const followed: Folder<'followed'> = (state, { name, case: id }) => {
  const [process = ''] = id.split('-');
  const child = { name, process, line: '', branch: '', case: id, status: 'requested' as const, followed: true as const };
  return { ...state, children: { ...state.children, [name]: child }, links: [...state.links, { to: id, as: 'child' }] };
};

const follower: Folder<'follower'> = (state, { case: id, name }) => ({
  ...state,
  followers: [...state.followers, { case: id, name }],
  links: [...state.links, { to: id, as: 'parent' }],
});

const told: Folder<'told'> = (state, fact, event) => {
  const found = fact.recipients === undefined ? {} : { recipients: fact.recipients };
  const notice: NoticeState = {
    seq: event.seq,
    template: fact.template,
    status: 'queued',
    toldAt: event.at,
    wants: fact.report ?? null,
    ...found,
  };
  const known = fact.report === undefined ? state.notices : { ...state.notices, [event.seq]: notice };
  const next = { ...state, notices: known };
  // Only a stage looks for what it told; of what is announced beside it a long visit would keep every name.
  return fact.name.startsWith('tell:') ? entry(next, fact.name, { kind: 'told', notice: event.seq }) : next;
};

const reported: Folder<'reported'> = (state, fact) => {
  const notice = state.notices[fact.notice];
  if (notice === undefined) return state;
  const at = fact.status === 'handed' ? { handedAt: fact.at } : fact.status === 'arrived' ? { arrivedAt: fact.at } : {};
  return { ...state, notices: { ...state.notices, [fact.notice]: { ...notice, ...at, status: fact.status } } };
};

const clock = (state: CaseState, fact: ClockFact, event: CaseEvent): CaseState => {
  const next = { ...state, clocks: foldClock(state.clocks, event, fact) };
  if (fact.kind !== 'clock-started' && fact.kind !== 'clock-paused' && fact.kind !== 'clock-resumed') return next;
  const why = fact.kind === 'clock-paused' ? { why: fact.why } : {};
  return entry(next, fact.name, { kind: 'clock', clock: fact.clock, ended: fact.kind === 'clock-resumed', ...why });
};

const promised: Folder<'promised'> = (state, fact) => {
  const { promise: id, owner, dueAt, topic } = fact;
  return { ...state, promises: { ...state.promises, [id]: { id, owner, dueAt, topic, state: 'open' } } };
};

const promiseEnded: Folder<'promise-ended'> = (state, fact) => {
  const promise = state.promises[fact.promise];
  if (promise === undefined) return state;
  return { ...state, promises: { ...state.promises, [fact.promise]: { ...promise, state: fact.kept ? 'kept' : 'broken' } } };
};

const closed: Folder<'closed'> = (state, fact) => ({
  ...state,
  status: 'closed',
  outcome: fact.outcome,
  expectations: {},
  hold: null,
  raised: null,
});

const reopened: Folder<'reopened'> = (state) => {
  const { outcome: _earlier, ...rest } = state;
  return { ...rest, status: 'open', reopened: state.reopened + 1 };
};

const folders: { readonly [K in FactKind]: Folder<K> } = {
  opened,
  reopened,
  entered,
  acted,
  taken,
  expected,
  dropped: (state, fact) => {
    const next = { ...state, expectations: without(state.expectations, fact.name) };
    return fact.name.startsWith('ad-hoc:') ? next : entry(next, fact.name, { kind: 'dropped' });
  },
  assigned,
  released,
  told,
  reported,
  'clock-started': clock,
  'clock-paused': clock,
  'clock-resumed': clock,
  'clock-reset': clock,
  'clock-extended': clock,
  'clock-changed': clock,
  'clock-met': clock,
  'clock-stopped': clock,
  rung: clock,
  'breach-withdrawn': clock,
  acknowledged: clock,
  escalated: (state, fact) => ({ ...state, escalation: Math.max(state.escalation, fact.level) }),
  noted: (state, fact) => ({ ...state, notes: { ...state.notes, [fact.key]: fact.value } }),
  flagged: (state, fact) => ({ ...state, flags: [...state.flags.filter((f) => f !== fact.flag), ...(fact.up ? [fact.flag] : [])] }),
  document: (state, fact) => ({ ...state, documents: [...state.documents, fact.document] }),
  party: (state, fact) => ({ ...state, parties: { ...state.parties, [fact.party.id]: fact.party } }),
  exposure: (state, { id, cover, claimant, limitFen }) => ({
    ...state,
    exposures: { ...state.exposures, [id]: { id, cover, claimant, limitFen, reserveFen: 0 } },
  }),
  reserve: (state, fact) => {
    const exposure = state.exposures[fact.exposure];
    if (exposure === undefined) return state;
    return { ...state, exposures: { ...state.exposures, [fact.exposure]: { ...exposure, reserveFen: fact.amountFen } } };
  },
  'payment-requested': (state, fact, event) => entry(withPayment(state, fact, event), fact.name, { kind: 'payment', key: fact.key }),
  payment: withPaymentStatus,
  promised,
  'promise-ended': promiseEnded,
  recalled: (state, fact) => {
    const notice = state.notices[fact.notice];
    if (notice?.status !== 'queued') return state;
    return { ...state, notices: { ...state.notices, [fact.notice]: { ...notice, status: 'recalled' } } };
  },
  barred,
  'child-requested': childRequested,
  child,
  followed,
  follower,
  sent: (state) => state,
  'event-joined': (state, fact) => ({ ...state, event: fact.event }),
  'event-declared': (state) => state,
  'event-ended': (state) => state,
  'bulk-started': (state, { kind: _kind, ...bulk }, event) => ({
    ...state,
    bulks: { ...state.bulks, [bulk.bulk]: { ...bulk, startedAt: event.at } },
  }),
  'bulk-ended': (state, { bulk, done, refused }, event) => {
    const started = state.bulks[bulk];
    if (started === undefined) return state;
    return { ...state, bulks: { ...state.bulks, [bulk]: { ...started, ended: { at: event.at, done, refused } } } };
  },
  held: (state, { owner, until, ground }) => ({ ...state, hold: { owner, until, ground } }),
  resumed: (state) => ({ ...state, hold: null }),
  linked: (state, { to, as }) => ({ ...state, links: [...state.links, { to, as }] }),
  merged: (state, { into }) => ({ ...state, links: [...state.links, { to: into, as: 'merged-into' }] }),
  absorbed: (state, { from }) => ({ ...state, links: [...state.links, { to: from, as: 'absorbed' }] }),
  watched: (state, fact) => ({
    ...state,
    watches: { ...state.watches, [fact.watch]: { rule: fact.rule, startsAt: fact.startsAt, date: fact.date ?? null } },
  }),
  raised: (state, fact) => ({ ...state, raised: fact.why }),
  closed,
};

function apply<K extends FactKind>(state: CaseState, fact: FactOf<K>, kind: K, event: CaseEvent): CaseState {
  return folders[kind](state, fact, event);
}

const recentKept = 5;

/** A word for the case card: what happened, without data. */
function headline(fact: Fact): string | null {
  switch (fact.kind) {
    case 'acted':
      return fact.act;
    case 'rung':
      return `${fact.rung.kind}:${fact.clock}`;
    case 'entered':
      return `stage:${fact.stage}`;
    case 'payment':
      return `payment:${fact.status}`;
    case 'closed':
      return `closed:${fact.outcome}`;
    case 'opened':
    case 'reopened':
    case 'raised':
    case 'escalated':
      return fact.kind;
    default:
      return null;
  }
}

/** Folds one event. Pure; an event of the record and a draft fact of a rendering go the same way. */
export function fold(state: CaseState, event: CaseEvent): CaseState {
  const next = apply(state, event.fact, event.fact.kind, event);
  const what = headline(event.fact);
  const recent =
    what === null ? next.recent : [...next.recent, { seq: event.seq, at: event.at, actor: event.actor, what }].slice(-recentKept);
  return { ...next, head: { seq: event.seq, hash: event.hash }, recent };
}

/** The state after a whole log (or its part up to an instant: 'as of'). */
export const foldAll = (state: CaseState, events: readonly CaseEvent[]): CaseState => events.reduce(fold, state);
