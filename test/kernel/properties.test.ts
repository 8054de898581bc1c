import fc from 'fast-check';
import { type Happening, happenings, type Played } from '../support/course';
import { flatWorld } from '../support/flat-world';
import { expectSound } from '../support/invariants';
import { sampleContract } from './sample/contract';
import { openSample, runnable } from './sample/open';

const played: Played = { contract: sampleContract, guards: runnable.guards, sensible: () => ({}) };
const absent = fc.subarray(['handler', 'approver', 'surveyor']).map((roles) => new Set(roles));

describe('whatever happens to a case, in whatever order', () => {
  it('its state is the fold of its record, its ledgers add up, and somebody is asked; forgetting and renewal change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(absent, happenings(30), async (vacant: ReadonlySet<string>, course: Happening[]) => {
        const world = flatWorld(vacant);
        await expectSound(played, world, () => openSample(world), course);
      }),
      { numRuns: 80 },
    );
  });
});
