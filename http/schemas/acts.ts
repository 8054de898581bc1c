import { z } from 'zod';
import { anyObject, isoInstant, words } from './common';
import { task } from './tasks';

export const actBody = z
  .strictObject({
    payload: anyObject.default({}).meta({ description: 'What the act carries: its JSON Schema is in `/v1/processes/{process}`.' }),
    request: z.string().min(1).max(100).optional().meta({ description: 'Unique per case. The same again returns the stored answer.' }),
    as: z.string().max(60).optional().meta({ description: 'Only `party:ID`, and only for service accounts with luyue.party.' }),
    for: z.string().min(1).max(60).optional().meta({ description: 'The principal, where the caller stands in for somebody.' }),
    ground: z.string().min(1).max(100).optional(),
    occurredAt: z.string().max(40).optional().meta({ description: 'Legal instant, may lie in the past. ISO 8601 with offset.' }),
    evidence: z.string().min(1).max(300).optional().meta({ description: 'What proves a past instant.' }),
    task: z.string().min(1).max(200).optional().meta({ description: 'Name of the task, where several are open for the act.' }),
  })
  .meta({
    id: 'ActRequest',
    examples: [{ payload: { text: '已与客户联系' } }, { payload: { until: '2026-10-01T18:00:00+08:00' }, ground: 'police' }],
  });

export const claimBody = actBody
  .pick({ request: true, for: true })
  .nullish()
  .meta({ id: 'ClaimRequest', description: 'May be left out.', examples: [{ request: 'claim-1' }] });

export const answer = z
  .object({
    case: z.string(),
    act: z.string(),
    request: z.string(),
    seq: z.int(),
    lastSeq: z.int(),
    at: isoInstant,
    recordedAt: isoInstant,
    entered: z.string().nullable().meta({ description: 'Stage that the act led to, where it changed.' }),
    outcome: z.string().nullable().meta({ description: 'Outcome, where the act closed the case.' }),
    hash: z.string(),
  })
  .meta({ id: 'ActAnswer' });

export const possibleAct = z
  .object({
    act: z.string(),
    title: words,
    kind: z.enum(['decision', 'arrival']),
    by: z.array(z.string()),
    grounds: z.array(z.string()),
    tasks: z.array(task.pick({ task: true, seq: true, exposure: true, title: true, owner: true, delegate: true, claimedFrom: true })),
    payload: anyObject.meta({ description: 'JSON Schema of the payload: a tool can draw the form from it.' }),
  })
  .meta({ id: 'PossibleAct' });

export const possibleActs = z.object({ case: z.string(), actor: z.string(), acts: z.array(possibleAct) }).meta({ id: 'PossibleActs' });
