import type { CaseEvent } from '../../domain/case/fact';
import { fold } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { definitions } from '../../workflows/definitions';
import { quiesce } from '../../workflows/kernel/node';
import type { Process } from '../../workflows/kernel/process';
import { render } from '../../workflows/kernel/render';
import { sample } from '../kernel/sample/process';
import { type RecordedLog, recordedLogs } from './recorded-logs';
import { changedComplaint } from './variants/changed.complaint';
import { changedEmergency } from './variants/changed.emergency';
import { changedImprovement } from './variants/changed.improvement';
import { changedClaim, changedSample } from './variants/changed.processes';
import { changedProgramme } from './variants/changed.programme';

type Processes = Readonly<Record<string, Process>>;

const current: Processes = { ...definitions, sample };
const changed: Processes = {
  sample: changedSample,
  claim: changedClaim,
  complaint: changedComplaint,
  emergency: changedEmergency,
  improvement: changedImprovement,
  programme: changedProgramme,
};

const logs = recordedLogs();

/** The open states between the transitions of a case. */
function* states({ events }: RecordedLog): Generator<CaseState> {
  let state = emptyCase('recorded-1');
  for (const [i, event] of events.entries()) {
    state = fold(state, event);
    const next: CaseEvent | undefined = events[i + 1];
    if (state.status === 'open' && next?.cause !== event.cause) yield state;
  }
}

/** What goes wrong where the stages of a process are rendered on a case as it once was, at its next transition. */
async function faultOf(process: Process | undefined, state: CaseState): Promise<string | null> {
  if (process === undefined) return 'there is no such process';
  const at = state.recent.at(-1)?.at ?? 0;
  try {
    await render(process, state, { at, actor: 'system:test', apply: () => undefined }, quiesce);
    return null;
  } catch (error) {
    return `${state.stage} at ${state.head.seq}: ${String(error)}`;
  }
}

async function faultsOf(processes: Processes, log: RecordedLog): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const state of states(log)) {
    const fault = await faultOf(processes[log.process], state);
    if (fault !== null) faults.push(fault);
  }
  return faults;
}

/** A process of which one stage has a fault that no type finds. */
const broken = (process: Process, stage: string): Process => ({
  ...process,
  stage: (draft) => (draft.state.stage === stage ? Promise.reject(new TypeError('undefined is not a function')) : process.stage(draft)),
});

describe('stages on the cases of earlier builds, at every point of their recorded logs', () => {
  it('finds whole logs, and in them states of every process', () => {
    expect(logs.filter(({ events }) => events.some((event, i) => event.seq !== i + 1)).map(({ name }) => name)).toEqual([]);
    expect(new Set(logs.map(({ process }) => process))).toEqual(new Set(Object.keys(current)));
    expect(logs.every((log) => [...states(log)].length > 0)).toBe(true);
  });

  it.each(logs)('render as they are: $name', async (log) => {
    expect(await faultsOf(current, log)).toEqual([]);
  });

  it.each(logs)('render where a later release has changed them: $name', async (log) => {
    expect(await faultsOf(changed, log)).toEqual([]);
  });

  it('find a stage that fails on what is recorded', async () => {
    const claims = logs.filter(({ process }) => process === 'claim');
    const processes = { claim: broken(definitions.claim, 'assess') };
    const found = await Promise.all(claims.map((log) => faultsOf(processes, log)));
    expect(found.flat().length).toBeGreaterThan(10);
    expect(found.flat().every((fault) => /^assess at \d+: TypeError/.test(fault))).toBe(true);
  });
});
