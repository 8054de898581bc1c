import { bundleWorkflowCode, DefaultLogger, NativeConnection } from '@temporalio/worker';
import { z } from 'zod';
import { askingRun, createRecords } from '../../../activities/records';
import { workerConverter } from '../../../codec/converter';
import { connect } from '../../../db/connect';
import { openKeys, readKeySource } from '../../../db/keys/source';
import { normOf } from '../../../db/norm';
import { createCommit } from '../../../db/queries/commit';
import { proofOf, readDoorKeys } from '../../../db/record/assertion';
import { chinaCalendar } from '../../../domain/calendar/china';
import { standardRulebook } from '../../../domain/rulebook/policy.schema';
import { bundleWorkflows, caseSources } from '../../../worker/bundle';
import { createWorker, installRuntime, type Tuning } from '../../../worker/create';
import { jsonLog } from '../../../worker/log';
import { commitDeps } from '../../../worker/norms';
import { given, runUntilStopped } from '../process';

/** Settings of the SDK's worker in place of ours, as JSON; the SDK checks them. */
const tuning = (): Tuning => z.record(z.string(), z.json()).parse(JSON.parse(process.env.BENCH_TUNING ?? '{}'));

async function bundle(failureConverterPath: string | undefined) {
  // As the SDK bundles by itself: what our own way of bundling saves is the difference.
  if (process.env.BENCH_BUNDLE === 'sdk') {
    const converter = failureConverterPath === undefined ? {} : { failureConverterPath };
    return bundleWorkflowCode({ workflowsPath: caseSources.workflowsPath, ...converter, logger: new DefaultLogger('ERROR') });
  }
  return bundleWorkflows({ ...caseSources, failureConverterPath, cacheDir: given('BENCH_DIR') });
}

/** The product's worker without its relays: what they would report, the bench reports. */
async function main(): Promise<void> {
  installRuntime(jsonLog());
  const { db, close } = connect(given('DATABASE_URL'), { max: 20 });
  const keys = openKeys(readKeySource(process.env), db);
  await keys.keyring?.index();
  const doorKeys = readDoorKeys(given('LUYUE_DOOR_KEYS'), 'LUYUE_DOOR_KEYS');
  const proof = proofOf(doorKeys, true);
  const book = standardRulebook();
  const norm = normOf(book, chinaCalendar());
  const dataConverter = workerConverter(keys);
  const workflows = await bundle(dataConverter.failureConverterPath);
  const connection = await NativeConnection.connect({ address: given('BENCH_ENGINE') });
  const worker = await createWorker({
    connection,
    namespace: given('BENCH_NAMESPACE'),
    taskQueue: given('BENCH_QUEUE'),
    workflows,
    activities: createRecords({
      commit: createCommit(
        db,
        commitDeps(book, () => norm, keys.columns, { proof }),
      ),
      asking: askingRun,
    }),
    dataConverter,
    tuning: tuning(),
  });
  runUntilStopped(worker, () => Promise.all([connection.close(), close()]));
}

void main();
