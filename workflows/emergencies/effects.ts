import type { Recipient } from '../../domain/case/fact';
import { answerOfCall, callsOf } from '../../domain/processes/emergency/calls';
import { bodiesOf, obligationOf, obligations, owedNow } from '../../domain/processes/emergency/obligations';
import { factsOf, levelOf, openingOf, partsAt } from '../../domain/processes/emergency/view';
import type { Body } from '../../domain/processes/emergency/vocabulary';
import { actionEffects } from './actions';
import { callOut, endCalls } from './calls';
import { sayDrillReport } from './closing';
import { eventEffects } from './events';
import { checkLevel, informed, setLevel } from './level';
import type { EmergencyActEffects, EmergencyEffects } from './types';

const regulators = (to: readonly Body[]): readonly Recipient[] => to.map((body) => ({ kind: 'regulator', body }));

/** Level and command. */
const leading: EmergencyActEffects = {
  confirmLevel: (c, { payload: { level } }) => setLevel(c, level, 'confirmed'),
  raiseLevel: (c, { payload: { level }, ground }) => setLevel(c, level, ground),
  lowerLevel: (c, { payload: { level }, ground }) => setLevel(c, level, ground),
  establish: (c, { payload: { note: _text, ...facts }, at }) => {
    if (facts.personalData === true && factsOf(c.case).personalData !== true) c.note('personalSince', at);
    for (const [fact, value] of Object.entries(facts)) if (value !== undefined) c.note(fact, value);
    checkLevel(c);
  },
  takeCommand: (c, { by, at }) => {
    c.note('commander', by);
    c.met('bi-emergency-duty-roster', { at });
  },
  callOut: (c) => {
    endCalls(c, 'again');
    callOut(c);
  },
  answerCall: (c, { by, at }) => {
    if (answerOfCall(c.case) === undefined) c.note('answered', { by, at });
    c.note(`answered.${callsOf(c.case).at(-1)?.round ?? 0}`, { by, at });
    c.flag('call-unanswered', false);
    endCalls(c, 'answered');
  },
  falseAlarm: (c, { ground }) => {
    endCalls(c, 'false-alarm');
    const told = obligations.filter(({ code }) => c.case.notes[`reported.${code}`] !== undefined).flatMap((o) => bodiesOf(c.case, o));
    const data = { kind: factsOf(c.case).kind, ground };
    if (told.length > 0) c.announce('incident-cleared', 'incident-cleared', regulators([...new Set(told)]), data);
    sayDrillReport(c);
    c.end('false-alarm', ground);
  },
};

/** An obligation is fulfilled, and begins again where it has to. */
function fulfil(c: EmergencyEffects, code: string, at: number): void {
  const obligation = obligationOf(code);
  if (obligation === undefined) return;
  const { rule, again } = obligation;
  c.met(rule, { on: code, at });
  c.note(`reported.${code}`, at);
  if (!again) return;
  c.note('progressAt', at);
  c.flag(`overdue-${code}`, false);
}

/** What has to be reported and told. */
const telling: EmergencyActEffects = {
  report: (c, { payload: { obligation, document }, at, seq }) => {
    fulfil(c, obligation, at);
    if (document !== undefined) c.document({ id: `doc-${seq}`, receivedAt: at, ...document });
    const owed = obligationOf(obligation);
    const to = owed === undefined ? [] : bodiesOf(c.case, owed);
    const { kind } = factsOf(c.case);
    const data = { kind, level: levelOf(c.case), obligation, detectedAt: openingOf(c.case).detectedAt, reportedAt: at };
    if (to.length > 0) c.announce(`report:${c.case.head.seq}`, 'incident-report', regulators(to), data, { report: 'handed' });
  },
  waiveNotice: (c, { payload: { document }, ground, at, seq }) => {
    c.note('noticeWaived', ground ?? '');
    c.note('noticeOrderedAt', null);
    c.stop('pi-breach-notice', ground ?? 'harm-avoided', 'pi-individuals');
    c.document({ id: `doc-${seq}`, receivedAt: at, ...document });
  },
  orderNotice: (c, { at }) => {
    // Without the waiver the duty stands as it did; what was waived is due again from the order.
    if (c.case.notes.noticeWaived !== undefined) c.note('noticeOrderedAt', at);
  },
  tellUsers: (c, { payload: { media, document }, at, seq }) => {
    for (const { code, act } of owedNow(c.case)) if (act === 'tellUsers') fulfil(c, code, at);
    c.note('usersToldAt', at);
    if (document !== undefined) c.document({ id: `doc-${seq}`, receivedAt: at, ...document });
    const to = Object.keys(c.case.parties).map((party): Recipient => ({ kind: 'party', party }));
    if (to.length > 0) c.announce(`users:${c.case.head.seq}`, 'users-notice', to, { kind: factsOf(c.case).kind, media });
  },
  reportStatus: (c, { at }) => {
    c.met('emergency-status-report', { on: 'status', at });
    c.note('statusAt', at);
    c.flag('overdue-status', false);
    const before = c.case.notes.statusReports;
    const no = (typeof before === 'number' ? before : 0) + 1;
    c.note('statusReports', no);
    const counts = { openActions: partsAt(c.case, 'action', 'open').length, doneActions: partsAt(c.case, 'action', 'done').length };
    const data = { kind: factsOf(c.case).kind, level: levelOf(c.case), no, ...counts };
    c.announce(`status:${no}`, 'status-report', informed(c), data);
  },
  // What was reported may be true all the same: somebody looks, and the emergency goes on.
  withdraw: (c) => c.addTask('report-withdrawn', { kind: 'role', role: 'duty-officer' }),
};

/** The end. */
const ending: EmergencyActEffects = {
  standDown: (c, { payload: { decision }, at }) => {
    if (decision !== 'approved') return;
    endCalls(c, 'stood-down');
    c.unask('takeCommand', 'stood-down');
    c.unask('raiseLevel', 'stood-down');
    c.stop('bi-emergency-duty-roster', 'stood-down');
    c.note('handledAt', at);
    c.note('handledVisit', c.case.visit.no);
    c.announce(`stood-down:${c.case.visit.no}`, 'stood-down', informed(c), {
      kind: factsOf(c.case).kind,
      level: levelOf(c.case),
      handledAt: at,
    });
  },
  revisePlan: (c, { payload: { plan, version }, at, seq, payload }) => {
    c.note('planRevised', { plan, version });
    if (payload.document !== undefined) c.document({ id: `doc-${seq}`, receivedAt: at, ...payload.document });
  },
};

export const emergencyEffects: EmergencyActEffects = { ...leading, ...telling, ...ending, ...actionEffects, ...eventEffects };
