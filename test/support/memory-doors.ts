import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import type { EnginePort, StartOptions } from '../../client/engine';
import type { Happening, KnownCase, Records } from '../../client/records';
import { answerOf } from '../../domain/case/act';
import type { CaseEvent } from '../../domain/case/fact';
import { isRepeat } from '../../domain/case/repeat';
import { LuyueError } from '../../domain/errors';
import type { Guards } from '../../workflows/kernel/cause';
import { runnable, start } from '../kernel/sample/open';
import { flatWorld } from './flat-world';
import { MemoryCase, MemoryRecord } from './memory';

const opened = (events: readonly CaseEvent[]) => events.flatMap((e) => (e.fact.kind === 'opened' ? [e.fact] : []))[0];

/** Engine and records of sample cases in memory, as the doors see them: for tests of the doors without servers. */
export class MemoryDoors {
  readonly started: StartOptions[] = [];
  constructor(private readonly guards: Guards = runnable.guards) {}

  private readonly cases = new Map<string, { readonly record: MemoryRecord; readonly run: MemoryCase }>();

  readonly engine: EnginePort = {
    act: async (caseId, request) => {
      const { run, record } = this.running(caseId);
      const transition = await run.transition({ kind: 'act', request });
      if (transition.kind === 'refused') {
        const details = [{ possible: [], headSeq: record.events.length }];
        const { code, detail } = transition.objection;
        throw new WorkflowUpdateFailedError('refused', ApplicationFailure.create({ type: code, message: detail, details }));
      }
      const events = 'events' in transition ? transition.events : [];
      const answer = answerOf(caseId, request.act, request.request, events);
      if (answer === null) throw new LuyueError('defect.unexpected', 'no answer');
      return answer;
    },
    sync: async (caseId) => ({ seq: this.running(caseId).run.state.head.seq, hash: '', trouble: null }),
    start: async (options) => {
      this.started.push(options);
      const { id, input } = options;
      const known = this.cases.get(id);
      if (known !== undefined && options.workflowIdReusePolicy === 'ALLOW_DUPLICATE_FAILED_ONLY' && known.run.state.status === 'closed')
        throw new WorkflowExecutionAlreadyStartedError('started', id, options.process);
      if (known === undefined && input.kind === 'open') {
        const record = new MemoryRecord(flatWorld());
        const run = new MemoryCase({ ...runnable, guards: this.guards }, record, id, start);
        this.cases.set(id, { record, run });
        await run.transition({ kind: 'open', open: input.open });
      }
      if (known !== undefined && input.kind === 'reopen') await known.run.transition({ kind: 'reopen', reopen: input.reopen });
      return { runId: 'run' };
    },
    result: async (caseId) => {
      throw new WorkflowNotFoundError('none', caseId, undefined);
    },
  };

  /** What `alike` answers: the earlier case of the same loss. */
  earlier: string | null = null;

  /** What `covering` answers: the event that the next case belongs to. */
  event: string | null = null;
  readonly asked: Happening[] = [];

  readonly records: Records = {
    keyed: async (digest) => digest,
    covering: async (happening) => {
      this.asked.push(happening);
      return this.event;
    },
    alike: async () => this.earlier,
    byId: async (id) => this.known(id),
    byKey: async ({ source, reference }) => {
      const found = [...this.cases.keys()].map((id) => this.known(id));
      return found.find((c) => c?.source === source && c.reference === reference) ?? null;
    },
    caused: async (id, cause) => this.events(id).filter((e) => e.cause === cause),
    repeats: async (_id, events, request) => isRepeat(events, request),
    log: async (id, asOf) => this.events(id).filter((e) => asOf === undefined || e.at <= asOf),
    personal: async (id) => ({ case: id, right: null, groups: [], parties: [], texts: [], next: null }),
    refused: async () => undefined,
  };

  private events(id: string): readonly CaseEvent[] {
    return this.cases.get(id)?.record.events ?? [];
  }

  private running(id: string) {
    const found = this.cases.get(id);
    if (found === undefined || found.run.state.status === 'closed') throw new WorkflowNotFoundError('gone', id, undefined);
    return found;
  }

  private known(id: string): KnownCase | null {
    const found = this.cases.get(id);
    const opening = opened(this.events(id));
    if (found === undefined || opening === undefined) return null;
    const { process, source, reference, stage, status, outcome = null } = found.run.state;
    return {
      id,
      number: [...this.cases.keys()].indexOf(id) + 1,
      process,
      source,
      reference,
      digest: opening.digest,
      status: status === 'closed' ? 'closed' : 'open',
      stage,
      outcome,
      headSeq: found.record.events.length,
    };
  }
}
