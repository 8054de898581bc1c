import { connect, type Database } from '../../db/connect';
import { caseIdOf } from '../../db/record/identity';
import { lockCase } from '../../db/record/lock';
import { write } from '../../db/record/write';
import { LuyueError } from '../../domain/errors';
import type { Script, Scripted } from './script';

/** Id of the case of a reference, as the doors make it. */
export const idOf = (reference: string): string => caseIdOf({ process: 'claim', source: 'bench', reference });

/**
 * Writes the steps of a claim without a kernel: the rows of the script under the id of another case, each step in one transaction
 * under the lock of its case. What stands there already is not written again, so that a step may be repeated.
 */
export class Recorder {
  private readonly texts: readonly string[];

  constructor(
    private readonly db: Database,
    private readonly script: Script,
  ) {
    this.texts = script.transitions.map((transition) => JSON.stringify(transition));
  }

  static connect(databaseUrl: string, script: Script): { readonly recorder: Recorder; close(): Promise<void> } {
    const records = connect(databaseUrl, { max: 20 });
    return { recorder: new Recorder(records.db, script), close: () => records.close() };
  }

  /** Writes one step. @throws LuyueError act.not-now where the steps before it are missing. */
  async write(reference: string, step: number): Promise<void> {
    const id = idOf(reference);
    const { events, rows, digest, head, ...sent } = this.transition(reference, id, step);
    await this.db.transaction(async (tx) => {
      const seq = (await lockCase(tx, id))?.headSeq ?? 0;
      if (seq > head.seq) return;
      if (seq < head.seq) throw new LuyueError('act.not-now', `${id} stands at ${seq}, the step follows ${head.seq}`);
      await write(tx, { ...sent, case: id, head, workflowId: id, runId: 'bench' }, events, rows, digest);
    });
  }

  private transition(reference: string, id: string, step: number): Scripted {
    const text = this.texts[step];
    if (text === undefined) throw new LuyueError('act.unknown', `there is no step ${step}`);
    return JSON.parse(text.replaceAll(this.script.id, id).replaceAll(this.script.reference, reference));
  }
}
