/** What the caller can do about an error: the process exit code of the CLI says the same. */
export type ErrorKind = 'defect' | 'input' | 'refused' | 'not-found' | 'unavailable';

interface ErrorEntry {
  kind: ErrorKind;
  meaning: string;
  /** Where the status of the kind does not say enough over HTTP. */
  httpStatus?: number;
}

/** Every error luyue answers with, by code. `meaning` is for people who read logs and documentation. */
export const errorCatalogue = {
  'defect.unexpected': { kind: 'defect', meaning: 'A defect in luyue. The reference finds it in the log.' },
  'defect.stage': { kind: 'defect', meaning: 'A stage function broke a rule of the kernel (named in the detail).' },
  'stage.failed': {
    kind: 'unavailable',
    meaning:
      'The code of a process fails on this case. Nothing is written; the case goes on by itself under a build in which it is mended.',
  },
  'process.elsewhere': {
    kind: 'unavailable',
    meaning: 'A worker of this build does not know the process. Nothing is written; a worker that knows it goes on.',
  },
  'record.behind': {
    kind: 'defect',
    meaning: 'The record knows less than the case, or contradicts it. The case is parked until an operator retries.',
  },
  'record.tampered': {
    kind: 'defect',
    meaning: 'A value of the record is not what was written there. Table and row are named; nothing is sent or paid by it.',
  },
  'input.invalid': { kind: 'input', meaning: 'The input does not fit its schema. Path and reason are named.' },
  'policy.invalid': { kind: 'input', meaning: 'The company policy file has a wrong value. Path and reason are named.' },
  'calendar.invalid': { kind: 'input', meaning: 'The holiday file has a wrong value. Path and reason are named.' },
  'process.unknown': { kind: 'input', httpStatus: 404, meaning: 'There is no process of this name.' },
  'act.unknown': { kind: 'input', httpStatus: 404, meaning: 'The process has no act of this name.' },
  'rule.unknown': { kind: 'not-found', meaning: 'The rulebook has no rule of this id.' },
  'case.not-found': { kind: 'not-found', meaning: 'There is no case of this id.' },
  'staff.not-found': { kind: 'not-found', meaning: 'There is no member of staff of this id.' },
  'clock.not-found': { kind: 'not-found', meaning: 'The case has no clock of this name.' },
  'event.not-found': { kind: 'not-found', meaning: 'No event of this code was declared.' },
  'watch.not-found': { kind: 'not-found', meaning: 'The case has no watch date of this name.' },
  'bulk.not-found': { kind: 'not-found', meaning: 'The case has done no bulk act of this name.' },
  'receiver.not-found': { kind: 'not-found', meaning: 'No receiver of webhooks has this name.' },
  'open.conflict': { kind: 'refused', meaning: 'The same source and reference was opened before with other content.' },
  'act.not-now': { kind: 'refused', meaning: 'The act is not possible where the case stands. What is possible is named.' },
  'act.refused': { kind: 'refused', meaning: 'A rule of the process refuses the act. The rule is named.' },
  'case.moved': { kind: 'refused', meaning: 'Another act came first and moved the case. What is possible now is named.' },
  'case.closed': { kind: 'refused', meaning: 'The case is closed. It can be reopened.' },
  'case.held': { kind: 'refused', meaning: 'The case is on hold: decisions wait until it is resumed.' },
  'case.busy': { kind: 'unavailable', meaning: 'The case is changing over to a new run. Repeat with the same request id.' },
  'case.trouble': { kind: 'refused', meaning: 'The case is parked because its record and the engine disagree.' },
  'actor.unknown': { kind: 'refused', httpStatus: 403, meaning: 'The acting person is not on the staff list or not active.' },
  'actor.role': { kind: 'refused', httpStatus: 403, meaning: 'The acting person does not have the role that the act needs.' },
  'actor.place': {
    kind: 'refused',
    httpStatus: 403,
    meaning: 'The person works in another team or branch than the case, and is not lent to it.',
  },
  'actor.four-eyes': {
    kind: 'refused',
    httpStatus: 403,
    meaning: 'The same real person may not do both acts, neither in person nor through a substitute.',
  },
  'actor.authority': { kind: 'refused', httpStatus: 403, meaning: 'The amount is above the authority of the acting person.' },
  'actor.barred': {
    kind: 'refused',
    httpStatus: 403,
    meaning: 'The person may not work on this case: they have an interest in it, or handled what it is about.',
  },
  'actor.delegation': {
    kind: 'refused',
    httpStatus: 403,
    meaning: 'There is no delegation in force from the principal to the acting person.',
  },
  'task.claimed': { kind: 'refused', meaning: 'Somebody else has claimed the task. They release it, or a manager reassigns it.' },
  'actor.unproven': {
    kind: 'refused',
    httpStatus: 403,
    meaning: 'The act carries no valid assertion of a door that knows the acting person.',
  },
  'accepted.untrue': {
    kind: 'refused',
    meaning: 'The instant at which a case says it has accepted this cannot be true by the time of the records. Both are named.',
  },
  'rung.early': { kind: 'refused', meaning: 'A rung of a clock was fired before its instant by the time of the records.' },
  'ground.missing': { kind: 'refused', meaning: 'The act needs a ground code from the list of the process.' },
  'occurred.evidence': {
    kind: 'refused',
    meaning:
      'A past instant that helps the insurer needs a document of the case as evidence; beyond the policy limit, or from somebody with a part in the case, a second person.',
  },
  'request.reused': {
    kind: 'refused',
    meaning: 'The request id was used before on this case: for another act, by somebody else, or with other content.',
  },
  'calendar.year-missing': { kind: 'refused', meaning: 'There is no holiday data for a year the computation needs.' },
  'engine.unavailable': { kind: 'unavailable', meaning: 'Temporal does not answer. Nothing is lost; repeat the command.' },
  'engine.attributes': {
    kind: 'input',
    meaning:
      'The namespace lacks search attributes of luyue or has them with other types. Names, types and the commands that help are named.',
  },
  'records.unavailable': { kind: 'unavailable', meaning: 'PostgreSQL does not answer. Nothing is lost; repeat the command.' },
  'keys.unavailable': {
    kind: 'unavailable',
    meaning: 'A master key or the key service is not at hand. Nothing is lost; repeat when it is.',
  },
  'keys.in-use': { kind: 'refused', meaning: 'An open case, a queued notice or an open payment still needs the key. It is not destroyed.' },
  'codec.refused': {
    kind: 'refused',
    meaning: 'The codec server does not decode for this caller, or not this request. The reason is named.',
  },
  'bank.unavailable': {
    kind: 'unavailable',
    meaning: 'The bank does not answer. The payment stays requested or unknown and is asked again.',
  },
  'channel.unavailable': { kind: 'unavailable', meaning: 'The notice channel does not answer. The notice stays in the outbox.' },
  'channel.undeliverable': {
    kind: 'refused',
    meaning: 'The recipient cannot be reached on this channel; repeating does not help. Somebody has to reach them another way.',
  },
  'notice.unrenderable': {
    kind: 'defect',
    meaning: 'A notice has no template, or its template asks for a value that was not passed. The name is in the detail.',
  },
  'config.invalid': { kind: 'input', meaning: 'The configuration has a wrong or missing variable. Name and reason are in the detail.' },
  'callback.refused': { kind: 'refused', meaning: 'A delivery report or bank callback has no valid token or signature.' },
  'token.missing': { kind: 'refused', httpStatus: 401, meaning: 'The request has no bearer token.' },
  'token.invalid': {
    kind: 'refused',
    httpStatus: 401,
    meaning: 'The token is not valid: signature, issuer, audience, time or subject. The reason is named.',
  },
  'access.denied': { kind: 'refused', httpStatus: 403, meaning: 'The token or the staff tables do not give the right that this needs.' },
  'identity.unavailable': {
    kind: 'unavailable',
    meaning: 'The keys of the identity provider cannot be read. Nothing is lost; repeat the request.',
  },
  'request.too-large': { kind: 'input', httpStatus: 413, meaning: 'The body of the request is larger than is read.' },
  'request.too-many': {
    kind: 'unavailable',
    httpStatus: 429,
    meaning: 'The limit of requests is reached. Repeat after the time that is named.',
  },
  'request.too-slow': { kind: 'unavailable', meaning: 'The request was not answered in time. Repeat it with the same request id.' },
  'request.unfinished': { kind: 'input', httpStatus: 408, meaning: 'The request did not arrive whole in time. Send it again, whole.' },
  'media.unsupported': { kind: 'input', httpStatus: 415, meaning: 'The body has to be JSON.' },
  'route.unknown': { kind: 'not-found', meaning: 'The HTTP API has no such address.' },
  'method.unknown': { kind: 'input', httpStatus: 405, meaning: 'The address does not take this method. Those it takes are named.' },
  'stack.port-taken': { kind: 'unavailable', meaning: 'A port that was asked for is in use.' },
  'stack.no-engine': {
    kind: 'unavailable',
    meaning: 'No Temporal development server was found or could be built. The ways out are named.',
  },
  'stack.failed': { kind: 'unavailable', meaning: 'A part of the embedded stack did not start or stop. Its log file is named.' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

const exitCodes: Record<ErrorKind, number> = { defect: 1, input: 2, refused: 3, 'not-found': 4, unavailable: 5 };
const httpStatuses: Record<ErrorKind, number> = { defect: 500, input: 400, refused: 409, 'not-found': 404, unavailable: 503 };

/** The one error class. `detail` says what and where in words; `data` holds the same for programs (no personal data). */
export class LuyueError extends Error {
  override readonly name = 'LuyueError';

  constructor(
    readonly code: ErrorCode,
    detail: string,
    readonly data: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(detail, options);
  }
}

/** Exit code of the CLI: 1 defect, 2 bad input, 3 refused, 4 not found, 5 unavailable. */
export const exitCodeOf = (code: ErrorCode): number => exitCodes[errorCatalogue[code].kind];

/** HTTP status of the same error. */
export function httpStatusOf(code: ErrorCode): number {
  const entry: ErrorEntry = errorCatalogue[code];
  return entry.httpStatus ?? httpStatuses[entry.kind];
}

/** Whether repeating the same request later can help. */
export const isRetryable = (code: ErrorCode): boolean => errorCatalogue[code].kind === 'unavailable';

/** Whether a text (for example the type of a failure that crossed the engine) is a code of the catalogue. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errorCatalogue, text);
