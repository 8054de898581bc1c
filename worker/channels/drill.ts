import type { Channel } from './channel';

/**
 * Takes the place of every channel in an exercise: one mailbox gets what would have gone to customers, staff and regulators.
 * The words are marked by the template's frame; the recipient stands in front, since the mailbox gets everything.
 */
export const drillChannel = (mail: Channel, to: string): Channel => ({
  send: (message) => mail.send({ ...message, email: to, subject: `[${message.recipient}] ${message.subject}` }),
  close: () => undefined,
});
