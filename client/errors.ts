import { type ErrorKind, errorCatalogue, LuyueError } from '../domain/errors';

/** The input does not fit its schema; `issues` in the data name each wrong path. Correct it: repeating does not help. */
export class InvalidInput extends LuyueError {}

/** There is nothing of this name, or nothing that the caller may know of. */
export class NotFound extends LuyueError {}

/** A rule refuses it: where the case stands, the person, the authority, another act that was first. */
export class Refused extends LuyueError {
  /** What is possible now; empty where the refusal does not say. */
  get possible(): readonly string[] {
    const { possible } = this.data;
    return Array.isArray(possible) ? possible.filter((act): act is string => typeof act === 'string') : [];
  }
}

/** A service is away and nothing is lost: the same request, with the same request id, may be repeated. */
export class Unavailable extends LuyueError {}

/** A defect in luyue; the reference in the data finds it in the log. */
export class Defect extends LuyueError {}

const classes = {
  input: InvalidInput,
  'not-found': NotFound,
  refused: Refused,
  unavailable: Unavailable,
  defect: Defect,
} as const satisfies Record<ErrorKind, typeof LuyueError>;

/** An error of the catalogue as the class of its kind. */
export function typedError({ code, message, data, cause }: LuyueError): LuyueError {
  const Class = classes[errorCatalogue[code].kind];
  return new Class(code, message, data, { cause });
}

/** What the work answers; its errors of the catalogue as the classes of their kinds. */
export async function typedErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LuyueError ? typedError(error) : error;
  }
}
