import type { World } from '../../domain/case/settle';
import type { Instant } from '../../domain/instant';

export const dayMs = 86_400_000;

/** Days by rule for kernel tests, where the law does not matter: due after so many days, a reminder one day before, two repeats. */
const days: Readonly<Record<string, number>> = { 'claim-determine-complex': 30, 'claim-survey': 2, 'claim-agree-wait': 10 };

const law = new Set(['claim-determine-complex']);

/** A world without calendars and people: every role has somebody unless it is in `vacant`. */
export function flatWorld(vacant: ReadonlySet<string> = new Set()): World {
  return {
    timesOf: (clock) => {
      const length = clock.agreedTerm?.unit === 'hours' ? clock.agreedTerm.count / 24 : (days[clock.rule] ?? 1);
      const paused = clock.pauses.reduce((sum, p) => sum + ((p.to ?? p.from) - p.from), 0);
      const open = clock.pauses.some((p) => p.to === undefined);
      const dueAt: Instant = clock.startsAt + length * dayMs + paused;
      const rung = (name: string, at: Instant, kind: 'remind' | 'breach' | 'repeat', level: number, to: string[]) => ({
        name,
        at,
        kind,
        level,
        to,
      });
      const rungs = [
        rung('remind', dueAt - dayMs, 'remind', 0, ['handler']),
        rung('breach', dueAt, 'breach', 1, ['handler', 'team-lead']),
        rung('repeat-1', dueAt + dayMs, 'repeat', 2, ['branch-manager']),
        rung('repeat-2', dueAt + 2 * dayMs, 'repeat', 3, ['head-office']),
      ];
      const basis = law.has(clock.rule) ? 'law' : 'policy';
      const known = { provisionalAt: null, missingYears: [], ruleVersion: `${clock.rule}-1`, calendarVersion: 'none', basis } as const;
      return open ? { ...known, dueAt: null, rolledDueAt: null, rungs: [] } : { ...known, dueAt, rolledDueAt: dueAt, rungs };
    },
    ownerOf: (from, state, not) => {
      switch (from.kind) {
        case 'handler':
          return vacant.has('handler') || state.handler === null ? null : `staff:${state.handler}`;
        case 'role':
          return vacant.has(from.role) ? null : `${from.role}@team`;
        case 'authority':
          return vacant.has('approver') ? null : 'approver@team';
        case 'party':
          return `party:${from.party}`;
        case 'staff':
          return not.includes(from.staff) ? null : `staff:${from.staff}`;
        case 'system':
          return `system:${from.system}`;
      }
    },
    recipientsOf: (to) =>
      to.map((r) =>
        r.kind === 'party'
          ? `party:${r.party}`
          : r.kind === 'role'
            ? `role:${r.role}`
            : r.kind === 'staff'
              ? `staff:${r.staff}`
              : r.kind === 'roster'
                ? `staff:${r.roster}-${r.rank}`
                : `regulator:${r.body}`,
      ),
    titleOf: (rule) => ({ zh: rule, en: rule }),
    placeOf: (_what, barred) => ({
      team: 'team',
      handler: vacant.has('handler') ? null : (['u1', 'u2'].find((u) => !barred.includes(u)) ?? null),
    }),
    caseIdOf: ({ process, source, reference }, drill) => `${process}-${drill ? 'drill-' : ''}of-${source}-${reference}`,
    usedShareOf: (clock, at) => (at - clock.startsAt) / ((days[clock.rule] ?? 1) * dayMs),
    watchDate: (_rule, startsAt) => startsAt + 730 * dayMs,
  };
}
