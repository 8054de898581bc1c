import fc from 'fast-check';
import type { JsonObject } from '../../domain/case/fact';
import { checkShape } from '../../domain/case/guard';
import { guardOf } from '../../domain/processes/guards';
import { improvementPayloads } from '../../domain/processes/improvement/schema';
import { broken, fitting } from '../support/payloads';
import { findingOf, orderOf, start } from './driver';

const { open: _open, ...acts } = improvementPayloads;

describe('the guards of the improvement', () => {
  it.each(Object.entries(acts))('%s takes and refuses what its schema does', (act, schema) => {
    const guard = guardOf(schema, act);
    fc.assert(
      fc.property(fitting(guard), (value) => checkShape(guard, value) === null && schema.safeParse(value).success),
      { numRuns: 25 },
    );
    fc.assert(
      fc.property(fitting(guard).chain(broken), (value) => (checkShape(guard, value) === null) === schema.safeParse(value).success),
      { numRuns: 50 },
    );
  });
});

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
