import type { Language } from '../domain/words';

/** What a command has to say: one JSON document for programs, text for people. */
export interface Report {
  readonly json: unknown;
  readonly text: (language: Language) => string;
  /** Exit code; 0 where it is not given. */
  readonly exit?: number;
  /** It is an error: without `--json` it goes where errors go. */
  readonly failed?: boolean;
}
