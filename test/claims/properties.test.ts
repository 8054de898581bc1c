import fc from 'fast-check';
import type { Json, JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { claimContract } from '../../domain/processes/claim/contract';
import { lines } from '../../domain/processes/claim/vocabulary';
import { type Happening, happenings, type Played } from '../support/course';
import { expectSound } from '../support/invariants';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';
import { noticeOf, papers, person, runnable, start } from './driver';

const parties = [person('claimant', 'insured'), person('third-1', 'third-party')];

const lastPayload = ({ answers }: CaseState, act: string): JsonObject => answers.findLast((a) => a.act === act)?.payload ?? {};

const picked = (from: JsonObject, ...fields: string[]): Record<string, Json> =>
  Object.fromEntries(fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]])));

/** What people would send: results that were recommended, papers that are missing, amounts that were asked for. */
function sensible(act: string, state: CaseState): JsonObject {
  switch (act) {
    case 'recommend':
      return { kind: 'granted', claimedFen: 900, amountFen: 900, deductibleFen: 0, reasons: [] };
    case 'determine':
      return picked(lastPayload(state, 'recommend'), 'kind', 'amountFen');
    case 'noticeReported':
      return { status: 'handed' };
    case 'payAdvance':
      return picked(lastPayload(state, 'askAdvance'), 'amountFen');
    case 'submitDocuments':
      return { documents: papers('claim-form', 'id-card', 'medical-record', 'medical-invoice', 'accident-proof', 'repair-invoice') };
    case 'setPayees':
      return { payees: [{ payee: 'third-1', shareBp: 10_000 }] };
    default:
      return {};
  }
}

const endings = ['notPursued', 'cancelBelowDeductible'];
const played: Played = { contract: claimContract, guards: runnable.guards, sensible, endings };
const content = fc.record(
  { parties: fc.constant(parties), request: fc.boolean(), documents: fc.constantFrom([], papers('claim-form')) },
  { requiredKeys: ['parties'] },
);
const notices = fc.record({ line: fc.constantFrom(...Object.keys(lines)), content });

// Every task has rungs of its own, and all of them are let pass.
jest.setTimeout(240_000);

describe('whatever happens to a claim, in whatever order', () => {
  it('its state is the fold of its record, its ledgers add up, and somebody is asked; forgetting and renewal change nothing', async () => {
    const world = ruleWorld();
    await fc.assert(
      fc.asyncProperty(notices, happenings(20), async (given, course: Happening[]) => {
        const open = async () => {
          const opened = new MemoryCase(runnable, new MemoryRecord(world), 'claim-1', start);
          await opened.transition({ kind: 'open', open: noticeOf(given) });
          return opened;
        };
        await expectSound(played, world, open, course);
      }),
      { numRuns: 25 },
    );
  });
});
