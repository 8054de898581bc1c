import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type CaseRow, findCase, listCases } from '../../../db/queries/case';
import { wholeLog } from '../../../db/queries/log';
import { verifyAll } from '../../../db/queries/verify';
import { clock, clockSegment, notice, payment } from '../../../db/schema';
import type { CaseEvent } from '../../../domain/case/fact';
import type { CaseState } from '../../../domain/case/state';
import { eventsOf, isWrittenBy } from '../faults/histories';
import type { Book } from '../load/book';
import type { Opening } from '../load/openings';
import { each } from '../parallel';
import type { World } from '../world/world';
import type { CaseEvidence, EngineView, Evidence, LedgerLine } from './evidence';

const flags = defineSearchAttributeKey('Flags', 'KEYWORD_LIST');
const queryMs = 30_000;
const tries = 5;
const pageSize = 1_000;

const ledgerShape = z.object({ state: z.string(), key: z.string(), amountFen: z.number().optional(), payee: z.string().optional() });
const messageShape = z.object({ messageId: z.string(), idempotencyKey: z.string().optional() });

/** Lines of a file that only grows; what its writer had not ended when it was killed was not written. */
function linesOf(file: string): unknown[] {
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));
}

const orNothing = (file: string): unknown[] => {
  try {
    return linesOf(file);
  } catch (error) {
    // Nothing was ever written to it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

async function allCases({ records: { db } }: World): Promise<readonly CaseRow[]> {
  const rows: CaseRow[] = [];
  for (let afterNumber = 0; ; ) {
    const page = await listCases(db, { afterNumber }, pageSize);
    rows.push(...page);
    const last = page.at(-1);
    if (last === undefined) return rows;
    afterNumber = last.number;
  }
}

/** Null where it did not come in time or has no answer. */
async function stateIn(client: Client, id: string): Promise<CaseState | null> {
  try {
    return await client.withDeadline(Date.now() + queryMs, () => client.workflow.getHandle(id).query<CaseState, []>('state'));
  } catch {
    // The check says what it means that there is none.
    return null;
  }
}

async function viewOf(client: Client, id: string): Promise<EngineView> {
  try {
    const { status, raw, typedSearchAttributes } = await client.workflow.getHandle(id).describe();
    const isParked = typedSearchAttributes.get(flags)?.includes('trouble') === true;
    return { status: status.name, state: await stateIn(client, id), isParked, taskAttempts: raw.pendingWorkflowTask?.attempt ?? 0 };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { status: 'ABSENT', state: null, isParked: false, taskAttempts: 0 };
  }
}

/** One case from all sides at one moment: a case that moves in between is looked at again. */
async function evidenceOf({ records: { db } }: World, client: Client, id: string): Promise<CaseEvidence> {
  for (let attempt = 1; ; attempt++) {
    const engine = await viewOf(client, id);
    const events: CaseEvent[] = [];
    for await (const event of wholeLog(db, id)) events.push(event);
    const found = await findCase(db, id);
    const clocks = await db.select().from(clock).where(eq(clock.caseId, id));
    const segments = await db.select().from(clockSegment).where(eq(clockSegment.caseId, id)).orderBy(asc(clockSegment.no));
    const notices = await db.select().from(notice).where(eq(notice.caseId, id));
    const payments = await db.select().from(payment).where(eq(payment.caseId, id));
    if (found === undefined) continue;
    const isStill = engine.state?.head.seq === events.length && found.headSeq === events.length;
    if (isStill || attempt === tries) return { id, row: found, events, clocks, segments, notices, payments, engine };
  }
}

const accountShape = z.object({ parties: z.array(z.object({ account: z.string().optional() })) });

/** The account that a claim's payments have to go to, by its reference. */
function accountsOf(openings: readonly Opening[]): ReadonlyMap<string, string> {
  return new Map(
    openings.flatMap(({ reference, request }): [string, string][] => {
      const account = accountShape.safeParse(request).data?.parties[0]?.account;
      return account === undefined ? [] : [[reference, account]];
    }),
  );
}

async function openInEngine(client: Client): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) open.add(workflowId);
  return open;
}

/** Closed cases in whose last run a version has a hand that was taken back: they are over, and nothing replays them. */
async function spoiledIn({ spoilers }: World, client: Client, cases: readonly CaseEvidence[]): Promise<ReadonlySet<string>> {
  const suspects = spoilers.length === 0 ? [] : cases.filter(({ row, engine }) => row.status === 'closed' && engine.state === null);
  const spoiled = await each(suspects, async ({ id }) => {
    const events = await eventsOf(client, id);
    return spoilers.some((pid) => isWrittenBy(events, pid)) ? [id] : [];
  });
  return new Set(spoiled.flat());
}

const rowsIn = <S extends z.ZodType>(shape: S, file: string): z.output<S>[] => orNothing(file).map((line) => shape.parse(line));

/** Everything that the checks look at, of a run that has come to rest. */
export async function gather(world: World, book: Book, openings: readonly Opening[]): Promise<Evidence> {
  const client = world.client();
  const rows = await allCases(world);
  const cases = await each(rows, ({ id }) => evidenceOf(world, client, id));
  const byReference = accountsOf(openings);
  const accounts = new Map(
    cases.flatMap(({ row, payments }): [string, string][] => {
      const account = byReference.get(row.reference);
      return account === undefined ? [] : payments.map(({ key }) => [key, account]);
    }),
  );
  const ledger: LedgerLine[] = rowsIn(ledgerShape, join(world.folder, 'bank', 'ledger.ndjson'));
  const messages = (channel: string) => rowsIn(messageShape, join(world.folder, 'messages', `${channel}.ndjson`));
  const arrived = { sms: messages('sms').map((m) => m.idempotencyKey ?? ''), mail: messages('mail').map((m) => m.messageId) };
  const { flaws } = await verifyAll(world.records.db, world.keys.columns);
  const spoiled = await spoiledIn(world, client, cases);
  return { at: Date.now(), book, cases, spoiled, flaws, ledger, accounts, arrived, engineOpen: await openInEngine(client) };
}
