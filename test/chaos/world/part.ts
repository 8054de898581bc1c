/** A part of the world that can die and come back on the same port and the same data. */
export interface Part {
  readonly name: string;
  /** kill -9 of all its processes. Gives the proof: what was killed and how it ended. */
  kill(): Promise<string>;
  /** Starts it again; answers when it serves. */
  start(): Promise<void>;
  /** Ends it in peace. */
  stop(): Promise<void>;
}

/** The engine of a world: the embedded server, or a cluster of several processes that can die one by one. */
export interface EngineHouse {
  readonly address: string;
  readonly namespace: string;
  /** What can be killed of it. */
  readonly parts: readonly Part[];
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Keeps its data as they are now; the engine is away meanwhile. Absent where it cannot. */
  readonly keep?: () => Promise<void>;
  /** Goes back to what was kept; the engine is away meanwhile. */
  readonly restore?: () => Promise<void>;
}
