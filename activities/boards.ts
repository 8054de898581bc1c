import { setTimeout as sleep } from 'node:timers/promises';
import type { BoardAsked, BoardCount, BoardFigures } from '../domain/board/figures';
import { everyOpen } from '../domain/board/filters';

export interface BoardsDeps {
  /** The records' figures of a board. */
  readonly figures: (asked: BoardAsked) => Promise<BoardFigures>;
  /** How many workflows a filter of the engine finds. */
  readonly count: (query: string) => Promise<number>;
  /** What the engine lists lags behind by seconds: a difference is looked at again after so many ms. */
  readonly againAfterMs: number;
}

export interface Boards {
  boardCount(asked: BoardAsked): Promise<BoardCount>;
}

const looks = 3;

/** The activity of the boards: the records' figures, and the engine's count beside them. */
export const createBoards = ({ figures, count, againAfterMs }: BoardsDeps): Boards => ({
  boardCount: async (asked) => {
    for (let look = 1; ; look++) {
      const found = await figures(asked);
      // The board is there to show that the engine cannot be asked.
      const engineOpen = await count(everyOpen(asked.process)).catch(() => null);
      if (engineOpen === found.recordsOpen || engineOpen === null || look === looks) return { ...found, engineOpen };
      await sleep(againAfterMs);
    }
  },
});
