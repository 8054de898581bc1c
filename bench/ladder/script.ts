import { readFileSync, writeFileSync } from 'node:fs';
import { readOpening } from '../../client/open';
import { processes } from '../../client/processes';
import { connect } from '../../db/connect';
import { plainColumns, type WrittenRows } from '../../db/keys/columns';
import { normOf } from '../../db/norm';
import { createCommit } from '../../db/queries/commit';
import { caseIdOf } from '../../db/record/identity';
import { project, type Rows } from '../../db/record/project';
import { seal } from '../../db/record/seal';
import { chinaCalendar } from '../../domain/calendar/china';
import type { ActRequest } from '../../domain/case/act';
import { actOf, type CauseText } from '../../domain/case/cause';
import type { Commit, Render } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { commitDeps } from '../../worker/norms';
import { CaseRunner } from '../../workflows/kernel/runner';
import { claimNotice, happyPath } from './claim';

/** One transition of a real claim: who did what, and the rows that it wrote. */
export interface Scripted {
  readonly actor: string;
  readonly cause: CauseText;
  /** Absent for the opening. */
  readonly request?: ActRequest;
  readonly at: number;
  readonly head: CaseState['head'];
  readonly events: readonly CaseEvent[];
  readonly rows: Omit<Rows, keyof WrittenRows> & WrittenRows;
  readonly digest: string;
}

/** A claim from notice to payment as the kernel has written it, for the rungs that write the same rows without it. */
export interface Script {
  readonly id: string;
  readonly reference: string;
  /** The first one is the opening. */
  readonly transitions: readonly Scripted[];
}

const lookups = { templateVersion: () => 1, localeOf: () => 'zh-CN' as const };

/** Passes every commit on, and keeps what was written. */
function recording(commit: Commit, render: Render, kept: Scripted[]): Commit {
  let before: CaseState | null = null;
  return async (request) => {
    before ??= emptyCase(request.case);
    const { actor, cause, sealed: taken } = await render(request.process, before, request.cause, request.at);
    const answer = await commit(request);
    if (answer.kind !== 'written') throw new LuyueError('defect.unexpected', `the script stops at ${cause}: ${JSON.stringify(answer)}`);
    const { head } = before;
    const { events } = answer;
    const sealed = seal(taken);
    const after = foldAll(before, events);
    const rows = project({ before, after, events, sealed }, lookups);
    const opened = events.find(({ fact }) => fact.kind === 'opened')?.fact;
    const digest = opened?.kind === 'opened' ? opened.digest : '';
    const personal = await plainColumns.seal(request.case, rows, []);
    const act = actOf(request.cause);
    before = after;
    kept.push({
      actor,
      cause,
      ...(act === null ? {} : { request: act }),
      at: request.at,
      head,
      events,
      rows: { ...rows, ...personal },
      digest,
    });
    return answer;
  };
}

/** Plays one claim on a database, without an engine, and tells what it wrote. */
export async function playScript(databaseUrl: string): Promise<Script> {
  const records = connect(databaseUrl, { max: 2 });
  try {
    const book = standardRulebook();
    const norm = normOf(book, chinaCalendar());
    const reference = 'SCRIPTED-CLAIM';
    const open = readOpening(processes.claim, claimNotice(reference), Date.now());
    const id = caseIdOf(open);
    const transitions: Scripted[] = [];
    const deps = commitDeps(book, () => norm, plainColumns);
    const commit = recording(createCommit(records.db, deps), deps.render, transitions);
    const runner = new CaseRunner(emptyCase(id), { commit, now: Date.now, process: 'claim', workflowId: id, runId: 'script' });
    await runner.transition({ kind: 'open', open });
    for (const { act, as, payload } of happyPath) {
      const request = { act, request: `request-${act}`, actor: as, payload: payload(runner.state) };
      await runner.transition({ kind: 'act', request });
    }
    if (runner.state.outcome !== 'paid') throw new LuyueError('defect.unexpected', `the scripted claim ended ${runner.state.outcome}`);
    return { id, reference, transitions };
  } finally {
    await records.close();
  }
}

export const writeScript = (file: string, script: Script): void => writeFileSync(file, JSON.stringify(script));
export const readScript = (file: string): Script => JSON.parse(readFileSync(file, 'utf8'));
