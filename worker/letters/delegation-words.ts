import type { Locale } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import type { StandIn, TaskStandIn, TermStandIn } from '../../domain/org/stand-in';
import type { Words } from '../../domain/words';
import { drillMark } from '../templates/render';
import { actTitle, type Letter, ownerWords, pick, processTitle, when } from './words';

const yuan = (fen: number): string => (fen / 100).toFixed(2);

const untilWords = (to: Instant | null): Words => (to === null ? { zh: '另行通知', en: 'further notice' } : { zh: when(to), en: when(to) });

const lentWords = (upToFen: number | null): Words =>
  upToFen === null
    ? { zh: '代理人本人的权限', en: "the substitute's own" }
    : { zh: `${yuan(upToFen)} 元以内`, en: `up to CNY ${yuan(upToFen)}` };

const onePerson: Words = {
  zh: '代理人与委托人视为同一人，不得复核对方经办的事项。',
  en: 'Neither approves what the other has done.',
};

/** Subject and what it says of a term. */
function termWords({ principal, substitute, from, to, upToFen }: TermStandIn): { readonly what: Words; readonly body: Words } {
  const [until, lent] = [untilWords(to), lentWords(upToFen)];
  return {
    what: { zh: `${principal} → ${substitute}`, en: `${principal} → ${substitute}` },
    body: {
      zh: `${substitute} 自 ${when(from)} 起至 ${until.zh} 代理 ${principal}。\n权限：${lent.zh}。${onePerson.zh}`,
      en: `${substitute} stands in for ${principal} from ${when(from)} to ${until.en}.\nAuthority: ${lent.en}. ${onePerson.en}`,
    },
  };
}

/** Subject and what it says of one task: it lasts until the task is done. */
function taskWords({ number, process, act, principal, substitute, from }: TaskStandIn): { readonly what: Words; readonly body: Words } {
  const [kind, title, owner] = [processTitle(process), actTitle(process, act), ownerWords(principal)];
  return {
    what: {
      zh: `${kind.zh} ${number} ${title.zh}：${owner.zh} → ${substitute}`,
      en: `${kind.en} ${number}, ${title.en}: ${owner.en} → ${substitute}`,
    },
    body: {
      zh: `案件 ${number}（${kind.zh}）的任务“${title.zh}”自 ${when(from)} 起由 ${substitute} 代 ${owner.zh} 办理，至办结为止。\n${onePerson.zh}`,
      en: `Case ${number} (${kind.en}): from ${when(from)} on, ${substitute} does the task "${title.en}" for ${owner.en}, until it is done.\n${onePerson.en}`,
    },
  };
}

const wordsOf = (one: StandIn): { readonly what: Words; readonly body: Words } => (one.kind === 'term' ? termWords(one) : taskWords(one));

const mark = (one: StandIn): string => (one.kind === 'task' && one.compressed !== null ? `${drillMark(one.compressed)} ` : '');

/** A delegation as both persons read it; `isChange` where they were told otherwise before. */
export function delegationLetter(locale: Locale, one: StandIn, isChange: boolean): Letter {
  const { what, body } = wordsOf(one);
  const changed = isChange ? pick(locale, { zh: '此前的通知以本通知为准。\n', en: 'This replaces what you were told before.\n' }) : '';
  return {
    subject: `${mark(one)}${pick(locale, { zh: `委托代理：${what.zh}`, en: `Delegation: ${what.en}` })}`,
    body: `${pick(locale, body)}\n${changed}`,
  };
}

/** The end of a delegation that was to last longer, as both persons read it. */
export function endedDelegationLetter(locale: Locale, one: StandIn, at: Instant): Letter {
  const { what, body } = wordsOf(one);
  return {
    subject: `${mark(one)}${pick(locale, { zh: `委托代理已撤回：${what.zh}`, en: `Delegation withdrawn: ${what.en}` })}`,
    body: pick(locale, {
      zh: `以下委托已撤回，不再有效（${when(at)} 查知）：\n${body.zh}\n`,
      en: `This delegation was withdrawn and no longer holds (seen ${when(at)}):\n${body.en}\n`,
    }),
  };
}
