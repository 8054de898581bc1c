import { readOpening } from '../../client/open';
import { payloadSchemaOf, processType } from '../../client/process-type';
import { processes } from '../../client/processes';
import { documentTypes } from '../../domain/processes/claim/vocabulary';
import { given, paper, papers } from './driver';

const claim = processType(processes, 'claim');

describe('the type of a document of a claim', () => {
  it('that no list knows is refused at the edge, and the possible ones are named: it would count for nothing', () => {
    const parsed = payloadSchemaOf(claim, 'submitDocuments').safeParse({ documents: [paper('claim-form'), paper('claimform')] });
    const [issue] = parsed.error?.issues ?? [];
    expect(issue?.path).toEqual(['documents', 1, 'type']);
    for (const type of ['claim-form', 'medical-invoice', 'other']) expect(issue?.message).toContain(`"${type}"`);
  });

  it('is refused in an opening too', () => {
    const opening = { process: 'claim', source: 's', reference: 'r', line: 'motor', branch: 'north', documents: papers('claimform') };
    expect(() => readOpening(claim, opening, Date.UTC(2026, 8, 1))).toThrow(/documents\/0\/type/);
  });

  it('is refused in a message that reaches the case past every door, and where it is attached', async () => {
    const open = await given();
    await expect(open.does('submitDocuments', 'party:claimant', { documents: papers('claimform') })).rejects.toThrow();
    await expect(open.does('attach', 'u1', paper('claimform'))).rejects.toThrow();
    await open.does('attach', 'u1', paper('other'));
    expect(open.state.documents.at(-1)?.type).toBe('other');
  });

  it('stands in the contract with its words, so that luyue processes lists it', () => {
    expect(claim.contract.documents).toEqual(documentTypes);
  });
});
