import type { Period, RestDays } from '../calendar/types';
import type { Ladder, QuietHours } from '../clock/ladder';
import type { Quantity } from './types';

/** What can prove that a notice reached its recipient. Acceptance by a mail server proves nothing. */
export const arrivalProofs = [
  'signature',
  'postal-receipt',
  'delivery-report',
  'read-receipt',
  'reply',
  'recorded-call',
  'portal-login',
] as const;

export type ArrivalProof = (typeof arrivalProofs)[number];

export const channels = ['counter', 'post', 'phone', 'sms', 'email', 'webhook', 'portal', 'log', 'drill'] as const;

export type Channel = (typeof channels)[number];

/** One number of the company, with its reason. */
export interface PolicyValue {
  readonly quantity: Quantity;
  readonly why: string;
}

/** What the company decides, read from policy.json. Everything here is policy and never shown as law. */
export interface Policy {
  /** Raised by the insurer at each change; part of the version of every rule with a company number. */
  readonly version: string;
  /** By rule id and value name. */
  readonly values: Readonly<Record<string, Readonly<Record<string, PolicyValue>>>>;
  readonly calendar: { readonly periods: readonly Period[]; readonly restDays: RestDays };
  readonly quietHours: QuietHours;
  /** By name; `default` serves every rule that `ladderOf` does not name. */
  readonly ladders: Readonly<Record<string, Omit<Ladder, 'quiet'>>>;
  /** The ladder of a rule, by rule id. */
  readonly ladderOf: Readonly<Record<string, string>>;
  readonly arrival: Readonly<Record<Channel, { readonly proves: readonly ArrivalProof[]; readonly why: string }>>;
}
