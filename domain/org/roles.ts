import type { Words } from '../words';

/** The roles that people have in the service standard. Several roles may be one person. */
export const roles = {
  intake: { zh: '报案受理', en: 'intake clerk' },
  handler: { zh: '经办人', en: 'handler' },
  surveyor: { zh: '查勘员', en: 'surveyor' },
  approver: { zh: '核赔人', en: 'approver' },
  'team-lead': { zh: '组长', en: 'team lead' },
  'branch-manager': { zh: '分公司负责人', en: 'branch manager' },
  'head-office': { zh: '总公司负责人', en: 'head-office executive' },
  fraud: { zh: '反欺诈调查员', en: 'fraud investigator' },
  finance: { zh: '财务', en: 'finance clerk' },
  compliance: { zh: '合规', en: 'compliance officer' },
  commander: { zh: '应急总指挥', en: 'incident commander' },
  'duty-officer': { zh: '值班长', en: 'duty officer' },
  'data-protection': { zh: '数据保护负责人', en: 'data-protection officer' },
  verifier: { zh: '整改验收人', en: 'verifier of improvements' },
  'calendar-keeper': { zh: '日历管理员', en: 'keeper of the calendar' },
  operator: { zh: '系统运维', en: 'system operator' },
} as const satisfies Record<string, Words>;

export type Role = keyof typeof roles;

/** Roles that manage a team, a branch or the company. */
export const managers = ['team-lead', 'branch-manager', 'head-office'] as const satisfies readonly Role[];

export const isRole = (text: string): text is Role => Object.hasOwn(roles, text);

export const authorityKinds = ['payment', 'denial', 'advance', 'ex-gratia'] as const;
export type AuthorityKind = (typeof authorityKinds)[number];

/** What a person must have authority for: an act on money of a line of business. Amounts in fen. */
export interface AuthorityNeed {
  readonly kind: AuthorityKind;
  readonly line: string;
  readonly amountFen: number;
}

/** Branch of what the head office handles itself. */
export const headOffice = 'head-office';
