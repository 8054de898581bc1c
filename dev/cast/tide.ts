import type { Doors } from '../../client/luyue';
import type { JsonObject } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';

/** An opening request of the demo, its dates counted from an instant. */
export interface Example {
  readonly process: string;
  readonly request: JsonObject;
}

export interface TideOptions {
  readonly doors: Pick<Doors, 'open'>;
  readonly examplesAt: (from: Instant) => readonly Example[];
  /** How fast the time of a new case of a process runs. */
  readonly speedOf: (process: string) => string | null;
  readonly now: () => Instant;
}

/** Fewer open cases than this bring a new one. */
const leastOpen = 14;
/** Some eight hours of the demo: it stops growing before it fills the disk. */
const mostCases = 600;
/** Without a common divisor with the number of examples each has its turn, and neighbours are of different kinds. */
const stride = 7;

const again = /-R[0-9A-Z]+$/;

/** The reference of the example that a case of the demo was opened after. */
export const exampleOf = (reference: string): string => reference.replace(again, '');

/** What somebody at the keyboard opened for themselves: the cast leaves it alone. */
export const isOwn = (reference: string): boolean => reference.startsWith('TOUR-');

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same again, of another policy: it is no duplicate. */
function renewed(request: JsonObject, mark: string): JsonObject {
  const { reference, policy } = request;
  const number = isObject(policy) && typeof policy.number === 'string' ? { policy: { ...policy, number: `${policy.number}${mark}` } } : {};
  return { ...request, reference: `${String(reference)}-${mark}`, ...number };
}

/** What keeps the demo alive after its examples have closed: they come in again, one by one, as often as cases end. */
export class Tide {
  private come = 0;

  constructor(private readonly options: TideOptions) {}

  get isOver(): boolean {
    return this.come >= mostCases;
  }

  /** One beat: a new case where too few are open. Its reference names the moment, so that a second start finds it taken. */
  async act(open: number): Promise<void> {
    if (open >= leastOpen || this.isOver) return;
    const { doors, examplesAt, speedOf, now } = this.options;
    const examples = examplesAt(now());
    const example = examples[(this.come * stride) % examples.length];
    this.come++;
    if (example === undefined) return;
    const speed = speedOf(example.process);
    const request = renewed(example.request, `R${now().toString(36).toUpperCase()}`);
    await doors.open(example.process, speed === null ? request : { ...request, compressed: speed });
  }
}
