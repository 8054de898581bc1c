import { z } from 'zod';
import { anyObject, isoInstant, words } from './common';

export const rule = z
  .looseObject({ id: z.string(), name: words, kind: z.string(), basis: z.string(), status: z.string(), version: z.string() })
  .meta({ id: 'Rule', description: 'A rule with its values, citations, day count and pauses. Only `basis: law` is law.' });

export const rules = z.object({ rules: z.array(rule) }).meta({ id: 'Rules' });

export const due = z
  .looseObject({
    ruleId: z.string(),
    ruleVersion: z.string(),
    basis: z.string(),
    status: z.string(),
    startsAt: z.string(),
    dueAt: z.string().nullable(),
    rolledDueAt: z.string().nullable(),
    provisionalAt: z.string().nullable(),
    missingYears: z.array(z.int()),
    explanation: words,
  })
  .meta({ id: 'Due' });

const actContract = z.object({
  title: words,
  kind: z.enum(['decision', 'arrival']),
  by: z.array(z.string()),
  when: z.union([z.string(), z.array(z.string())]),
  grounds: z.array(z.string()),
  payload: anyObject.meta({ description: 'JSON Schema of the payload.' }),
});

export const processSummary = z
  .object({ process: z.string(), title: words, section: z.string(), version: z.int(), acts: z.array(z.string()) })
  .meta({ id: 'ProcessSummary' });

export const processList = z.object({ processes: z.array(processSummary) }).meta({ id: 'Processes' });

export const processView = z
  .object({
    process: z.string(),
    title: words,
    section: z.string(),
    version: z.int(),
    stages: z.record(z.string(), words),
    outcomes: z.record(z.string(), words),
    reopenAt: z.array(z.string()),
    opening: anyObject.meta({ description: 'JSON Schema of the opening request.' }),
    acts: z.record(z.string(), actContract),
  })
  .meta({ id: 'Process' });

export const report = z
  .object({ report: z.string(), from: isoInstant, to: isoInstant, rows: z.array(anyObject) })
  .meta({ id: 'Report', description: 'Figures of the cases received in the period. Money in fen.' });

export const me = z
  .object({
    actor: z.string(),
    tool: z.string().nullable(),
    scopes: z.array(z.string()).nullable().meta({ description: 'Null: whatever the staff tables give.' }),
    roles: z.array(z.string()),
    team: z.string().nullable(),
    branch: z.string().nullable(),
    sensitive: z.array(z.string()).meta({ description: 'Sensitive lines that may be read.' }),
    standsInFor: z.array(z.string()),
  })
  .meta({ id: 'Me' });

export const feedEvent = z
  .object({
    no: z.int().meta({ description: 'Global sequence number: grows with every event of any case, with gaps.' }),
    case: z.string(),
    seq: z.int(),
    at: isoInstant,
    recordedAt: isoInstant,
    actor: z.string(),
    onBehalfOf: z.string().nullable(),
    cause: z.string(),
    kind: z.string(),
    fact: anyObject,
  })
  .meta({ id: 'FeedEvent' });

export const feedPage = z
  .object({ events: z.array(feedEvent), next: z.int().meta({ description: '`after` of the next page.' }) })
  .meta({ id: 'FeedPage' });
