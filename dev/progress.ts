/** The parts of the embedded stack, and the test server that is not part of it. */
export type Part = 'postgres' | 'engine' | 'ui' | 'codec' | 'mail' | 'messages' | 'bank' | 'test-server';

/** What one part of the stack is doing. `detail` is plain English; the rest lets a reader show it in any language. */
export interface Progress {
  readonly part: Part;
  readonly state: 'starting' | 'building' | 'ready' | 'reused' | 'port-taken' | 'waiting' | 'stopped';
  readonly detail: string;
  readonly elapsedMs: number;
}

export type OnProgress = (progress: Progress) => void;

/** Reports of one part, with the time since this call. */
export const reporter = (part: Part, onProgress: OnProgress | undefined) => {
  const startedAt = Date.now();
  return (state: Progress['state'], detail: string): void => onProgress?.({ part, state, detail, elapsedMs: Date.now() - startedAt });
};

export type Report = ReturnType<typeof reporter>;
