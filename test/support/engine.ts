import type { ConnectionPlugin } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { LuyueError } from '../../domain/errors';

/** A variable that the global setup of the project `services` has set. */
export const fromSetup = (
  name: 'LUYUE_TEST_PG' | 'LUYUE_TEST_TEMPORAL' | 'LUYUE_TEST_NAMESPACE' | 'LUYUE_TEST_SERVER' | 'LUYUE_TEST_BUNDLES',
): string => {
  const value = process.env[name];
  if (!value) throw new LuyueError('defect.unexpected', `${name} is not set: this test belongs into the jest project services`);
  return value;
};

let isQuiet = false;

/** Of the SDK's own log only errors are shown. */
export const quieten = (): void => {
  if (!isQuiet) Runtime.install({ logger: new DefaultLogger('ERROR') });
  isQuiet = true;
};

/** One environment per test file: made before its tests, torn down after them. */
const perFile = (create: () => Promise<TestWorkflowEnvironment>): (() => TestWorkflowEnvironment) => {
  let environment: TestWorkflowEnvironment | undefined;
  beforeAll(async () => {
    quieten();
    environment = await create();
  });
  afterAll(async () => {
    await environment?.teardown();
  });
  return () => {
    if (!environment) throw new LuyueError('defect.unexpected', 'the environment exists only while tests run');
    return environment;
  };
};

/**
 * A time-skipping server of its own for the calling test file; call it at the top of the file and its result inside tests.
 * Time is global to the server: run one flow at a time, with an execution timeout.
 */
export const timeSkipping = (): (() => TestWorkflowEnvironment) => perFile(() => startTimeSkipping());

/**
 * The time-skipping server takes the client's pings, every 30 s, for an attack: it cuts the connection, and what is under way
 * stalls for a minute and more. A test needs none.
 */
const withoutPings: ConnectionPlugin = {
  name: 'without-pings',
  configureConnection: (options) => ({
    ...options,
    channelArgs: { ...options.channelArgs, 'grpc.keepalive_time_ms': 24 * 3_600_000, 'grpc.keepalive_permit_without_calls': 0 },
  }),
};

const starts = 4;

/** The SDK gives the server five seconds; on a machine that is busy a Java process may need more: then again. */
const startTimeSkipping = async (): Promise<TestWorkflowEnvironment> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const executable = { type: 'existing-path', path: fromSetup('LUYUE_TEST_SERVER') } as const;
      return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable }, plugins: [withoutPings] });
    } catch (error) {
      if (attempt === starts) throw error;
    }
  }
};

/** The dev server that all test files share (real time, search attributes, lists): use workflow ids and task queues of your own. */
export const devServer = (): (() => TestWorkflowEnvironment) =>
  perFile(() =>
    TestWorkflowEnvironment.createFromExistingServer({
      address: fromSetup('LUYUE_TEST_TEMPORAL'),
      namespace: fromSetup('LUYUE_TEST_NAMESPACE'),
    }),
  );
