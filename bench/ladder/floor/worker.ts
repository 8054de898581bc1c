import { given, untilStopped } from '../process';
import { Recorder } from '../recorder';
import { readScript } from '../script';
import { serveSteps } from '../steps-server';

/** Plain transactions behind HTTP: nothing is durable but the record, and nobody wakes at a deadline. */
async function main(): Promise<void> {
  const { recorder, close } = Recorder.connect(given('DATABASE_URL'), readScript(given('BENCH_SCRIPT')));
  const server = await serveSteps({
    open: (reference) => recorder.write(reference, 0),
    decide: ({ reference, step }) => recorder.write(reference, step),
  });
  untilStopped(server.url, async () => {
    await server.close();
    await close();
  });
}

void main();
