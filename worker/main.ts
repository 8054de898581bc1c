import { exitCodeOf } from '../domain/errors';
import { readConfig } from './config';
import { codeOf, wordsOf } from './courier';
import { installRuntime, requireUtc } from './create';
import { jsonLog } from './log';
import { startService } from './service';

/** A worker process: cases, relays and callbacks, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const log = jsonLog();
  try {
    requireUtc();
    const config = readConfig(process.env);
    installRuntime(log);
    const service = await startService(config, log);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, service.stop);
    log.info('worker is up', { callbackPort: service.callbackPort, taskQueue: config.taskQueue });
    await service.ended;
    log.info('worker has stopped');
  } catch (error) {
    log.error('worker cannot run', { code: codeOf(error), detail: wordsOf(error) });
    // Not by itself: the SDK's core keeps a process alive whose worker has never run.
    process.exit(exitCodeOf(codeOf(error)));
  }
}

void main();
