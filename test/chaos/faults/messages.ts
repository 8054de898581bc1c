import { z } from 'zod';
import { LuyueError } from '../../../domain/errors';
import { bankUrl, deliveryUrl } from '../../../worker/callbacks';
import type { Random } from '../random';
import { secrets } from '../world/environment';
import type { World } from '../world/world';
import type { Fault } from './fault';

const smsShape = z.array(z.object({ messageId: z.string(), idempotencyKey: z.string().optional(), receivedAt: z.string() }));
const ledgerShape = z.array(
  z.object({ key: z.string(), paymentId: z.string(), acceptedAt: z.string(), confirmedAt: z.string().optional(), state: z.string() }),
);
const takenShape = z.object({ taken: z.boolean() });

const most = 12;

const callbackBase = ({ workers }: World, random: Random): string => {
  const [first, ...rest] = workers;
  if (first === undefined) throw new LuyueError('defect.unexpected', 'there is no worker');
  return `http://127.0.0.1:${random.pick([first, ...rest]).callbackPort}`;
};

interface Reply {
  readonly status: number;
  readonly taken: boolean;
}

async function post(url: string, body: string): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const answer: unknown = await response.json();
  return { status: response.status, taken: takenShape.safeParse(answer).data?.taken ?? false };
}

async function listed<S extends z.ZodType>(url: string, shape: S): Promise<z.output<S>> {
  return shape.parse(await (await fetch(url)).json());
}

const counted = (replies: readonly Reply[], what: string): string | null => {
  if (replies.length === 0) return null;
  const of = (status: number): number => replies.filter((reply) => reply.status === status).length;
  return `${replies.length} ${what}: ${replies.filter(({ taken }) => taken).length} were news, ${of(200)} answered 200, ${of(404)} unknown`;
};

/** Reports that were sent before, once more and twice at once; the last first. */
async function repeatDeliveries(world: World, random: Random): Promise<string | null> {
  const base = callbackBase(world, random);
  const messages = random.shuffled(await listed(`http://127.0.0.1:${world.ports.messages}/messages/sms`, smsShape)).slice(0, most);
  const report = ({ messageId, idempotencyKey = '', receivedAt }: (typeof messages)[number]): Promise<Reply> => {
    const body = { reportId: `report-${messageId}`, messageId, status: 'delivered', at: receivedAt };
    return post(deliveryUrl(base, secrets.callbacks, idempotencyKey), JSON.stringify(body));
  };
  const replies = await Promise.all(messages.flatMap((message) => [report(message), report(message)]));
  return counted(replies, 'delivery reports, late and twice');
}

/** What became of payments is told again in the wrong order: confirmed, then accepted, then confirmed. */
async function repeatBank(world: World, random: Random): Promise<string | null> {
  const url = bankUrl(callbackBase(world, random), secrets.callbacks);
  const payments = random.shuffled(await listed(`http://127.0.0.1:${world.ports.bank}/ledger`, ledgerShape)).slice(0, most);
  const replies: Reply[] = [];
  for (const { key, paymentId, acceptedAt, confirmedAt } of payments) {
    const told = (state: string, at: string): Promise<Reply> =>
      post(url, JSON.stringify({ eventId: `${paymentId}-${state}`, key, paymentId, state, at }));
    if (confirmedAt !== undefined) replies.push(await told('confirmed', confirmedAt));
    replies.push(await told('accepted', acceptedAt));
    if (confirmedAt !== undefined) replies.push(await told('confirmed', confirmedAt));
  }
  return counted(replies, 'callbacks of the bank, late and out of order');
}

const broken = [
  '',
  '{',
  '[]',
  'null',
  '{"eventId":1}',
  '{"eventId":"e","key":"k","state":"paid","at":"yesterday"}',
  '\u0000',
  `{"key":"${'x'.repeat(70_000)}"}`,
];

/** Bodies that are no report, reports of what does not exist, and reports of strangers. */
async function sendBroken(world: World, random: Random): Promise<string> {
  const base = callbackBase(world, random);
  const bank = bankUrl(base, secrets.callbacks);
  const delivery = deliveryUrl(base, secrets.callbacks, 'claim-nothing:1:party:nobody');
  const stranger = `${base}/bank?token=not-the-secret`;
  const unknown = JSON.stringify({ eventId: 'e-1', key: 'no-such-payment', state: 'confirmed', at: new Date().toISOString() });
  const replies = await Promise.all([
    ...broken.flatMap((body) => [post(bank, body), post(delivery, body)]),
    post(bank, unknown),
    post(stranger, unknown),
  ]);
  const taken = replies.filter(({ status }) => status < 400);
  if (taken.length > 0) throw new LuyueError('defect.unexpected', `${taken.length} broken messages were taken`);
  const statuses = [...new Set(replies.map(({ status }) => status))].sort((a, b) => a - b);
  return `${replies.length} broken messages refused with ${statuses.join(', ')}`;
}

/** Messages from outside that come twice, late, in the wrong order or broken. */
export const messageFaults: readonly Fault[] = [
  { name: 'deliveries-repeated', says: 'delivery reports come late and twice at once', strike: repeatDeliveries },
  { name: 'bank-disordered', says: 'callbacks of the bank come late, twice and in the wrong order', strike: repeatBank },
  { name: 'messages-broken', says: 'malformed, unknown and unauthenticated callbacks', strike: sendBroken },
];
