import type { JsonObject } from '../../domain/case/fact';
import { programmePayloads } from '../../domain/processes/programme/schema';
import { describeGuards } from '../support/describe-guards';
import { programmeOf } from './driver';

describe('the guards of the programme', () => describeGuards(programmePayloads));

describe('the opening of a programme', () => {
  const fits = (change: JsonObject): boolean => programmePayloads.open.safeParse({ ...programmeOf().content, ...change }).success;

  it('fits its schema', () => {
    expect(fits({})).toBe(true);
  });

  it.each([
    ['a fifth quarter', { quarter: '2026-Q5' }],
    ['a theme that nobody knows', { themes: ['weather'] }],
  ])('is refused with %s', (_what, change) => {
    expect(fits(change)).toBe(false);
  });
});
