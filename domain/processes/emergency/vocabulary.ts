import type { Words } from '../../words';

/** What an emergency is about; its line. */
export const kinds = {
  'natural-disaster': { zh: '自然灾害', en: 'natural disaster' },
  accident: { zh: '事故灾难', en: 'accident' },
  'public-health': { zh: '公共卫生事件', en: 'public health' },
  'mass-complaint': { zh: '群体性投诉', en: 'mass complaint' },
  'mass-surrender': { zh: '集中退保', en: 'mass surrender' },
  'system-outage': { zh: '信息系统中断', en: 'system outage' },
  'data-incident': { zh: '数据安全事件', en: 'data incident' },
  'cyber-incident': { zh: '网络安全事件', en: 'cyber incident' },
} as const satisfies Record<string, Words>;

/** Emergency Response Law art. 3, gravest first. */
export const levels = {
  I: { zh: 'Ⅰ级(特别重大)', en: 'level I (most serious)' },
  II: { zh: 'Ⅱ级(重大)', en: 'level II (serious)' },
  III: { zh: 'Ⅲ级(较大)', en: 'level III (larger)' },
  IV: { zh: 'Ⅳ级(一般)', en: 'level IV (ordinary)' },
} as const satisfies Record<string, Words>;

/** Emergency Response Law art. 63: the colour of each level. */
export const warnings = {
  red: { zh: '红色', en: 'red' },
  orange: { zh: '橙色', en: 'orange' },
  yellow: { zh: '黄色', en: 'yellow' },
  blue: { zh: '蓝色', en: 'blue' },
} as const satisfies Record<string, Words>;

export const dataClasses = {
  core: { zh: '核心数据', en: 'core data' },
  important: { zh: '重要数据', en: 'important data' },
  sensitive: { zh: '敏感数据', en: 'sensitive data' },
  general: { zh: '一般数据', en: 'general data' },
} as const satisfies Record<string, Words>;

/** What has to be reported or told, each on a clock of its own. */
export const obligationWords = {
  'data-first': { zh: '数据安全事件首报', en: 'first report of a data incident' },
  'data-written': { zh: '数据安全事件书面报告', en: 'written report of a data incident' },
  'data-progress': { zh: '特别重大数据安全事件进展报告', en: 'progress report of a most serious data incident' },
  'data-closing': { zh: '数据安全事件评估总结报告', en: 'closing report of a data incident' },
  'pi-individuals': { zh: '告知个人信息主体', en: 'notice to the individuals' },
  'pi-regulator': { zh: '个人信息泄露报告', en: 'report of a leak of personal data' },
  'cyber-first': { zh: '网络安全事件报告', en: 'report of a cyber incident' },
  'cii-first': { zh: '关键信息基础设施事件报告', en: 'report of an incident of critical infrastructure' },
  'cyber-closing': { zh: '网络安全事件处置总结报告', en: 'closing report of a cyber incident' },
  'general-oral': { zh: '突发事件口头报告', en: 'oral report' },
  'general-written': { zh: '突发事件书面报告', en: 'written report' },
  'outage-users': { zh: '业务中断公告', en: 'announcement of the interruption' },
  'outage-regulator': { zh: '业务中断报告', en: 'report of the interruption' },
} as const satisfies Record<string, Words>;

export const actionKinds = {
  contain: { zh: '控制事态', en: 'contain' },
  rescue: { zh: '抢险救援', en: 'rescue' },
  restore: { zh: '恢复系统或业务', en: 'restore a system or the business' },
  investigate: { zh: '调查取证', en: 'investigate and keep evidence' },
  inspect: { zh: '排查客户和保单', en: 'look for customers and policies concerned' },
  'fast-lane': { zh: '开通理赔绿色通道', en: 'open the fast lane for claims' },
  pacify: { zh: '接待与安抚', en: 'receive and calm people' },
  inform: { zh: '信息发布与舆情', en: 'publish and answer' },
  liaise: { zh: '对外联络', en: 'liaise with authorities' },
  supply: { zh: '物资与后勤', en: 'supplies' },
} as const satisfies Record<string, Words>;

export const resourceKinds = {
  staff: { zh: '人员', en: 'staff' },
  surveyors: { zh: '查勘力量', en: 'surveyors' },
  vehicles: { zh: '车辆', en: 'vehicles' },
  equipment: { zh: '设备', en: 'equipment' },
  funds: { zh: '资金', en: 'funds' },
  site: { zh: '场地', en: 'premises' },
  systems: { zh: '备用系统', en: 'stand-by systems' },
} as const satisfies Record<string, Words>;

/** Where users are told. */
export const mediaWords = {
  website: { zh: '官网', en: 'website' },
  app: { zh: '客户端', en: 'app' },
  sms: { zh: '短信', en: 'SMS' },
  hotline: { zh: '客服热线', en: 'hotline' },
  counter: { zh: '营业场所', en: 'counters' },
  press: { zh: '媒体', en: 'press' },
} as const satisfies Record<string, Words>;

/** How an obligation to report was fulfilled. */
export const reportMeans = {
  phone: { zh: '电话', en: 'by telephone' },
  written: { zh: '书面', en: 'in writing' },
  platform: { zh: '报送平台', en: 'on the platform of the authority' },
  individual: { zh: '逐一告知', en: 'each person alone' },
  public: { zh: '公告', en: 'by announcement' },
} as const satisfies Record<string, Words>;

/** Bodies that reports go to. */
export const bodies = {
  nfra: { zh: '国家金融监督管理总局或其派出机构', en: 'NFRA or its local office' },
  cac: { zh: '省级网信部门', en: 'provincial cyberspace administration' },
  'cii-protection': { zh: '关键信息基础设施保护工作部门', en: 'protection department for critical infrastructure' },
  police: { zh: '公安机关', en: 'police' },
} as const satisfies Record<string, Words>;

export type EmergencyKind = keyof typeof kinds;
export type EmergencyLevel = keyof typeof levels;
export type Warning = keyof typeof warnings;
export type DataClass = keyof typeof dataClasses;
export type ObligationCode = keyof typeof obligationWords;
export type Body = keyof typeof bodies;
