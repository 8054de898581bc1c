import fc from 'fast-check';
import { z } from 'zod';
import { generalPayloads } from '../../domain/case/general.schema';
import { checkShape, splitPersonal } from '../../domain/case/guard';
import { party } from '../../domain/case/payload';
import { guardOf } from '../../domain/processes/guards';
import { broken, fitting, holdsInherited } from '../support/payloads';
import { sampleGuards } from './sample/generate';
import generated from './sample/guards.generated.json';
import { samplePayloads } from './sample/schema';

const payloads: Readonly<Record<string, z.ZodType>> = { ...generalPayloads, ...samplePayloads };

describe.each(Object.entries(payloads))('the guard of %s', (act, schema) => {
  const guard = guardOf(schema, act);

  it('accepts what its schema accepts', () => {
    fc.assert(
      fc.property(fitting(guard), (value) => {
        fc.pre(!holdsInherited(value));
        expect(schema.safeParse(value).error?.issues ?? []).toEqual([]);
        expect(checkShape(guard, value)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('refuses what its schema refuses, wherever one place is changed', () => {
    fc.assert(
      fc.property(fitting(guard).chain(broken), (value) => {
        fc.pre(!holdsInherited(value));
        expect(checkShape(guard, value) === null).toBe(schema.safeParse(value).success);
      }),
      { numRuns: 200 },
    );
  });
});

describe('guards', () => {
  it('are committed as they are generated (npm run guards)', () => {
    expect(generated).toEqual(JSON.parse(JSON.stringify(sampleGuards())));
  });

  it('fail the build on a keyword the interpreter does not know', () => {
    expect(() => guardOf(z.object({ a: z.number().multipleOf(3) }), 'odd')).toThrow(/odd\/a.*multipleOf/);
  });

  it.each([200, 201])('count %s emoji as the schema counts them', (count) => {
    const schema = z.string().max(200);
    const value = '🚗'.repeat(count);
    expect(checkShape(guardOf(schema, 'text'), value) === null).toBe(schema.safeParse(value).success);
  });

  it('name the place and the reason', () => {
    const guard = guardOf(z.strictObject({ parties: z.array(party) }), 'open');
    const wrong = { parties: [{ id: 'a', role: 'insured', name: '王五', phone: 'x' }] };
    expect(checkShape(guard, wrong)).toMatch(/^\/parties\/0\/phone: must match/);
    expect(checkShape(guard, {})).toBe('/parties: is missing');
    expect(checkShape(guard, { parties: [], more: 1 })).toBe('/more: is not known here');
  });
});

describe('personal fields', () => {
  const guard = guardOf(z.strictObject({ parties: z.array(party), note: generalPayloads.comment }), 'open');
  const value = { parties: [{ id: 'a', role: 'insured', name: '王五', phone: '13800000000' }], note: { text: '病情' } };

  it('are taken out with their place and their subject', () => {
    const { open, sealed } = splitPersonal(guard, value);
    expect(sealed).toEqual([
      { path: '/parties/0/name', subject: 'a', value: '王五' },
      { path: '/parties/0/phone', subject: 'a', value: '13800000000' },
      { path: '/note/text', subject: null, value: '病情' },
    ]);
    expect(JSON.stringify(open)).not.toMatch(/王五|138|病情/);
  });

  it('leave the rest as it was', () => {
    expect(splitPersonal(guard, value).open).toMatchObject({ parties: [{ id: 'a', role: 'insured', name: { sealed: true } }] });
  });
});
