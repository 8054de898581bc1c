import type { Sealed } from '../../domain/case/commit';
import type { Digests, Fact } from '../../domain/case/fact';
import { digestOf, newSalt } from './chain';

/** A personal value as it is stored, with the salt of the digest that stands in its event. */
export interface SealedValue extends Sealed {
  readonly salt: string;
  readonly digest: string;
}

/** Gives every personal value its salt and digest. */
export const seal = (sealed: readonly Sealed[]): readonly SealedValue[] =>
  sealed.map((one) => {
    const salt = newSalt();
    return { ...one, salt, digest: digestOf(salt, one.value) };
  });

export const carriesPersonal = (fact: Fact): fact is Fact & { kind: 'opened' | 'acted' } => fact.kind === 'opened' || fact.kind === 'acted';

/** Puts the digests into the fact that came with the values: the opening or the act. */
export function withDigests(facts: readonly Fact[], values: readonly SealedValue[]): readonly Fact[] {
  if (values.length === 0) return facts;
  const digests: Digests = Object.fromEntries(values.map(({ path, digest }) => [path, digest]));
  const at = facts.findIndex(carriesPersonal);
  return facts.map((fact, i) => (i === at && carriesPersonal(fact) ? { ...fact, digests } : fact));
}
