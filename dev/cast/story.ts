import type { DenialReason } from '../../domain/processes/claim/vocabulary';

/** Something that happens by itself on a legal day after the opening. */
export interface Turn {
  readonly day: number;
  readonly act: string;
  readonly actor: 'claimant' | 'handler' | 'team-lead' | 'fraud' | 'surveyor';
  readonly payload?: object;
  readonly ground?: string;
}

/** How one example goes. What is not said goes as usual: everybody acts within a day. */
export interface Story {
  /** Legal days that somebody takes for an act; `Infinity`: never does it. */
  readonly days?: Readonly<Record<string, number>>;
  readonly result?: { readonly kind: 'granted' | 'partial' | 'denied'; readonly share?: number; readonly reason?: DenialReason };
  readonly turns?: readonly Turn[];
}

/** Legal days from the opening of a task to its act where the story says nothing. */
export const usualDays: Readonly<Record<string, number>> = {
  requestPayment: 1,
  submitDocuments: 1.5,
  contact: 0.3,
  survey: 0.8,
  recommend: 0.7,
  determine: 0.4,
  agree: 0.6,
  authorisePayee: 1,
  clearFraud: 2,
  correctPayee: 0.5,
  payAdvance: 0.4,
  payRescue: 0.3,
  completeTask: 0.8,
};

/** Stories by the reference of the example. */
export const stories: Readonly<Record<string, Story>> = {};
