import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDates } from '../../cli/dates';
import { readOpening } from '../../client/open';
import { areas } from '../../domain/processes/areas';
import { improvementContract } from '../../domain/processes/improvement/contract';
import { improvementPayloads } from '../../domain/processes/improvement/schema';
import { origins } from '../../domain/processes/improvement/vocabulary';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';
import { ImprovementDriver, runnable, start } from './driver';

const texts = readFileSync(join(__dirname, '../../examples/improvements.ndjson'), 'utf8').trimEnd().split('\n');
const type = { contract: improvementContract, payloads: improvementPayloads };
const requests = texts.map((text) => readOpening(type, resolveDates(JSON.parse(text), start), start));

describe('examples/improvements.ndjson', () => {
  it.each(requests.map((request) => [request.reference, request] as const))(
    '%s opens an improvement whose cause somebody looks for, and keeps its description out of the facts',
    async (reference, open) => {
      const record = new MemoryRecord(ruleWorld());
      const opened = new ImprovementDriver(new MemoryVehicle(runnable, record, `improvement-${reference.toLowerCase()}`, start));
      await expect(opened.transition({ kind: 'open', open })).resolves.toMatchObject({ kind: 'written' });
      expect(opened.state).toMatchObject({ status: 'open', raised: null, stage: 'root-cause' });
      expect(opened.tasks).toEqual(['findCause']);
      expect(JSON.stringify(record.events)).not.toContain(String(open.content.description));
    },
  );

  it('holds at least eight, each under a reference of its own, of every area and every origin', () => {
    expect(requests.length).toBeGreaterThanOrEqual(8);
    expect(new Set(requests.map((r) => `${r.source}/${r.reference}`)).size).toBe(requests.length);
    expect(new Set(requests.map((r) => r.line))).toEqual(new Set(Object.keys(areas)));
    expect(new Set(requests.map((r) => r.content.from))).toEqual(new Set(Object.keys(origins)));
  });

  it('holds an order whose date has passed', () => {
    expect(requests.some((r) => Number(r.content.orderedDate) < start)).toBe(true);
  });
});
