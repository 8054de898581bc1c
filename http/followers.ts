import { LuyueError } from '../domain/errors';
import type { Caller } from './identity/caller';

/** Where one connection waits for events. */
export interface Place {
  /** Aborted when it is over: the client has gone, the server stops, or its time has ended. */
  readonly signal: AbortSignal;
  leave(): void;
}

/** Everybody who waits for events: so many at once of one caller, whatever they do with their tokens. */
export class Followers {
  private readonly places = new Map<Place, string>();

  constructor(
    private readonly limit: number,
    private readonly counted: (count: number) => void,
  ) {}

  /** @throws LuyueError request.too-many */
  enter({ actor, tool }: Pick<Caller, 'actor' | 'tool'>): Place {
    const who = `${actor} ${tool ?? ''}`;
    if ([...this.places.values()].filter((other) => other === who).length >= this.limit)
      throw new LuyueError('request.too-many', `${actor} waits for events ${this.limit} times already.`, { retryAfter: 15 });
    const stopping = new AbortController();
    const leave = (): void => {
      stopping.abort();
      if (this.places.delete(place)) this.counted(this.places.size);
    };
    const place = { signal: stopping.signal, leave };
    this.places.set(place, who);
    this.counted(this.places.size);
    return place;
  }

  close(): void {
    for (const place of [...this.places.keys()]) place.leave();
  }
}
