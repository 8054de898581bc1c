import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type Engine, startEngine } from '../../dev/engine';
import { findEngine, obtainEngine } from '../../dev/engine-binary';
import { processMark } from '../../dev/process-mark';
import { sendSignal } from '../../dev/processes';
import type { Progress } from '../../dev/progress';
import { until } from '../../dev/waiting';
import { checkSearchAttributes, type SearchAttributes } from '../../worker/search-attributes';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder();
const dir = join(folder, 'engine');
const start = (searchAttributes: Record<string, 'Keyword' | 'Datetime'> = { CaseStage: 'Keyword' }): Promise<Engine> =>
  startEngine({ dir, storage: 'file', searchAttributes, uiPort: {} });

const withClient = async <T>({ address, namespace }: Engine, work: (client: Client) => Promise<T>): Promise<T> => {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
};

const startCase = (engine: Engine, workflowId: string): Promise<unknown> =>
  withClient(engine, (client) => client.workflow.start('nobodyRunsIt', { workflowId, taskQueue: 'none' }));

const statusOf = (engine: Engine, workflowId: string): Promise<string> =>
  withClient(engine, async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name);

describe('the Temporal dev server', () => {
  afterAll(async () => {
    await (await start()).stop();
  });

  it('serves the namespace luyue, keeps closed cases for thirty days and knows the search attributes', async () => {
    const engine = await start();
    const found = await withClient(engine, async ({ connection, options: { namespace } }) => ({
      namespace: await connection.workflowService.describeNamespace({ namespace }),
      attributes: await connection.operatorService.listSearchAttributes({ namespace }),
    }));
    expect(Number(found.namespace.config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3600);
    expect(found.attributes.customAttributes).toEqual({ CaseStage: 2 });
    expect(engine).toMatchObject({ namespace: 'luyue', version: expect.stringMatching(/^1\.\d+/) });
  });

  it('shows its UI', async () => {
    const { uiUrl = '' } = await start();
    expect(await (await fetch(uiUrl)).text()).toContain('<html');
  });

  it('is used again by a second start, which adds the search attributes that are new', async () => {
    const first = await start();
    const second = await start({ CaseStage: 'Keyword', DueAt: 'Datetime' });
    expect(second).toMatchObject({ reused: true, pid: first.pid, address: first.address });
    const { customAttributes } = await withClient(second, ({ connection, options: { namespace } }) =>
      connection.operatorService.listSearchAttributes({ namespace }),
    );
    expect(customAttributes).toEqual({ CaseStage: 2, DueAt: 6 });
  });

  it('refuses a search attribute that it has with another type, and names what helps', async () => {
    const engine = await start();
    const refused: unknown = await start({ CaseStage: 'Datetime' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'engine.attributes',
      data: {
        issues: ['CaseStage is Keyword and must be Datetime'],
        commands: [
          'temporal operator search-attribute remove --namespace luyue --name CaseStage',
          'temporal operator search-attribute create --namespace luyue --name CaseStage --type Datetime',
        ],
      },
    });
    const check = (wanted: SearchAttributes) => withClient(engine, ({ connection }) => checkSearchAttributes(connection, 'luyue', wanted));
    await expect(check({ CaseStage: 'Keyword' })).resolves.toBe(true);
    await expect(check({ CaseStage: 'Keyword', NoSuch: 'Bool' })).rejects.toMatchObject({
      code: 'engine.attributes',
      message: expect.stringContaining('NoSuch (Bool) is missing'),
    });
  });

  it('still has its cases after a stop and a start, and after kill -9', async () => {
    const first = await start();
    await startCase(first, 'before-stop');
    await first.stop();
    expect(processMark(first.pid)).toBeUndefined();
    const second = await start();
    expect(await statusOf(second, 'before-stop')).toBe('RUNNING');
    await startCase(second, 'before-kill');
    sendSignal(second.pid, 'SIGKILL');
    await until(() => processMark(second.pid) === undefined, 5_000);
    const third = await start();
    expect(third.reused).toBe(false);
    expect(await statusOf(third, 'before-kill')).toBe('RUNNING');
  });
});

describe('finding the dev server', () => {
  const nothing = { PATH: '/nowhere', LUYUE_CACHE: join(folder, 'empty-cache'), LUYUE_OFFLINE: '1' };

  it('says what it found, where, and of which version', () => {
    expect(findEngine()).toMatchObject({ version: expect.stringContaining('Server 1.'), path: expect.stringContaining('temporal') });
  });

  it('ends with one clear error that names the ways out when there is neither a server nor Go', async () => {
    const reports: Progress['state'][] = [];
    await expect(obtainEngine((state) => reports.push(state), nothing)).rejects.toMatchObject({
      code: 'stack.no-engine',
      message: expect.stringMatching(/Temporal CLI .* on PATH.*install Go.*luyue up --existing/),
    });
    expect(reports).toEqual(['starting']);
  });

  it('passes over a program of the same name that is no Temporal', () => {
    expect(findEngine({ ...nothing, PATH: join(__dirname, '..', 'fixtures', 'programs') })).toBeUndefined();
  });
});
