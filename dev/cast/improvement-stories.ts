import type { Story } from './story';

/** Stories of examples/improvements.ndjson and examples/programmes.ndjson by reference. */
export const improvementStories: Readonly<Record<string, Story>> = {
  // Nobody plans it in time: the duty climbs the organisation.
  'GJ-2026-0007': { days: { proposePlan: 45 } },
  // The same cause as another: one person asks for the end, a second decides.
  'GJ-2026-0008': {
    turns: [{ day: 1, act: 'supersede', actor: 'handler', payload: { by: '@GJ-2026-0009' }, ground: 'same-cause' }],
  },
  // Opens an improvement of its own, and follows the one that the regulator ordered.
  'JH-2026-N-01': {
    turns: [
      {
        day: 0.5,
        act: 'addItem',
        actor: 'handler',
        payload: { item: 'fast-determination', line: 'claims', topic: 'slow-claim', severity: 'medium', from: 'complaint' },
      },
      { day: 1, act: 'includeItem', actor: 'handler', payload: { item: 'order-17', case: '@GJ-2026-0003' } },
    ],
  },
  'JH-2026-S-01': {
    turns: [{ day: 1, act: 'includeItem', actor: 'handler', payload: { item: 'bank-sales', case: '@GJ-2026-0002' } }],
  },
};
