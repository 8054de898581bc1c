import type { Words } from '../../words';
import { levels, obligationWords } from './vocabulary';

/** A flag per entry of a vocabulary, with its words. */
const each = (of: Readonly<Record<string, Words>>, flag: (code: string) => string, words: (w: Words) => Words) =>
  Object.fromEntries(Object.entries(of).map(([code, w]) => [flag(code), words(w)]));

/** What a manager reads for the flags of an emergency. */
export const emergencyFlags: Readonly<Record<string, Words>> = {
  'call-unanswered': { zh: '呼叫无人应答', en: 'call not answered' },
  'contact-unreachable': { zh: '联系不上值守人', en: 'contact unreachable' },
  'level-too-low': { zh: '级别低于应有', en: 'level too low' },
  'overdue-status': { zh: '漏报: 处置进展', en: 'missed: status report' },
  ...each(
    levels,
    (code) => `level-${code}`,
    (w) => w,
  ),
  ...each(
    obligationWords,
    (code) => `overdue-${code}`,
    ({ zh, en }) => ({ zh: `漏报: ${zh}`, en: `missed: ${en}` }),
  ),
};
