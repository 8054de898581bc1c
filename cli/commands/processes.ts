import { actsOf, processType } from '../../client/process-type';
import type { Contract } from '../../domain/case/contract';
import { generalActs } from '../../domain/case/general';
import type { Language, Words } from '../../domain/words';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: {
    head: ['流程', '名称', '章节', '版本', '环节', '结果', '动作'],
    stage: ['环节代码', '环节'],
    outcome: ['结果代码', '结果'],
    act: ['动作代码', '动作', '由谁'],
    document: ['资料代码', '资料'],
    next: '单个流程的环节、结果、动作和资料代码：luyue processes 流程',
  },
  en: {
    head: ['process', 'name', 'section', 'version', 'stages', 'outcomes', 'acts'],
    stage: ['stage', 'title'],
    outcome: ['outcome', 'title'],
    act: ['act', 'title', 'by'],
    document: ['document', 'title'],
    next: 'Stages, outcomes, acts and document codes of one: luyue processes PROCESS',
  },
} as const;

const rowsOf = (list: Readonly<Record<string, Words>>, language: Language): readonly (readonly string[])[] =>
  Object.entries(list).map(([code, title]) => [code, title[language]]);

function allOf(contracts: readonly Contract[], language: Language): string {
  const rows = contracts.map((c) => [
    c.name,
    c.title[language],
    c.section,
    c.version,
    Object.values(c.stages)
      .map((stage) => stage[language])
      .join(' → '),
    Object.keys(c.outcomes).length,
    Object.keys(c.acts).length + Object.keys(generalActs).length,
  ]);
  return [table(words[language].head, rows), '', words[language].next].join('\n');
}

/** `luyue processes [PROCESS]`: what can be opened, or every code of one process. Needs no server. @throws LuyueError process.unknown */
export function processes({ processes: known }: Session, name?: string): Report {
  if (name !== undefined) return oneOf(known, name);
  const contracts = Object.values(known).map(({ contract }) => contract);
  return { json: { processes: contracts, generalActs }, text: (language) => allOf(contracts, language) };
}

function oneOf(known: Session['processes'], name: string): Report {
  const type = processType(known, name);
  const { contract } = type;
  return {
    json: { process: contract, generalActs },
    text: (language) => {
      const t = words[language];
      const acts = Object.entries(actsOf(type)).map(([act, { title, by }]) => [act, title[language], by.join(' ')]);
      return [
        `${contract.name}  ${contract.title[language]}`,
        table(t.stage, rowsOf(contract.stages, language)),
        table(t.outcome, rowsOf(contract.outcomes, language)),
        table(t.act, acts),
        ...(contract.documents === undefined ? [] : [table(t.document, rowsOf(contract.documents, language))]),
      ].join('\n\n');
    },
  };
}
