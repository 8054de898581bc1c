import { generalActs } from '../../domain/case/general';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const heads = {
  zh: ['流程', '名称', '章节', '版本', '环节', '结果', '动作'],
  en: ['process', 'name', 'section', 'version', 'stages', 'outcomes', 'acts'],
};

/** `luyue processes`: what can be opened. Needs no server. */
export function processes({ processes: known }: Session): Report {
  const contracts = Object.values(known).map(({ contract }) => contract);
  return {
    json: { processes: contracts, generalActs },
    text: (language) =>
      table(
        heads[language],
        contracts.map((c) => [
          c.name,
          c.title[language],
          c.section,
          c.version,
          Object.values(c.stages)
            .map((stage) => stage[language])
            .join(' → '),
          Object.keys(c.outcomes).length,
          Object.keys(c.acts).length + Object.keys(generalActs).length,
        ]),
      ),
  };
}
