import { DBOS } from '@dbos-inc/dbos-sdk';
import { given, untilStopped } from '../process';
import { idOf, Recorder } from '../recorder';
import { readScript } from '../script';
import { type Decision, serveSteps } from '../steps-server';

const fiveDaysSeconds = 5 * 86_400;
const patienceSeconds = 120;

const topicOf = (step: number): string => `step-${step}`;
const doneOf = (step: number): string => `done-${step}`;

/** The same claim on DBOS: a step writes the rows, a message with a timeout is the decision, an event acknowledges it. */
function claimOn(recorder: Recorder) {
  const record = async (reference: string, step: number): Promise<void> => {
    await DBOS.runStep(() => recorder.write(reference, step), { name: `write-${step}` });
    await DBOS.setEvent(doneOf(step), true);
  };
  return DBOS.registerWorkflow(
    async (reference: string, steps: number): Promise<void> => {
      await record(reference, 0);
      for (let step = 1; step <= steps; step++) {
        while ((await DBOS.recv<Decision>(topicOf(step), fiveDaysSeconds)) === null) DBOS.logger.warn(`${reference}: step ${step} is late`);
        await record(reference, step);
      }
    },
    { name: 'claim' },
  );
}

/** An application with DBOS in it: the system database beside the records, both in PostgreSQL. */
async function main(): Promise<void> {
  const script = readScript(given('BENCH_SCRIPT'));
  const { recorder, close } = Recorder.connect(given('DATABASE_URL'), script);
  DBOS.setConfig({ name: 'luyue-bench', systemDatabaseUrl: given('DBOS_DATABASE_URL'), logLevel: 'error' });
  const claim = claimOn(recorder);
  await DBOS.launch();
  const steps = script.transitions.length - 1;
  const server = await serveSteps({
    open: async (reference) => {
      await DBOS.startWorkflow(claim, { workflowID: idOf(reference) })(reference, steps);
      await DBOS.getEvent(idOf(reference), doneOf(0), patienceSeconds);
    },
    decide: async (decision) => {
      const id = idOf(decision.reference);
      await DBOS.send(id, decision, topicOf(decision.step), `${id}-${decision.step}`);
      await DBOS.getEvent(id, doneOf(decision.step), patienceSeconds);
    },
  });
  untilStopped(server.url, async () => {
    await server.close();
    await DBOS.shutdown({ workflowCompletionTimeoutMS: 1_000 });
    await close();
  });
}

void main();
