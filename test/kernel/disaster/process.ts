import { close, process } from '../../../workflows/kernel/process';
import { disasterContract, lossContract } from './contract';
import type { DisasterPayloads, LossPayloads } from './schema';

const lead = { kind: 'role', role: 'team-lead' } as const;

export const disaster = process<typeof disasterContract, DisasterPayloads>(disasterContract, {
  stages: {
    run: async (c) => {
      await c.expect('end', { from: lead });
      return close('over');
    },
  },
  effects: {
    declare: (c, { payload }) => c.declare(payload),
    lift: (c, { payload }) => c.undeclare(payload.event),
    tag: (c, { payload: { bulk, event } }) => c.bulk({ bulk, act: 'joinEvent', payload: { event }, select: { event } }),
    untag: (c, { payload: { bulk, of, event } }) => c.bulk({ bulk, act: 'leaveEvent', payload: { event }, select: { bulk: of } }),
    ask: (c, { payload: { name, subject } }) =>
      c.request(name, { process: 'disaster', line: c.case.line, branch: c.case.branch, content: { subject } }),
    warn: (c, { payload: { twice }, seq }) => {
      c.announce(`warn:${seq}`, 'warning', [lead], {}, { report: 'handed' });
      if (twice === true) c.recall(c.case.head.seq);
    },
    recall: (c, { payload: { notice } }) => c.recall(notice),
  },
});

export const loss = process<typeof lossContract, LossPayloads>(lossContract, {
  opened: (c) => {
    const { event } = c.case.opening;
    if (typeof event === 'string') c.join(event);
  },
  stages: {
    wait: async (c) => {
      await c.expect('finish', { from: lead });
      return close('done');
    },
  },
});
