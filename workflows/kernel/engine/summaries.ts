import { localTime } from '../../../domain/case/card';
import { clockTitle } from '../../../domain/case/card-clocks';
import { cardWords } from '../../../domain/case/card-words';
import type { CommitRequest } from '../../../domain/case/commit';
import { firstBytes } from '../../../domain/case/labels';
import type { CaseState } from '../../../domain/case/state';
import type { NextRung } from '../../../domain/case/wait-set';
import type { Words } from '../../../domain/words';
import { cardLanguage } from './language';

export type Titles = Readonly<Record<string, { readonly title: Words }>>;

/** The engine keeps 400 bytes, encryption included. */
const mostBytes = 180;

const t = cardWords[cardLanguage];

const isRungWord = (kind: string): kind is 'remind' | 'breach' | 'repeat' | 'provisional' =>
  kind === 'remind' || kind === 'breach' || kind === 'repeat' || kind === 'provisional';

/** Kind of a rung by its name: reminders have names of their own, repeats a number. */
function rungWords(name: string): string {
  const [kind = ''] = name.split('-');
  return isRungWord(kind) ? t[kind] : t.remind;
}

const titleOf = (clock: string, state: CaseState): string => {
  const known = state.clocks[clock];
  return known === undefined ? clock : clockTitle(known, cardLanguage);
};

/** What the one timer of a case waits for. */
export const timerWords = ({ clock, rung, at }: NextRung, state: CaseState): string =>
  firstBytes(`${rungWords(rung)}: ${titleOf(clock, state)} · ${localTime(at)}`, mostBytes);

/** What a transition is: the act by its title, a rung of a clock, or the kind of its cause. */
export function transitionWords({ cause }: CommitRequest, state: CaseState, acts: Titles): string {
  switch (cause.kind) {
    case 'act':
      return firstBytes(acts[cause.request.act]?.title[cardLanguage] ?? cause.request.act, mostBytes);
    case 'rung':
      return firstBytes(`${rungWords(cause.rung)}: ${titleOf(cause.clock, state)}`, mostBytes);
    case 'open':
      return t.opened;
    case 'reopen':
      return t.reopened;
    case 'sync':
      return t.sync;
  }
}
