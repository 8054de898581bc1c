import type { Words } from '../words';

/** Parts of this product that act on cases. Only the key of a worker signs for them, and no token does. */
export const insideSystems = {
  bank: { zh: '银行接口', en: 'relay to the bank' },
  gateway: { zh: '消息网关接口', en: 'relay of notices' },
  calendar: { zh: '日历', en: 'calendar' },
  bulk: { zh: '批量处理', en: 'acts on many cases' },
  case: { zh: '其他案件', en: 'another case' },
  staff: { zh: '人员名册', en: 'staff list' },
  clock: { zh: '时钟', en: 'clock' },
} as const satisfies Record<string, Words>;

/** Systems of the company and of others, let in one by one by a token. */
export const outsideSystems = {
  core: { zh: '核心业务系统', en: 'core system' },
  portal: { zh: '客户门户', en: 'customer portal' },
  appraiser: { zh: '鉴定机构', en: 'appraiser' },
  mediation: { zh: '调解组织', en: 'mediation body' },
  regulator: { zh: '监管报送平台', en: 'platform of the regulator' },
} as const satisfies Record<string, Words>;

export type InsideSystem = keyof typeof insideSystems;
export type OutsideSystem = keyof typeof outsideSystems;
export type System = InsideSystem | OutsideSystem;

/** A system as a contract names it among those who may do an act. */
export type SystemWord = `system:${System}`;

export const systems: Readonly<Record<System, Words>> = { ...insideSystems, ...outsideSystems };

export const insideKinds: readonly System[] = ['bank', 'gateway', 'calendar', 'bulk', 'case', 'staff', 'clock'];

export const isSystem = (text: string): text is System => Object.hasOwn(systems, text);
export const isOutside = (text: string): text is OutsideSystem => Object.hasOwn(outsideSystems, text);

export const outsideKinds: readonly OutsideSystem[] = ['core', 'portal', 'appraiser', 'mediation', 'regulator'];

const prefix = 'system:';
const casePrefix = 'case.';

/** The account of a case that acts on another. */
export const caseActor = (id: string): string => `${prefix}${casePrefix}${id}`;

export const isPartyActor = (actor: string): boolean => actor.startsWith('party:');
export const isSystemActor = (actor: string): boolean => actor.startsWith(prefix);
/** Whether an actor is a member of staff, by the form of the id. */
export const isStaffActor = (actor: string): boolean => !isPartyActor(actor) && !isSystemActor(actor);

/**
 * Which system an account is: `system:bank`, one of several of an outside kind (`system:core-life`), or a case (`system:case.claim-...`).
 * Null: none that contracts know, so that it may open cases where it is let in, and do nothing else.
 */
export function systemOf(actor: string): System | null {
  if (!isSystemActor(actor)) return null;
  const name = actor.slice(prefix.length);
  if (name.startsWith(casePrefix)) return 'case';
  if (isSystem(name)) return name === 'case' ? null : name;
  const [kind = ''] = name.split('-');
  if (isOutside(kind)) return kind;
  return null;
}
