import { serve } from '@restatedev/restate-sdk';
import { given, untilStopped } from '../process';
import { Recorder } from '../recorder';
import { readScript } from '../script';
import { claimOn } from './workflow';

/** The service that Restate's server calls. */
async function main(): Promise<void> {
  const { recorder, close } = Recorder.connect(given('DATABASE_URL'), readScript(given('BENCH_SCRIPT')));
  const port = await serve({ services: [claimOn(recorder)], port: Number(given('BENCH_PORT')) });
  untilStopped(`http://127.0.0.1:${port}`, close);
}

void main();
