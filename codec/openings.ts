import { LuyueError } from '../domain/errors';

const hourMs = 3_600_000;

/**
 * Ids of cases about to be opened for which a caller has encoded: each makes a key for ever, so there are so many at most within an hour that have
 * not become cases.
 */
export class Openings {
  private readonly waiting = new Map<string, Map<string, number>>();

  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  /** Counts an id. @throws LuyueError request.too-many */
  take(caller: string, id: string): void {
    const ids = this.waiting.get(caller) ?? new Map<string, number>();
    this.waiting.set(caller, ids);
    for (const [old, at] of ids) if (at <= this.now() - hourMs) ids.delete(old);
    const [oldest] = ids.values();
    if (!ids.has(id) && ids.size >= this.limit && oldest !== undefined)
      throw new LuyueError('request.too-many', `More than ${this.limit} cases are about to be opened by ${caller}.`, {
        retryAfter: Math.ceil((oldest + hourMs - this.now()) / 1_000),
      });
    if (!ids.has(id)) ids.set(id, this.now());
  }

  /** It has become a case: it counts no longer. */
  opened(caller: string, id: string): void {
    this.waiting.get(caller)?.delete(id);
  }
}
