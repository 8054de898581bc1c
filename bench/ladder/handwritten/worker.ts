import { NativeConnection, Worker } from '@temporalio/worker';
import { installRuntime } from '../../../worker/create';
import { jsonLog } from '../../../worker/log';
import { handwrittenBundle } from '../bundle';
import { given, runUntilStopped } from '../process';
import { Recorder } from '../recorder';
import { readScript } from '../script';
import type { HandwrittenActivities } from './workflow';

/** The worker of the hand-written workflow, with the SDK's own settings. */
async function main(): Promise<void> {
  installRuntime(jsonLog());
  const script = readScript(given('BENCH_SCRIPT'));
  const { recorder, close } = Recorder.connect(given('DATABASE_URL'), script);
  const activities: HandwrittenActivities = { write: (reference, step) => recorder.write(reference, step) };
  const connection = await NativeConnection.connect({ address: given('BENCH_ENGINE') });
  const worker = await Worker.create({
    connection,
    namespace: given('BENCH_NAMESPACE'),
    taskQueue: given('BENCH_QUEUE'),
    workflowBundle: await handwrittenBundle(),
    activities,
    maxCachedWorkflows: Number(given('BENCH_CACHE')),
  });
  runUntilStopped(worker, () => Promise.all([connection.close(), close()]));
}

void main();
