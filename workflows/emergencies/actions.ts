import type { Assignee, Recipient } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import type { Role } from '../../domain/org/roles';
import { partOf } from '../../domain/processes/emergency/view';
import type { EmergencyActEffects, EmergencyEffects } from './types';

interface Given {
  readonly staff?: string | undefined;
  readonly role?: Role | undefined;
}

/** Whoever an action is given to; the handler where nobody is named. */
const ownerOf = ({ staff, role }: Given): Assignee & Recipient =>
  staff !== undefined ? { kind: 'staff', staff } : { kind: 'role', role: role ?? 'handler' };

interface Assigned extends Given {
  readonly action: string;
  readonly kind: string;
  readonly dueAt?: Instant | undefined;
}

/** The task of an action, and its owner knows. */
function assign(c: EmergencyEffects, { action, kind, dueAt, ...given }: Assigned): void {
  const owner = ownerOf(given);
  c.ask('doAction', owner, { on: action, title: kind });
  const data = { action, kind, ...(dueAt === undefined ? {} : { dueAt }) };
  c.announce(`action:${action}:${c.case.head.seq}`, 'action-assigned', [owner], data);
}

/** Work and what it needs. */
export const actionEffects: EmergencyActEffects = {
  addAction: (c, { payload: { action, kind, dueAt, staff, role } }) => {
    c.note(`action.${action}`, { kind, state: 'open' });
    assign(c, { action, kind, dueAt, staff, role });
    c.start('emergency-action', { on: action, ...(dueAt === undefined ? {} : { agreedTerm: c.termUntil(dueAt) }) });
  },
  doAction: (c, { payload: { action }, at }) => {
    c.note(`action.${action}`, { kind: partOf(c.case, 'action', action)?.kind ?? '', state: 'done' });
    c.met('emergency-action', { on: action, at });
  },
  changeAction: (c, { payload: { action, dueAt, staff, role } }) => {
    const kind = partOf(c.case, 'action', action)?.kind ?? '';
    if (staff !== undefined || role !== undefined) {
      c.unask('doAction', 'changed', action);
      assign(c, { action, kind, dueAt, staff, role });
    }
    const clock = c.clock('emergency-action', action);
    if (dueAt === undefined || clock === undefined) return;
    c.stop('emergency-action', 'changed', action);
    c.start('emergency-action', { on: action, startsAt: clock.startsAt, agreedTerm: c.termUntil(dueAt, clock.startsAt) });
  },
  dropAction: (c, { payload: { action }, ground = '' }) => {
    c.note(`action.${action}`, { kind: partOf(c.case, 'action', action)?.kind ?? '', state: 'dropped' });
    c.unask('doAction', ground, action);
    c.stop('emergency-action', ground, action);
  },
  requestResource: (c, { payload: { resource, kind, count } }) => {
    c.note(`resource.${resource}`, { kind, count, state: 'requested' });
    const from = { kind: 'role', role: 'branch-manager' } as const;
    c.ask('grantResource', from, { on: resource, title: kind });
    c.announce(`resource:${resource}`, 'resource-requested', [from], { resource, kind, count });
  },
  grantResource: (c, { payload: { resource, granted } }) =>
    c.note(`resource.${resource}`, { kind: partOf(c.case, 'resource', resource)?.kind ?? '', state: granted ? 'granted' : 'refused' }),
  releaseResource: (c, { payload: { resource } }) => {
    c.note(`resource.${resource}`, { kind: partOf(c.case, 'resource', resource)?.kind ?? '', state: 'released' });
    c.unask('grantResource', 'released', resource);
  },
};
