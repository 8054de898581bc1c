import { LuyueError } from '../domain/errors';

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; signatures are made over it. */
  readonly body?: string;
  readonly timeoutMs: number;
  /** Code of the error where nobody answers. */
  readonly unavailable: 'channel.unavailable' | 'bank.unavailable';
}

export interface HttpAnswer {
  readonly status: number;
  /** Undefined where the body is not JSON. */
  readonly json: unknown;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
};

/**
 * One HTTP exchange with a time limit in ms. Redirects are not followed: what is sent is meant for this address.
 * @throws LuyueError with the code `unavailable` where no answer came: the other side may or may not have acted.
 */
export async function callHttp({ method, url, headers = {}, body, timeoutMs, unavailable }: HttpCall): Promise<HttpAnswer> {
  const content = body === undefined ? {} : { body };
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...content });
    return { status: response.status, json: jsonOf(await response.text()) };
  } catch (error) {
    throw new LuyueError(unavailable, `${new URL(url).host}: ${reasonOf(error)}`, {}, { cause: error });
  }
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Refused because of what was sent, for good. Wrong credentials and rate limits are ours to mend: repeated. */
export const isFinalRefusal = (status: number): boolean => status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);
