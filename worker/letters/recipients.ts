import type { NewLetter } from '../../db/queries/letters';
import type { Locale } from '../../domain/case/fact';
import type { Organisation } from '../../domain/org/organisation';
import type { Letter } from './words';

/** The same letter for several accounts, each in its own language; accounts that are closed get none. */
export function toEach(
  organisation: Organisation,
  recipients: readonly string[],
  id: string,
  letterIn: (locale: Locale) => Letter,
): readonly NewLetter[] {
  return [...new Set(recipients)].flatMap((staff) => {
    const known = organisation.byId.get(staff);
    return known?.active === true ? [{ id: `${id}:${staff}`, staff, ...letterIn(known.locale) }] : [];
  });
}
