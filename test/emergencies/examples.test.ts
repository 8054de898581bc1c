import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDates } from '../../cli/dates';
import { readOpening } from '../../client/open';
import { processes } from '../../client/processes';
import { kinds } from '../../domain/processes/emergency/vocabulary';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { rosterWorld, runnable, start } from './driver';

const texts = readFileSync(join(__dirname, '../../examples/emergencies.ndjson'), 'utf8').trimEnd().split('\n');
const requests = texts.map((text) => readOpening(processes.emergency, resolveDates(JSON.parse(text), start), start));

describe('examples/emergencies.ndjson', () => {
  it.each(requests.map((request) => [request.reference, request] as const))(
    '%s opens an emergency that calls somebody and keeps names out of its log',
    async (reference, open) => {
      const vehicle = new MemoryVehicle(runnable, new MemoryRecord(rosterWorld()), `emergency-${reference.toLowerCase()}`, start);
      await vehicle.open(open);
      expect(vehicle.state).toMatchObject({ status: 'open', stage: 'triage', raised: null });
      expect(Object.values(vehicle.state.notices).map((n) => n.template)).toContain('call-out');
      const { parties = [] } = open.content;
      const names = Array.isArray(parties)
        ? parties.map((p) => (typeof p === 'object' && p !== null && 'name' in p ? String(p.name) : ''))
        : [];
      for (const name of names) expect(JSON.stringify(vehicle.record.events)).not.toContain(name);
    },
  );

  it('holds every kind and an exercise', () => {
    expect(new Set(requests.map((r) => r.line))).toEqual(new Set(Object.keys(kinds)));
    expect(requests.filter((r) => r.drill === true)).toHaveLength(1);
  });

  it('holds each under a reference of its own', () => {
    expect(new Set(requests.map((r) => `${r.source}/${r.reference}`)).size).toBe(requests.length);
  });
});
