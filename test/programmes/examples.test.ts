import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDates } from '../../cli/dates';
import { readOpening } from '../../client/open';
import { programmeContract } from '../../domain/processes/programme/contract';
import { programmePayloads } from '../../domain/processes/programme/schema';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';
import { ProgrammeDriver, runnable, start } from './driver';

const texts = readFileSync(join(__dirname, '../../examples/programmes.ndjson'), 'utf8').trimEnd().split('\n');
const type = { contract: programmeContract, payloads: programmePayloads };
const requests = texts.map((text) => readOpening(type, resolveDates(JSON.parse(text), start), start));

describe('examples/programmes.ndjson', () => {
  it.each(requests.map((request) => [request.reference, request] as const))(
    '%s opens a programme that is planned and analyses complaints',
    async (reference, open) => {
      const record = new MemoryRecord(ruleWorld());
      const opened = new ProgrammeDriver(new MemoryVehicle(runnable, record, `programme-${reference.toLowerCase()}`, start));
      await expect(opened.transition({ kind: 'open', open })).resolves.toMatchObject({ kind: 'written' });
      expect(opened.state).toMatchObject({ status: 'open', raised: null, stage: 'prioritise' });
      expect(opened.tasks).toEqual(expect.arrayContaining(['setOrder', 'analyseComplaints']));
      expect(JSON.stringify(record.events)).not.toContain(String(open.content.description));
    },
  );

  it('holds at least eight, each under a reference of its own, of both branches', () => {
    expect(requests.length).toBeGreaterThanOrEqual(8);
    expect(new Set(requests.map((r) => `${r.source}/${r.reference}`)).size).toBe(requests.length);
    expect(new Set(requests.map((r) => r.branch))).toEqual(new Set(['north', 'south']));
  });
});
