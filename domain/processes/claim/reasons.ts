import { addCalendarDays, addMonths } from '../../calendar/day';
import { dayAt, homeZone, startOfDay } from '../../calendar/zone';
import type { CaseState } from '../../case/state';
import type { Instant } from '../../instant';
import type { ClaimPayloads } from './schema';
import { noted, openingOf, text } from './view';

type Recommended = ClaimPayloads['recommend'];
type Reason = NonNullable<Recommended['reasons']>[number];
type Disclosure = NonNullable<Reason['disclosure']>;

/** Insurance Law art. 16(3): days from knowledge of the ground, years from the contract. A test holds them to the rulebook. */
export const rescissionDays = 30;
export const rescissionYears = 2;

const endOf = (at: Instant, days: number, years: number): Instant =>
  startOfDay(homeZone, addCalendarDays(addMonths(dayAt(homeZone, at), 12 * years), days + 1));

const day = (at: Instant): string => dayAt(homeZone, at);

/** Art. 21: late notice excuses only the part it made undeterminable, and nothing that the insurer knew otherwise. */
function lateNotice(state: CaseState): string | null {
  const { lateNotice: isLate, insurerKnew } = openingOf(state);
  if (isLate !== true) return 'Notice was not late: it is no reason to refuse (Insurance Law art. 21).';
  return insurerKnew === true
    ? 'The insurer knew of the event otherwise: late notice is no reason to refuse (Insurance Law art. 21).'
    : null;
}

/** The contract was rescinded in time, by a notice that the claim holds (art. 16(3); Interpretation II arts. 7, 8). */
function rescinded(
  { documents }: CaseState,
  { formedAt, knownAt, rescindedAt, premiumAfter, document }: Disclosure,
  now: Instant,
): string | null {
  if (rescindedAt > now || knownAt > rescindedAt || formedAt > knownAt)
    return 'The contract is formed, its ground for rescission known, and then it is rescinded: in this order, and not in the future.';
  if (premiumAfter) return 'Premium was taken after the ground was known: the contract stands (Interpretation II art. 7).';
  if (rescindedAt >= endOf(knownAt, rescissionDays, 0))
    return `The ground was known on ${day(knownAt)}: rescission on ${day(rescindedAt)} came after ${rescissionDays} days (Insurance Law art. 16(3)).`;
  if (rescindedAt >= endOf(formedAt, 0, rescissionYears))
    return `The contract of ${day(formedAt)} was more than ${rescissionYears} years old on ${day(rescindedAt)} and stands (Insurance Law art. 16(3)).`;
  const isHeld = documents.some(({ id, reference, type }) => type === 'rescission-notice' && (id === document || reference === document));
  return isHeld ? null : `The claim has received no document '${document}' of type rescission-notice.`;
}

/** Without rescission there is no denial for what was not disclosed (Interpretation II art. 8). */
const notDisclosed = (state: CaseState, { disclosure }: Reason, now: Instant): string | null =>
  disclosure === undefined
    ? "'not-disclosed' states when the contract was formed, the ground known and the contract rescinded (Insurance Law art. 16)."
    : rescinded(state, disclosure, now);

/** Only what the fraud investigation has found, never suspicion. */
const fraud = (state: CaseState): string | null =>
  text(state, 'fraudFinding') === 'confirmed' ? null : 'Fraud is a reason only where the fraud investigation has confirmed it.';

/** Art. 27(3): the part that was made up falls, and no more. */
function exaggerated(state: CaseState, exposure: string, { amountFen }: Reason): string | null {
  const falseFen = noted(state, exposure, 'falseFen') ?? 0;
  return amountFen <= falseFen
    ? null
    : `The fraud investigation found ${falseFen} fen of '${exposure}' made up; not ${amountFen} (Insurance Law art. 27(3)).`;
}

function wrongReason(state: CaseState, exposure: string, reason: Reason, now: Instant): string | null {
  switch (reason.code) {
    case 'late-notice':
      return lateNotice(state);
    case 'not-disclosed':
      return notDisclosed(state, reason, now);
    case 'fraud':
      return fraud(state);
    case 'exaggerated':
      return exaggerated(state, exposure, reason);
    default:
      return null;
  }
}

/** Why one of the reasons may not stand, or null. */
export function wrongReasons(state: CaseState, { exposure, reasons = [] }: Recommended, now: Instant): string | null {
  for (const reason of reasons) {
    const wrong = wrongReason(state, exposure, reason, now);
    if (wrong !== null) return wrong;
  }
  return null;
}
