import type { ActContract } from '../../case/contract';

const duty = ['duty-officer', 'handler', 'team-lead'] as const;
const command = ['commander', 'branch-manager', 'head-office'] as const;
const staff = [...duty, ...command] as const;
const reporters = [...staff, 'data-protection', 'compliance'] as const;
const handling = ['triage', 'respond'] as const;

/** Level and command. */
const leading = {
  confirmLevel: { kind: 'decision', title: { zh: '核定级别', en: 'Confirm the level' }, by: staff, when: 'expected', duringHold: true },
  falseAlarm: {
    kind: 'decision',
    title: { zh: '误报销案', en: 'Close as a false alarm' },
    by: command,
    when: handling,
    grounds: ['not-occurred', 'test-signal', 'reported-twice', 'below-threshold'],
    duringHold: true,
  },
  establish: { kind: 'decision', title: { zh: '查明情况', en: 'Establish facts' }, by: reporters, when: handling, duringHold: true },
  raiseLevel: {
    kind: 'decision',
    title: { zh: '提级', en: 'Raise the level' },
    by: staff,
    when: handling,
    grounds: ['criteria-met', 'wider-spread', 'not-contained', 'authority-order'],
    duringHold: true,
  },
  lowerLevel: {
    kind: 'decision',
    title: { zh: '降级', en: 'Lower the level' },
    by: command,
    when: ['respond'],
    grounds: ['contained', 'facts-corrected', 'authority-order'],
    duringHold: true,
  },
  takeCommand: { kind: 'decision', title: { zh: '接任总指挥', en: 'Take command' }, by: staff, when: 'expected', duringHold: true },
  callOut: { kind: 'decision', title: { zh: '再次呼叫值守', en: 'Call out again' }, by: staff, when: handling, duringHold: true },
  answerCall: { kind: 'decision', title: { zh: '应答呼叫', en: 'Answer the call' }, by: staff, when: 'open', duringHold: true },
} as const satisfies Record<string, ActContract>;

/** What has to be reported and told. */
const telling = {
  report: {
    kind: 'decision',
    title: { zh: '报送', en: 'Report' },
    by: reporters,
    when: 'open',
    on: 'obligation',
    duringHold: true,
  },
  waiveNotice: {
    kind: 'decision',
    title: { zh: '不告知个人', en: 'Do not tell the individuals' },
    by: ['data-protection'],
    when: 'open',
    grounds: ['harm-avoided'],
    duringHold: true,
  },
  orderNotice: {
    kind: 'arrival',
    title: { zh: '监管要求告知个人', en: 'The regulator orders the notice' },
    by: ['compliance', 'data-protection', 'system:regulator'],
    when: 'open',
  },
  tellUsers: { kind: 'decision', title: { zh: '告知用户', en: 'Tell users' }, by: reporters, when: 'open', duringHold: true },
  reportStatus: { kind: 'decision', title: { zh: '情况报告', en: 'Report the status' }, by: staff, when: ['respond'], duringHold: true },
  withdraw: {
    kind: 'arrival',
    title: { zh: '撤回报告', en: 'The report is withdrawn' },
    by: ['party', 'intake', 'handler'],
    when: 'open',
    duringHold: true,
  },
} as const satisfies Record<string, ActContract>;

const anyone = [...reporters, 'surveyor', 'approver', 'fraud', 'finance', 'intake', 'verifier'] as const;

/** Actions and resources. */
const working = {
  addAction: { kind: 'decision', title: { zh: '布置措施', en: 'Add an action' }, by: staff, when: 'open', duringHold: true },
  doAction: {
    kind: 'decision',
    title: { zh: '完成措施', en: 'Do an action' },
    by: anyone,
    when: 'expected',
    on: 'action',
    duringHold: true,
  },
  changeAction: {
    kind: 'decision',
    title: { zh: '调整措施', en: 'Change an action' },
    by: staff,
    when: 'open',
    duringHold: true,
  },
  dropAction: {
    kind: 'decision',
    title: { zh: '撤销措施', en: 'Drop an action' },
    by: staff,
    when: 'open',
    grounds: ['not-needed', 'replaced', 'impossible'],
    duringHold: true,
  },
  requestResource: { kind: 'decision', title: { zh: '申请资源', en: 'Request a resource' }, by: staff, when: handling, duringHold: true },
  grantResource: {
    kind: 'decision',
    title: { zh: '调拨资源', en: 'Grant a resource' },
    by: command,
    when: 'expected',
    on: 'resource',
    duringHold: true,
  },
  releaseResource: { kind: 'decision', title: { zh: '释放资源', en: 'Release a resource' }, by: staff, when: 'open', duringHold: true },
} as const satisfies Record<string, ActContract>;

/** The event that cases belong to. */
const gathering = {
  declareEvent: { kind: 'decision', title: { zh: '发布事件代码', en: 'Declare an event' }, by: staff, when: handling, duringHold: true },
  endEvent: { kind: 'decision', title: { zh: '终止事件代码', en: 'End an event' }, by: staff, when: 'open', duringHold: true },
  tagCases: { kind: 'decision', title: { zh: '批量归入事件', en: 'Tag open cases' }, by: command, when: handling, duringHold: true },
  untagCases: {
    kind: 'decision',
    title: { zh: '撤销批量归入', en: 'Take the tags back' },
    by: command,
    when: 'open',
    grounds: ['wrong-place', 'wrong-time', 'wrong-event'],
    duringHold: true,
  },
} as const satisfies Record<string, ActContract>;

/** The end. */
const ending = {
  proposeStandDown: { kind: 'decision', title: { zh: '提请终止响应', en: 'Propose to stand down' }, by: staff, when: 'expected' },
  standDown: { kind: 'decision', title: { zh: '终止响应', en: 'Stand down' }, by: staff, when: 'expected' },
  review: { kind: 'decision', title: { zh: '复盘', en: 'Review' }, by: staff, when: 'expected' },
  approveReview: { kind: 'decision', title: { zh: '批准复盘', en: 'Approve the review' }, by: staff, when: 'expected' },
  revisePlan: { kind: 'decision', title: { zh: '修订预案', en: 'Revise the plan' }, by: staff, when: 'expected' },
} as const satisfies Record<string, ActContract>;

export const emergencyActs = { ...leading, ...telling, ...working, ...gathering, ...ending } as const satisfies Record<string, ActContract>;

export type EmergencyAct = keyof typeof emergencyActs;
