import { randomUUID } from 'node:crypto';
import { Client, type ConnectionLike, type DataConverter } from '@temporalio/client';
import type { ActAnswer, ActRequest } from '../domain/case/act';
import type { JsonObject } from '../domain/case/fact';
import { messageObjection } from '../domain/case/message';
import type { OpenRequest, ReopenRequest } from '../domain/case/opening';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import type { PersonalValues } from '../domain/org/personal';
import type { Words } from '../domain/words';
import type { SyncAnswer } from '../workflows/kernel/engine/run';
import { parseAtEdge, plain, refuseAtEdge } from './edge';
import { type EnginePort, engineOf } from './engine';
import { troubleOf } from './failure';
import { processOf, type Signer, unsigned } from './identity';
import { parseInstant } from './instants';
import { checkOpening, type Opened, openCase, readOpening } from './open';
import { actsOf, type Processes, payloadSchemaOf, processType } from './process-type';
import { Reader } from './read';
import type { Records } from './records';
import { reopenCase } from './reopen';
import { Sender } from './sender';
import type { ActInput, By, PersonalAsking } from './typed';
import { type Words as ProcessWords, withWords } from './words';

/** Workers and doors meet here where nothing else is configured. */
export const defaultTaskQueue = 'luyue';

export interface LuyueOptions<R extends Processes> {
  readonly processes: R;
  readonly records: Records;
  /** A connection, or the engine itself in tests. */
  readonly engine:
    | EnginePort
    /** `dataConverter` encrypts what is sent (codec/converter.ts). */
    | { readonly connection: ConnectionLike; readonly namespace: string; readonly dataConverter?: DataConverter };
  readonly taskQueue?: string;
  /** How long an answer of the engine is waited for, in milliseconds; 20 seconds where it is not given. */
  readonly patienceMs?: number;
  /** Waits before an attempt that may succeed at once is repeated, in milliseconds. */
  readonly waitsMs?: readonly number[];
  readonly now?: () => Instant;
  /** Signs with the key of this door (`signerOf`); nothing is signed where it is absent, which only development believes. */
  readonly signer?: Signer;
}

export type { ActInput } from './typed';

export interface ReopenInput extends Pick<By, 'as' | 'for' | 'request'> {
  readonly stage: string;
  readonly ground: string;
}

const behalf = (principal: string | undefined) => (principal === undefined ? {} : { onBehalfOf: principal });

/** The doors' way to all cases, by process and case id. */
export class Doors {
  readonly read: Reader;
  private readonly sender: Sender;
  private readonly ports: { readonly engine: EnginePort; readonly records: Records; readonly signer: Signer; readonly now: () => Instant };

  constructor(
    readonly processes: Processes,
    { engine, records, waitsMs = [200, 1_000, 3_000], now = Date.now, signer = unsigned, ...options }: LuyueOptions<Processes>,
  ) {
    const { taskQueue = defaultTaskQueue, patienceMs = 20_000 } = options;
    const port = 'act' in engine ? engine : engineOf({ client: new Client(engine), taskQueue, patienceMs });
    this.ports = { engine: port, records, signer, now };
    this.read = new Reader(records, processes);
    const reopenAt = (process: string) => processType(processes, process).contract.reopenAt;
    this.sender = new Sender({ ...this.ports, waitsMs, reopenAt });
  }

  /** A request as it will be sent: instants in milliseconds, payload checked, with a request id. @throws LuyueError input.invalid, act.unknown */
  request(caseId: string, input: ActInput): ActRequest {
    const { act, as, ground, evidence, task, occurredAt } = input;
    const schema = payloadSchemaOf(processType(this.processes, processOf(caseId)), act);
    const payload: JsonObject = plain(parseAtEdge(schema, input.payload));
    const at = typeof occurredAt === 'string' ? parseInstant(occurredAt, '/occurredAt') : occurredAt;
    const optional = { ...(ground === undefined ? {} : { ground }), ...(evidence === undefined ? {} : { evidence }) };
    const when = { ...(task === undefined ? {} : { task }), ...(at === undefined ? {} : { occurredAt: at }) };
    const request = { act, request: input.request ?? randomUUID(), actor: as, ...behalf(input.for), ...optional, ...when, payload };
    refuseAtEdge(messageObjection.act(request));
    return request;
  }

  /**
   * Does an act and answers when it is in the record.
   * @throws LuyueError with the code of the refusal and `possible` in its data; input.invalid; case.not-found; case.closed;
   * engine.unavailable and records.unavailable, after which the same request id may be repeated.
   */
  async act(caseId: string, input: ActInput): Promise<ActAnswer> {
    return this.send(caseId, this.request(caseId, input));
  }

  /** Sends a request that has been checked. An act that lives longer than the case (an objection, papers) enters a closed one again. */
  async send(caseId: string, request: ActRequest): Promise<ActAnswer> {
    try {
      return await this.sender.send(caseId, request);
    } catch (error) {
      const type = processType(this.processes, processOf(caseId));
      const stage = actsOf(type)[request.act]?.reopens;
      if (!(error instanceof LuyueError) || error.code !== 'case.closed' || stage === undefined) throw error;
      const { request: id, actor, onBehalfOf, act: ground } = request;
      await reopenCase(type, caseId, { request: id, actor, ...behalf(onBehalfOf), stage, ground }, this.ports);
      return this.sender.send(caseId, request);
    }
  }

  /** Opens a case of a process. @throws LuyueError input.invalid, process.unknown, open.conflict and what openCase throws. */
  async open(process: string, request: unknown): Promise<Opened> {
    const type = processType(this.processes, process);
    return openCase(type, readOpening(type, request, this.ports.now()), this.ports);
  }

  /** Whether a request could be opened as far as the record knows; opens nothing. @throws LuyueError open.conflict, records.unavailable */
  check(open: OpenRequest): Promise<void> {
    return checkOpening(open, this.ports.records);
  }

  /** Name of an act for people; its own word where the process does not know it. */
  titleOf(caseId: string, act: string): Words {
    return actsOf(processType(this.processes, processOf(caseId)))[act]?.title ?? { zh: act, en: act };
  }

  /** Enters a closed case again. @throws LuyueError as reopenCase. */
  async reopen(caseId: string, { as, request = randomUUID(), stage, ground, ...input }: ReopenInput): Promise<ActAnswer | null> {
    const reopen: ReopenRequest = { request, actor: as, stage, ground, ...behalf(input.for) };
    refuseAtEdge(messageObjection.reopen(reopen));
    return reopenCase(processType(this.processes, processOf(caseId)), caseId, reopen, this.ports);
  }

  /**
   * Names, addresses and texts of a case as a member of staff may read them, from the record; each read is recorded.
   * @throws LuyueError case.not-found, staff.not-found, actor.unknown, input.invalid where a purpose is missing, keys.unavailable
   */
  personal(caseId: string, { as, ...wish }: PersonalAsking): Promise<PersonalValues> {
    return this.ports.records.personal(caseId, { ...wish, as, tool: 'client', request: randomUUID() });
  }

  /** Lets a case catch up with its record. Null where no run of it answers. */
  async sync(caseId: string): Promise<SyncAnswer | null> {
    try {
      return await this.ports.engine.sync(caseId);
    } catch (error) {
      troubleOf(error);
      return null;
    }
  }

  /**
   * Starts a run for a case that the record has open and the engine has lost (terminated, or restored to before its opening): it
   * goes on where the record stands. A case that is closed by then ends at once. Null where the engine does not answer.
   */
  async resume(caseId: string): Promise<SyncAnswer | null> {
    try {
      await this.ports.engine.start({
        process: processOf(caseId),
        id: caseId,
        input: { kind: 'resume' },
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
    } catch (error) {
      troubleOf(error);
      return null;
    }
    return this.sync(caseId);
  }
}

/** The typed client: `doors` for programs that know names at run time, and a word per process for code. */
export type Luyue<R extends Processes> = { readonly doors: Doors } & ProcessWords<R>;

/** A client for the processes given. It keeps no connection of its own: whoever made the connection closes it. */
export function connectLuyue<const R extends Processes>(options: LuyueOptions<R>): Luyue<R> {
  const doors = new Doors(options.processes, options);
  return Object.assign(withWords<R>(doors, options.processes), { doors });
}
