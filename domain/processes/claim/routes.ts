import type { CaseState } from '../../case/state';
import { exposuresOf, openingOf, routeOf } from './view';
import { injuryCovers, type Route } from './vocabulary';

/**
 * Most that each insurer pays its own insured after a mutual collision: rule `claim-mutual-collision` of the company's policy,
 * in fen. The workflow bundle holds no policy; a test holds it to the policy.
 */
export const mutualCollisionFen = 200_000;

const isHurt = (state: CaseState): boolean =>
  openingOf(state).injured === true || exposuresOf(state).some((e) => injuryCovers.has(e.cover));

/** Why the claim may not take a route, or null: a mutual collision hurts nobody. */
export const wrongRoute = (state: CaseState, route: Route): string | null =>
  route === 'mutual-collision' && isHurt(state) ? 'Persons are hurt: the claim takes the standard route, not the mutual collision.' : null;

/** Why an amount may not be claimed on the route that the claim takes, or null. */
export const aboveRoute = (state: CaseState, claimedFen: number): string | null =>
  routeOf(state) === 'mutual-collision' && claimedFen > mutualCollisionFen
    ? `A mutual collision is settled up to ${mutualCollisionFen} fen; ${claimedFen} take the standard route (chooseRoute).`
    : null;
