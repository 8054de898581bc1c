import { serve } from '@restatedev/restate-sdk';
import { given, untilStopped } from '../process';
import { Recorder } from '../recorder';
import { readScript } from '../script';
import { claimOn } from './claim';

/** Serves the handlers of the claim to a Restate server. */
async function main(): Promise<void> {
  const { recorder, close } = Recorder.connect(given('DATABASE_URL'), readScript(given('BENCH_SCRIPT')));
  const port = await serve({ services: [claimOn(recorder)], port: 0, logger: () => undefined });
  untilStopped(`http://127.0.0.1:${port}`, close);
}

void main();
