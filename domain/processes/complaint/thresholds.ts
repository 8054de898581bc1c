/**
 * Numbers of the rulebook that stage code asks for; the workflow bundle holds no rulebook. A test holds each to its rule.
 */

/** `complaint-group-representatives`: most representatives of a joint complaint made face to face (art. 12). */
export const mostRepresentatives = 5;

/** `complaint-major-threshold`: so many complainants together face to face make a complaint major (art. 29). */
export const majorFromComplainants = 20;

/** `complaint-unreachable-attempts`: attempts on different days before a complainant counts as unreachable (company policy). */
export const attemptsUntilUnreachable = 3;
