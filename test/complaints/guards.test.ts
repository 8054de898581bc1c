import type { JsonObject } from '../../domain/case/fact';
import { complaintPayloads } from '../../domain/processes/complaint/schema';
import { attemptsUntilUnreachable, majorFromComplainants, mostRepresentatives } from '../../domain/processes/complaint/thresholds';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { describeGuards } from '../support/describe-guards';
import { complaintOf, jointOf, person, start, transferOf } from './driver';

describe('the guards of the complaint', () => describeGuards(complaintPayloads));

describe('the opening of a complaint', () => {
  const { content } = complaintOf();
  const errorOf = (change: JsonObject): string | undefined => complaintPayloads.open.safeParse({ ...content, ...change }).error?.message;

  it.each([
    ['of one person', {}],
    ['transferred, with an ordered date', transferOf(start)],
    ['transferred, without one', transferOf()],
    ['of many, who speak by five', jointOf(20, 5)],
    ['of many who did not come themselves, and name six', jointOf(20, 6, false)],
    ['brought by somebody else', { parties: [person('complainant'), person('son', 'agent')], submitter: 'son' }],
  ])('%s fits its schema', (_what, change) => {
    expect(errorOf(change)).toBeUndefined();
  });

  it.each([
    ['no party with the id complainant', { parties: [person('son')] }, /complainant/],
    ['six representatives face to face', jointOf(20, 6), /at most 5 .*art\. 12/],
    ['a representative who is no party', { ...jointOf(20, 1), parties: [person('complainant')] }, /among the parties/],
    ['a submitter who is no party', { submitter: 'son' }, /among the parties/],
    ['a transfer without its body and number', { channel: 'transfer' }, /body and number/],
    ['a transfer by its number that came by another channel', { ...transferOf(), channel: 'hotline' }, /body and number/],
    ['a kind that nobody knows', { kind: 'praise' }, /kind/],
  ])('is refused with %s', (_what, change, reason) => {
    expect(errorOf(change)).toMatch(reason);
  });
});

describe('the numbers that stage code asks for', () => {
  const of = (rule: string, value: string) =>
    standardRulebook()
      .getRule(rule)
      .values.find((v) => v.name === value)?.quantity;

  it.each([
    ['complaint-group-representatives', 'representatives', mostRepresentatives],
    ['complaint-major-threshold', 'complainants', majorFromComplainants],
    ['complaint-unreachable-attempts', 'attempts', attemptsUntilUnreachable],
  ])('%s is that of the rulebook', (rule, value, number) => {
    expect(of(rule, value)).toMatchObject({ count: number });
  });
});
