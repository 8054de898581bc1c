import type { JsonObject } from '../../domain/case/fact';
import { improvementPayloads } from '../../domain/processes/improvement/schema';
import { describeGuards } from '../support/describe-guards';
import { findingOf, orderOf, start } from './driver';

describe('the guards of the improvement', () => describeGuards(improvementPayloads));

describe('the opening of an improvement', () => {
  const { content } = findingOf();
  const fits = (change: JsonObject): boolean => improvementPayloads.open.safeParse({ ...content, ...change }).success;

  it('fits its schema, with an order and without', () => {
    expect(fits({})).toBe(true);
    expect(fits(orderOf(start))).toBe(true);
  });

  it.each([
    ['an ordered date without an order', { orderedDate: start }],
    ['an order without its date', { from: 'order' }],
    ['a cause that nobody knows', { topic: 'weather' }],
    ['somebody’s name', { name: '张三' }],
  ])('is refused with %s', (_what, change) => {
    expect(fits(change)).toBe(false);
  });
});
