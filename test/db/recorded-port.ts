import { createCommit } from '../../db/queries/commit';
import { caseIdOf, digestOf } from '../../db/record/identity';
import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import { isMarked } from '../../domain/case/settle';
import type { CasePort, Receipt } from '../../worker/case-port';
import type { Transition } from '../../workflows/kernel/runner';
import { RecordedCase, type records, sampleDeps } from './support';

const receiptOf = (answer: Transition): Receipt => {
  if (answer.kind === 'written' || answer.kind === 'same') return { reception: 'done' };
  if (answer.kind !== 'refused') return { reception: 'unavailable' };
  const { code, detail } = answer.objection;
  return code === 'case.closed' ? { reception: 'closed' } : { reception: 'refused', why: `${code}: ${detail}` };
};

function openingOf(payload: JsonObject): OpenRequest;
function openingOf(payload: JsonObject): unknown {
  return { ...payload, digest: digestOf(payload) };
}

/** Cases on the real record without an engine: each act is a transition of the case, found by its id. */
export class RecordedPort implements CasePort {
  private readonly cases = new Map<string, RecordedCase>();
  /** Names of what was done, with the case. */
  readonly heard: string[] = [];
  /** Runs before every act; what it throws is a crash before the act, what it gives back runs after it. */
  onAct: (caseId: string, act: string) => (() => void) | undefined = () => undefined;
  /** Cases out of reach. */
  readonly absent = new Set<string>();

  constructor(private readonly record: ReturnType<typeof records>) {}

  add(...cases: readonly RecordedCase[]): void {
    for (const one of cases) this.cases.set(one.id, one);
  }

  readonly act: CasePort['act'] = async (caseId, request) => {
    const after = this.onAct(caseId, request.act);
    const found = this.cases.get(caseId);
    if (found === undefined || this.absent.has(caseId)) return { reception: 'unavailable' };
    const receipt = receiptOf(await found.transition({ kind: 'act', request }));
    this.heard.push(`${caseId} ${request.act} ${receipt.reception}`);
    after?.();
    return receipt;
  };

  /** Why no case is opened; null: they are. */
  misfit: string | null = null;

  readonly open: CasePort['open'] = async (payload) => {
    if (this.misfit !== null) return { reception: 'refused', why: this.misfit };
    const open = openingOf(payload);
    const child = new RecordedCase(createCommit(this.record().db, sampleDeps), open.reference, open, caseIdOf(open, isMarked(open)));
    const receipt = receiptOf(await child.transition({ kind: 'open', open }));
    this.heard.push(`${child.id} open ${receipt.reception}`);
    if (receipt.reception === 'done') this.add(child);
    return receipt;
  };

  readonly reopen: CasePort['reopen'] = async () => 'unavailable';

  case(id: string): RecordedCase | undefined {
    return this.cases.get(id);
  }
}
