import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Boards } from '../../activities/boards';
import { looksOfRun } from '../../domain/board/board';
import type { BoardCount } from '../../domain/board/figures';
import { writeBoard } from '../../domain/board/write';
import { contracts } from '../../domain/processes/contracts';
import type { Language } from '../../domain/words';
import { cardLanguage } from '../kernel/engine/language';

export interface BoardInput {
  /** Null: the board of every process. */
  readonly process: string | null;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Continues as new after so many looks. Runs of earlier builds have none: they wait until the engine suggests it. */
  readonly continueAfter?: number;
  /** The last look of the run before. */
  readonly figures?: BoardCount;
  /** How many looks in a row have found the same. */
  readonly calm?: number;
}

const mostDoublings = 2;

/** The worker keeps a board: looks now, and from now on at this distance. */
export const keep = defineSignal<[everyMs: number]>('keep');
/** Looks now; answers the figures of that look. */
export const refresh = defineUpdate<BoardCount>('refresh');
export const figuresQuery = defineQuery<BoardCount | null>('figures');
export const boardQuery = defineQuery<string, [language?: Language]>('board');

// A board waits for the records as long as it takes: it says of when its figures are.
const { boardCount } = proxyActivities<Boards>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  summary: cardLanguage === 'zh' ? '清点在办案件' : 'Count the open cases',
});

const timerWords = cardLanguage === 'zh' ? '下次清点' : 'Next count';

const saysTheSame = (before: BoardCount, after: BoardCount): boolean =>
  JSON.stringify({ ...before, asOf: 0 }) === JSON.stringify({ ...after, asOf: 0 });

class Board {
  private figures: BoardCount | null;
  private everyMs: number;
  private asked = 0;
  private looks = 0;
  private calm: number;

  constructor(private readonly input: BoardInput) {
    this.figures = input.figures ?? null;
    this.everyMs = input.everyMs;
    this.calm = input.calm ?? 0;
  }

  async run(): Promise<void> {
    this.register();
    while (!this.full) {
      await this.look();
      const seen = this.asked;
      await condition(() => this.asked !== seen || this.full, this.distanceMs, { summary: timerWords });
    }
    await condition(allHandlersFinished);
    const { process, continueAfter = looksOfRun } = this.input;
    const figures = this.figures === null ? {} : { figures: this.figures, calm: this.calm };
    await continueAsNew<(input: BoardInput) => Promise<void>>({ process, everyMs: this.everyMs, continueAfter, ...figures });
  }

  /** While nothing changes the next look is twice as far away, then four times. */
  private get distanceMs(): number {
    if (this.input.continueAfter === undefined) return this.everyMs;
    return this.everyMs * 2 ** Math.min(this.calm, mostDoublings);
  }

  private get full(): boolean {
    const { continueAfter } = this.input;
    return continueAfter === undefined ? workflowInfo().continueAsNewSuggested : this.looks >= continueAfter;
  }

  private register(): void {
    setHandler(keep, (everyMs) => {
      this.everyMs = everyMs;
      this.asked++;
    });
    setHandler(refresh, () => this.look(), { description: '立即清点 Count now' });
    setHandler(figuresQuery, () => this.figures, { description: '数字 Figures' });
    setHandler(boardQuery, (language) => this.text(language), { description: '看板 Board' });
    setCurrentDetails(this.text());
  }

  private text(language?: Language): string {
    return writeBoard(
      { process: this.input.process, contracts, language: language === 'zh' || language === 'en' ? language : cardLanguage },
      this.figures,
    );
  }

  private async look(): Promise<BoardCount> {
    const { process } = this.input;
    const found = await boardCount({ process, processes: process === null ? Object.keys(contracts) : [process] });
    this.calm = this.figures !== null && saysTheSame(this.figures, found) ? this.calm + 1 : 0;
    // Two looks may end in another order than they began.
    if (this.figures === null || found.asOf >= this.figures.asOf) this.figures = found;
    this.looks++;
    setCurrentDetails(this.text());
    return found;
  }
}

/** A board: a workflow that never ends, whose current details are a dashboard. */
export const runBoard = (input: BoardInput): Promise<void> => new Board(input).run();
