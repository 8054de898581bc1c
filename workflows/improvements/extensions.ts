import type { Recipient } from '../../domain/case/fact';
import { numberUnder } from '../../domain/case/notes';
import { daysUntil, onTheWall } from '../../domain/processes/dates';
import { deciderOf, measuresOf, noted, ownerOf } from '../../domain/processes/improvement/view';
import { chain } from './ending';
import type { ImprovementActEffects, ImprovementEffects } from './types';

const ownersOf = (c: ImprovementEffects, measure: string): readonly Recipient[] =>
  measuresOf(c.case).flatMap((m) => (m.id === measure ? [{ kind: 'staff' as const, staff: ownerOf(c.case, m) }] : []));

/** The measure runs on to another day. The window to ask again goes with it. */
function extend(c: ImprovementEffects, measure: string, dueAt: number, ground: string): void {
  const startsAt = c.clock('improve-measure', measure)?.startsAt ?? c.at;
  if (!c.extend('improve-measure', { to: daysUntil(c.case, startsAt, dueAt) }, ground, measure)) return;
  c.note(`${measure}.dueAt`, dueAt);
  c.note('extensions', (numberUnder(c.case, 'extensions') ?? 0) + 1);
  c.stop('improve-extension-window', 'extended', measure);
  c.start('improve-extension-window', { on: measure, startsAt: onTheWall(c.case, dueAt) });
}

/** Another day for a measure: asked with a reason, decided by somebody who neither asks nor has the measure. */
export const extensionEffects: ImprovementActEffects = {
  askExtension: (c, { payload: { measure, dueAt }, by, onBehalfOf, ground = '' }) => {
    c.note(`${measure}.askedDueAt`, dueAt);
    c.note(`${measure}.askedGround`, ground);
    const role = deciderOf(c.case);
    const owners = measuresOf(c.case).flatMap((m) => (m.id === measure ? [ownerOf(c.case, m)] : []));
    const not = [...new Set([by, ...(onBehalfOf === undefined ? [] : [onBehalfOf]), ...owners])];
    c.ask('decideExtension', { kind: 'role', role }, { on: measure, not });
    c.start('improve-decision', { on: measure });
    const data = { measure, asked: dueAt, dueAt: noted(c.case, measure, 'dueAt') };
    c.announce(`asked:${c.case.head.seq}`, 'improvement-extension-asked', [{ kind: 'role', role }], data);
  },
  decideExtension: (c, { payload: { measure, decision }, at }) => {
    const asked = numberUnder(c.case, `${measure}.askedDueAt`);
    const ground = c.case.notes[`${measure}.askedGround`];
    c.met('improve-decision', { on: measure, at });
    if (decision === 'approved' && asked !== undefined) extend(c, measure, asked, typeof ground === 'string' ? ground : '');
    const data = { measure, decision, dueAt: noted(c.case, measure, 'dueAt') };
    c.announce(`decided:${c.case.head.seq}`, 'improvement-extension-decided', [...ownersOf(c, measure), ...chain('handler')], data);
  },
};
