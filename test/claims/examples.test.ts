import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDates } from '../../cli/dates';
import { readOpening } from '../../client/open';
import { claimContract } from '../../domain/processes/claim/contract';
import { claimPayloads } from '../../domain/processes/claim/schema';
import { lines } from '../../domain/processes/claim/vocabulary';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';
import { ClaimDriver, dayMs, runnable, start } from './driver';

const texts = readFileSync(join(__dirname, '../../examples/claims.ndjson'), 'utf8').trimEnd().split('\n');
const type = { contract: claimContract, payloads: claimPayloads };
const requests = texts.map((text) => readOpening(type, resolveDates(JSON.parse(text), start), start));

describe('examples/claims.ndjson', () => {
  it.each(requests.map((request) => [request.reference, request] as const))(
    '%s opens a claim that waits on somebody',
    async (reference, open) => {
      const record = new MemoryRecord(ruleWorld());
      const claim = new ClaimDriver(new MemoryVehicle(runnable, record, `claim-${reference.toLowerCase()}`, start));
      await expect(claim.transition({ kind: 'open', open })).resolves.toMatchObject({ kind: 'written' });
      expect(claim.state).toMatchObject({ status: 'open', raised: null });
      expect(claim.tasks.length).toBeGreaterThan(0);
      const personal = open.content.parties;
      const names = Array.isArray(personal)
        ? personal.flatMap((p) => (typeof p === 'object' && p !== null && 'name' in p ? [String(p.name)] : []))
        : [];
      for (const name of names) expect(JSON.stringify(claim.record.events)).not.toContain(name);
    },
  );

  it('holds at least twenty claims, each under a reference of its own', () => {
    expect(requests.length).toBeGreaterThanOrEqual(20);
    expect(new Set(requests.map((r) => `${r.source}/${r.reference}`)).size).toBe(requests.length);
  });

  it('holds every line of business, group policies, and both branches', () => {
    expect(new Set(requests.map((r) => r.line))).toEqual(new Set(Object.keys(lines)));
    expect(new Set(requests.map((r) => r.branch))).toEqual(new Set(['north', 'south']));
    expect(requests.filter((r) => JSON.stringify(r.content).includes('"group":true')).length).toBeGreaterThan(0);
  });

  it.each([4, 29, 31, 61])('holds a claim received %d days ago', (days) => {
    expect(requests.some((r) => r.receivedAt === start - days * dayMs)).toBe(true);
  });

  it('holds a loss with compulsory and commercial cover and two third parties', () => {
    const both = requests.filter((r) =>
      ['"ctpl"', '"third-party"', '"own-damage"', '"third-2"'].every((word) => JSON.stringify(r.content).includes(word)),
    );
    expect(both).toHaveLength(1);
  });

  it.each(['catastrophe', 'lateNotice', 'deductibleFen', 'village', 'small'])('holds a claim with %s', (word) => {
    expect(requests.some((r) => JSON.stringify(r.content).includes(`"${word}":`))).toBe(true);
  });

  it('holds a second notice of a loss under the same policy on the same day', () => {
    const losses = requests.map(({ content }) => JSON.stringify([content.policy, content.lossAt]));
    expect(losses.length - new Set(losses).size).toBe(1);
  });

  it.each(['mutual-collision', 'subrogation'])('holds a claim on the route %s', (route) => {
    expect(requests.some((r) => r.content.route === route)).toBe(true);
  });
});
