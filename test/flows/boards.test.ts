import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { createBoards } from '../../activities/boards';
import type { BoardAsked, BoardCount, BoardFigures } from '../../domain/board/figures';
import type { BoardInput } from '../../workflows/boards/board';
import { timeSkipping } from '../support/engine';

const environment = timeSkipping();
const workflowsPath = require.resolve('../../workflows/index');
const hourMs = 3_600_000;

const figures = (asOf: number, open: number): BoardFigures => ({
  asOf,
  open,
  breached: 0,
  urgent: 0,
  nobody: 0,
  needsManager: 0,
  drills: 0,
  pausedLong: 0,
  received: 0,
  stages: [],
  teams: [],
  dueSoon: 0,
  due: [],
  oldest: [],
  events: [],
  promises: { open: 0, kept: 0, broken: 0 },
  recordsOpen: open,
});

type Play = (handle: {
  readonly id: string;
  readonly figures: () => Promise<BoardCount | null>;
  readonly refresh: () => Promise<BoardCount>;
  readonly text: (language?: 'zh' | 'en') => Promise<string>;
}) => Promise<void>;

/** A board whose records count one case more at every look. */
async function keeps(input: BoardInput, play: Play): Promise<readonly BoardAsked[]> {
  const { nativeConnection: connection, namespace, client } = environment();
  const looks: BoardAsked[] = [];
  const boards = createBoards({
    figures: async (asked) => {
      looks.push(asked);
      return figures(await environment().currentTimeMs(), looks.length);
    },
    count: () => Promise.resolve(looks.length),
    againAfterMs: 1,
  });
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const taskQueue = `board-${input.process ?? 'all'}-${input.everyMs}`;
  const where = { connection, ...(namespace === undefined ? {} : { namespace }), taskQueue };
  const worker = await Worker.create({ ...where, workflowBundle, activities: boards });
  await worker.runUntil(async () => {
    const handle = await client.workflow.start('board', {
      workflowId: taskQueue,
      taskQueue,
      args: [input],
      workflowExecutionTimeout: '90 days',
    });
    const latest = client.workflow.getHandle(taskQueue);
    await play({
      id: handle.workflowId,
      figures: () => latest.query<BoardCount | null>('figures'),
      refresh: () => latest.executeUpdate<BoardCount, []>('refresh'),
      text: (...language) => latest.query<string, ('zh' | 'en' | undefined)[]>('board', ...language),
    });
    await latest.terminate('the test is over');
  });
  return looks;
}

describe('a board', () => {
  it('looks by its own timer', async () => {
    const looks = await keeps({ process: 'claim', everyMs: hourMs }, async ({ figures: seen }) => {
      await environment().sleep(3.5 * hourMs);
      expect((await seen())?.open).toBe(4);
    });
    expect(looks).toEqual(Array.from({ length: 4 }, () => ({ process: 'claim', processes: ['claim'] })));
  });

  it('looks when it is asked to, and answers what it saw', async () => {
    await keeps({ process: null, everyMs: 999 * hourMs }, async ({ refresh, text }) => {
      const { open } = await refresh();
      expect(open).toBeGreaterThan(0);
      await expect(text()).resolves.toContain(`**${open}**`);
      await expect(text('en')).resolves.toContain('All processes');
    });
  });

  it('keeps its figures when it continues as new', async () => {
    await keeps({ process: null, everyMs: 2 * hourMs, continueAfter: 2 }, async ({ id, figures: seen }) => {
      const first = await environment().client.workflow.getHandle(id).describe();
      await environment().sleep(9 * hourMs);
      expect((await seen())?.open).toBeGreaterThanOrEqual(5);
      const now = await environment().client.workflow.getHandle(id).describe();
      expect(now.runId).not.toBe(first.runId);
      expect(now.status.name).toBe('RUNNING');
    });
  });
});

describe('the count beside the records', () => {
  const asked = { process: null, processes: ['claim'] };
  const counted = (...counts: (number | Error)[]) => {
    const left = [...counts];
    const count = async (): Promise<number> => {
      const next = left.shift() ?? 0;
      if (next instanceof Error) throw next;
      return next;
    };
    return createBoards({ figures: async () => figures(1, 7), count, againAfterMs: 1 }).boardCount(asked);
  };

  it('is looked at again where the engine lags behind', async () => {
    expect((await counted(6, 7)).engineOpen).toBe(7);
  });

  it('that goes on differing is shown', async () => {
    expect((await counted(6, 6, 6, 7)).engineOpen).toBe(6);
  });

  it('is missing where the engine cannot be asked, and the figures are there', async () => {
    expect(await counted(new Error('down'))).toMatchObject({ engineOpen: null, open: 7 });
  });
});
