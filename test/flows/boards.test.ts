import { randomUUID } from 'node:crypto';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { createBoards } from '../../activities/boards';
import { looksOfRun } from '../../domain/board/board';
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

/** A board whose records count one case more at every look, or as many as is said. */
async function keeps(input: BoardInput, play: Play, openAt = (looks: number) => looks): Promise<readonly BoardAsked[]> {
  const { nativeConnection: connection, namespace, client } = environment();
  const looks: BoardAsked[] = [];
  const boards = createBoards({
    figures: async (asked) => {
      looks.push(asked);
      return figures(await environment().currentTimeMs(), openAt(looks.length));
    },
    count: () => Promise.resolve(openAt(looks.length)),
    againAfterMs: 1,
  });
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const taskQueue = `board-${randomUUID()}`;
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
      await expect(text()).resolves.toContain(`[${open}](`);
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

/** Events of all runs of a board, newest run first. */
async function eventsOf(id: string): Promise<readonly number[]> {
  const { client } = environment();
  const counts: number[] = [];
  for (let runId: string | undefined = (await client.workflow.getHandle(id).describe()).runId; runId !== undefined && runId !== ''; ) {
    const { events } = await client.workflow.getHandle(id, runId).fetchHistory();
    counts.push(events?.length ?? 0);
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  }
  return counts;
}

describe('the history of a board', () => {
  const minuteMs = 60_000;
  const usual = { process: 'claim', everyMs: 5 * minuteMs, continueAfter: looksOfRun };
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

  it('grows by less than 40 events an hour while nothing changes, and by less than 150 while everything does', async () => {
    const grown: number[] = [];
    for (const openAt of [() => 7, (looks: number) => looks]) {
      await keeps(
        usual,
        async ({ id }) => {
          await environment().sleep(10 * hourMs);
          grown.push(sum(await eventsOf(id)) / 10);
        },
        openAt,
      );
    }
    expect(grown[0]).toBeLessThan(40);
    expect(grown[1]).toBeGreaterThan(100);
    expect(grown[1]).toBeLessThan(150);
  });

  it('buries no page: no run is longer than 250 events', async () => {
    await keeps(usual, async ({ id }) => {
      await environment().sleep(10 * hourMs);
      const counts = await eventsOf(id);
      expect(counts.length).toBeGreaterThan(5);
      expect(Math.max(...counts)).toBeLessThan(250);
    });
  });

  it('has looks at the usual distance again as soon as something has changed', async () => {
    const looks = await keeps(
      { ...usual, continueAfter: 100 },
      async ({ refresh, id }) => {
        await environment().sleep(4 * hourMs);
        await refresh();
        const before = sum(await eventsOf(id));
        await environment().sleep(6 * minuteMs);
        expect(sum(await eventsOf(id))).toBeGreaterThan(before);
      },
      // The same for four hours; from then on other figures at every look.
      (n) => (n < 14 ? 7 : n),
    );
    expect(looks.length).toBeLessThan(20);
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
