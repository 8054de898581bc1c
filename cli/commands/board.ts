import { WorkflowNotFoundError } from '@temporalio/client';
import { boardIdOf } from '../../domain/board/board';
import type { BoardCount } from '../../domain/board/figures';
import { writeBoard } from '../../domain/board/write';
import { LuyueError } from '../../domain/errors';
import { clientOf, connectEngine, patienceOf, type Record, withRecord } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';
import { bare } from './show';

/** Lets the board count now. @throws LuyueError engine.unavailable where it does not run or no worker answers */
async function countNow(session: Session, record: Record, id: string): Promise<BoardCount> {
  const connection = await connectEngine(record.target);
  try {
    const client = clientOf(record, connection);
    const board = client.workflow.getHandle(id);
    return await client.withDeadline(Date.now() + patienceOf(session), () => board.executeUpdate<BoardCount, []>('refresh'));
  } catch (cause) {
    const why = cause instanceof WorkflowNotFoundError ? 'does not run: a worker starts it' : 'did not answer: does a worker run?';
    throw new LuyueError('engine.unavailable', `The board ${id} ${why}`, { board: id }, { cause });
  } finally {
    await connection.close();
  }
}

/** `luyue board [PROCESS]`: the board of a process, or of all, counted now. @throws LuyueError input.invalid, engine.unavailable */
export async function board(session: Session, process: string | null = null): Promise<Report> {
  const contracts = Object.fromEntries(Object.entries(session.processes).map(([name, { contract }]) => [name, contract]));
  if (process !== null && !Object.hasOwn(contracts, process))
    throw new LuyueError('input.invalid', `There is no process '${process}'; there are ${Object.keys(contracts).join(', ')}.`);
  const id = boardIdOf(process);
  const figures = await withRecord(session, (record) => countNow(session, record, id));
  return { json: { board: id, ...figures }, text: (language) => bare(writeBoard({ process, contracts, language }, figures)) };
}
