import { setTimeout as wait } from 'node:timers/promises';
import type { Doors } from '../../client/luyue';
import type { JsonObject } from '../../domain/case/fact';
import { isRetryable, LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Organisation } from '../../domain/org/organisation';
import { actorsFor } from './people';
import { emergencySpeed } from './speed';
import { typhoon, typhoonAlarm, typhoonClaims, typhoonComplaint, typhoonEvent } from './typhoon';

/** Claims reported before the event is declared, and after it. */
const before = 150;
const after = 50;
/** Openings under way at once. */
const parallel = 4;
const retryMs = 1_000;

export interface TyphoonOptions {
  readonly doors: Doors;
  readonly organisation: Organisation;
  /** Compression of the demo; null where time runs as it does. */
  readonly speed: string | null;
  readonly firstStart: Instant;
  readonly signal: AbortSignal;
}

/**
 * The typhoon of the demo: most of its claims are reported before the commander declares it, and are joined to it in bulk; the
 * others come after and belong to it at intake, as does a complaint of many at the counter, which becomes major. The emergencies
 * themselves are played by the cast.
 */
export class TyphoonStory {
  private told: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;
  private ended = false;

  constructor(private readonly options: TyphoonOptions) {}

  /** Begins at the first call; what follows takes its time beside the cast. */
  act(): void {
    this.told ??= this.begin();
  }

  /** Whether all of its claims are open, or cannot be. */
  get isComplete(): boolean {
    return this.ended;
  }

  /** Waits until it has been told; rejects where it could not be. */
  async settled(): Promise<void> {
    await this.told;
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** Nobody waits for it yet: what fails is kept until somebody does. */
  private async begin(): Promise<void> {
    try {
      await this.tell();
    } catch (error) {
      this.failure = { error };
    } finally {
      this.ended = true;
    }
  }

  private async tell(): Promise<void> {
    const { firstStart } = this.options;
    const emergency = await this.open('emergency', typhoonAlarm(firstStart));
    await this.openClaims(1, before);
    await this.command(emergency, 'declareEvent', typhoonEvent(firstStart));
    await this.command(emergency, 'tagCases', { event: typhoon.event, bulk: 'open-claims' });
    await this.open('complaint', typhoonComplaint(firstStart));
    await this.openClaims(before + 1, after);
  }

  /** Opens a case at the speed of its emergency; gives its id. */
  private async open(process: string, request: JsonObject): Promise<string> {
    const speed = emergencySpeed(this.options.speed);
    const marked = speed === null ? request : { ...request, compressed: speed };
    return (await this.surely(() => this.options.doors.open(process, marked))).case;
  }

  /** By the commander; a second start of the demo repeats it harmlessly. */
  private async command(emergency: string, act: string, payload: JsonObject): Promise<void> {
    const [as = ''] = actorsFor('commander@company', this.options.organisation, Date.now());
    await this.surely(() => this.options.doors.act(emergency, { act, as, payload, request: `typhoon:${act}` }));
  }

  private async openClaims(from: number, count: number): Promise<void> {
    const { firstStart, signal } = this.options;
    const waiting = [...typhoonClaims(from, count, firstStart)];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) await this.open('claim', next);
    };
    await Promise.all(Array.from({ length: parallel }, worker));
  }

  /** Again while a service does not answer, until the demo ends. */
  private async surely<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof LuyueError) || !isRetryable(error.code) || this.options.signal.aborted) throw error;
        await wait(retryMs);
      }
    }
  }
}
