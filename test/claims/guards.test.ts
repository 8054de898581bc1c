import { claimPayloads } from '../../domain/processes/claim/schema';
import { guardFiles, isCurrent } from '../../domain/processes/generate';
import { describeGuards } from '../support/describe-guards';
import { noticeOf, person } from './driver';

describe('generated guards', () => {
  it.each(guardFiles.map((guard) => [guard.file.split('/domain/')[1], guard] as const))(
    '%s is as its schemas give it (npm run guards)',
    (_name, guard) => {
      expect(isCurrent(guard)).toBe(true);
    },
  );
});

describe('generated guards of the claim', () => describeGuards(claimPayloads));

describe('the notice of loss', () => {
  const content = noticeOf().content;

  it('fits its schema', () => {
    expect(claimPayloads.open.safeParse(content).error).toBeUndefined();
  });

  it.each([
    ['has no party with the id claimant', { parties: [person('insured', 'insured')] }],
    ['has two exposures of one id', { exposures: [1, 2].map(() => ({ id: 'e1', cover: 'medical', claimant: 'claimant' })) }],
    ['has an exposure of a stranger', { exposures: [{ id: 'e1', cover: 'medical', claimant: 'stranger' }] }],
  ])('is refused when it %s', (_what, change) => {
    expect(claimPayloads.open.safeParse({ ...content, ...change }).success).toBe(false);
  });
});
