import { z } from 'zod';
import { anyObject, isoInstant, words } from './common';

const at = isoInstant.nullable();

export const opened = z
  .object({
    case: z.string(),
    number: z.int().meta({ description: 'Short number for people.' }),
    existed: z.boolean().meta({ description: 'The same request was opened before.' }),
    stage: z.string(),
    status: z.enum(['open', 'closed']),
  })
  .meta({ id: 'Opened', examples: [{ case: 'claim-qk6x2m5n7d3a4b2c', number: 42, existed: false, stage: 'documents', status: 'open' }] });

export const caseSummary = z
  .object({
    case: z.string(),
    number: z.int(),
    process: z.string(),
    title: words.nullable(),
    source: z.string(),
    reference: z.string(),
    line: z.string(),
    branch: z.string(),
    team: z.string(),
    handler: z.string().nullable(),
    stage: z.string(),
    stageTitle: words.nullable(),
    status: z.enum(['open', 'closed']),
    outcome: z.string().nullable(),
    waitingOn: z.string(),
    slaBand: z.string().meta({ description: 'Worst of the running limits: breached, urgent, warn, ok, paused, none.' }),
    escalation: z.int(),
    flags: z.array(z.string()),
    held: z.boolean(),
    reopened: z.int(),
    receivedAt: isoInstant,
    openedAt: isoInstant,
    closedAt: at,
    nextDueAt: at,
    legalDueAt: at,
    compressed: z.string().nullable().meta({ description: 'Drill: time runs faster.' }),
    headSeq: z.int(),
  })
  .meta({ id: 'CaseSummary' });

export const caseView = caseSummary
  .extend({
    state: anyObject.meta({
      description:
        'The folded state: tasks, clocks, documents, exposures, payments, promises. Instants in it are milliseconds. No personal data.',
    }),
  })
  .meta({ id: 'Case' });

export const casePage = z.object({ cases: z.array(caseSummary), next: z.string().nullable() }).meta({ id: 'CasePage' });

export const card = z.object({ case: z.string(), lang: z.enum(['zh', 'en']), markdown: z.string() }).meta({ id: 'Card' });

export const event = z
  .object({
    seq: z.int(),
    at: isoInstant.meta({ description: 'When the case accepted it.' }),
    recordedAt: isoInstant,
    cause: z.string(),
    actor: z.string(),
    onBehalfOf: z.string().nullable(),
    hash: z.string(),
    kind: z.string(),
    fact: anyObject.meta({ description: 'As recorded; instants in milliseconds.' }),
  })
  .meta({ id: 'Event' });

export const log = z
  .object({ case: z.string(), events: z.array(event), next: z.int().nullable().meta({ description: '`after` of the next page.' }) })
  .meta({ id: 'Log' });

export const clock = z
  .object({
    clock: z.string(),
    rule: z.string(),
    title: words.nullable(),
    exposure: z.string().nullable(),
    state: z.enum(['running', 'paused', 'met', 'stopped']),
    basis: z.enum(['law', 'policy']),
    ruleVersion: z.string(),
    calendarVersion: z.string(),
    startsAt: isoInstant,
    dueAt: at,
    rolledDueAt: at,
    provisionalAt: at,
    missingYears: z.array(z.int()),
    breachedAt: at,
    metAt: at,
    next: z.object({ name: z.string(), at: isoInstant, to: z.array(z.string()) }).nullable(),
    fired: z.array(z.string()),
    acknowledgedBy: z.string().nullable(),
    segments: z.array(z.object({ from: isoInstant, to: at, state: z.string(), reason: z.string() })),
    explanation: words.nullable().meta({ description: 'How the clock came to its due instant, in words.' }),
  })
  .meta({ id: 'Clock' });

export const clocks = z.object({ case: z.string(), clocks: z.array(clock) }).meta({ id: 'Clocks' });

export const document = z
  .object({ id: z.string(), type: z.string(), sha256: z.string(), reference: z.string(), receivedAt: isoInstant })
  .meta({ id: 'Document', description: 'Reference to a document; never the document.' });

export const documents = z.object({ case: z.string(), documents: z.array(document) }).meta({ id: 'Documents' });
