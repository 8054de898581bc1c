import type { Database } from '../../db/connect';
import { type ClaimedLetter, claimLetters, markLetterFailed, markLetterHanded } from '../../db/queries/letters';
import { managersByStaff } from '../../db/queries/org';
import { peopleOf } from '../../db/queries/people';
import type { Calendar } from '../../domain/calendar/types';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Channel } from '../channels/channel';
import { Courier, codeOf, wordsOf } from '../courier';
import type { Log } from '../log';
import type { Pace, Running } from '../relay';
import { startRepeating } from '../repeat';
import { waitMs } from '../retry';
import { writeDelegations } from './delegations';
import type { TitleOf } from './watches';
import { writeAbsences, writeDigests } from './write';

export interface LettersOptions {
  readonly db: Database;
  /** Calendar of the company policy; holiday data of the record are added. */
  readonly calendar: Calendar;
  readonly mail: Channel;
  /** What a rule is called. */
  readonly ruleTitleOf: TitleOf;
  readonly pace: Pace;
  readonly log: Log;
  /** How often it looks whether there is something to write, in ms. */
  readonly everyMs: number;
  readonly now?: () => Instant;
}

const outgoing = ({ id, staff, email, subject, body }: ClaimedLetter) => ({
  ...{ key: id, case: null, template: id.split(':')[0] ?? id, version: 1, locale: 'zh-CN' as const, recipient: `staff:${staff}` },
  ...{ phone: null, email, subject, body, sms: '' },
});

async function send(letter: ClaimedLetter, { db, mail, pace, log }: LettersOptions): Promise<void> {
  const fields = { letter: letter.id, attempt: letter.attempts };
  try {
    const { at } = await mail.send(outgoing(letter));
    await markLetterHanded(db, letter, at);
    log.info('letter handed over', fields);
  } catch (error) {
    if (codeOf(error) === 'records.unavailable') throw error;
    const isFinal = error instanceof LuyueError && error.code === 'channel.undeliverable';
    const isGivenUp = isFinal || letter.attempts >= pace.maxAttempts;
    log.warn(isGivenUp ? 'letter undeliverable' : 'letter not handed over', { ...fields, why: wordsOf(error) });
    await markLetterFailed(db, letter, isGivenUp ? null : waitMs(pace.backoff, letter.attempts), wordsOf(error));
  }
}

/** Writes and sends what managers and staff are told beside the cases. Several workers may do it at once: each letter is written once. */
export function startLetters(options: LettersOptions): Running {
  const { db, calendar, pace, log, everyMs, now = Date.now } = options;
  const people = peopleOf(db);
  const write = async (): Promise<void> => {
    const organisation = await people();
    const ids = [
      ...(await writeDelegations(db, people, now())),
      ...(await writeAbsences(db, organisation, await managersByStaff(db), now())),
      ...(await writeDigests(db, organisation, calendar, now(), options.ruleTitleOf)),
    ];
    if (ids.length > 0) log.info('letters written', { count: ids.length });
  };
  const writing = startRepeating({ work: write, everyMs, failed: 'letters not written', log });
  const courier = new Courier({
    name: 'letters',
    claim: (count) => claimLetters(db, { count, leaseMs: pace.leaseMs }),
    work: (letter) => send(letter, options),
    ...{ parallel: 4, idleMs: pace.idleMs * 4, log },
  });
  const stop = async (): Promise<void> => {
    await Promise.all([writing.stop(), courier.stop()]);
  };
  return { stop };
}
