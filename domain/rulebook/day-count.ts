import type { Words } from '../words';
import { laws } from './laws';
import type { Citation } from './types';

interface DayCount {
  readonly words: Words;
  /** Civil Code art. 203 moves the end of a civil period off a statutory rest day. */
  readonly rolls: boolean;
  readonly citation: Citation;
}

/**
 * How each regulation counts its days (rulebook 0.3). The unit itself is in the type of the term. In all of them the
 * starting day is not counted, and hours run from the moment.
 */
export const dayCounts = {
  'day-count-civil-default': {
    words: { zh: '按日历日计算,开始当日不计入', en: 'calendar days, the starting day not counted' },
    rolls: true,
    citation: { law: laws.civilCode, article: '200-204' },
  },
  'day-unit-complaint': {
    words: { zh: '“日”为自然日,第三十三条除外', en: 'calendar days, except the working days of art. 33' },
    rolls: false,
    citation: { law: laws.complaints, article: '43' },
  },
  'day-unit-basic-service': {
    words: { zh: '各条分别写明工作日或日', en: 'each limit says working days or days itself' },
    rolls: false,
    citation: { law: laws.basicService, article: '10-29' },
  },
  'day-unit-agent': {
    words: { zh: '“日”为工作日', en: 'working days' },
    rolls: false,
    citation: { law: laws.agents, article: '118' },
  },
  'day-unit-company-mgmt': {
    words: { zh: '“日”为工作日', en: 'working days' },
    rolls: false,
    citation: { law: laws.companies, article: '78' },
  },
  'day-unit-product-filing': {
    words: { zh: '期限为工作日', en: 'working days' },
    rolls: false,
    citation: { law: laws.productFiling, article: '55' },
  },
  'day-unit-stated': {
    words: { zh: '条文写明单位', en: 'the text states its unit' },
    rolls: false,
    citation: { law: laws.civilCode, article: '204' },
  },
} as const satisfies Record<string, DayCount>;

export type DayCountId = keyof typeof dayCounts;
