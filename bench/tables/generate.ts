import { Client } from 'pg';

export interface Size {
  readonly cases: number;
  readonly tasksPerCase: number;
  readonly eventsPerCase: number;
}

/** A number from 0 to 999 that belongs to a case and a question, the same in every run. */
const roll = (question: number): string => `((hashint8(n::bigint * 31 + ${question})::bigint & 2147483647) % 1000)`;

// Mostly claims; a fifth is open, what is open is young; a quarter of the rest is of each of the last years.
const spec = ({ cases }: Size): string => `
  create temporary table spec as
  select n, process || '-' || substr(md5(n::text), 1, 16) as id, process, line, branch, open,
    case process when 'complaint' then 'complaints-' || branch when 'emergency' then 'duty-' || branch when 'claim' then
      case when line in ('property', 'agricultural') and branch = 'south' then 'estate-south'
        when line = 'motor' then 'motor-' || branch when line in ('property', 'agricultural') then line || '-' || branch
        else 'personal-' || branch end
    else 'quality-' || branch end as team,
    case when open then now() - (${roll(5)} * ${roll(5)} / 1e6) * interval '60 days' else now() - ${roll(6)} * interval '1095 days' / 1000 end as received_at
  from (
    select n, ${roll(4)} < 200 as open, case when ${roll(2)} < 600 then 'north' else 'south' end as branch,
      case when ${roll(1)} < 850 then 'claim' when ${roll(1)} < 950 then 'complaint' when ${roll(1)} < 980 then 'improvement'
        when ${roll(1)} < 998 then 'emergency' else 'programme' end as process,
      case when ${roll(3)} < 450 then 'motor' when ${roll(3)} < 700 then 'health' when ${roll(3)} < 800 then 'accident'
        when ${roll(3)} < 850 then 'life' when ${roll(3)} < 950 then 'property' else 'agricultural' end as line
    from generate_series(1, ${cases}) n) drawn`;

const hash = (of: string): string => `md5(${of}) || md5('x' || ${of})`;

const caseFiles = ({ eventsPerCase }: Size): string => `
  insert into case_file (process, id, contract_version, source, reference, digest, line, branch, team, handler, stage, status, outcome, waiting_on,
    sla_band, escalation, flags, held, reopened, received_at, opened_at, closed_at, next_due_at, place, happened_at, head_seq, head_hash, workflow_id, run_id)
  select process, id, 1, 'bench', 'R-' || n, ${hash('n::text')}, line, branch, team,
    case when ${roll(7)} < 800 then 'handler-' || team || '-' || ${roll(8)} % 40 end,
    (array['documents', 'survey', 'assess', 'agree', 'pay'])[1 + ${roll(9)} % 5], case when open then 'open' else 'closed' end,
    case when not open then (array['paid', 'paid', 'paid', 'denied', 'withdrawn'])[1 + ${roll(10)} % 5] end,
    case when not open then 'none' else (array['staff', 'staff', 'approver', 'customer', 'system', 'nobody'])[1 + ${roll(11)} % 6] end,
    case when not open then 'none' else (array['breached', 'urgent', 'warn', 'ok', 'ok', 'ok', 'paused'])[1 + ${roll(12)} % 7] end,
    0, array[]::text[], false, 0, received_at, received_at, case when not open then received_at + interval '12 days' end,
    case when open then received_at + ${roll(13)} % 90 * interval '1 day' end, (110000 + ${roll(14)})::text, received_at - interval '1 day',
    ${eventsPerCase}, ${hash('n::text')}, id, 'bench'
  from spec`;

const causes = ({ eventsPerCase }: Size): string => `
  insert into case_cause (case_id, cause, act, request, first_seq, last_seq, recorded_at, workflow_id, run_id)
  select id, case k when 0 then 'open:bench' else 'act:' || k end, case k when 0 then null else 'comment' end, case k when 0 then null else 'r-' || k end,
    k * 8 + 1, least(k * 8 + 8, ${eventsPerCase}), received_at + k * interval '1 day', id, 'bench'
  from spec, generate_series(0, (${eventsPerCase} - 1) / 8) k`;

/** Eight events a transition: an act, what it notes, whom it tells, what it expects, and its clocks. */
const events = ({ eventsPerCase }: Size, from: number, to: number): string => `
  insert into case_event (case_id, seq, cause, at, recorded_at, actor, fact, prev_hash, hash, feed_no)
  select id, s, case when s <= 8 then 'open:bench' else 'act:' || (s - 1) / 8 end, received_at + s * interval '3 hours', received_at + s * interval '3 hours',
    'an-ning', case s % 8
      when 1 then case s when 1 then jsonb_build_object('kind', 'opened', 'process', process, 'payload', jsonb_build_object(
          'channel', 'phone', 'lossAt', (extract(epoch from received_at) * 1000)::bigint))
        else jsonb_build_object('kind', 'acted', 'act', 'comment', 'request', 'r-' || (s - 1) / 8, 'payload', jsonb_build_object('note', s)) end
      when 2 then jsonb_build_object('kind', 'noted', 'key', 'causes', 'value', jsonb_build_array('service'))
      when 3 then jsonb_build_object('kind', 'told', 'template', 'claim-registered', 'recipients', jsonb_build_array('party:claimant'), 'data', '{}'::jsonb)
      when 4 then jsonb_build_object('kind', 'expected', 'name', 'recommend#' || s, 'act', 'recommend', 'from', jsonb_build_object('kind', 'handler'))
      when 5 then jsonb_build_object('kind', 'clock-started', 'clock', 'claim-determine', 'rule', 'claim-determine-health')
      when 6 then jsonb_build_object('kind', 'clock-met', 'clock', 'claim-determine', 'at', s)
      else jsonb_build_object('kind', 'noted', 'key', 'note-' || s % 8, 'value', repeat('v', s % 40)) end,
    case when s = 1 then '' else ${hash("n || '.' || (s - 1)")} end, ${hash("n || '.' || s")}, (n - 1)::bigint * ${eventsPerCase} + s
  from spec, generate_series(1, ${eventsPerCase}) s where n > ${from} and n <= ${to}`;

const tasks = ({ tasksPerCase }: Size): string => `
  insert into task (case_id, seq, name, act, assignee, owner, claimed_from, delegate, barred, state, process, stage, line, branch, team,
    due_at, urgency, opened_at, closed_at, closed_seq, closed_by)
  select id, k * 4, 'recommend#' || k, 'recommend',
    case when k = 4 and ${roll(15)} < 50 then '{"kind": "role", "role": "branch-manager"}' else '{"kind": "handler"}' end::jsonb,
    case when not running then 'staff:an-ning' when k = 4 and ${roll(15)} < 50 then 'branch-manager@' || branch when k = 4 then 'approver@' || team
      when ${roll(7)} < 800 then 'staff:handler-' || team || '-' || ${roll(8)} % 40 when ${roll(7)} < 950 then 'handler@' || team else 'party:claimant' end,
    null, case when running and ${roll(16)} < 20 then 'an-ning' end, array[]::text[], case when running then 'open' else 'done' end,
    process, 'assess', line, branch, team, due, case when due < now() then 0 else 1 + ${roll(17)} % 5 end, received_at + k * interval '12 hours',
    case when not running then received_at + k * interval '1 day' end, case when not running then k * 4 + 1 end, case when not running then 'an-ning' end
  from (select *, open and k > ${Math.floor(tasksPerCase / 2)} as running, case when ${roll(13)} < 950 then received_at + ${roll(13)} % 90 * interval '1 day' end as due
    from spec, generate_series(1, ${tasksPerCase}) k) drawn`;

const clocks = `
  insert into clock (case_id, clock, started_seq, rule, rule_version, calendar_version, basis, state, current, starts_at, due_at, missing_years, breached_at, met_at)
  select id, name, 5 + 8 * k, name, name || '@1', 'china@1', case k when 0 then 'law' else 'policy' end,
    case when not open then 'met' when ${roll(18)} < 900 then 'running' else 'paused' end, true, received_at,
    received_at + (3 + 10 * k) * interval '1 day', array[]::int[],
    case when open and ${roll(19)} < 150 then received_at + interval '40 days' end, case when not open then received_at + ${roll(20)} % 40 * interval '1 day' end
  from spec, lateral (select k, case when process = 'complaint' and k = 0 then 'complaint-resolve-simple'
    else (array['claim-determine-health', 'claim-contact', 'claim-pay'])[1 + k] end as name from generate_series(0, 2) k) named`;

const segments = `
  insert into clock_segment (case_id, clock, started_seq, no, from_at, to_at, state, reason)
  select case_id, clock, started_seq, 0, starts_at, met_at, case state when 'paused' then 'paused' else 'running' end, 'started' from clock`;

const money = [
  `insert into exposure (case_id, id, cover, claimant, reserve_fen) select id, 'e1', 'medical', 'claimant', 100000 + ${roll(21)} * 100 from spec where process = 'claim'`,
  `insert into payment (key, case_id, seq, exposure, payee, amount_fen, purpose, status, status_at, reported)
    select id || '-p1', id, 7, 'e1', 'claimant', 100 + ${roll(21)} * 100, 'settlement', 'confirmed', received_at + interval '12 days', 'confirmed'
    from spec where process = 'claim' and not open`,
];

const rest = [
  `insert into promise (case_id, id, seq, owner, to_party, topic, due_at, state, ended_at)
    select id, 'p1', 2, 'an-ning', 'claimant', 'call-back', received_at + interval '3 days',
      case when open then 'open' when ${roll(22)} < 900 then 'kept' else 'broken' end, case when not open then received_at + interval '2 days' end
    from spec where ${roll(23)} < 100`,
  `insert into party (case_id, id, role, locale, channels, name, phone) select id, 'claimant', 'insured', 'zh-CN', array['sms'], 'sealed', 'sealed' from spec`,
  `insert into personal_value (case_id, seq, path, subject, value, blind, digest)
    select id, 1, '/policy/number', null, 'sealed', ${hash("'policy' || n % 200000")}, ${hash("'digest' || n")} from spec`,
  `insert into notice (id, case_id, seq, recipient, template, template_version, locale, channel, data, status, wants, attempts, next_attempt_at, handed_at, reported)
    select id || ':' || (3 + 8 * k) || ':party:claimant', id, 3 + 8 * k, 'party:claimant', 'claim-registered', 1, 'zh-CN', 'sms', '{}',
      case when open and k = 2 and ${roll(24)} < 20 then 'queued' else 'handed' end, 'handed', 1, received_at + k * interval '1 day',
      received_at + k * interval '1 day', case when open and k = 2 and ${roll(24)} < 20 then null else 'handed' end
    from spec, generate_series(0, 2) k`,
  `insert into watch_date (case_id, watch, rule, starts_at, date) select id, 'limitation', 'limitation-life', received_at, received_at + interval '5 years' from spec`,
];

/** Cases of one statement: what it has written so far is shown, and its memory stays small. */
const batch = 20_000;

interface Index {
  readonly name: string;
  readonly definition: string;
}

const secondary = `
  select i.indexname as name, i.indexdef as definition from pg_indexes i
  where i.schemaname = 'public' and i.tablename = any($1) and not exists (select from pg_constraint c where c.conname = i.indexname)`;

/** Tables that the bench fills. */
const filled = [
  'case_file',
  'case_cause',
  'case_event',
  'task',
  'clock',
  'clock_segment',
  'payment',
  'promise',
  'personal_value',
  'notice',
];

/** Builds indexes when the rows are there: several times faster than row by row. */
async function withoutIndexes(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<Index>(secondary, [[...filled, 'watch_date']]);
  for (const { name } of rows) await client.query(`drop index ${client.escapeIdentifier(name)}`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}

async function fill(client: Client, size: Size, report: (what: string) => void): Promise<void> {
  await client.query(spec(size));
  for (const statement of [caseFiles(size), causes(size), tasks(size), clocks, segments, ...money, ...rest]) await client.query(statement);
  for (let from = 0; from < size.cases; from += batch) {
    await client.query(events(size, from, from + batch));
    report(`events of ${Math.min(size.cases, from + batch)} of ${size.cases} cases`);
  }
}

/**
 * Fills a migrated database with generated cases in realistic proportions: five processes, six lines, two branches, a fifth of the
 * cases open, three years of receipts. Triggers and foreign keys are off meanwhile; the hash chain is not a real one.
 */
export async function generate(databaseUrl: string, size: Size, report: (what: string) => void): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const setting of ["session_replication_role = 'replica'", 'synchronous_commit = off', "maintenance_work_mem = '512MB'"])
      await client.query(`set ${setting}`);
    await withoutIndexes(client, () => fill(client, size, report));
    await client.query("select setval('feed_no_seq', greatest(1, (select max(feed_no) from case_event)))");
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
