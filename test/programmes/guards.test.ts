import fc from 'fast-check';
import type { JsonObject } from '../../domain/case/fact';
import { checkShape } from '../../domain/case/guard';
import { guardOf } from '../../domain/processes/guards';
import { programmePayloads } from '../../domain/processes/programme/schema';
import { broken, fitting } from '../support/payloads';
import { programmeOf } from './driver';

const { open: _open, ...acts } = programmePayloads;

describe('the guards of the programme', () => {
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
