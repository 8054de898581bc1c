import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { answer, reminder } from '../fixtures/workflows/reminder';
import { devServer, timeSkipping } from '../support/engine';

const skipping = timeSkipping();
const real = devServer();
const workflowsPath = join(__dirname, '..', 'fixtures', 'workflows', 'reminder.ts');

describe('the time-skipping server', () => {
  it('lets thirty daily timers pass at once', async () => {
    const { client, nativeConnection } = skipping();
    const worker = await Worker.create({ connection: nativeConnection, taskQueue: 'reminders', workflowsPath });
    const options = { taskQueue: 'reminders', workflowId: randomUUID(), workflowExecutionTimeout: '60 days' } as const;
    const result = await worker.runUntil(client.workflow.execute(reminder, { ...options, args: [30] }));
    expect(result).toEqual({ reminders: 30, answeredBy: undefined });
  });

  it('answers an update', async () => {
    const { client, nativeConnection } = skipping();
    const worker = await Worker.create({ connection: nativeConnection, taskQueue: 'updates', workflowsPath });
    await worker.runUntil(async () => {
      const options = { taskQueue: 'updates', workflowId: randomUUID(), workflowExecutionTimeout: '60 days' } as const;
      const handle = await client.workflow.start(reminder, { ...options, args: [30] });
      expect(await handle.executeUpdate(answer, { args: ['Li'] })).toBe('thank you, Li');
      expect(await handle.result()).toEqual({ reminders: 0, answeredBy: 'Li' });
    });
  });
});

describe('the dev server that the tests share', () => {
  it('runs a workflow and answers its update', async () => {
    const { client, nativeConnection, namespace = 'default' } = real();
    const taskQueue = randomUUID();
    const worker = await Worker.create({ connection: nativeConnection, namespace, taskQueue, workflowsPath });
    await worker.runUntil(async () => {
      const handle = await client.workflow.start(reminder, { taskQueue, workflowId: randomUUID(), args: [30] });
      expect(await handle.executeUpdate(answer, { args: ['Wang'] })).toBe('thank you, Wang');
      expect(await handle.result()).toEqual({ reminders: 0, answeredBy: 'Wang' });
    });
  });
});
