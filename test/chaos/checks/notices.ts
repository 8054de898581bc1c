import type { CaseEvidence, Check, Evidence } from './evidence';

type Found = { readonly where: string; readonly what: string };
type Row = CaseEvidence['notices'][number];

/** Whether and how often a notice reached its sink; null where its channel has none that counts. */
function timesArrived({ arrived }: Evidence, { id, channel }: Row): number | null {
  if (channel === 'sms') return arrived.sms.filter((key) => key === id).length;
  const mailId = `<${id.replaceAll(':', '.')}@insurer.example>`;
  return channel === 'email' ? arrived.mail.filter((messageId) => messageId === mailId).length : null;
}

function wrongRow(evidence: Evidence, row: Row): string | null {
  const times = timesArrived(evidence, row);
  const isSent = row.status === 'handed' || row.status === 'arrived';
  // Quiet hours: it is not time yet.
  if (row.status === 'queued')
    return row.attempts === 0 && row.nextAttemptAt > evidence.at ? null : `was never sent (${row.lastError ?? 'no error'})`;
  if (isSent && times === 0) return `is marked ${row.status} and never arrived`;
  if (row.channel === 'sms' && (times ?? 0) > 1) return `reached a phone ${times} times`;
  if (row.status === 'recalled' || isSent) return null;
  return row.reported === 'undeliverable' ? null : 'is undeliverable and its case does not know';
}

function findIn(evidence: Evidence, { id, events, notices }: CaseEvidence): readonly Found[] {
  const rows = new Map(notices.map((row) => [`${row.seq} ${row.recipient}`, row]));
  const missing = events.flatMap(({ seq, fact }) => {
    if (fact.kind !== 'told') return [];
    const lost = (fact.recipients ?? []).filter((recipient) => !rows.has(`${seq} ${recipient}`));
    return lost.map((recipient) => ({
      where: `${id}:${seq}:${recipient}`,
      what: `${fact.template} was told in the log and is in no outbox`,
    }));
  });
  const wrong = notices.flatMap((row) => {
    const what = wrongRow(evidence, row);
    return what === null ? [] : [{ where: row.id, what: `${row.template} ${what}` }];
  });
  return [...missing, ...wrong];
}

/** The outbox of notices against log and sinks. */
export const notices: Check = {
  name: 'notices',
  says: 'every notice that was told was sent at least once and is marked; a short message reached its phone once',
  find: (evidence) => evidence.cases.flatMap((one) => findIn(evidence, one)),
};
