import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { originsIn } from '../../codec/config';
import { connect } from '../../db/connect';
import { answered } from '../../db/faults';
import { keepCalendar } from '../../db/queries/calendar';
import { loadOrg } from '../../db/queries/org';
import { staff } from '../../db/schema';
import { demoSpeed, emergencySpeed } from '../../dev/cast/speed';
import type { Example } from '../../dev/cast/tide';
import { ensureCodecToken } from '../../dev/codec-token';
import { type DemoStage, runDemo } from '../../dev/demo';
import { stackRuns } from '../../dev/doctor';
import type { Progress } from '../../dev/progress';
import { type Stack, startStack } from '../../dev/stack';
import { pluralOf } from '../../domain/board/board';
import { lackWords, yearsLacking } from '../../domain/calendar/lack';
import { searchAttributes } from '../../domain/case/attributes';
import type { JsonObject } from '../../domain/case/fact';
import { exitCodeOf, LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { callersOfToken, startCodec } from '../codec-server';
import { firstStart, forgetFirstStart, resolveDates } from '../dates';
import { withDoors, withRecord } from '../doors';
import { httpLog, httpPid, startHttp, stopHttp } from '../http-process';
import { aborted, interruption } from '../interrupt';
import { itemsOf, readText } from '../items';
import { type KeptProcess, keepRunning } from '../keep-running';
import { addedNotices, loadCalendar, loadRulebook } from '../lawbook';
import { speedOption } from '../options';
import { hasAnyPorts } from '../own-process';
import type { Report } from '../report';
import { folderOf, type Session } from '../session';
import { keepSpeed } from '../settings';
import { pairs, tableWithin } from '../table';
import { type Target, targetOf } from '../target';
import { startWorker, stopWorker, workerLog, workerPid } from '../worker-process';
import { prepareSchema } from './migrate';
import { open } from './open';

export interface UpOptions {
  readonly demo?: true;
  readonly speed?: string;
  readonly fresh?: true;
}

const words = {
  zh: {
    up: '履约已启动。按 Ctrl-C 停止。',
    stopping: '正在停止……再按一次 Ctrl-C 立即结束。',
    stopped: '已停止。数据保留在',
    already: '这里已有一个在运行',
    drill: '演练：时间已压缩',
    folder: '目录',
    records: '档案',
    mail: '邮件接收端',
    messages: '短信与回调接收端',
    bank: '银行',
    codec: '解码服务',
    codecLog: '解码日志',
    callbacks: '回执入口',
    worker: '工作进程日志',
    httpLog: '接口日志',
    docs: '接口文档',
  },
  en: {
    up: 'Luyue is up. Ctrl-C stops it.',
    stopping: 'Stopping... Ctrl-C again ends at once.',
    stopped: 'Stopped. The data stays in',
    already: 'One is running here already',
    drill: 'Drill: time is compressed',
    folder: 'folder',
    records: 'records',
    mail: 'mail sink',
    messages: 'SMS and webhook sink',
    bank: 'bank',
    codec: 'codec server',
    codecLog: 'log of decodes',
    callbacks: 'callbacks',
    worker: 'log of the worker',
    httpLog: 'log of the HTTP API',
    docs: 'its documentation',
  },
} as const;

const examples = join(__dirname, '..', '..', 'examples');

const quick = new Set<Progress['state']>(['starting', 'stopped']);

const show = (session: Session) => (progress: Progress) => {
  if (quick.has(progress.state)) return;
  session.note(`${progress.part}: ${progress.state} ${progress.detail} (${(progress.elapsedMs / 1000).toFixed(1)} s)`);
};

/** Staff are seeded where there are none: what an insurer has entered is never overwritten. */
async function prepareRecords(session: Session, target: Target, seed: boolean): Promise<void> {
  await prepareSchema(target);
  if (!seed) return;
  const connection = connect(target.ownerUrl, { max: 1, application_name: 'luyue-up' });
  try {
    // Years that were added while nothing ran.
    if (addedNotices(session).length > 0) await keepCalendar(connection.db, loadCalendar(session, loadRulebook(session)), 'system:up');
    const [somebody] = await answered(connection.db.select({ id: staff.id }).from(staff).limit(1));
    if (somebody !== undefined) return;
    const file: unknown = JSON.parse(readFileSync(join(examples, 'org.json'), 'utf8'));
    await loadOrg(connection.db, file, 'system:up');
  } finally {
    await connection.close();
  }
}

interface Running {
  readonly stack: Stack | null;
  readonly callbackPort: number;
  /** Address of the HTTP door; null where there is none. */
  readonly httpUrl: string | null;
}

function announce(session: Session, { stack, callbackPort, httpUrl }: Running, speed: string | null): void {
  const t = words[session.language];
  const { temporal, uiUrl } = targetOf(session);
  const rows: (readonly [string, string | undefined])[] = [
    ['Temporal', temporal.options.address],
    ['Temporal UI', uiUrl ?? undefined],
    ...(stack === null
      ? []
      : [
          [t.records, `127.0.0.1:${stack.postgres.port}`] as const,
          [t.mail, `${stack.mail.host}:${stack.mail.port}`] as const,
          [t.messages, stack.messages.url] as const,
          [t.bank, stack.bank.url] as const,
          ...(stack.engine.codecPort === undefined
            ? []
            : [[t.codec, `http://127.0.0.1:${stack.engine.codecPort}`] as const, [t.codecLog, codecLog(session)] as const]),
        ]),
    ...(httpUrl === null
      ? []
      : [['HTTP API', httpUrl] as const, [t.docs, `${httpUrl}/docs`] as const, [t.httpLog, httpLog(session)] as const]),
    [t.callbacks, `http://127.0.0.1:${callbackPort}`],
    [t.folder, folderOf(session)],
    [t.worker, workerLog(session)],
  ];
  const drill = speed === null ? [] : [`${t.drill} (${speed})`];
  const missingYears = yearsLacking(loadCalendar(session, loadRulebook(session)), Date.now());
  const lack = missingYears.length === 0 ? [] : [lackWords(missingYears, session.language)];
  const up = { up: Object.fromEntries(rows), speed, missingYears };
  session.print(session.json ? JSON.stringify(up) : [t.up, ...drill, ...lack, pairs(rows)].join('\n'));
}

/** The examples of every process that has some, one file after another; what a busy engine left is opened again. */
async function openExamples(session: Session, speed: string | null, signal: AbortSignal): Promise<void> {
  for (const process of Object.keys(session.processes)) {
    const file = join(examples, `${pluralOf(process)}.ndjson`);
    let opened: Report | undefined;
    while (existsSync(file) && !signal.aborted && (opened === undefined || opened.exit === serviceAway)) {
      opened = await open(session, process, { file, ...speedFor(process, speed) });
    }
    if (opened !== undefined) session.print(opened.text(session.language));
  }
}

/** Exit code of a command whose service did not answer. */
const serviceAway = exitCodeOf('engine.unavailable');

const speedFor = (process: string, given: string | null): { readonly speed?: string } => {
  const speed = process === 'emergency' ? emergencySpeed(given) : given;
  return speed === null ? {} : { speed };
};

/** What comes in again: not the programme, which is one for each quarter. */
const renewable = ['claim', 'complaint', 'emergency', 'improvement'] as const;

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function examplesAt(from: Instant): readonly Example[] {
  return renewable.flatMap((process) =>
    itemsOf(readText(join(examples, `${pluralOf(process)}.ndjson`))).flatMap((item) => {
      const request = 'value' in item ? resolveDates(item.value, from) : null;
      return isObject(request) ? [{ process, request }] : [];
    }),
  );
}

const usualWidth = 120;

const fitted: DemoStage['table'] = (head, rows, dispensable) => tableWithin(process.stdout.columns ?? usualWidth, head, rows, dispensable);

/** Opens the examples, or finds them open from an earlier start, and lets the cast act on them. */
async function play(session: Session, speed: string | null, signal: AbortSignal): Promise<void> {
  const { print, language } = session;
  const opening = openExamples(session, speed, signal);
  const begun = firstStart(folderOf(session), Date.now());
  await withDoors(session, (doors, { db }) =>
    runDemo({ doors, db, speed, language, firstStart: begun, examplesAt, print, table: fitted, opened: opening, signal }),
  );
}

const codecLog = (session: Session): string => join(folderOf(session), 'codec.log');

/** Runs the codec server that the stack's UI asks while the work is done; its log lies in the folder. */
function withCodec(session: Session, stack: Stack | null, work: () => Promise<void>): Promise<void> {
  const { codecPort: port, uiPort } = stack?.engine ?? {};
  if (port === undefined) return work();
  const callers = callersOfToken(ensureCodecToken(folderOf(session)));
  const origins = [`http://127.0.0.1:${uiPort}`, `http://localhost:${uiPort}`, ...originsIn(session.env)];
  const write = (line: string): void => appendFileSync(codecLog(session), `${line}\n`, { mode: 0o600 });
  return withRecord(session, async (record) => {
    const place = { host: '127.0.0.1', port, origins, callers, ownUi: true, processes: Object.keys(session.processes), write };
    const server = await startCodec(record, place);
    try {
      await work();
    } finally {
      await server.close();
    }
  });
}

/** The processes that this call has started. Records and engine hold what the others need: they are told of, not replaced under them. */
function keptOf(session: Session, { stack, callbackPort, httpUrl }: Running, speed: string | null): readonly KeptProcess[] {
  const httpPort = httpUrl === null ? undefined : Number(new URL(httpUrl).port);
  const ours = { name: 'worker', logFile: workerLog(session), runs: () => workerPid(session) !== undefined };
  const http = { name: 'http', logFile: httpLog(session), runs: () => httpPid(session) !== undefined };
  const services = (['postgres', 'engine'] as const).map((name) => ({
    name,
    logFile: join(folderOf(session), name),
    runs: () => stackRuns(folderOf(session))[name] !== undefined,
    restart: null,
  }));
  return [
    { ...ours, restart: () => startWorker(session, stack, callbackPort) },
    ...(httpUrl === null ? [] : [{ ...http, restart: () => startHttp(session, stack, speed, httpPort) }]),
    ...(stack === null ? [] : services),
  ];
}

/** Does the work while worker and door are kept running; both are stopped when it ends. */
async function keeping(session: Session, running: Running, speed: string | null, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const { language, note } = session;
  const kept = keepRunning(keptOf(session, running, speed), { language, note, signal: over.signal });
  try {
    await work();
  } finally {
    over.abort();
    // One that is being started is stopped too: the first stop ends the waiting for it.
    await Promise.all([stopWorker(session), stopHttp(session)]);
    await kept;
  }
}

/** Stays up until somebody asks to stop, then stops what this call started, and nothing else. */
async function stay(session: Session, running: Running, options: UpOptions, speed: string | null, signal: AbortSignal): Promise<void> {
  const { stack } = running;
  announce(session, running, speed);
  if (options.demo && stack !== null) await play(session, speed, signal);
  await aborted(signal);
  session.note(words[session.language].stopping);
}

/** Starts the stack; null where another process of this folder holds it. */
async function startOwn(session: Session, options: UpOptions): Promise<Stack | null> {
  const fresh = options.fresh === true;
  if (fresh) {
    await Promise.all([stopWorker(session), stopHttp(session)]);
    forgetFirstStart(folderOf(session));
  }
  const ports = hasAnyPorts(session) ? { ports: 'any' as const } : {};
  const settings = { dir: folderOf(session), engine: 'file', fresh, searchAttributes, codecPath: '/ui' } as const;
  const stack = await startStack({ ...settings, onProgress: show(session), ...ports });
  return stack.local === undefined ? null : stack;
}

/**
 * `luyue up`: starts PostgreSQL, Temporal, sinks and bank (not with `--existing`), brings the schema to the newest migration, starts
 * the worker with relays and callbacks and the HTTP door, prints where everything is, and stays until Ctrl-C.
 * @throws LuyueError stack.no-engine, stack.failed, stack.port-taken, records.unavailable, input.invalid.
 */
export async function up(session: Session, options: UpOptions): Promise<Report> {
  const t = words[session.language];
  const speed = options.speed === undefined ? (options.demo ? demoSpeed : null) : speedOption(options.speed);
  if (session.existing && (options.demo || options.fresh || speed !== null))
    throw new LuyueError('input.invalid', '--existing works on real services: no --demo, --fresh or --speed with it.');
  const { signal, forget } = interruption();
  const stack = session.existing ? null : await startOwn(session, options);
  if (!session.existing && stack === null) return { json: { up: false }, text: () => `${t.already}: ${folderOf(session)}` };
  try {
    await prepareRecords(session, targetOf(session), stack !== null);
    if (stack !== null) keepSpeed(session, speed);
    firstStart(folderOf(session), Date.now());
    const callbackPort = await startWorker(session, stack);
    const httpUrl = await startHttp(session, stack, speed);
    const running = { stack, callbackPort, httpUrl };
    await withCodec(session, stack, () => keeping(session, running, speed, () => stay(session, running, options, speed, signal)));
  } finally {
    await Promise.all([stopWorker(session), stopHttp(session)]);
    await stack?.stop();
    forget();
  }
  return { json: { up: false, folder: folderOf(session) }, text: () => `${t.stopped} ${folderOf(session)}` };
}
