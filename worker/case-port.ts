import type { ActRequest } from '../domain/case/act';
import type { JsonObject } from '../domain/case/fact';

/**
 * What became of an act sent to a case. `refused`: a rule of the case refuses it. `closed`: the case has ended.
 * `unavailable`: engine or record do not answer, or the case is changing over: repeat with the same request id.
 */
export type Reception = 'done' | 'refused' | 'closed' | 'unavailable';

export interface Receipt {
  readonly reception: Reception;
  /** Code and sentence of a refusal; no personal data. */
  readonly why?: string;
}

export interface ReopenWish {
  /** Who reopens, such as `system:bank`. */
  readonly as: string;
  readonly stage: string;
  readonly ground: string;
  readonly request: string;
}

/** The way from the relays to the cases. Repeating with the same request id is harmless. */
export interface CasePort {
  readonly act: (caseId: string, request: ActRequest) => Promise<Receipt>;
  /** Opens a case that another asked for; its content is read against the schema here. */
  readonly open: (request: JsonObject) => Promise<Receipt>;
  /** Enters a closed case again. */
  readonly reopen: (caseId: string, wish: ReopenWish) => Promise<Reception>;
}
