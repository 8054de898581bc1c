import { defineQuery, setHandler } from '@temporalio/workflow';
import { card, type Trouble } from '../../../domain/case/card';
import type { Contract } from '../../../domain/case/contract';
import type { CaseState } from '../../../domain/case/state';
import { clocksView, moneyView, tasksView, timelineView, whyView } from '../../../domain/case/views';
import type { Language } from '../../../domain/words';
import { showDetails } from './details';
import { cardLanguage } from './language';

type InLanguage = [language?: Language];
type OfClock = [clock?: string, language?: Language];

/** The case as it stands when it is asked. */
export interface Asked {
  readonly state: () => CaseState;
  readonly trouble: () => Trouble | null;
}

/** What is asked in the UI without a language, or with anything else, is answered in the worker's. */
const languageOf = (language: Language | undefined): Language => (language === 'en' || language === 'zh' ? language : cardLanguage);

/** The queries of a case: words for people, the state for programs; and the card beside it, once it is opened. */
export function registerQueries(contract: Contract, { state, trouble }: Asked): void {
  const inWords = (name: string, description: string, answer: (language: Language) => unknown): void =>
    setHandler(defineQuery<unknown, InLanguage>(name), (language) => answer(languageOf(language)), { description });
  showDetails(() => (state().status === 'new' ? '' : card(state(), contract, cardLanguage, trouble())));
  inWords('card', '案件卡 Case card', (language) => card(state(), contract, language, trouble()));
  inWords('clocks', '时限一览 Clocks', (language) => clocksView(state(), language));
  inWords('tasks', '待办 Open tasks', (language) => tasksView(state(), contract, language));
  inWords('timeline', '经过 Timeline', (language) => timelineView(state(), contract, language));
  inWords('money', '金额 Money', (language) => moneyView(state(), language));
  setHandler(defineQuery<unknown, OfClock>('why'), (clock, language) => whyView(state(), languageOf(language), clock), {
    description: '时限为何 Why a clock is due when it is; argument: clock',
  });
  setHandler(defineQuery<CaseState>('state'), state, { description: '案件状态 State of the case' });
}
