import type { ClockRun, RungTime } from '../clock/types';
import type { Instant } from '../instant';
import type { Words } from '../words';
import type {
  Assignee,
  BulkAct,
  ChildRequest,
  ChildStatus,
  DocumentRef,
  Json,
  JsonObject,
  NoticeStatus,
  ParentRef,
  Party,
  PaymentStatus,
} from './fact';

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** An open expectation of one act. Its stable name identifies it within the visit and as a task in the record. */
export interface Expectation {
  readonly name: string;
  /** Sequence number of the event that opened it: the task's number. */
  readonly seq: number;
  readonly act: string;
  readonly from: Assignee;
  /** Staff whose real person may not answer. */
  readonly not: readonly string[];
  readonly on?: string;
  readonly title?: string;
  readonly owner: string | null;
  /** Whoever stands in for the owner of this one task by delegation. */
  readonly delegate?: string;
  /** The queue it was claimed from: only its owner does it now, and releasing puts it back. */
  readonly claimed?: string;
  readonly openedAt: Instant;
  /** An ad-hoc task does not belong to the visit of a stage and survives it. */
  readonly adHoc?: true;
}

/** What an answered expectation gives to the stage. Only public data. */
export interface Answer<P = JsonObject> {
  readonly seq: number;
  readonly act: string;
  readonly by: string;
  readonly onBehalfOf?: string;
  /** Legal instant: `occurredAt` for arrivals that carry one, acceptance otherwise. */
  readonly at: Instant;
  readonly ground?: string;
  /** The part of the case it is about. */
  readonly on?: string;
  readonly payload: P;
}

export type VisitEntry =
  | { readonly kind: 'expected' }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'told'; readonly notice: number }
  | { readonly kind: 'clock'; readonly clock: string; readonly ended: boolean; readonly why?: string }
  | { readonly kind: 'payment'; readonly key: string };

/** One stay at a stage. Stable names look themselves up here. */
export interface Visit {
  readonly no: number;
  readonly enteredAt: Instant;
  readonly entries: Readonly<Record<string, VisitEntry>>;
}

export const clockConditions = ['running', 'paused', 'met', 'stopped'] as const;
export type ClockCondition = (typeof clockConditions)[number];

export interface ClockState extends ClockRun {
  readonly id: string;
  readonly rule: string;
  readonly title?: Words;
  readonly on?: string;
  /** The value of the rule that is its limit, where that is not `limit`. */
  readonly value?: string;
  readonly startedSeq: number;
  readonly state: ClockCondition;
  readonly basis: 'law' | 'policy';
  readonly ruleVersion: string;
  readonly calendarVersion: string;
  readonly dueAt: Instant | null;
  readonly rolledDueAt: Instant | null;
  readonly provisionalAt: Instant | null;
  readonly missingYears: readonly number[];
  readonly next: RungTime | null;
  /** How often it was extended; absent: never. */
  readonly extensions?: number;
  /** Names of the rungs that have fired, since the last extension. */
  readonly fired: readonly string[];
  readonly breachedAt?: Instant;
  readonly metAt?: Instant;
  readonly acknowledgedBy?: string;
}

export interface Exposure {
  readonly id: string;
  readonly cover: string;
  readonly claimant: string;
  readonly limitFen: number | null;
  readonly reserveFen: number;
}

export interface Payment {
  readonly key: string;
  readonly exposure: string;
  readonly payee: string;
  readonly amountFen: number;
  readonly purpose: string;
  readonly status: PaymentStatus;
  readonly at: Instant;
  readonly why?: string;
}

export interface NoticeState {
  readonly seq: number;
  readonly template: string;
  readonly status: NoticeStatus;
  /** Workflow time at which it was told; absent in states carried over from before it was kept. */
  readonly toldAt?: Instant;
  readonly handedAt?: Instant;
  readonly arrivedAt?: Instant;
  readonly wants: 'handed' | 'arrived' | null;
  /** Who was found for it, as commit resolved them. */
  readonly recipients?: readonly string[];
}

/** A case that this one asked for. `case` is empty until commit has named it. */
export interface ChildState extends Omit<ChildRequest, 'content'> {
  readonly name: string;
  /** It existed before: line and branch are its own. */
  readonly followed?: true;
  readonly case: string;
  readonly status: ChildStatus;
  readonly outcome?: string;
}

/** One act on many cases; `ended` when every one of them has answered. */
export interface BulkState extends BulkAct {
  readonly startedAt: Instant;
  readonly ended?: { readonly at: Instant; readonly done: number; readonly refused: number };
}

export const promiseConditions = ['open', 'kept', 'broken'] as const;
export type PromiseCondition = (typeof promiseConditions)[number];

export interface PromiseState {
  readonly id: string;
  readonly owner: string;
  readonly dueAt: Instant;
  readonly topic: string;
  readonly state: PromiseCondition;
}

export interface Hold {
  readonly owner: string;
  readonly until: Instant;
  readonly ground: string;
}

/** State of a case: a pure fold of its log. Everything here survives JSON and holds no personal data. */
export interface CaseState {
  readonly id: string;
  readonly head: Head;
  readonly process: string;
  readonly contractVersion: number;
  readonly source: string;
  readonly reference: string;
  readonly receivedAt: Instant;
  /** Acceptance of the opening: workflow time, anchor of a compressed case. */
  readonly openedAt: Instant;
  readonly compressed?: string;
  readonly drill?: true;
  readonly parent?: ParentRef;
  readonly place?: string;
  readonly happenedAt?: Instant;
  readonly status: 'new' | 'open' | 'closed';
  readonly stage: string;
  readonly visit: Visit;
  readonly outcome?: string;
  readonly reopened: number;
  readonly line: string;
  readonly branch: string;
  readonly team: string;
  readonly handler: string | null;
  readonly parties: Readonly<Record<string, Party>>;
  /** Public part of the opening request. */
  readonly opening: JsonObject;
  readonly expectations: Readonly<Record<string, Expectation>>;
  /** Answers in order, of all visits; comments and other general acts are in the log only. */
  readonly answers: readonly Answer[];
  /** Arrivals that nobody has expected yet. */
  readonly arrivals: readonly (Answer & { readonly on?: string })[];
  readonly clocks: Readonly<Record<string, ClockState>>;
  readonly documents: readonly DocumentRef[];
  readonly exposures: Readonly<Record<string, Exposure>>;
  readonly payments: Readonly<Record<string, Payment>>;
  readonly notices: Readonly<Record<string, NoticeState>>;
  readonly promises: Readonly<Record<string, PromiseState>>;
  readonly hold: Hold | null;
  readonly flags: readonly string[];
  readonly links: readonly { readonly to: string; readonly as: string }[];
  /** Watch dates by name (limitation, recovery, retention): what outlives the case. */
  readonly watches: Readonly<Record<string, { readonly rule: string; readonly startsAt: Instant; readonly date: Instant | null }>>;
  /** Staff who may not work on the case: an interest, or they handled what it is about. */
  readonly barred: readonly string[];
  /** Cases it asked for, by their names. */
  readonly children: Readonly<Record<string, ChildState>>;
  /** Cases that hear of this one beside the one that asked for it. */
  readonly followers: readonly ParentRef[];
  /** Code of the event it belongs to. */
  readonly event: string | null;
  readonly bulks: Readonly<Record<string, BulkState>>;
  /** Facts of the process by key. */
  readonly notes: Readonly<Record<string, Json>>;
  readonly escalation: number;
  /** Set while nobody can be found for what the case waits on. */
  readonly raised: string | null;
  /** Last events in one line each, newest last, for the case card. */
  readonly recent: readonly { readonly seq: number; readonly at: Instant; readonly actor: string; readonly what: string }[];
}

/** The state before the first event: what a new or reopened run starts from. */
export function emptyCase(id: string): CaseState {
  return {
    id,
    head: { seq: 0, hash: '' },
    process: '',
    contractVersion: 0,
    source: '',
    reference: '',
    receivedAt: 0,
    openedAt: 0,
    status: 'new',
    stage: '',
    visit: { no: 0, enteredAt: 0, entries: {} },
    reopened: 0,
    line: '',
    branch: '',
    team: '',
    handler: null,
    parties: {},
    opening: {},
    expectations: {},
    answers: [],
    arrivals: [],
    clocks: {},
    documents: [],
    exposures: {},
    payments: {},
    notices: {},
    promises: {},
    hold: null,
    flags: [],
    links: [],
    watches: {},
    barred: [],
    children: {},
    followers: [],
    event: null,
    bulks: {},
    notes: {},
    escalation: 0,
    raised: null,
    recent: [],
  };
}
