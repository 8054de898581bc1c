import { z } from 'zod';
import { parseInput } from './input';
import { type Answer, type Request, readJson } from './json-server';

/** One thing that a sink or the bank was told to do wrong. */
export interface Switch<Kind extends string> {
  /** A recipient or payment key; `*` is everybody. */
  readonly target: string;
  readonly kind: Kind;
  /** How many times more; absent is for ever. */
  readonly times?: number | undefined;
  /** For what comes later: how much later. */
  readonly afterMs?: number | undefined;
}

/** What a sink or the bank is to do wrong, and to whom; settable from code and by HTTP (GET, PUT, DELETE). */
export class Switches<Kind extends string> {
  private switches: readonly Switch<Kind>[] = [];

  constructor(readonly kinds: readonly Kind[]) {}

  set(wanted: Switch<Kind>): void {
    this.clear(wanted.target, wanted.kind);
    this.switches = [...this.switches, wanted];
  }

  /** Without a target all are cleared; without a kind all of the target. */
  clear(target?: string, kind?: Kind): void {
    this.switches = this.switches.filter(
      (item) => (target !== undefined && item.target !== target) || (kind !== undefined && item.kind !== kind),
    );
  }

  list(): readonly Switch<Kind>[] {
    return this.switches;
  }

  /** The first switch for this target among these kinds; it is used up by one time. */
  take(targets: readonly string[], kinds: readonly Kind[] = this.kinds): Switch<Kind> | undefined {
    const matches = (item: Switch<Kind>) => kinds.includes(item.kind) && (item.target === '*' || targets.includes(item.target));
    const found = this.switches.find(matches);
    if (found?.times !== undefined) {
      const left = { ...found, times: found.times - 1 };
      this.switches = this.switches.flatMap((item) => (item !== found ? [item] : left.times > 0 ? [left] : []));
    }
    return found;
  }

  /** Answers GET (list), PUT (set one) and DELETE (clear a target, or all). @throws LuyueError input.invalid */
  handle(request: Request): Answer {
    if (request.method === 'PUT') this.set(parseInput(this.shape(), readJson(request)));
    if (request.method === 'DELETE') this.clear(parseInput(clearShape, readJson(request)).target);
    return { status: 200, body: this.switches };
  }

  private shape() {
    const count = z.number().int().positive();
    return z.strictObject({ target: z.string().min(1), kind: z.enum(this.kinds), times: count.optional(), afterMs: count.optional() });
  }
}

const clearShape = z.strictObject({ target: z.string().optional() });
