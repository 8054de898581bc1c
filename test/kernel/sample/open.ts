import { generalPayloads } from '../../../domain/case/general.schema';
import type { OpenRequest } from '../../../domain/case/opening';
import type { World } from '../../../domain/case/settle';
import type { Instant } from '../../../domain/instant';
import { guardsOf } from '../../../domain/processes/guards';
import type { Runnable } from '../../../workflows/kernel/cause';
import { flatWorld } from '../../support/flat-world';
import { MemoryCase, MemoryRecord } from '../../support/memory';
import { sample } from './process';
import { samplePayloads } from './schema';

export const runnable: Runnable = { process: sample, guards: guardsOf({ ...generalPayloads, ...samplePayloads }) };

export const start: Instant = Date.UTC(2026, 8, 1, 1);

export const opening: OpenRequest = {
  process: 'sample',
  source: 'test',
  reference: 'S-1',
  digest: 'd1',
  actor: 'system:test',
  receivedAt: start,
  line: 'motor',
  branch: 'north',
  content: {
    parties: [{ id: 'claimant', role: 'claimant', locale: 'zh-CN', channels: ['sms'], name: '张三', phone: '13800000000' }],
    subject: 's',
  },
};

/** A sample case, opened at `start`. */
export async function openSample(world: World = flatWorld(), record = new MemoryRecord(world)): Promise<MemoryCase> {
  const opened = new MemoryCase(runnable, record, 'sample-1', start);
  await opened.transition({ kind: 'open', open: opening });
  return opened;
}

/** Past the first stage: the claimant has submitted. */
export async function submitted(world?: World): Promise<MemoryCase> {
  const opened = await openSample(world);
  await opened.act('submit', 'party:claimant', { items: ['id-card'] });
  return opened;
}

/** Recommended by u1 and determined by u2, so that agreement is waited for. */
export async function determined(): Promise<MemoryCase> {
  const opened = await submitted();
  await opened.act('recommend', 'u1', { amountFen: 100_00 });
  await opened.act('determine', 'u2', { kind: 'granted', amountFen: 100_00 }, { ground: 'clear' });
  return opened;
}
