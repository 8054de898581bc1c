import { connect } from '../../db/connect';
import { plainColumns } from '../../db/keys/columns';
import { claimNotices } from '../../db/queries/outbox-notices';
import { smsChannel } from '../../worker/channels/sms';

/** A relay that stops dead after the gateway has taken the message and before that is marked: killed by whoever started it. */
async function main(): Promise<void> {
  const [url = '', smsUrl = '', leaseMs = ''] = process.argv.slice(2);
  const { db } = connect(url);
  const [notice] = await claimNotices(db, 'sms', { count: 1, leaseMs: Number(leaseMs) }, plainColumns);
  if (notice === undefined) process.exit(2);
  const { id, caseId, template, templateVersion: version, locale, recipient, phone, email } = notice;
  const message = { key: id, case: caseId, template, version, locale, recipient, phone, email, subject: '', body: '', sms: 'first' };
  await smsChannel({ url: smsUrl, token: null, reportTo: null, timeoutMs: 2_000 }).send(message);
  process.stdout.write('sent\n');
  setInterval(() => undefined, 1_000);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
