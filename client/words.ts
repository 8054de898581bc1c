import type { ActAnswer } from '../domain/case/act';
import type { PersonalValues } from '../domain/org/personal';
import { typedErrors } from './errors';
import type { Opened } from './open';
import type { Processes, ProcessType } from './process-type';
import type { ActInput, By, CaseDoor, PersonalAsking, ProcessDoor } from './typed';

/** What opens cases and acts on them by names known at run time: on Temporal (luyue.ts), or over HTTP (http.ts). */
export interface Door {
  readonly act: (caseId: string, input: ActInput) => Promise<ActAnswer>;
  readonly open: (process: string, request: unknown) => Promise<Opened>;
  readonly personal: (caseId: string, reading: PersonalAsking) => Promise<PersonalValues>;
}

/** A word per process: `luyue.claim.open({...})`, `luyue.claim(id).determine({...}, { as })`. */
export type Words<R extends Processes> = { readonly [N in keyof R]: ProcessDoor<R[N]> };

function caseDoor<P extends ProcessType>(door: Door, caseId: string): CaseDoor<P>;
function caseDoor(door: Door, caseId: string): object {
  const act = (name: string) => (payload: unknown, by: By) => typedErrors(() => door.act(caseId, { ...by, act: name, payload }));
  // Any name is an act: one that the process lacks is refused as act.unknown.
  return new Proxy({}, { get: (_target, name) => (typeof name === 'string' && name !== 'then' ? act(name) : undefined) });
}

function processDoor<P extends ProcessType>(door: Door, name: string): ProcessDoor<P> {
  const open = (request: unknown) => typedErrors(() => door.open(name, request));
  const personal = (caseId: string, reading: PersonalAsking) => typedErrors(() => door.personal(caseId, reading));
  return Object.assign((caseId: string) => caseDoor<P>(door, caseId), { open, personal });
}

/** The words of the processes on a door. */
export function withWords<R extends Processes>(door: Door, processes: R): Words<R>;
export function withWords(door: Door, processes: Processes): object {
  return Object.fromEntries(Object.keys(processes).map((name) => [name, processDoor(door, name)]));
}
