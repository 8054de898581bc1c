import fc from 'fast-check';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { areas } from '../../domain/processes/areas';
import { improvementContract } from '../../domain/processes/improvement/contract';
import { effectOf, measuresOf } from '../../domain/processes/improvement/view';
import { origins } from '../../domain/processes/improvement/vocabulary';
import { type Happening, happenings, type Played } from '../support/course';
import { expectSound } from '../support/invariants';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';
import { dayMs, findingOf, orderOf, runnable, start } from './driver';

/** What people would send: plans that can be kept, and values of the indicator that was planned. */
function sensible(act: string, { notes, head }: CaseState): JsonObject {
  switch (act) {
    case 'proposePlan':
      return {
        measures: ['u1', 'u2'].map((owner, i) => ({ id: `m${head.seq}-${i}`, owner, dueAt: start + (400 + i) * dayMs })),
        target: { indicator: 'rate', bound: 'at-most', value: 2 },
        baseline: { indicator: 'rate', value: 4 },
        effectAt: start + 500 * dayMs,
      };
    case 'measureEffect':
      return { indicator: 'rate', value: notes.round === 1 ? 3 : 1 };
    case 'askExtension':
      return { dueAt: start + 450 * dayMs };
    case 'newOrder':
      return { orderedDate: start + 460 * dayMs };
    case 'verify':
      return { measures: [] };
    default:
      return {};
  }
}

const played: Played = {
  contract: improvementContract,
  guards: runnable.guards,
  sensible,
  among: (state) => ({ measure: measuresOf(state).map(({ id }) => id) }),
  endings: ['supersede', 'giveUp', 'decideEnd'],
};

const openings = fc.record({
  line: fc.constantFrom(...Object.keys(areas)),
  content: fc.constantFrom(...Object.keys(origins)).map((from) => ({
    baseline: null,
    ...(from === 'order' ? orderOf(start + 455 * dayMs) : { from }),
  })),
});

describe('whatever happens to an improvement, in whatever order', () => {
  it('its state is the fold of its record, its ledgers add up, and somebody is asked; forgetting and renewal change nothing', async () => {
    const world = ruleWorld();
    const planned: boolean[] = [];
    await fc.assert(
      fc.asyncProperty(openings, happenings(25), async (given, course: Happening[]) => {
        const open = async () => {
          const opened = new MemoryCase(runnable, new MemoryRecord(world), 'improvement-1', start);
          await opened.transition({ kind: 'open', open: findingOf(given) });
          return opened;
        };
        const { state } = await expectSound(played, world, open, course);
        planned.push(effectOf(state) !== undefined);
      }),
      { numRuns: 25 },
    );
    expect(planned).toContain(true);
  });
});
