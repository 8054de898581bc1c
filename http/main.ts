import { processes } from '../client/processes';
import { exitCodeOf, LuyueError } from '../domain/errors';
import { readHttpConfig } from './config';
import { jsonLog } from './log';
import { startHttp } from './service';

/** The HTTP door as a process of its own, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const log = jsonLog();
  try {
    const service = await startHttp(readHttpConfig(process.env), processes, log);
    log.info('http is up', { url: service.url });
    const stop = (): void => {
      service.stop().then(
        () => log.info('http has stopped'),
        (error: unknown) => log.error('http stopped badly', { detail: error instanceof Error ? error.name : 'unknown' }),
      );
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  } catch (error) {
    const known =
      error instanceof LuyueError ? error : new LuyueError('defect.unexpected', error instanceof Error ? error.name : 'unknown');
    log.error('http cannot run', { code: known.code, detail: known.message });
    process.exitCode = exitCodeOf(known.code);
  }
}

void main();
