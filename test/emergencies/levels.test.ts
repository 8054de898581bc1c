import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IncidentFacts, lawfulLevel, proposedLevel, warningOf } from '../../domain/processes/emergency/levels';
import file from '../../domain/processes/emergency/levels.json';
import { type Criterion, levelsSchema } from '../../domain/processes/emergency/levels.schema';
import { kinds, levels } from '../../domain/processes/emergency/vocabulary';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { given } from './driver';

const book = standardRulebook();
const { criteria, roles } = levelsSchema.parse(file);
const cited = criteria.flatMap((c) => (c.cites === undefined ? [] : [{ ...c, cites: c.cites }]));

/** The number of a criterion that has one. */
const numberOf = ({ when }: Criterion): number | undefined => when.flatMap((c) => ('atLeast' in c ? [c.atLeast] : []))[0];

describe('levels.json', () => {
  it('fits its schema, and names roles for every level', () => {
    expect(Object.keys(roles)).toEqual(Object.keys(levels));
  });

  it('cites only what is law in the rulebook, with the number of the rulebook, inclusive', () => {
    expect(cited.length).toBeGreaterThan(0);
    for (const criterion of cited) {
      const { rule, value } = criterion.cites;
      expect(book.getRule(rule)).toMatchObject({ basis: 'law', kind: 'threshold' });
      const found = book.getRule(rule).values.find((v) => v.name === value);
      expect(found === undefined ? undefined : [found.bound, found.basis, 'count' in found.quantity ? found.quantity.count : 0]).toEqual(
        value === undefined ? undefined : ['at-least', 'law', numberOf(criterion)],
      );
    }
  });

  it('cites every number that the rulebook has for levels of incidents', () => {
    const numbers = ['data-incident-levels', 'cyber-incident-level-pi'].flatMap((rule) =>
      book.getRule(rule).values.map(({ name }) => `${rule}.${name}`),
    );
    expect(cited.flatMap(({ cites }) => (cites.value === undefined ? [] : [`${cites.rule}.${cites.value}`])).sort()).toEqual(
      numbers.sort(),
    );
  });

  it('is documented', () => {
    const readme = readFileSync(join(__dirname, '../../domain/processes/emergency/README.md'), 'utf8');
    for (const word of ['roles', 'criteria', 'command', 'informed', 'cites', 'atLeast', ...Object.keys(file)].filter(
      (w) => w !== 'version',
    ))
      expect(readme).toContain(`\`${word}\``);
  });

  it.each([
    ['a criterion without a reason', { criteria: [{ ...criteria[0], why: '' }] }],
    ['two criteria of one id', { criteria: [criteria[0], criteria[0]] }],
    ['a kind that there is not', { criteria: [{ ...criteria[0], kinds: ['rumour'] }] }],
    ['a level without a leader', { roles: { ...roles, IV: { ...roles.IV, command: 'nobody' } } }],
  ])('with %s is refused', (_what, change) => {
    expect(levelsSchema.safeParse({ ...file, ...change }).success).toBe(false);
  });
});

type Row = readonly [what: string, facts: IncidentFacts, level: string, criterion: string];

const rows: readonly Row[] = [
  ['a leak of core data', { kind: 'data-incident', dataClass: 'core' }, 'I', 'core-data-leak'],
  ['important data in two provinces', { kind: 'data-incident', dataClass: 'important', provinces: 2 }, 'I', 'important-data-provinces'],
  ['important data in one province', { kind: 'data-incident', dataClass: 'important', provinces: 1 }, 'II', 'important-data'],
  ['sensitive data', { kind: 'data-incident', dataClass: 'sensitive' }, 'III', 'sensitive-data'],
  ['a data incident of which nothing is known', { kind: 'data-incident' }, 'IV', 'none'],
  ['999,999 persons', { kind: 'cyber-incident', persons: 999_999 }, 'IV', 'none'],
  ['1 m persons', { kind: 'cyber-incident', persons: 1_000_000 }, 'III', 'cyber-persons-larger'],
  ['9,999,999 persons', { kind: 'cyber-incident', persons: 9_999_999 }, 'III', 'cyber-persons-larger'],
  ['10 m persons', { kind: 'cyber-incident', persons: 10_000_000 }, 'II', 'cyber-persons-major'],
  ['99,999,999 persons', { kind: 'cyber-incident', persons: 99_999_999 }, 'II', 'cyber-persons-major'],
  ['100 m persons', { kind: 'cyber-incident', persons: 100_000_000 }, 'I', 'cyber-persons-extreme'],
  ['critical infrastructure', { kind: 'cyber-incident', criticalInfrastructure: true }, 'III', 'critical-infrastructure'],
  ['a typhoon over two provinces', { kind: 'natural-disaster', provinces: 2 }, 'II', 'disaster-provinces'],
  ['a hundred million wet customers, no matter of data', { kind: 'natural-disaster', persons: 100_000_000 }, 'II', 'disaster-persons'],
];

describe('the level that the criteria give', () => {
  it.each(rows)('%s', (_what, facts, level, criterion) => {
    expect(proposedLevel(facts)).toMatchObject({ level, criterion });
  });

  it('is the law’s only where the criterion is cited', () => {
    expect(lawfulLevel({ kind: 'data-incident', dataClass: 'core' })?.level).toBe('I');
    expect(lawfulLevel({ kind: 'data-incident', dataClass: 'sensitive' })).toBeNull();
    expect(lawfulLevel({ kind: 'cyber-incident', criticalInfrastructure: true, persons: 5 })).toBeNull();
  });

  it('has the colours of art. 63: red, orange, yellow, blue', () => {
    expect((['I', 'II', 'III', 'IV'] as const).map(warningOf)).toEqual(['red', 'orange', 'yellow', 'blue']);
  });

  it.each(Object.keys(kinds))('an alarm of the kind %s has a level, a leader and a flag from the first instant', async (kind) => {
    const c = await given({ kind });
    expect(c.state.notes.level).toBe('IV');
    expect(c.state.flags).toContain('level-IV');
    expect(c.tasks).toEqual(expect.arrayContaining(['confirmLevel', 'takeCommand']));
  });
});

describe('a level', () => {
  const core = () => given({ kind: 'data-incident', content: { dataClass: 'core' } });

  it('below the law is neither confirmed nor lowered to, and the refusal names the criterion', async () => {
    const c = await core();
    const said = { act: 'act.refused', detail: expect.stringContaining("'core-data-leak'") };
    await expect(c.tries('confirmLevel', 'duty1', { level: 'II' })).resolves.toMatchObject(said);
    await c.confirmed('I');
    await expect(c.tries('lowerLevel', 'boss1', { level: 'II' }, { ground: 'contained' })).resolves.toMatchObject(said);
  });

  it('above the criteria of the company is a matter of judgement, with a ground', async () => {
    const c = await given({ kind: 'data-incident', content: { dataClass: 'sensitive' } });
    await c.confirmed('IV');
    expect(c.state.flags).toContain('level-too-low');
    expect(c.tasks).toContain('raiseLevel');
    await expect(c.tries('raiseLevel', 'duty1', { level: 'III' })).resolves.toMatchObject({ act: 'ground.missing' });
    await c.does('raiseLevel', 'duty1', { level: 'III' }, { ground: 'criteria-met' });
    expect(c.state.flags).not.toContain('level-too-low');
  });

  it.each([
    ['raiseLevel', 'III', 'criteria-met'],
    ['raiseLevel', 'IV', 'criteria-met'],
    ['lowerLevel', 'III', 'contained'],
    ['lowerLevel', 'II', 'contained'],
  ])('is not moved by %s to %s when III stands', async (act, level, ground) => {
    const c = await given({ content: { level: 'III' } });
    await c.confirmed('III');
    await expect(c.tries(act, 'boss1', { level }, { ground })).resolves.toMatchObject({ act: 'act.refused' });
  });

  it('of the reporter counts where it is graver than the criteria, and not where it is lower', async () => {
    expect((await given({ content: { level: 'II' } })).state.notes.level).toBe('II');
    expect((await given({ content: { level: 'IV', persons: 100 } })).state.notes.level).toBe('III');
  });

  it('is told to whoever is informed at it, with its colour', async () => {
    const c = await given({ content: { level: 'I' } });
    expect(c.told.find((t) => t.template === 'level-set')).toEqual({
      template: 'level-set',
      to: roles.I.informed.map((role) => `role:${role}`),
      data: { kind: 'natural-disaster', level: 'I', warning: 'red' },
    });
  });

  it.each([
    ['I', 'commander'],
    ['II', 'commander'],
    ['III', 'branch-manager'],
    ['IV', 'duty-officer'],
  ])('%s is led by the %s', async (level, role) => {
    const c = await given({ content: { level } });
    expect(Object.values(c.state.expectations).find((e) => e.act === 'takeCommand')?.from).toEqual({ kind: 'role', role });
  });
});
