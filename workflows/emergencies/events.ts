import type { EmergencyActEffects } from './types';

/** The event that claims and complaints belong to: what happened, where and when. */
export const eventEffects: EmergencyActEffects = {
  declareEvent: (c, { payload: { event, places, from, to, processes } }) => {
    c.note(`event.${event}`, { state: 'declared' });
    c.declare({ event, places, from, to: to ?? null, processes });
    if (c.case.event === null) c.join(event);
  },
  endEvent: (c, { payload: { event } }) => {
    c.note(`event.${event}`, { state: 'ended' });
    c.undeclare(event);
  },
  tagCases: (c, { payload: { event, bulk } }) => {
    c.bulk({ bulk, act: 'joinEvent', payload: { event }, select: { event } });
    c.start('emergency-tag-undo', { on: bulk });
  },
  untagCases: (c, { payload: { bulk }, at }) => {
    const event = c.case.bulks[bulk]?.payload.event;
    c.bulk({ bulk: `${bulk}-undo`, act: 'leaveEvent', payload: { event }, select: { bulk } });
    c.met('emergency-tag-undo', { on: bulk, at });
  },
};
