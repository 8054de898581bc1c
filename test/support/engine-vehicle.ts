import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { JsonObject } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import type { Transition } from '../../workflows/kernel/runner';
import type { EngineCase } from './engine-case';
import type { MemoryRecord } from './memory';
import type { ActOptions, Vehicle } from './played-case';

const isRefusal = (error: unknown): error is WorkflowUpdateFailedError & { readonly cause: ApplicationFailure } =>
  error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure;

/** A case on an engine: its acts are updates, time is the server's, and its state is read from the record. */
export class EngineVehicle implements Vehicle {
  private known: CaseState;
  now: Instant = 0;

  constructor(
    private readonly env: TestWorkflowEnvironment,
    private readonly played: EngineCase,
    readonly record: MemoryRecord,
  ) {
    this.known = emptyCase(played.id);
  }

  get id(): string {
    return this.played.id;
  }

  get state(): CaseState {
    this.known = foldAll(this.known, this.record.events.slice(this.known.head.seq));
    return this.known;
  }

  /** Waits until the opening is in the record. */
  async opened(): Promise<void> {
    await this.played.sync();
    await this.look();
  }

  private async look(): Promise<void> {
    this.now = await this.env.currentTimeMs();
  }

  async act(act: string, actor: string, payload: JsonObject, options: ActOptions): Promise<Transition> {
    try {
      const { seq, lastSeq } = await this.played.act(act, actor, payload, options);
      return { kind: 'written', events: this.record.events.slice(seq - 1, lastSeq) };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { kind: 'refused', objection: { code: 'act.refused', detail: `${error.cause.type}: ${error.cause.message}` } };
    } finally {
      await this.look();
    }
  }

  async until(at: Instant): Promise<void> {
    await this.env.sleep(Math.max(0, at - (await this.env.currentTimeMs())));
    await this.look();
  }
}
