import type { Instant } from '../../domain/instant';
import { type EmergencyOutcome, emergencyContract } from '../../domain/processes/emergency/contract';
import { type Story as AnyStory, type StoryBook, told } from '../support/story-book';
import { alarmOf, dayMs, type Given, hourMs, minuteMs, person, rosterWorld, runnable } from './driver';
import { PlayedEmergency, paper } from './played';

/** One emergency from its alarm to its end. */
interface Story extends Omit<AnyStory<PlayedEmergency>, 'open'> {
  readonly given: (at: Instant) => Given;
  readonly outcome: EmergencyOutcome;
}

/** So long after the alarm, and some minutes at which no limit ends. */
const after = (played: PlayedEmergency, hours: number): Promise<void> => played.until(played.start + hours * hourMs + 3 * minuteMs);

const typhoon: Story = {
  name: 'typhoon',
  about: 'a typhoon: actions, resources, an event with tags, raised and lowered, an improvement of its lessons',
  outcome: 'resolved',
  settings: { continueAfter: 6 },
  given: (at) => ({ content: { occurredAt: at - hourMs, place: '3302', persons: 150, parties: [person('reporter', 'reporter')] } }),
  goes: async (typhoon) => {
    await typhoon.does('answerCall', 'duty1');
    await typhoon.does('withdraw', 'party:reporter', {});
    await typhoon.does('completeTask', 'duty1', {}, { task: typhoon.taskOf('completeTask') });
    await typhoon.does('establish', 'duty1', { persons: 1200, provinces: 2 });
    await typhoon.does('raiseLevel', 'duty1', { level: 'II' }, { ground: 'criteria-met' });
    await typhoon.does('takeCommand', 'boss1');
    await typhoon.confirmed('II');
    await typhoon.reported('general-oral');
    await typhoon.does('declareEvent', 'boss1', {
      event: 'TY2607',
      places: ['33', '3501'],
      from: typhoon.start - dayMs,
      processes: ['claim', 'complaint'],
    });
    await typhoon.does('tagCases', 'boss1', { event: 'TY2607', bulk: 'first' });
    await typhoon.does('bulkReported', 'system:bulk', { bulk: 'first', done: 200, refused: 3 });
    await typhoon.does('untagCases', 'boss1', { bulk: 'first' }, { ground: 'wrong-place' });
    await typhoon.does('bulkReported', 'system:bulk', { bulk: 'first-undo', done: 200, refused: 0 });
    await typhoon.does('addAction', 'boss1', { action: 'lane', kind: 'fast-lane', staff: 'u2', dueAt: typhoon.start + 20 * hourMs });
    await typhoon.does('addAction', 'boss1', { action: 'press', kind: 'inform' });
    await typhoon.does('changeAction', 'boss1', { action: 'lane', role: 'team-lead', dueAt: typhoon.start + 30 * hourMs });
    await typhoon.does('dropAction', 'boss1', { action: 'press' }, { ground: 'not-needed' });
    await typhoon.does('requestResource', 'duty1', { resource: 'crew', kind: 'surveyors', count: 12 });
    await typhoon.does('grantResource', 'chief1', { resource: 'crew', granted: true });
    await typhoon.does('tellUsers', 'duty1', { media: ['app', 'sms'] });
    await typhoon.does('reportStatus', 'duty1');
    await after(typhoon, 5);
    await typhoon.does('reportStatus', 'duty1');
    await typhoon.does('doAction', 'lead1', { action: 'lane' });
    await typhoon.reported('general-written');
    await typhoon.does('lowerLevel', 'boss1', { level: 'III' }, { ground: 'contained' });
    await typhoon.does('takeCommand', 'chief1');
    await typhoon.does('proposeStandDown', 'duty1');
    await typhoon.does('standDown', 'chief1', { decision: 'refused' });
    await typhoon.stoodDown();
    await typhoon.does('releaseResource', 'duty1', { resource: 'crew' });
    await typhoon.does('endEvent', 'boss1', { event: 'TY2607' });
    await typhoon.reviewed([{ cause: 'preparedness', area: 'risk', severity: 'high', improve: true }], true);
  },
};

const leak: Story = {
  name: 'leak',
  about: 'core data leaked in an attack: nobody answers the first round, progress is missed, individuals told by order',
  outcome: 'resolved',
  given: (at) => ({
    kind: 'cyber-incident',
    content: { occurredAt: at - hourMs, dataClass: 'core', personalData: true, persons: 2_000_000, criticalInfrastructure: true },
  }),
  goes: async (leak) => {
    await leak.delivers('call-out', 'undeliverable');
    await leak.until(leak.start + 7 * minuteMs);
    await leak.until(leak.start + 14 * minuteMs);
    await leak.delivers('call-out', 'undeliverable');
    await leak.until(leak.start + 22 * minuteMs);
    await leak.manned();
    await leak.does('completeTask', 'u1', {}, { task: leak.taskOf('completeTask') });
    await leak.confirmed('I');
    await leak.does('callOut', 'boss1');
    await leak.does('answerCall', 'duty2');
    await leak.reported('cii-first');
    await leak.does('waiveNotice', 'dpo1', { document: paper('assessment') }, { ground: 'harm-avoided' });
    await leak.does('orderNotice', 'comp1', { reference: 'NFRA-9' });
    await leak.does('tellUsers', 'duty1', { media: ['website'] });
    await leak.reported('data-first');
    await leak.reported('pi-regulator');
    await leak.reported('pi-individuals');
    await after(leak, 3);
    await leak.reported('data-progress');
    await leak.reported('data-written');
    await leak.stoodDown();
    await leak.reviewed();
    await leak.reported('data-closing');
    await leak.reported('cyber-closing');
  },
};

const attack: Story = {
  name: 'attack',
  about: 'an attack of level III without data, reported within four hours and closed within 30 days',
  outcome: 'resolved',
  given: () => ({ kind: 'cyber-incident', content: { persons: 1_000_000 } }),
  goes: async (attack) => {
    await attack.manned();
    await attack.confirmed();
    await attack.reported('cyber-first');
    await attack.ended();
    await attack.reported('cyber-closing');
  },
};

const outage: Story = {
  name: 'outage',
  about: 'a drill of an outage, ending in a report of who answered when',
  outcome: 'drill-done',
  given: () => ({ kind: 'system-outage', drill: true }),
  goes: async (outage) => {
    await outage.until(outage.start + 8 * minuteMs);
    await outage.manned();
    await outage.confirmed();
    await outage.does('tellUsers', 'duty1', { media: ['app'] });
    await outage.reported('outage-regulator');
    await outage.reported('general-oral');
    await outage.reported('general-written');
    await outage.ended();
  },
};

const alarm: Story = {
  name: 'alarm',
  about: 'reported to the regulator, and then it was none',
  outcome: 'false-alarm',
  given: () => ({ kind: 'data-incident' }),
  goes: async (alarm) => {
    await alarm.manned();
    await alarm.reported('data-first');
    await alarm.does('falseAlarm', 'boss1', {}, { ground: 'not-occurred' });
  },
};

const twice: Story = {
  name: 'twice',
  about: 'one incident reported twice',
  outcome: 'merged',
  given: () => ({ kind: 'accident' }),
  goes: (twice) => twice.does('merge', 'lead1', { into: 'emergency-other' }),
};

const book: StoryBook<PlayedEmergency> = {
  contract: emergencyContract,
  runnable,
  world: rosterWorld(),
  on: (vehicle) => new PlayedEmergency(vehicle),
  stories: [typhoon, leak, attack, outage, alarm, twice].map(({ given, ...story }) => ({
    ...story,
    open: (at) => alarmOf({ ...given(at), at }),
  })),
};

export const stories = told(book);
