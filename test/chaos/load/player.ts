import type { Doors } from '../../../client/luyue';
import type { CaseRow } from '../../../db/queries/case';
import { type Move, moveFor } from '../../../dev/cast/moves';
import { actorsFor } from '../../../dev/cast/people';
import type { Story } from '../../../dev/cast/story';
import type { CaseState, Expectation } from '../../../domain/case/state';
import { openTasks } from '../../../domain/case/wait-set';
import type { Organisation } from '../../../domain/org/organisation';
import { chanceOf } from '../random';
import type { Book, SentAct } from './book';
import { insist } from './sending';

export interface PlayerOptions {
  readonly seed: number;
  readonly name: string;
  readonly doors: Doors;
  readonly organisation: Organisation;
  readonly book: Book;
  readonly storyOf: (reference: string) => Story;
  /** While it is false tasks wait, so that clocks strike; at the end of a run everybody hurries. */
  readonly hurries: () => boolean;
  /** What all actors have read last. */
  readonly states: Map<string, CaseState>;
  readonly signal: AbortSignal;
}

const secondMs = 1_000;
/** Share of tasks that are left alone for a while, and for how long at most: three days of compressed time. */
const idle = { share: 0.15, mostMs: 60 * secondMs } as const;
/** Share of acts that are sent twice at once, as an impatient program does. */
const doubled = 0.06;
/** Share of looks at a case at which somebody writes a comment. */
const talkative = 0.12;

/** Who has to be somebody else, or is it already. */
const triesNext = (code: string): boolean => code.startsWith('actor.') || code === 'task.claimed';

/** One of several actors at work at once: takes cases as they come and does what their tasks ask for. Who decides what depends on the seed alone. */
export class Player {
  private sent = 0;

  constructor(private readonly options: PlayerOptions) {}

  /** Looks at a case and does what is to be done. */
  async play(row: CaseRow): Promise<void> {
    const { doors, signal, book } = this.options;
    const read = await insist(
      () => doors.read.state(row.id),
      signal,
      () => undefined,
    );
    if (read.kind === 'broken') book.act(this.labelled(row.id, 'read', 'nobody', {})).fate = { kind: 'broken', why: read.why };
    if (read.kind !== 'done') return;
    for (const task of openTasks(read.answer)) {
      if (signal.aborted) return;
      if (this.isDue(task, row)) await this.answer(task, read.answer, row);
    }
    await this.mayComment(read.answer, row);
  }

  private isDue(task: Expectation, { reference }: CaseRow): boolean {
    const { seed, hurries } = this.options;
    if (hurries()) return true;
    const chance = chanceOf(seed, reference, task.name, task.seq);
    const waitMs = chance < idle.share ? (chance / idle.share) * idle.mostMs : 0;
    return Date.now() - task.openedAt >= waitMs;
  }

  private async answer(task: Expectation, state: CaseState, { reference }: CaseRow): Promise<void> {
    const { organisation, storyOf } = this.options;
    const move = moveFor(task, state, storyOf(reference));
    if (move === null) return;
    for (const as of actorsFor(task.delegate ?? task.owner, organisation, Date.now())) {
      const fate = await this.send(state.id, move, as, chanceOf(this.options.seed, reference, task.name, task.seq, 'doubled') < doubled);
      if (fate.kind !== 'refused' || !triesNext(fate.code)) return;
    }
  }

  private async mayComment({ id, handler, status }: CaseState, { reference, headSeq }: CaseRow): Promise<void> {
    const { seed, name } = this.options;
    if (handler === null || status !== 'open' || chanceOf(seed, reference, name, headSeq) >= talkative) return;
    await this.send(id, { act: 'comment', task: '', payload: { text: '已电话核实' } }, handler, false);
  }

  private labelled(id: string, act: string, as: string, payload: Move['payload']): Omit<SentAct, 'fate' | 'unanswered'> {
    return { case: id, act, as, request: `${this.options.name}-${++this.sent}`, payload };
  }

  private async send(id: string, { act, task, payload }: Move, as: string, twice: boolean): Promise<SentAct['fate']> {
    const { doors, book } = this.options;
    const entry = book.act(this.labelled(id, act, as, payload));
    const input = { act, as, payload, request: entry.request, ...(task === '' ? {} : { task }) };
    const once = (): Promise<void> => this.settle(entry, () => doors.act(id, input));
    await Promise.all(twice ? [once(), once()] : [once()]);
    return entry.fate;
  }

  private async settle(entry: SentAct, send: Parameters<typeof insist<Awaited<ReturnType<Doors['act']>>>>[0]): Promise<void> {
    const { book, signal } = this.options;
    const said = await insist(send, signal, () => {
      entry.unanswered++;
    });
    if (said.kind === 'done') book.acknowledged(entry, said.answer);
    else if (entry.fate.kind === 'acknowledged') return;
    else if (said.kind === 'refused') entry.fate = { kind: 'refused', code: said.error.code };
    else if (said.kind === 'broken') entry.fate = { kind: 'broken', why: said.why };
  }
}
