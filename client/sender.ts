import { setTimeout as sleep } from 'node:timers/promises';
import { type ActAnswer, type ActRequest, answerOf, type Refusal } from '../domain/case/act';
import type { CauseText } from '../domain/case/cause';
import { type ErrorCode, LuyueError } from '../domain/errors';
import type { EnginePort } from './engine';
import { refusedError, type Trouble, troubleOf } from './failure';
import type { Signer } from './identity';
import type { KnownCase, Records } from './records';

export interface SenderPorts {
  readonly engine: EnginePort;
  readonly records: Records;
  readonly signer: Signer;
  /** Waits before an attempt is repeated, in milliseconds; as many attempts more as there are waits. */
  readonly waitsMs: readonly number[];
  /** Stages at which a closed case of the process may be reopened. */
  readonly reopenAt: (process: string) => readonly string[];
  readonly now: () => number;
}

/** Refusals that are recorded by the door: who tried what without being allowed to. */
const recorded: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'actor.unknown',
  'actor.role',
  'actor.place',
  'actor.four-eyes',
  'actor.authority',
  'actor.barred',
  'actor.delegation',
]);

/** Refused for a reason that passes by itself. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['case.busy']);

/**
 * The answer that the record has for a request, null where it was never written.
 * @throws LuyueError request.reused where the id was used for another act, by somebody else, or with other content.
 */
export async function storedAnswer(records: Records, caseId: string, request: ActRequest, cause: CauseText): Promise<ActAnswer | null> {
  const events = await records.caused(caseId, cause);
  if (events.length === 0) return null;
  const { act, request: id } = request;
  if (await records.repeats(caseId, events, request)) return answerOf(caseId, act, id, events);
  const [done = 'reopen'] = events.flatMap(({ fact }) => (fact.kind === 'acted' ? [fact.act] : []));
  throw new LuyueError('request.reused', `Request ${id} was used before for '${done}', by somebody else or with other content.`, {
    case: caseId,
    request: id,
  });
}

/** Sends acts to cases so that a repeat of the same request brings the same answer, whatever broke in between (design 4.16). */
export class Sender {
  constructor(private readonly ports: SenderPorts) {}

  /**
   * The answer to an act: written now or before.
   * @throws LuyueError with the code of the refusal; case.not-found, case.closed; engine.unavailable where it is not known
   * whether the act was accepted: repeat with the same request id.
   */
  async send(caseId: string, request: ActRequest): Promise<ActAnswer> {
    let synced = false;
    for (const wait of [...this.ports.waitsMs, null]) {
      const tried = await this.attempt(caseId, request);
      if (!('kind' in tried)) return tried;
      if (tried.kind === 'refused' && !synced && (await this.isBehind(caseId, tried.refusal))) {
        synced = true;
        await this.catchUp(caseId);
        continue;
      }
      if (wait === null || !(passes(tried) || (await this.isBetweenRuns(caseId, tried)))) throw await this.errorOf(caseId, request, tried);
      await sleep(wait);
    }
    throw new LuyueError('engine.unavailable', 'The case could not be brought up to its record; repeat the same request.', {
      case: caseId,
    });
  }

  /** The stored answer to a request, null where it was never written. @throws LuyueError request.reused where it was another one's */
  stored(caseId: string, request: ActRequest): Promise<ActAnswer | null> {
    return storedAnswer(this.ports.records, caseId, request, `act:${request.request}`);
  }

  private async attempt(caseId: string, request: ActRequest): Promise<ActAnswer | Trouble> {
    try {
      return await this.ports.engine.act(caseId, this.ports.signer.act(caseId, request));
    } catch (error) {
      const trouble = troubleOf(error);
      // The answer may have been lost on its way, or the request may be a repeat that is no longer legal.
      return (await this.stored(caseId, request)) ?? trouble;
    }
  }

  /** A case after a reset or restore of the engine knows less than its record and would refuse everything. */
  private async isBehind(caseId: string, refusal: Refusal): Promise<boolean> {
    const known = await this.ports.records.byId(caseId);
    return known !== null && refusal.headSeq < known.headSeq;
  }

  /** A run that is reset ends with the act it was at, written or not, and its successor takes the same request a moment later. */
  private async isBetweenRuns(caseId: string, trouble: Trouble): Promise<boolean> {
    return trouble.kind === 'gone' && (await this.ports.records.byId(caseId))?.status === 'open';
  }

  private async catchUp(caseId: string): Promise<void> {
    try {
      await this.ports.engine.sync(caseId);
    } catch (error) {
      // The act's own repetition says what is wrong.
      troubleOf(error);
    }
  }

  private async errorOf(caseId: string, request: ActRequest, trouble: Trouble): Promise<LuyueError> {
    if (trouble.kind === 'refused') return this.refusedFor(caseId, request, trouble.refusal);
    if (trouble.kind === 'gone') return this.gone(caseId, request.act);
    const why = trouble.kind === 'exhausted' ? 'the case has too many acts under way' : trouble.why;
    const detail = `No answer to '${request.act}' (${why}). Repeat with the same request id.`;
    return new LuyueError('engine.unavailable', detail, { case: caseId, request: request.request });
  }

  private async refusedFor(caseId: string, request: ActRequest, refusal: Refusal): Promise<LuyueError> {
    if (recorded.has(refusal.code)) {
      const { code, detail } = refusal;
      await this.ports.records.refused(caseId, request, { code, detail }, this.ports.now());
    }
    const known = refusal.code === 'case.closed' ? await this.ports.records.byId(caseId) : null;
    return known === null ? refusedError(caseId, refusal) : this.closed(known, request.act);
  }

  private async gone(caseId: string, act: string): Promise<LuyueError> {
    const known = await this.ports.records.byId(caseId);
    if (known === null) return new LuyueError('case.not-found', `There is no case '${caseId}'.`, { case: caseId });
    if (known.status === 'closed') return this.closed(known, act);
    const detail = `The record has the case open, but no run of it takes '${act}'. Reopen it to let it go on.`;
    return new LuyueError('case.trouble', detail, { case: caseId, possible: ['reopen'], headSeq: known.headSeq });
  }

  private closed(known: KnownCase, act: string): LuyueError {
    const stages = this.ports.reopenAt(known.process);
    const detail = `The case is closed (${known.outcome ?? '-'}); '${act}' needs it reopened at ${stages.join(' or ') || 'no stage'}.`;
    return new LuyueError('case.closed', detail, { case: known.id, outcome: known.outcome, possible: ['reopen'], reopenAt: stages });
  }
}

const passes = (trouble: Trouble): boolean =>
  trouble.kind === 'exhausted' ||
  (trouble.kind === 'unanswered' && trouble.again) ||
  (trouble.kind === 'refused' && passing.has(trouble.refusal.code));
