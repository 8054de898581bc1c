import { emergencyPayloads } from '../../domain/processes/emergency/schema';
import { describeGuards } from '../support/describe-guards';
import { alarmOf, hourMs, start } from './driver';

describe('the guards of the emergency', () => describeGuards(emergencyPayloads));

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
