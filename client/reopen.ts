import type { ActAnswer } from '../domain/case/act';
import { type ReopenRequest, reopeningAct } from '../domain/case/opening';
import { LuyueError } from '../domain/errors';
import { refusedError, troubleOf } from './failure';
import { type Ports, whyEnded } from './open';
import type { ProcessType } from './process-type';
import type { KnownCase } from './records';
import { storedAnswer } from './sender';

function checkStage(type: ProcessType, known: KnownCase, stage: string): void {
  const { reopenAt } = type.contract;
  if (reopenAt.includes(stage)) return;
  const detail = `'${stage}' is no stage at which '${type.contract.name}' is reopened; these are: ${reopenAt.join(', ')}.`;
  throw new LuyueError('act.not-now', detail, { case: known.id, reopenAt });
}

async function enter(type: ProcessType, known: KnownCase, reopen: ReopenRequest, { engine, signer }: Ports): Promise<string> {
  try {
    const input = { kind: 'reopen', reopen: signer.reopening(known.id, reopen) } as const;
    return (await engine.start({ process: type.contract.name, id: known.id, input, workflowIdReusePolicy: 'ALLOW_DUPLICATE' })).runId;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === 'refused') throw refusedError(known.id, trouble.refusal);
    const why = trouble.kind === 'unanswered' ? trouble.why : trouble.kind;
    throw new LuyueError('engine.unavailable', `The case was not reopened (${why}); repeat with the same request id.`, { case: known.id });
  }
}

/**
 * Enters a closed case again at a stage: a new run on the same id. A repeat of the request brings the stored answer. A case that
 * the record has open and the engine has lost goes on where it stands; then there is nothing to answer and the result is null.
 * @throws LuyueError case.not-found, act.not-now, engine.unavailable, or the code of the refusal.
 */
export async function reopenCase(type: ProcessType, caseId: string, reopen: ReopenRequest, ports: Ports): Promise<ActAnswer | null> {
  const { records } = ports;
  const known = await records.byId(caseId);
  if (known === null) throw new LuyueError('case.not-found', `There is no case '${caseId}'.`, { case: caseId });
  const stored = () => storedAnswer(records, caseId, reopeningAct(reopen), `reopen:${reopen.request}`);
  const before = await stored();
  if (before !== null) return before;
  checkStage(type, known, reopen.stage);
  const runId = await enter(type, known, reopen, ports);
  const after = await stored();
  if (after !== null || known.status === 'open') return after;
  throw await whyEnded(ports.engine, caseId, runId, 'The case was not reopened in time; repeat with the same request id.');
}
