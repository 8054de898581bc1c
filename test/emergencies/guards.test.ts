import fc from 'fast-check';
import { checkShape } from '../../domain/case/guard';
import { emergencyPayloads } from '../../domain/processes/emergency/schema';
import { guardOf } from '../../domain/processes/guards';
import { broken, fitting } from '../support/payloads';
import { alarmOf, hourMs, start } from './driver';

describe('generated guards of the emergency', () => {
  const { open: _open, ...acts } = emergencyPayloads;

  it.each(Object.entries(acts))('the guard of %s takes and refuses what its schema does', (act, schema) => {
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

describe('the alarm', () => {
  const content = alarmOf().content;

  it.each([
    ['as it is', {}],
    ['occurred when it was detected', { occurredAt: start }],
    ['as other cases ask for it', { kind: 'mass-complaint', persons: 20, place: '3302' }],
  ])('fits its schema %s', (_what, change) => {
    expect(emergencyPayloads.open.safeParse({ ...content, ...change }).error).toBeUndefined();
  });

  it.each([
    ['occurred after it was detected', { occurredAt: start + hourMs }],
    ['is of no kind', { kind: 'rumour' }],
    ['is of no level', { level: 'V' }],
    ['has more provinces than there are', { provinces: 35 }],
    ['names something else', { catastrophe: 'TY1' }],
  ])('is refused when it %s', (_what, change) => {
    expect(emergencyPayloads.open.safeParse({ ...content, ...change }).success).toBe(false);
  });
});
