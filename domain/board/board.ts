/** The board of every process together. */
export const boardOfAll = 'board-all';

/** English plural of a process's word. */
export const pluralOf = (word: string): string => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`);

/** Id of a board, by its process or null for all: its workflow keeps it for ever. */
export const boardIdOf = (process: string | null): string => (process === null ? boardOfAll : `board-${pluralOf(process)}`);

/** Looks of one run of a board. Each writes eleven events: so many leave a page that can still be read. */
export const looksOfRun = 20;
