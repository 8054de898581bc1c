import type { Client } from '@temporalio/client';
import { boardIdOf, looksOfRun } from '../domain/board/board';
import { boardWords } from '../domain/board/words';
import { contractOf, contracts } from '../domain/processes/contracts';
import type { Language } from '../domain/words';
import type { BoardInput } from '../workflows/boards/board';

export interface BoardsOptions {
  readonly client: Client;
  readonly taskQueue: string;
  /** Milliseconds between two looks of a board. */
  readonly everyMs: number;
  readonly language: Language;
}

type BoardWorkflow = (input: BoardInput) => Promise<void>;

/** Every board of this build: of each process, and of all. */
export const boardProcesses: readonly (string | null)[] = [null, ...Object.keys(contracts)];

/**
 * Starts the boards that do not run, and lets those that run look at once and keep this distance. They outlive the worker: without one
 * they wait.
 */
export async function startBoards({ client, taskQueue, everyMs, language }: BoardsOptions): Promise<void> {
  const t = boardWords[language];
  for (const process of boardProcesses) {
    const title = process === null ? t.all : (contractOf(process)?.title[language] ?? process);
    await client.workflow.signalWithStart<BoardWorkflow, [number]>('board', {
      workflowId: boardIdOf(process),
      taskQueue,
      args: [{ process, everyMs, continueAfter: looksOfRun }],
      signal: 'keep',
      signalArgs: [everyMs],
      staticSummary: `${title} · ${t.title}`,
    });
  }
}
