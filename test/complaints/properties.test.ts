import fc from 'fast-check';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { complaintContract } from '../../domain/processes/complaint/contract';
import { channels, kinds } from '../../domain/processes/complaint/vocabulary';
import { type Happening, happenings, type Played } from '../support/course';
import { expectSound } from '../support/invariants';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';
import { complaintOf, jointOf, runnable, start, transferOf, unwired } from './driver';
import { decisionOf, findings, paper } from './played';

/** What people would send: complaints of people who may complain, decisions that are complete, papers of both sides. */
function sensible(act: string, { head }: CaseState): JsonObject {
  switch (act) {
    case 'classify':
      return head.seq % 5 === 0 ? { of: 'complaint-99' } : { kind: 'complaint', standing: 'self', repetition: 'none' };
    case 'propose':
      return decisionOf('partly-justified');
    case 'decide':
      return { result: head.seq % 4 === 0 ? 'returned' : 'approved' };
    case 'recordJoint':
      return { representatives: ['complainant'] };
    case 'startMediation':
      return { consent: paper('consent'), application: paper('mediation-application') };
    case 'mediationEnded':
      return { result: head.seq % 3 === 0 ? 'agreed' : 'failed', agreement: paper('agreement') };
    case 'recheck':
      return head.seq % 2 === 0 ? { result: 'changed', changedTo: 'justified', findings } : { result: 'sent-back', findings };
    case 'noticeReported':
      return { status: 'handed' };
    default:
      return {};
  }
}

const played: Played = { contract: complaintContract, guards: runnable.guards, sensible, endings: ['handOver'] };

const content = fc.oneof(
  fc.constantFrom<JsonObject>({}, unwired, transferOf(), transferOf(start + 1), jointOf(25, 3), { cause: 'disaster' }),
  fc.record({ kind: fc.constantFrom(...Object.keys(kinds)) }),
  fc.record({ channel: fc.constantFrom(...Object.keys(channels).filter((c) => c !== 'transfer')) }),
);

/** The way of an ordinary complaint: a course begins somewhere on it. */
const ordinary: readonly (readonly [act: string, actor: string, payload: JsonObject])[] = [
  ['classify', 'intake1', { kind: 'complaint', standing: 'self', repetition: 'none' }],
  ['investigate', 'u1', { facts: '已核实' }],
  ['propose', 'u1', decisionOf('unjustified')],
  ['decide', 'lead1', { result: 'approved' }],
  ['recordDelivery', 'u1', { method: 'post', proof: paper('postal-receipt') }],
  ['applyRecheck', 'party:complainant', { reason: '不同意', application: paper('recheck-application') }],
];
const begun = fc.integer({ min: 0, max: ordinary.length });

describe('whatever happens to a complaint, in whatever order', () => {
  it('its state is the fold of its record, its ledgers add up, and somebody is asked; forgetting and renewal change nothing', async () => {
    const world = ruleWorld();
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(content, begun, happenings(15), async (change, ahead, course: Happening[]) => {
        const open = async () => {
          const opened = new MemoryCase(runnable, new MemoryRecord(world), 'complaint-1', start);
          await opened.transition({ kind: 'open', open: complaintOf({ content: change }) });
          for (const [act, actor, payload] of ordinary.slice(0, ahead)) await opened.act(act, actor, payload);
          return opened;
        };
        const { state, record } = await expectSound(played, world, open, course);
        for (const { fact } of record.events) if (fact.kind === 'entered') reached.add(fact.stage);
        expect(state.status === 'closed' ? Object.keys(complaintContract.outcomes) : [undefined]).toContain(state.outcome);
      }),
      { numRuns: 25 },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['investigate', 'decide', 'tell']));
  });
});
