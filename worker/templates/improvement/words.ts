import { severities } from '../../../domain/processes/areas';
import type { improvementActs } from '../../../domain/processes/improvement/acts';
import { improvementContract } from '../../../domain/processes/improvement/contract';
import { origins } from '../../../domain/processes/improvement/vocabulary';
import { rootCauses } from '../../../domain/processes/root-causes';
import type { Dictionary } from '../values';

type Ground = (typeof improvementActs.planAgain.grounds)[number];

const grounds: Readonly<Record<Ground, Dictionary[string]>> = {
  'wrong-cause': { zh: '根本原因判断有误', en: 'the root cause was another' },
  'weak-measures': { zh: '措施力度不足', en: 'the measures were too weak' },
  'not-carried-out': { zh: '措施未落实', en: 'the measures were not carried out' },
  'other-effect': { zh: '受其他因素影响', en: 'something else had an effect' },
};

/** Codes of an improvement as its people call them. */
export const words = {
  origins,
  severities,
  topics: rootCauses,
  grounds,
  outcomes: improvementContract.outcomes,
  decisions: { approved: { zh: '同意', en: 'approved' }, refused: { zh: '不同意', en: 'refused' } },
  results: {
    effective: { zh: '达到目标', en: 'the target is reached' },
    'not-effective': { zh: '未达到目标', en: 'the target is missed' },
  },
} as const satisfies Readonly<Record<string, Dictionary>>;
