import type { Fact } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { Draft, StageDefect } from './draft';
import { Effects } from './effects';
import type { Closing, Process } from './process';

/** Returns when every promise that could move has moved. The engine and plain Node have different ways to know. */
export type Quiesce = () => Promise<void>;

/** What a transition is caused by, and what it records before the stage is rendered. */
export interface Impulse {
  readonly at: Instant;
  readonly actor: string;
  /** The principal: four eyes see both. */
  readonly onBehalfOf?: string;
  readonly apply: (c: Effects, draft: Draft) => void;
}

type Ended = { readonly to: string | Closing } | { readonly failed: unknown } | null;

/** Runs one stage function from its start, as far as the log of this visit answers it. */
async function runStage(process: Process, draft: Draft, quiesce: Quiesce): Promise<Ended> {
  const ended: { value: Ended } = { value: null };
  const watch = async (): Promise<void> => {
    try {
      ended.value = { to: await process.stage(draft) };
    } catch (failed) {
      ended.value = { failed };
    }
  };
  void watch();
  await quiesce();
  return ended.value;
}

// A process that walks through so many stages in one transition goes round in a circle.
const maxStages = 20;

async function walk(process: Process, draft: Draft, quiesce: Quiesce): Promise<void> {
  for (let walked = 0; walked < maxStages; walked++) {
    if (draft.state.status !== 'open') return;
    const ended = await runStage(process, draft, quiesce);
    process.always(draft);
    if (ended === null) return;
    if ('failed' in ended) throw ended.failed;
    if (typeof ended.to !== 'string') return new Effects(draft).end(ended.to.close, ended.to.ground);
    draft.emit({ kind: 'entered', stage: ended.to });
  }
  throw new StageDefect(`'${process.contract.name}' walked through ${maxStages} stages at once: '${draft.state.stage}' is in a circle.`);
}

/**
 * One transition of a case: what its cause records, then the stage rendered on it. Pure: it reads no clock, and neither
 * the state nor anything else is changed; the same state, cause and instant give the same facts with and without an engine.
 * Throws StageDefect where stage code breaks a rule of the kernel.
 */
export async function render(process: Process, state: CaseState, impulse: Impulse, quiesce: Quiesce): Promise<readonly Fact[]> {
  const draft = new Draft(state, impulse.at, impulse.actor, impulse.onBehalfOf);
  try {
    impulse.apply(new Effects(draft), draft);
    if (draft.state.status === 'open') process.always(draft);
    await walk(process, draft, quiesce);
    return draft.facts;
  } finally {
    draft.end();
  }
}
