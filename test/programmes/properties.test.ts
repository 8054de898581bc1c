import fc from 'fast-check';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { programmeContract } from '../../domain/processes/programme/contract';
import { isLive, itemsOf } from '../../domain/processes/programme/view';
import { type Happening, happenings, type Played } from '../support/course';
import { expectSound } from '../support/invariants';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';
import { programmeOf, runnable, start } from './driver';

/** What people would send: plans of items that are there, analyses of months that have begun. */
function sensible(act: string, state: CaseState): JsonObject {
  switch (act) {
    case 'setOrder':
      return { items: itemsOf(state).flatMap((item) => (isLive(item) ? [item.id] : [])) };
    case 'approveOrder':
      return { decision: 'approved' };
    case 'analyseComplaints':
      return { items: [{ item: `c${state.head.seq}`, line: 'claims', topic: 'slow-claim', severity: 'low' }] };
    case 'addItem':
      return { item: `i${state.head.seq}` };
    case 'includeItem':
      return { item: `e${state.head.seq}`, case: `improvement-${state.head.seq}` };
    default:
      return {};
  }
}

const played: Played = {
  contract: programmeContract,
  guards: runnable.guards,
  sensible,
  among: (state) => ({
    item: itemsOf(state).map(({ id }) => id),
    name: Object.keys(state.children),
    period: ['2026-05', '2026-06', '2026-07'],
  }),
  endings: ['decideQuarter'],
};

describe('whatever happens to a programme, in whatever order', () => {
  it('its state is the fold of its record, its ledgers add up, and somebody is asked; forgetting and renewal change nothing', async () => {
    const world = ruleWorld();
    const opened: number[] = [];
    await fc.assert(
      fc.asyncProperty(happenings(25), async (course: Happening[]) => {
        const open = async () => {
          const programme = new MemoryCase(runnable, new MemoryRecord(world), 'programme-1', start);
          await programme.transition({ kind: 'open', open: programmeOf() });
          return programme;
        };
        const { state } = await expectSound(played, world, open, course);
        opened.push(Object.keys(state.children).length);
      }),
      { numRuns: 25 },
    );
    expect(Math.max(...opened)).toBeGreaterThan(0);
  });
});
