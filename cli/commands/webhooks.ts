import { receivers, replayReceiver, type WebhookCursor } from '../../db/queries/webhook';
import { localTime } from '../../domain/case/card';
import { LuyueError } from '../../domain/errors';
import { withRecord } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: { head: ['接收方', '已确认至', '失败次数', '最近送达', '原因'], none: '没有接收方。' },
  en: { head: ['receiver', 'told up to', 'failures', 'last delivered', 'why'], none: 'No receiver.' },
} as const;

const row = ({ name, after, attempts, deliveredAt, failure }: WebhookCursor): readonly (string | null)[] => [
  name,
  String(after),
  String(attempts),
  deliveredAt === null ? null : localTime(deliveredAt),
  failure,
];

const reportOf = (rows: readonly WebhookCursor[]): Report => ({
  json: { receivers: rows },
  text: (language) => (rows.length === 0 ? words[language].none : table(words[language].head, rows.map(row))),
});

const wrong = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

/**
 * `luyue webhooks`: how far receivers have been told. `luyue webhooks RECEIVER --after N`: tells one everything after a number again.
 * @throws LuyueError receiver.not-found, input.invalid, records.unavailable
 */
export function webhooks(session: Session, receiver: string | undefined, { after }: { readonly after?: string }): Promise<Report> {
  if ((receiver === undefined) !== (after === undefined)) throw wrong('--after', 'goes with the name of a receiver');
  if (after !== undefined && !/^\d{1,15}$/.test(after)) throw wrong('--after', 'must be a sequence number of the feed, 0 for everything');
  return withRecord(session, async ({ db }) => {
    if (receiver !== undefined) await replayReceiver(db, receiver, Number(after));
    return reportOf(await receivers(db));
  });
}
