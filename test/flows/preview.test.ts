import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { preview } from '../../cli/commands/preview';
import type { Session } from '../../cli/session';
import { normOf } from '../../db/norm';
import type { CommitDeps } from '../../db/queries/commit';
import { createWorld } from '../../db/world';
import { chinaCalendar } from '../../domain/calendar/china';
import policy from '../../domain/rulebook/policy.json';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import type { Draft } from '../../workflows/kernel/draft';
import { close, type Process } from '../../workflows/kernel/process';
import { opened, records, rowsOf, sampleDeps, submitted } from '../db/support';
import { sampleContract } from '../kernel/sample/contract';
import { sample } from '../kernel/sample/process';
import { samplePayloads } from '../kernel/sample/schema';
import { changedSample } from '../replay/variants/changed.processes';
import { temporaryFolder } from '../support/folder';

const record = records();
const folder = temporaryFolder();

/** The command line on this record, with the stages that a developer has before a deploy. */
const session = (definition: Process, env: NodeJS.ProcessEnv): Session => ({
  args: ['preview'],
  env: { ...env, DATABASE_URL: record().url, LUYUE_DIR: folder },
  language: 'en',
  json: true,
  existing: true,
  processes: { sample: { contract: sampleContract, payloads: samplePayloads } },
  definitions: () => ({ sample: definition }),
  repeat: [],
  print: () => undefined,
  note: () => undefined,
});

const whole = async () =>
  Promise.all(
    ['case_event', 'case_cause', 'case_file', 'task', 'clock', 'notice', 'payment'].map((table) =>
      rowsOf(record().pool, `select t::text as row from ${table} t order by 1`),
    ),
  );

const shape = z.object({ seen: z.number(), differ: z.number(), cases: z.array(z.looseObject({ case: z.string() })) });

async function previewed(definition: Process, env = {}) {
  const { json } = await preview(session(definition, env), {});
  return shape.parse(json);
}

/** What `luyue preview` says of a case, or undefined where it says nothing. */
const of = async (id: string, definition: Process) => (await previewed(definition)).cases.find((c) => c.case === id);

/** Under the rules and calendar of the command line, so that only the stages can differ. */
const book = standardRulebook();
const norm = normOf(book, chinaCalendar(book.policy.calendar));
const deps: CommitDeps = { ...sampleDeps, worldOf: (organisation, at, load) => createWorld(norm, organisation, at, load) };

describe('luyue preview', () => {
  let gathering: string;
  let deciding: string;

  beforeAll(async () => {
    gathering = (await opened(record().db, deps)).id;
    deciding = (await submitted(record().db, 'chen-xi', deps)).id;
    const ended = await opened(record().db, deps);
    await ended.act('withdraw', 'party:claimant');
  });

  it('sees every open case and no difference under the stages and rules that they run on', async () => {
    await expect(previewed(sample)).resolves.toEqual({ seen: 2, differ: 0, cases: [] });
  });

  it('names the tasks that changed stages would open, case by case', async () => {
    const empty = { next: null, droppedTasks: [], clocks: [], fault: null };
    await expect(of(gathering, changedSample)).resolves.toMatchObject({ ...empty, stage: 'gather', newTasks: ['recommend'] });
    await expect(of(deciding, changedSample)).resolves.toMatchObject({ ...empty, stage: 'decide', newTasks: ['agree'] });
  });

  it('names the next stage and the clocks that a shortened stage would lead to, and only for the cases at it', async () => {
    const shortened = { ...sample, stage: async (draft: Draft) => (draft.state.stage === 'gather' ? 'decide' : sample.stage(draft)) };
    await expect(previewed(shortened)).resolves.toMatchObject({
      seen: 2,
      differ: 1,
      cases: [{ case: gathering, next: 'decide', newTasks: ['recommend'], newClocks: ['claim-survey'] }],
    });
  });

  it('names the end and the fault that changed stages would come to', async () => {
    const ending = { ...sample, stage: async () => close('lapsed') };
    await expect(of(deciding, ending)).resolves.toMatchObject({ next: 'closed: lapsed', fault: null });
    const circle = { ...sample, stage: async () => 'gather' };
    await expect(of(deciding, circle)).resolves.toMatchObject({ fault: expect.stringContaining('circle') });
  });

  it('names the clocks that another company policy would move, with both dates', async () => {
    const file = join(folder, 'policy.json');
    const slower = { limit: { unit: 'businessDays', count: 9, why: 'Surveyors are few' } };
    writeFileSync(file, JSON.stringify({ ...policy, values: { ...policy.values, 'claim-survey': slower } }));
    const { cases } = await previewed(sample, { LUYUE_POLICY: file });
    // Wednesday 2 September to Monday 14 September: nine working days after Tuesday 1 September end on the 14th at 24:00.
    expect(cases).toMatchObject([
      {
        case: deciding,
        newTasks: [],
        clocks: [
          {
            clock: 'claim-survey',
            from: { dueAt: Date.parse('2026-09-04T00:00+08:00') },
            to: { dueAt: Date.parse('2026-09-15T00:00+08:00') },
          },
        ],
      },
    ]);
  });

  it('changes nothing', async () => {
    const before = await whole();
    await previewed(changedSample);
    expect(await whole()).toEqual(before);
    expect(before.flat().length).toBeGreaterThan(20);
  });
});
