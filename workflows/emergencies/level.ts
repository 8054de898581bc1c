import type { Recipient } from '../../domain/case/fact';
import { commandRole, informedRoles, isGraver, proposedLevel, warningOf } from '../../domain/processes/emergency/levels';
import { commanderOf, factsOf, levelOf } from '../../domain/processes/emergency/view';
import { type EmergencyLevel, levels } from '../../domain/processes/emergency/vocabulary';
import type { EmergencyEffects } from './types';

/** Who is kept informed at the level of the case. */
export const informed = (c: EmergencyEffects): readonly Recipient[] =>
  informedRoles(levelOf(c.case)).map((role) => ({ kind: 'role', role }));

/** Whoever leads at the level is asked to take command; a graver level goes to whoever leads there. */
function askForCommand(c: EmergencyEffects, level: EmergencyLevel): void {
  const role = commandRole(level);
  if (c.case.notes.commandRole === role && commanderOf(c.case) !== undefined) return;
  c.unask('takeCommand', 'level-changed');
  c.note('commandRole', role);
  c.ask('takeCommand', { kind: 'role', role });
}

/** The level stands from now on: flags, command, and everybody concerned is told. */
export function setLevel(c: EmergencyEffects, level: EmergencyLevel, ground?: string): void {
  for (const other of Object.keys(levels)) c.flag(`level-${other}`, other === level);
  c.note('level', level);
  if (ground !== undefined) c.note('levelGround', ground);
  if (level === 'I') c.note('extremeSince', c.at);
  else if (c.case.notes.progressAt !== undefined) c.note('progressAt', null);
  askForCommand(c, level);
  const data = { kind: factsOf(c.case).kind, level, warning: warningOf(level) };
  c.announce(`level:${c.case.head.seq}`, 'level-set', informed(c), data);
  checkLevel(c);
}

/** A level below what the criteria give is somebody's task. */
export function checkLevel(c: EmergencyEffects): void {
  const isLow = isGraver(proposedLevel(factsOf(c.case)).level, levelOf(c.case));
  c.flag('level-too-low', isLow);
  if (isLow) c.ask('raiseLevel', { kind: 'role', role: 'duty-officer' });
  else c.unask('raiseLevel', 'level-fits');
}
