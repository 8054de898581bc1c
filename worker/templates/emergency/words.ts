import { localTime } from '../../../domain/case/card';
import {
  actionKinds,
  kinds,
  levels,
  mediaWords,
  obligationWords,
  resourceKinds,
  warnings,
} from '../../../domain/processes/emergency/vocabulary';
import { rootCauses } from '../../../domain/processes/root-causes';
import type { Dictionary, Values } from '../values';

export const words = {
  kinds,
  levels,
  warnings,
  obligationWords,
  actionKinds,
  resourceKinds,
  mediaWords,
  rootCauses,
} as const satisfies Record<string, Dictionary>;

/** Why what was reported did not happen. */
export const clearances: Dictionary = {
  'not-occurred': { zh: '经核实未发生', en: 'it did not happen' },
  'test-signal': { zh: '为测试信号', en: 'it was a test signal' },
  'reported-twice': { zh: '同一事件重复报告', en: 'the same incident was reported twice' },
  'below-threshold': { zh: '未达到事件标准', en: 'it does not reach the threshold' },
};

export const kindOf = (v: Values): string => v.word('kind', kinds);
export const levelOf = (v: Values): string => v.word('level', levels);

/** An instant to the minute, China Standard Time. */
export const minuteOf = (v: Values, key: string): string => localTime(v.count(key));

/** `STAFF@INSTANT` for people; another text stands for itself. */
export function callLine(text: string): string {
  const [staff = '', instant = ''] = text.split('@');
  const at = Date.parse(instant);
  return Number.isNaN(at) ? text : `${staff} ${localTime(at)}`;
}
