import type { Render } from '../../domain/case/commit';
import { LuyueError } from '../../domain/errors';
import { prepare, type Runnable } from './cause';
import type { Quiesce } from './render';

/** In plain Node every promise that can move has moved after one turn of the event loop. */
export const quiesce: Quiesce = () => new Promise((resolve) => setImmediate(resolve));

/** The processes of a build as commit runs them. */
export const rendererOf =
  (runnables: Readonly<Record<string, Runnable>>): Render =>
  async (process, state, cause, at) => {
    const runnable = Object.hasOwn(runnables, process) ? runnables[process] : undefined;
    if (runnable === undefined) throw new LuyueError('process.elsewhere', `This build has no process '${process}'.`, { process });
    return prepare(runnable, state, cause, at, quiesce);
  };
