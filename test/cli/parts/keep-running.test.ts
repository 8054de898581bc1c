import { keepRunning } from '../../../cli/keep-running';
import { until } from '../../../dev/waiting';
import { LuyueError } from '../../../domain/errors';

/** A process that is watched every millisecond; what was said of it. */
function watched(restart: (() => Promise<unknown>) | null) {
  const over = new AbortController();
  const notes: string[] = [];
  const state = { runs: true };
  const part = { name: 'worker', logFile: 'worker.log', runs: () => state.runs, restart };
  const note = (text: string): void => void notes.push(text);
  const kept = keepRunning([part], { language: 'en', note, signal: over.signal, everyMs: 1, waitsMs: [0, 1] });
  const stop = async (): Promise<void> => {
    over.abort();
    await kept;
  };
  return { state, notes, stop };
}

describe('a process of `up` that has ended', () => {
  it('is started again, and both are said once', async () => {
    let starts = 0;
    const { state, notes, stop } = watched(async () => {
      starts += 1;
      state.runs = true;
    });
    state.runs = false;
    expect(await until(() => notes.length > 1, 5_000)).toBe(true);
    await stop();
    expect([starts, notes]).toEqual([1, ['worker: has ended unexpectedly; its log worker.log; starting it again', 'worker: runs again']]);
  });

  it('is tried again while it does not start, each failure said', async () => {
    let starts = 0;
    const { state, notes, stop } = watched(async () => {
      starts += 1;
      if (starts < 3) throw new LuyueError('stack.failed', `the ${starts}. time`);
      state.runs = true;
    });
    state.runs = false;
    expect(await until(() => state.runs, 5_000)).toBe(true);
    await stop();
    expect(notes.slice(1)).toEqual(['worker: did not start: the 1. time', 'worker: did not start: the 2. time', 'worker: runs again']);
  });

  it('is told of where it cannot be started again, once, and nothing is said while it runs', async () => {
    const { state, notes, stop } = watched(null);
    state.runs = false;
    expect(await until(() => notes.length > 0, 5_000)).toBe(true);
    state.runs = true;
    await stop();
    expect(notes).toEqual(['worker: has ended unexpectedly; its log worker.log; stop with Ctrl-C and start anew']);
  });
});
