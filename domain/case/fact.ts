import type { Pause, RungTime, Term } from '../clock/types';
import type { Instant } from '../instant';
import type { AuthorityNeed, Role } from '../org/roles';
import type { Words } from '../words';

/** Plain data that survives JSON: what payloads and facts are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Who is expected to act. */
export type Assignee =
  | { readonly kind: 'handler' }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'staff'; readonly staff: string }
  | { readonly kind: 'authority'; readonly need: AuthorityNeed }
  | { readonly kind: 'party'; readonly party: string }
  | { readonly kind: 'system'; readonly system: string };

/** Who is told. `role` is resolved around the case: its team's lead, its branch's manager. */
export type Recipient =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'staff'; readonly staff: string }
  | { readonly kind: 'party'; readonly party: string }
  | { readonly kind: 'regulator'; readonly body: string }
  /** Whoever is on duty at this place of a roster; nobody beyond its end. */
  | { readonly kind: 'roster'; readonly roster: string; readonly rank: number };

/** `drill` takes the place of every other channel in an exercise. */
export const channels = ['sms', 'email', 'webhook', 'log', 'drill'] as const;
export type Channel = (typeof channels)[number];
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

export interface Party {
  readonly id: string;
  /** Part the party plays: insured, claimant, beneficiary, third-party, agent, payee, complainant ... */
  readonly role: string;
  readonly locale: Locale;
  /** Channels in the order of preference. */
  readonly channels: readonly Channel[];
}

export interface DocumentRef {
  readonly id: string;
  readonly type: string;
  readonly sha256: string;
  readonly reference: string;
  readonly receivedAt: Instant;
}

/** Enrichment of a clock fact by commit: instants are computed outside the workflow from versioned data. */
export interface ClockSettled {
  readonly dueAt: Instant | null;
  readonly rolledDueAt: Instant | null;
  readonly provisionalAt: Instant | null;
  readonly missingYears: readonly number[];
  readonly next: RungTime | null;
  readonly ruleVersion: string;
  readonly calendarVersion: string;
  readonly basis: 'law' | 'policy';
}

/** State of a notice towards its recipient. SMTP acceptance is `handed`, never `arrived`. */
export const noticeStatuses = ['queued', 'handed', 'arrived', 'undeliverable', 'recalled'] as const;
export type NoticeStatus = (typeof noticeStatuses)[number];
export const paymentStatuses = ['requested', 'sent', 'confirmed', 'returned', 'unknown', 'rejected'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export interface ParentRef {
  readonly case: string;
  readonly name: string;
}

/** What a case asks another to be opened with. Public data only: no person is named in it. */
export interface ChildRequest {
  readonly process: string;
  readonly line: string;
  readonly branch: string;
  readonly content: JsonObject;
}

export const childStatuses = ['requested', 'opened', 'closed', 'refused'] as const;
export type ChildStatus = (typeof childStatuses)[number];

export interface DeclaredEvent {
  readonly event: string;
  /** Beginnings of codes of places (GB/T 2260); what happened in any of them belongs to it. */
  readonly places: readonly string[];
  readonly from: Instant;
  /** First instant after it; null while it lasts. */
  readonly to: Instant | null;
  /** Processes whose cases can belong to it. */
  readonly processes: readonly string[];
}

export interface BulkAct {
  readonly bulk: string;
  readonly act: string;
  readonly payload: JsonObject;
  /** `event`: open cases that a declared event covers and that belong to none. `bulk`: those that an earlier one reached. */
  readonly select: { readonly event: string } | { readonly bulk: string };
}

/** Salted SHA-256 of each personal value of the request by its path, put in by commit: the hash chain covers the values without holding them. */
export type Digests = Readonly<Record<string, string>>;

/**
 * What a transition adds to the log, one entry per event. `name` is the stable name of a step in the visit of a stage
 * (see workflows/kernel/render.ts). Facts hold ids and public data only; personal values live in their own columns.
 */
export type Fact =
  | {
      readonly kind: 'opened';
      readonly process: string;
      readonly contractVersion: number;
      readonly source: string;
      readonly reference: string;
      readonly digest: string;
      readonly receivedAt: Instant;
      readonly line: string;
      readonly branch: string;
      readonly team: string;
      readonly handler: string | null;
      readonly compressed?: string;
      readonly drill?: true;
      /** The case that asked for this one, and the name it knows it by. */
      readonly parent?: ParentRef;
      /** Staff who may not work on the case from its beginning. */
      readonly barred?: readonly string[];
      /** Where and when the event happened that the case is about. */
      readonly place?: string;
      readonly happenedAt?: Instant;
      readonly parties: readonly Party[];
      readonly payload: JsonObject;
      readonly digests?: Digests;
    }
  | { readonly kind: 'reopened'; readonly stage: string; readonly ground: string }
  | { readonly kind: 'entered'; readonly stage: string }
  | {
      readonly kind: 'acted';
      readonly act: string;
      readonly request: string;
      readonly payload: JsonObject;
      readonly ground?: string;
      readonly occurredAt?: Instant;
      /** What proves the instant. */
      readonly evidence?: string;
      /** Stable name of the expectation it answers. */
      readonly answers?: string;
      /** An arrival nobody expects yet: it waits. */
      readonly waiting?: true;
      /** The part of the case that the act is about (an exposure, an action, a measure). */
      readonly on?: string;
      readonly digests?: Digests;
    }
  | { readonly kind: 'taken'; readonly name: string; readonly arrival: number }
  | {
      readonly kind: 'expected';
      readonly name: string;
      readonly act: string;
      readonly from: Assignee;
      readonly not: readonly string[];
      readonly on?: string;
      readonly title?: string;
      /** Resolved by commit: the person or the queue that now owns the task; null where nobody can. */
      readonly owner?: string | null;
    }
  | { readonly kind: 'dropped'; readonly name: string; readonly why: string }
  | {
      readonly kind: 'assigned';
      readonly task: string | null;
      readonly to: string;
      readonly by?: string;
      readonly delegated?: true;
      /** Taken from its queue by whoever has it now. */
      readonly claimed?: true;
    }
  | { readonly kind: 'released'; readonly task: string; readonly by: string }
  | {
      readonly kind: 'told';
      readonly name: string;
      readonly template: string;
      readonly to: readonly Recipient[];
      readonly data: JsonObject;
      readonly report?: 'handed' | 'arrived';
      /** Instead of the recipient's own channel. */
      readonly channel?: Channel;
      /** Quiet hours: not sent before this instant of workflow time. */
      readonly notBefore?: Instant;
      /** Resolved by commit: `party:ID`, `staff:ID` or `regulator:BODY`; empty where nobody could be found: what wants a report is then reported undeliverable. */
      readonly recipients?: readonly string[];
    }
  /** A notice that is no longer wanted: not sent unless it has left already. */
  | { readonly kind: 'recalled'; readonly notice: number }
  | { readonly kind: 'reported'; readonly notice: number; readonly status: NoticeStatus; readonly at: Instant; readonly evidence?: string }
  | ({
      readonly kind: 'clock-started';
      readonly clock: string;
      readonly rule: string;
      /** Resolved by commit: what people call the rule. */
      readonly title?: Words;
      readonly on?: string;
      readonly startsAt: Instant;
      readonly agreedTerm?: Term;
      /** The value of the rule that is its limit, where that is not `limit`. */
      readonly value?: string;
      readonly name?: string;
    } & Partial<ClockSettled>)
  | ({
      readonly kind: 'clock-paused';
      readonly clock: string;
      readonly from: Instant;
      readonly why: string;
      readonly name?: string;
    } & Partial<ClockSettled>)
  | ({
      readonly kind: 'clock-resumed';
      readonly clock: string;
      readonly to: Instant;
      /** The reason that has ended; others may still stop the clock. Absent: all of them. */
      readonly why?: string;
      readonly name?: string;
    } & Partial<ClockSettled>)
  | ({
      readonly kind: 'clock-reset';
      readonly clock: string;
      readonly startsAt: Instant;
      readonly why: string;
      /** The rule whose full limit runs again, where an extension had put another in its place. */
      readonly rule?: string;
      readonly title?: Words;
    } & Partial<ClockSettled>)
  | ({
      readonly kind: 'clock-extended';
      readonly clock: string;
      /** The new total from the same start: a term, or the limit of another rule. Pauses stay. */
      readonly to?: Term;
      readonly under?: string;
      readonly title?: Words;
      readonly ground: string;
    } & Partial<ClockSettled>)
  | ({
      readonly kind: 'clock-changed';
      readonly clock: string;
      readonly rule?: string;
      readonly startsAt?: Instant;
      readonly carried?: { readonly at: Instant; readonly usedShare: number };
    } & Partial<ClockSettled>)
  | { readonly kind: 'clock-met'; readonly clock: string; readonly metAt: Instant; readonly inTime?: boolean }
  | { readonly kind: 'clock-stopped'; readonly clock: string; readonly why: string }
  | ({ readonly kind: 'rung'; readonly clock: string; readonly rung: RungTime } & Partial<ClockSettled>)
  | { readonly kind: 'breach-withdrawn'; readonly clock: string; readonly ground: string }
  | ({ readonly kind: 'acknowledged'; readonly clock: string } & Partial<ClockSettled>)
  | { readonly kind: 'escalated'; readonly level: number; readonly why: string }
  | { readonly kind: 'noted'; readonly key: string; readonly value: Json }
  | { readonly kind: 'flagged'; readonly flag: string; readonly up: boolean }
  | { readonly kind: 'document'; readonly document: DocumentRef }
  | { readonly kind: 'party'; readonly party: Party }
  | { readonly kind: 'exposure'; readonly id: string; readonly cover: string; readonly claimant: string; readonly limitFen: number | null }
  | { readonly kind: 'reserve'; readonly exposure: string; readonly amountFen: number; readonly why: string }
  | {
      readonly kind: 'payment-requested';
      readonly name: string;
      readonly key: string;
      readonly exposure: string;
      readonly payee: string;
      readonly amountFen: number;
      readonly purpose: string;
      readonly repeats?: string;
    }
  | { readonly kind: 'payment'; readonly key: string; readonly status: PaymentStatus; readonly at: Instant; readonly why?: string }
  | {
      readonly kind: 'promised';
      readonly promise: string;
      readonly owner: string;
      readonly dueAt: Instant;
      readonly to: string;
      readonly topic: string;
    }
  | { readonly kind: 'promise-ended'; readonly promise: string; readonly kept: boolean }
  | { readonly kind: 'held'; readonly owner: string; readonly until: Instant; readonly ground: string }
  | { readonly kind: 'resumed' }
  /** Staff who may no longer work on the case. */
  | {
      readonly kind: 'barred';
      readonly staff: string;
      readonly why: string;
      /** Resolved by commit: the new handler where it was theirs, and new owners of their other tasks. */
      readonly handler?: string | null;
      readonly owners?: Readonly<Record<string, string | null>>;
    }
  /** Asks for a case of its own; it is opened by way of the outbox and reports back. */
  | ({ readonly kind: 'child-requested'; readonly name: string; readonly case?: string } & ChildRequest)
  | { readonly kind: 'child'; readonly name: string; readonly status: ChildStatus; readonly outcome?: string }
  /** Wants to hear of a case that exists already, as of one it asked for. */
  | { readonly kind: 'followed'; readonly name: string; readonly case: string }
  /** Another case wants to hear of this one, by the name it knows it by. */
  | { readonly kind: 'follower'; readonly case: string; readonly name: string }
  /** An act of this case on another, by way of the outbox. */
  | { readonly kind: 'sent'; readonly to: string; readonly act: string; readonly payload: JsonObject }
  /** The case belongs to an event that has a code (a disaster, an incident); null: not any more. */
  | { readonly kind: 'event-joined'; readonly event: string | null }
  /** An event with its place and time: open cases can be joined to it, new ones belong to it at intake. */
  | ({ readonly kind: 'event-declared' } & DeclaredEvent)
  | { readonly kind: 'event-ended'; readonly event: string }
  /** One act on many cases: every open case that the selection finds gets it by way of the outbox. */
  | ({ readonly kind: 'bulk-started' } & BulkAct)
  | { readonly kind: 'bulk-ended'; readonly bulk: string; readonly done: number; readonly refused: number }
  | { readonly kind: 'linked'; readonly to: string; readonly as: string }
  | { readonly kind: 'merged'; readonly into: string }
  | { readonly kind: 'absorbed'; readonly from: string; readonly starts: Readonly<Record<string, Instant>> }
  /** `date`: its own end; null where it cannot be known yet; absent where commit takes it from the rule. */
  | { readonly kind: 'watched'; readonly watch: string; readonly rule: string; readonly startsAt: Instant; readonly date?: Instant | null }
  | { readonly kind: 'raised'; readonly why: string }
  | { readonly kind: 'closed'; readonly outcome: string; readonly ground?: string };

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** One row of the log. `at` is workflow time (acceptedAt), `recordedAt` database time. */
export interface CaseEvent {
  readonly seq: number;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly cause: string;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly hash: string;
  readonly fact: Fact;
}

/** A pause of a clock as the fold keeps it. */
export type ClockPause = Pause;
