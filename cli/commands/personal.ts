import { randomUUID } from 'node:crypto';
import { localTime } from '../../domain/case/card';
import {
  type PersonalGroup,
  type PersonalParty,
  type PersonalText,
  type PersonalValue,
  type PersonalValues,
  partyFields,
  personalGroups,
  readingPurposes,
  type ValueState,
} from '../../domain/org/personal';
import type { Language } from '../../domain/words';
import type { Record } from '../doors';
import { choiceOption } from '../options';
import { table } from '../table';

export interface PersonalOptions {
  readonly as?: string;
  readonly group?: readonly string[];
  readonly purpose?: string;
}

const states = {
  zh: { none: '-', withheld: '〔未提供〕', forgotten: '〔已销毁〕', unreadable: '〔不可读〕' },
  en: { none: '-', withheld: '[withheld]', forgotten: '[forgotten]', unreadable: '[unreadable]' },
} as const satisfies { [L in Language]: { [S in Exclude<ValueState, 'known'>]: string } };

const heads = {
  zh: {
    party: ['当事人', '身份', '姓名', '电话', '邮箱', '证件号', '账号', '地址'],
    text: ['序', '时间', '操作人', '行为', '当事人', '内容'],
  },
  en: {
    party: ['party', 'role', 'name', 'phone', 'email', 'id number', 'account', 'address'],
    text: ['seq', 'at', 'actor', 'act', 'party', 'text'],
  },
} as const;

const denied = {
  zh: '可以看到案件，但无权看到当事人信息；此次查询已记录。',
  en: 'The case may be seen, the people of it may not; the attempt is recorded.',
} as const;

/** What people wrote may hold characters that steer a terminal or turn the direction of what follows. */
const steering = /[\p{Cc}\p{Cf}]/gu;

const harmless = (text: string): string => text.replace(/\s+/g, ' ').replace(steering, '\uFFFD');

const shown = ({ state, value }: PersonalValue, language: Language): string =>
  state === 'known' ? harmless(value ?? '') : states[language][state];

const partyRow = (party: PersonalParty, language: Language): readonly string[] => [
  party.party,
  party.role,
  ...partyFields.map((field) => shown(party[field], language)),
];

/** Where several values came with one act the place tells them apart. */
const textRow = (text: PersonalText, language: Language) => [
  text.seq,
  localTime(text.at),
  text.actor,
  `${text.act}${text.path}`,
  text.party,
  shown(text, language),
];

/** Personal values of a case for a terminal. */
export const personalText = ({ right, parties, texts }: PersonalValues, language: Language): string =>
  [
    ...(right === null ? [denied[language]] : []),
    table(
      heads[language].party,
      parties.map((party) => partyRow(party, language)),
    ),
    table(
      heads[language].text,
      texts.map((text) => textRow(text, language)),
    ),
  ].join('\n\n');

/** All personal values of a case that somebody may read, page after page under one request. @throws LuyueError as Records.personal */
export async function personalOf({ records }: Record, caseId: string, as: string, options: PersonalOptions): Promise<PersonalValues> {
  const groups: readonly PersonalGroup[] | undefined = options.group?.map((word) => choiceOption('--group', word, personalGroups));
  const purpose = options.purpose === undefined ? {} : { purpose: choiceOption('--purpose', options.purpose, readingPurposes) };
  const reading = { as, tool: 'cli', request: randomUUID(), ...purpose, ...(groups === undefined ? {} : { groups }) };
  const first = await records.personal(caseId, reading);
  const texts = [...first.texts];
  for (let { next } = first; next !== null; ) {
    const page = await records.personal(caseId, { ...reading, after: next });
    texts.push(...page.texts);
    next = page.next;
  }
  return { ...first, texts, next: null };
}
