import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../domain/case/fact';
import { comes } from '../support/worker-process';
import { house, medicalNotice, timesDone } from './house';

const h = house();
const stoppingWorker = require.resolve('./stopping-worker');

jest.setTimeout(120_000);

const granted = { exposure: 'e1', kind: 'granted', amountFen: 90_000 };

interface Act {
  readonly act: string;
  readonly as: string;
  readonly payload: JsonObject;
}

const recommend: Act = { act: 'recommend', as: 'an-ning', payload: { ...granted, claimedFen: 90_000 } };
const determine: Act = { act: 'determine', as: 'gao-shan', payload: granted };
const agree: Act = { act: 'agree', as: 'party:claimant', payload: { exposure: 'e1' } };
const comment: Act = { act: 'comment', as: 'an-ning', payload: { text: '已电话核实' } };

interface Stop {
  readonly point: string;
  readonly before: readonly Act[];
  /** The act that is under way when the process stops; at the bank it has been answered by then. */
  readonly act: Act;
  readonly after: readonly Act[];
  /** Events of the act in the record when the process is dead. */
  readonly recorded: boolean;
}

const stops: readonly Stop[] = [
  { point: 'before-commit', before: [recommend], act: determine, after: [agree], recorded: false },
  { point: 'after-commit', before: [recommend], act: determine, after: [agree], recorded: true },
  { point: 'after-bank', before: [recommend, determine], act: agree, after: [], recorded: true },
];

const tell = (id: string, { act, as, payload }: Act, request: string) => h.doors().act(id, { act, as, payload, request });

/** Does an act when the case expects it. */
async function does(id: string, step: Act, request: string) {
  await comes(`${step.act} is expected`, async () => Object.values((await h.folded(id)).expectations).some((e) => e.act === step.act));
  return tell(id, step, request);
}

/** The leases of the dead process have run out. */
const endLeases = async (): Promise<void> => {
  await h.query('update payment set next_attempt_at = now() where next_attempt_at > now()');
  await h.query("update notice set next_attempt_at = now() where next_attempt_at > now() and status = 'queued'");
};

const phoneOf = (point: string): string => `+86 139 0000 100${stops.findIndex((stop) => stop.point === point)}`;

/** A case whose worker was killed at the point while a second act waited; and what both callers were told by the next worker. */
async function killedAt({ point, before, act, recorded }: Stop) {
  const marker = join(h.folder, `${point}.reached`);
  const word = `stopped-${point}`;
  const victim = await h.worker(stoppingWorker, [point, word, marker]);
  const { case: id } = await h.doors().open('claim', medicalNotice(point, phoneOf(point)));
  for (const [index, step] of before.entries()) await does(id, step, `step-${index}`);
  const first = does(id, act, word);
  await comes(`the stop point ${point}`, () => existsSync(marker));
  expect(readFileSync(marker, 'utf8')).toBe(point);
  const second = tell(id, comment, `waiting-${point}`);
  // Answered after the act was sent on the same connection.
  await h.engine().client.workflow.getHandle(id).describe();
  expect(timesDone(await h.log(id))).not.toHaveProperty(`waiting-${point}`);
  expect(await victim.kill()).toBe('SIGKILL');
  expect(timesDone(await h.log(id))[word] ?? 0).toBe(recorded ? 1 : 0);
  const ofBank = h
    .bank()
    .ledger.list()
    .filter((p) => p.key.startsWith(id)).length;
  expect(ofBank).toBe(point === 'after-bank' ? 1 : 0);
  const known = await h.query('select status from payment where case_id = $1', [id]);
  expect(known).toEqual(point === 'after-bank' ? [{ status: 'sent' }] : []);
  await endLeases();
  await h.worker();
  return { id, word, answers: await Promise.all([first, second]) };
}

describe.each(stops)('a worker killed -9 $point, with another act waiting', (stop) => {
  let killed: Awaited<ReturnType<typeof killedAt>>;

  beforeAll(async () => {
    killed = await killedAt(stop);
  });

  afterAll(() => h.stopWorkers());

  it('answers both callers for their own request, as often as they ask', async () => {
    const { id, word, answers } = killed;
    expect(answers).toMatchObject([
      { case: id, act: stop.act.act, request: word },
      { case: id, act: 'comment', request: `waiting-${stop.point}` },
    ]);
    const again = [tell(id, stop.act, word), tell(id, comment, `waiting-${stop.point}`)];
    expect(await Promise.all(again)).toEqual(answers);
  });

  it('goes on to one payment, one letter and a closed case, with every act in the log exactly once', async () => {
    const { id } = killed;
    for (const [index, step] of stop.after.entries()) await does(id, step, `after-${index}`);
    await comes('paid and closed', async () => (await h.folded(id)).outcome === 'paid');
    const times = timesDone(await h.log(id));
    expect(times).toMatchObject({ [killed.word]: 1, [`waiting-${stop.point}`]: 1, 'step-0': 1 });
    expect(Object.entries(times).filter(([, count]) => count !== 1)).toEqual([]);
    const payments = h
      .bank()
      .ledger.list()
      .filter((p) => p.key.startsWith(id));
    expect(payments.map((p) => [p.amountFen, p.payee, p.state])).toEqual([[90_000, '6222000042', 'confirmed']]);
    await comes('the closing letter', () => h.texts(phoneOf(stop.point)).some((text) => text.includes('本案已结案（已赔付）')));
    const letters = h.texts(phoneOf(stop.point));
    expect(letters.filter((text) => text.includes('本案已结案'))).toHaveLength(1);
    expect(new Set(letters).size).toBe(letters.length);
  });

  it('leaves a record without a flaw, and an engine that holds what the record tells', async () => {
    const { id } = killed;
    expect(await h.flaw(id)).toBeNull();
    expect(await h.state(id)).toEqual(await h.folded(id));
  });
});
