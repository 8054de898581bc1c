import type { Doors } from '../../client/luyue';
import type { JsonObject } from '../../domain/case/fact';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Organisation } from '../../domain/org/organisation';
import { actorsFor } from './people';
import { typhoon, typhoonAlarm, typhoonClaims, typhoonEvent } from './typhoon';

/** Claims reported before the event is declared, and after it. */
const before = 150;
const after = 50;
/** Openings under way at once. */
const parallel = 4;

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
 * others come after and belong to it at intake. The emergency itself is played by the cast.
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
    const { doors, firstStart } = this.options;
    const emergency = (await doors.open('emergency', this.marked(typhoonAlarm(firstStart)))).case;
    await this.openClaims(1, before);
    await this.command(emergency, 'declareEvent', typhoonEvent(firstStart));
    await this.command(emergency, 'tagCases', { event: typhoon.event, bulk: 'open-claims' });
    await this.openClaims(before + 1, after);
  }

  private marked(request: JsonObject): JsonObject {
    const { speed } = this.options;
    return speed === null ? request : { ...request, compressed: speed };
  }

  /** By the commander; a second start of the demo repeats it harmlessly. */
  private async command(emergency: string, act: string, payload: JsonObject): Promise<void> {
    const [as = ''] = actorsFor('commander@company', this.options.organisation, Date.now());
    await this.options.doors.act(emergency, { act, as, payload, request: `typhoon:${act}` });
  }

  private async openClaims(from: number, count: number): Promise<void> {
    const { doors, firstStart, signal } = this.options;
    const waiting = [...typhoonClaims(from, count, firstStart)];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
        try {
          await doors.open('claim', this.marked(next));
        } catch (error) {
          if (!(error instanceof LuyueError) || error.code !== 'engine.unavailable') throw error;
          waiting.push(next);
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
  }
}
