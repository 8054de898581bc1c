import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { BankFault } from '../../../dev/bank';
import { until } from '../../../dev/waiting';
import { LuyueError } from '../../../domain/errors';
import type { Random } from '../random';
import type { World } from '../world/world';
import type { Fault } from './fault';

const paymentShape = z.array(z.object({ key: z.string(), state: z.string() }));
const switchesShape = z.array(z.object({ kind: z.string(), times: z.number().optional() }));

const bankUrl = ({ ports }: World): string => `http://127.0.0.1:${ports.bank}`;

async function ask<S extends z.ZodType>(world: World, shape: S, path: string, method = 'GET', body?: object): Promise<z.output<S>> {
  const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${bankUrl(world)}${path}`, { method, ...content });
  return shape.parse(await response.json());
}

const set = (world: World, kind: BankFault, more: { readonly times?: number; readonly afterMs?: number } = {}) =>
  ask(world, switchesShape, '/control/faults', 'PUT', { target: '*', kind, ...more });

const clear = (world: World) => ask(world, switchesShape, '/control/faults', 'DELETE', {});

const patienceMs = 25_000;

/** The bank does something wrong to the next payments. It is proved by the switch that they have used up. */
async function misbehave(world: World, kind: BankFault, times: number, more: { readonly afterMs?: number } = {}): Promise<string | null> {
  await set(world, kind, { times, ...more });
  let left = times;
  await until(
    async () => {
      left = (await ask(world, switchesShape, '/control/faults')).find((one) => one.kind === kind)?.times ?? 0;
      return left === 0;
    },
    patienceMs,
    250,
  );
  await clear(world);
  return left === times ? null : `${times - left} of ${times} payments met it`;
}

const wrong = (name: string, kind: BankFault, says: string): Fault => ({
  name,
  says,
  strike: (world, random) => misbehave(world, kind, random.between(1, 3)),
});

/** The first payment that the bank has confirmed and that the seed picks. */
async function confirmedKey(world: World, random: Random): Promise<string | undefined> {
  const ledger = await ask(world, paymentShape, '/ledger');
  const [first, ...rest] = ledger.flatMap(({ key, state }) => (state === 'confirmed' ? [key] : []));
  return first === undefined ? undefined : random.pick([first, ...rest]);
}

async function giveBack(world: World, random: Random): Promise<string | null> {
  let key: string | undefined;
  await until(
    async () => {
      key = await confirmedKey(world, random);
      return key !== undefined;
    },
    patienceMs,
    250,
  );
  if (key === undefined) return null;
  const body = { key, reason: 'account closed' };
  await ask(world, z.object({ state: z.literal('returned') }), '/control/return', 'POST', body);
  return `${key} is returned in the ledger`;
}

async function down(world: World, random: Random): Promise<string> {
  await set(world, 'down');
  try {
    const isDown = await fetch(`${bankUrl(world)}/ledger`).then(
      () => false,
      () => true,
    );
    if (!isDown) throw new LuyueError('defect.unexpected', 'the bank still answers');
    await sleep(random.between(8_000, 15_000));
    return 'the bank closes every connection';
  } finally {
    await clear(world);
  }
}

/** A bank that does what banks do. */
export const bankFaults: readonly Fault[] = [
  wrong('bank-answers-lost', 'fail-after', 'the bank pays and closes the connection'),
  wrong('bank-hangs', 'hang-after', 'the bank pays and never answers'),
  wrong('bank-fails', 'fail-before', 'the bank answers 503 and has not paid'),
  wrong('bank-twice', 'answer-twice', 'the bank sends its callback twice'),
  { name: 'bank-returns', says: 'money comes back after it was confirmed, also to a closed case', strike: giveBack },
  { name: 'bank-down', says: 'the bank is away for long', strike: down },
];
