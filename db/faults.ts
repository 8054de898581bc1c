import { LuyueError } from '../domain/errors';

interface Fault {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly constraint: string | undefined;
}

const textOf = (error: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The driver's own error: drizzle wraps it together with the values of the query. */
function innermost(error: unknown): object | null {
  if (!isObject(error)) return null;
  return innermost(Reflect.get(error, 'cause')) ?? error;
}

function faultOf(error: unknown): Fault | null {
  const inner = innermost(error);
  if (inner === null) return null;
  return {
    code: textOf(inner, 'code') ?? '',
    name: textOf(inner, 'name') ?? '',
    message: textOf(inner, 'message') ?? '',
    constraint: textOf(inner, 'constraint'),
  };
}

// Connection lost or refused, server stopping, full or read-only (a standby after a failover), its disk failing, deadlock, serialisation,
// timeouts: the same again later can succeed.
const passing = /^(08|53|57P|40|57014|58030|55P03|25P03|25006|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/;
const passingText = /terminated|timeout|Connection ended|closed the connection|not queryable/i;

const isPassing = ({ code, message }: Fault): boolean => passing.test(code) || (code === '' && passingText.test(message));

/** A value that the database cannot hold (SQLSTATE class 22) or a rule of the schema that was broken (class 23). */
export type Violation = { readonly kind: 'value' } | { readonly kind: 'rule'; readonly constraint: string };

/** What of the data the database refused; null for any other failure. */
export function violationOf(error: unknown): Violation | null {
  const fault = faultOf(error);
  if (fault?.code.startsWith('22')) return { kind: 'value' };
  return fault?.code.startsWith('23') ? { kind: 'rule', constraint: fault.constraint ?? fault.code } : null;
}

/**
 * A failure of the database as an error of the catalogue: `records.unavailable` where repeating can help,
 * `defect.unexpected` otherwise. Neither cause nor message of the driver is kept: both quote the values of the query,
 * which may be personal.
 */
export function recordsFault(error: unknown): LuyueError {
  if (error instanceof LuyueError) return error;
  const fault = faultOf(error);
  const code = fault?.code ?? '';
  if (fault !== null && isPassing(fault))
    return new LuyueError('records.unavailable', `PostgreSQL does not answer (${code || 'connection lost'}).`);
  const where = fault?.constraint === undefined ? '' : ` at ${fault.constraint}`;
  return new LuyueError('defect.unexpected', `The records refused a statement (${code || (fault?.name ?? 'no error')}${where}).`);
}

/** Runs a query and throws its failure as an error of the catalogue. */
export async function answered<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw recordsFault(error);
  }
}
