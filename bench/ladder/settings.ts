import { z } from 'zod';
import type { EngineWish } from '../engine';
import { publishReport } from '../measure/report';
import { kernelRung } from './kernel/rung';
import { type MakeRung, measured, type RoundLoad } from './ladder';
import { ladderHead, ladderNotes, ladderRow } from './summary';

export interface SettingsOptions extends RoundLoad {
  readonly dir: string;
  readonly out: string;
  readonly engine: EngineWish;
  /** More to try, or in place of ours: JSON of settings of the SDK's worker by a name. */
  readonly also?: string | undefined;
}

type Settings = Readonly<Record<string, z.core.util.JSONType>>;

const shape = z.record(z.string(), z.record(z.string(), z.json()));
const ours = 'as we have it';

const pollers = (maximum: number): Settings => ({
  workflowTaskPollerBehavior: { type: 'simple-maximum', maximum },
  activityTaskPollerBehavior: { type: 'simple-maximum', maximum },
});

/** One setting moved at a time, so that what it does is its own. */
const tried: Readonly<Record<string, Settings>> = {
  [ours]: {},
  'pollers 2': pollers(2),
  'pollers 20': pollers(20),
  'pollers by load': {
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  },
  'slots for workflow tasks 10': { maxConcurrentWorkflowTaskExecutions: 10 },
  'slots for local activities 4': { maxConcurrentLocalActivityExecutions: 4 },
  'sandbox threads 2': { workflowThreadPoolSize: 2 },
  'cache 4 cases': { maxCachedWorkflows: 4 },
};

const wordOf = (at: number): string => `settings_${at}`;

/** Our kernel's worker under one setting after the other, side by side; publishes what came out. */
export async function settings({ dir, out, engine, also, ...load }: SettingsOptions): Promise<void> {
  const all = { ...tried, ...(also === undefined ? {} : shape.parse(JSON.parse(also))) };
  const makers = Object.entries(all).map(
    ([name, tuning], at): MakeRung =>
      (ground) =>
        kernelRung(ground, { encrypted: true, name, variant: wordOf(at), tuning: JSON.stringify(tuning) }),
  );
  const { all: found, steps, machine } = await measured(dir, engine, makers, load);
  const rows = found.map((one) => ladderRow(one, steps));
  publishReport(
    { part: 'settings', machine, head: ladderHead, rows, figures: found, notes: ladderNotes(found, ours, { ...load, steps }) },
    out,
  );
}
