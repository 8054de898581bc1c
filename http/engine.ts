import { Client, Connection } from '@temporalio/client';
import { type EnginePort, engineOf } from '../client/engine';
import { doorConverter } from '../codec/converter';
import type { Keys } from '../db/keys/source';
import type { HttpConfig } from './config';

/** Temporal as the door needs it. It may be away when the door starts and at any time later. */
export interface Engine {
  readonly port: EnginePort;
  /** Whether Temporal answers, and whether any worker has asked for cases lately. */
  readonly state: () => Promise<{ readonly answers: boolean; readonly worked: boolean }>;
  readonly close: () => Promise<void>;
}

const workflowTasks = 1;
// A worker's poll lasts a minute.
const latelyMs = 120_000;
const stateMs = 3_000;

/** Connects when it is first needed. */
export function lazyEngine({ temporal, taskQueue, patienceMs }: HttpConfig, keys: Keys): Engine {
  const { namespace, options } = temporal;
  const connection = Connection.lazy({ ...options, connectTimeout: patienceMs });
  const client = new Client({ connection, namespace, dataConverter: doorConverter(keys) });
  const pollers = () =>
    connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: workflowTasks });
  const state = async () => {
    try {
      const found = await connection.withDeadline(Date.now() + stateMs, pollers);
      const seen = (found.pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000);
      return { answers: true, worked: seen.some((at) => at > Date.now() - latelyMs) };
    } catch {
      // Whatever the reason, it is not there for us; the call that needs it says why.
      return { answers: false, worked: false };
    }
  };
  return { port: engineOf({ client, taskQueue, patienceMs }), state, close: () => connection.close() };
}
