import fc from 'fast-check';
import type { Json, JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { emergencyContract } from '../../domain/processes/emergency/contract';
import { partsAt } from '../../domain/processes/emergency/view';
import { kinds, levels } from '../../domain/processes/emergency/vocabulary';
import { type Happening, happenings, type Played } from '../support/course';
import { expectSound } from '../support/invariants';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { alarmOf, hourMs, rosterWorld, runnable, start } from './driver';
import { paper } from './played';

/** What people would send: an approval, an occurrence that lies back, a document. */
function sensible(act: string): JsonObject {
  switch (act) {
    case 'report':
    case 'waiveNotice':
      return { document: paper() };
    case 'standDown':
    case 'approveReview':
      return { decision: 'approved' };
    case 'establish':
      return { occurredAt: start - hourMs };
    default:
      return {};
  }
}

const ids: readonly Json[] = ['one', 'two', 'three'];

const among = (state: CaseState): Readonly<Record<string, readonly Json[]>> => ({
  action: [...partsAt(state, 'action', 'open'), 'one', 'two'],
  resource: ids,
  event: ['TY1', 'TY2'],
  bulk: [...Object.keys(state.bulks), 'b1'],
  level: Object.keys(levels),
  from: [start],
  to: [start + 240 * hourMs],
});

// Days in which nobody answers are thousands of calls, all alike.
const stepMs = hourMs / 6;
const endings = ['falseAlarm', 'standDown', 'approveReview'];
const played: Played = { contract: emergencyContract, guards: runnable.guards, sensible, among, endings, stepMs };

const content = fc.record(
  {
    persons: fc.constantFrom(1, 500, 1_000_000),
    dataClass: fc.constantFrom('core', 'sensitive', 'general'),
    personalData: fc.boolean(),
    occurredAt: fc.constant(start - hourMs / 2),
  },
  { requiredKeys: [] },
);
const alarms = fc.record({ kind: fc.constantFrom(...Object.keys(kinds)), content });

describe('whatever happens to an emergency, in whatever order', () => {
  it('its state is the fold of its record, its ledgers add up, and somebody is asked; forgetting and renewal change nothing', async () => {
    const world = rosterWorld();
    await fc.assert(
      fc.asyncProperty(alarms, happenings(20), async (given, course: Happening[]) => {
        const open = async () => {
          const opened = new MemoryCase(runnable, new MemoryRecord(world), 'emergency-1', start);
          await opened.transition({ kind: 'open', open: alarmOf(given) });
          return opened;
        };
        await expectSound(played, world, open, course);
      }),
      { numRuns: 15 },
    );
  });
});
